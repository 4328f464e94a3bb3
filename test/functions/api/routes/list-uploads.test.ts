import { expect, it } from 'vitest';
import { type BulkDeps, runBulkJob } from '../../../../functions/jobs/bulk-jobs.ts';
import { createHarness } from '../harness.ts';

const world = async () => {
  const harness = createHarness();
  const { adminToken: token, adminId, tenantId } = await harness.tenant();
  const entries = [{ value: 'old', set: {} }];
  const made = await harness.call('POST /v1/enrichment-lists', { token, body: { name: 'L', key: 'author.id', match: 'exact', entries } });
  const { id: listId } = made.body as { id: string };
  const { table, clock, newId, objects } = harness.deps;
  const deps = { tickets: { table, clock, newId }, objects, asker: { rightsOf: async (_: string, actor: unknown) => actor } } as unknown as BulkDeps;
  return { harness, token, adminId, tenantId, listId, path: `/v1/enrichment-lists/${listId}`, deps };
};

it('an upload is announced, started once for a key, run by the bulk lane and told by its job and the audit', async () => {
  const { harness, token, adminId, tenantId, listId, path, deps } = await world();
  const announce = () => harness.call(`POST ${path}/uploads`, { token, headers: { 'idempotency-key': 'a' }, body: { type: 'text/csv', size: 40 } });
  const announced = await announce();
  expect(announced.status).toBe(201);
  expect((await announce()).body).toEqual(announced.body);
  const { id, upload } = announced.body as { id: string; upload: { fields: Record<string, string> } };
  const start = () => harness.call(`POST ${path}/uploads/${id}/start`, { token, headers: { 'idempotency-key': 's' }, body: { onBadRows: 'keep' } });
  expect((await harness.call(`POST ${path}/uploads/${id}/start`, { token, body: {} })).status).toBe(404);
  harness.uploaded.set(upload.fields['key'] as string, { body: Buffer.from('value,priority\na,high\nb,wrong\n'), contentType: 'text/csv' });
  const started = await start();
  expect(started.status).toBe(202);
  expect((await start()).body).toEqual(started.body);
  const jobs = harness.sent.map(({ message: { body } }) => body).filter((body) => body.includes('listUpload'));
  expect(jobs).toHaveLength(1);
  expect(await runBulkJob(deps, jobs[0] as string)).toMatchObject({ job: 'listUpload', tenantId, state: 'done' });
  const { body: job } = await harness.call(`GET /v1/jobs/${(started.body as { id: string }).id}`, { token });
  expect(job).toMatchObject({ state: 'done', result: { read: 2, kept: 1, bad: 1, errorsUrl: expect.stringContaining('/bad-rows/') } });
  expect((await harness.call(`GET ${path}`, { token })).body).toMatchObject({ size: 1, entries: [{ value: 'a', set: { priority: 'high' } }] });
  const [line] = (await harness.call('GET /v1/audit', { token })).body.items as readonly Readonly<Record<string, unknown>>[];
  expect(line).toMatchObject({ object: { type: 'enrichmentList', id: listId }, by: { type: 'agent', id: adminId }, cause: null });
});

it('a list that no answer can hold is read without its entries', { timeout: 60_000 }, async () => {
  const { harness, token, tenantId, listId, path, deps } = await world();
  const fields = [...Array(50).keys()].map((at) => `customFields.f${at}`);
  const much = [...Array(95).keys()].map((at) => `v${at},${fields.map(() => 'x'.repeat(1_000)).join(',')}\n`).join('');
  harness.uploaded.set(`T/${tenantId}/lists/${listId}/big`, { body: Buffer.from(`value,${fields.join(',')}\n${much}`), contentType: 'text/csv' });
  await harness.call(`POST ${path}/uploads/big/start`, { token, body: {} });
  await runBulkJob(deps, harness.sent.at(-1)?.message.body as string);
  const { body: big } = await harness.call(`GET ${path}`, { token });
  expect(big).toMatchObject({ size: 95 });
  expect(big).not.toHaveProperty('entries');
});
