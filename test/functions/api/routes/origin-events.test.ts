import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { storedJob, storeStep } from '../../../../domain/jobs/job.ts';
import { noteEvents } from '../../../../domain/origins/health.ts';
import { unreadableItem } from '../../../../domain/origins/unreadable-calls.ts';
import { createHarness } from '../harness.ts';

const AT = Date.parse('2026-11-29T10:00:00.000Z');

const hub = async (channel = 'api', credentials: object = { signingSecret: 'signing-secret' }) => {
  const harness = createHarness({ env: { OUTBOUND_QUEUE_URL: 'queue:outbound', AI_WITHIN_MS: '150' } });
  const world = await harness.tenant();
  const call = (target: string, body?: unknown) => harness.call(target, { token: world.adminToken, ...(body === undefined ? {} : { body }) });
  const originId = String((await call('POST /v1/origins', { channel, name: 'O', credentials })).body.id);
  const path = `/v1/origins/${originId}`;
  const keep = async (text: string, seconds = 0): Promise<string> => {
    const objectKey = `T/${world.tenantId}/calls/${originId}/${seconds}`;
    harness.uploaded.set(objectKey, { body: Buffer.from(text), contentType: 'application/json' });
    const hash = createHash('sha256').update(text).digest('hex');
    const kept = { tenantId: world.tenantId, originId, receivedAt: AT + seconds * 1_000, hash, contentType: 'application/json', bytes: text.length, objectKey };
    const item = unreadableItem({ ...kept, unreadable: [{ index: 1, reason: 'a message without content' }] });
    await harness.table.write({ op: 'put', item });
    return item.sk;
  };
  return { harness, world, call, originId, path, keep };
};
const message = (id: string, text: string) => ({ id, author: { id: 'ann' }, text });

describe('calls that could not be read', () => {
  it('are listed newest first with what is wrong, and counted in the health of their origin', async () => {
    const { harness, world, call, originId, path, keep } = await hub();
    expect((await call(`GET ${path}/health`)).body).toEqual({ lastEventAt: null, lostAccess: null, unreadable: 0, lastUnreadable: null, notices: [] });
    const ids = [await keep('{}', 1), await keep('{}', 2), await keep('{}', 3)];
    const first = (await call(`GET ${path}/events?state=unreadable&limit=2`)).body;
    const second = (await call(`GET ${path}/events?state=unreadable&limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(ids.toReversed());
    expect(first.items[0]).toMatchObject({ state: 'unreadable', count: 1, elements: [{ index: 1, reason: 'a message without content' }], size: 2 });
    await noteEvents(harness.table)(world.tenantId, originId, AT);
    expect((await call(`GET ${path}/health`)).body).toMatchObject({
      lastEventAt: '2026-11-29T10:00:00.000Z',
      unreadable: 3,
      lastUnreadable: { at: '2026-11-29T10:00:03.000Z', reason: 'a message without content' },
    });
    expect((await call(`GET ${path}/events?state=read`)).status).toBe(400);
  });

  it('are read again: what can be read now comes in with its time, and the event is gone', async () => {
    const { harness, call, path, keep } = await hub();
    const id = await keep(JSON.stringify({ messages: [message('m1', 'one'), message('m2', 'two')] }));
    expect((await call(`POST ${path}/events/${id}/replay`)).body).toEqual({ accepted: 2, unreadable: [] });
    expect(harness.produced.map(({ value }) => JSON.parse(value) as object)).toMatchObject([
      { identity: 'm1', receivedAt: '2026-11-29T10:00:00.000Z' },
      { identity: 'm2', receivedAt: '2026-11-29T10:00:00.000Z' },
    ]);
    expect((await call(`POST ${path}/events/${id}/replay`)).status).toBe(404);
  });

  it('stay where an element still cannot be read, or the whole is no JSON', async () => {
    const { call, path, keep } = await hub();
    const id = await keep(JSON.stringify({ messages: [message('m1', 'one'), message('m2', '')] }));
    const still = { accepted: 1, unreadable: [{ index: 1, reason: 'a message without content' }] };
    expect((await call(`POST ${path}/events/${id}/replay`)).body).toEqual(still);
    expect((await call(`POST ${path}/events/${id}/replay`)).body).toEqual(still);
    const broken = await keep('{', 5);
    expect((await call(`POST ${path}/events/${broken}/replay`)).body).toEqual({ accepted: 0, unreadable: [{ index: 0, reason: 'the body is not JSON' }] });
    expect((await call(`GET ${path}/events`)).body.items).toHaveLength(2);
  });

  it('whose bytes are gone are a 409; those of another tenant, and unknown ones, a 404', async () => {
    const { harness, call, path, keep } = await hub();
    const id = await keep('{}');
    harness.uploaded.clear();
    expect((await call(`POST ${path}/events/${id}/replay`)).status).toBe(409);
    expect((await call(`POST ${path}/events/none/replay`)).status).toBe(404);
    const other = (await harness.tenant()).adminToken;
    for (const target of [`GET ${path}/events`, `GET ${path}/health`, `POST ${path}/events/${id}/replay`, `POST ${path}/test`])
      expect((await harness.call(target, { token: other })).status, target).toBe(404);
  });
});

describe('a test of an origin', () => {
  const whatsapp = { appSecret: 'app-secret', verifyToken: 'v', accessToken: 'a', accountId: '1' };

  it('is queued for the sender; its answer comes with the call, or by a job', async () => {
    const { harness, world, call, path } = await hub('whatsapp', whatsapp);
    const slow = await call(`POST ${path}/test`);
    expect(slow).toMatchObject({ status: 202, body: { kind: 'origin-test', state: 'running' } });
    const asked = harness.sent.filter(({ queueUrl }) => queueUrl === 'queue:outbound').map(({ message: { body } }) => JSON.parse(body) as object);
    expect(asked).toEqual([{ tenantId: world.tenantId, originTest: slow.body.id }]);
    const job = await storedJob(harness.table, world.tenantId, slow.body.id);
    const result = { state: 'passed', error: null, at: '2026-11-29T10:00:00.000Z' };
    if (job) await storeStep(harness.deps, world.tenantId, { ...job, step: 1, state: 'done', done: 1, result });
    expect((await call(`GET /v1/jobs/${slow.body.id}`)).body).toMatchObject({ state: 'done', result });
  });

  it('without a provider is a task of the sender too', async () => {
    const { harness, call, path } = await hub();
    expect((await call(`POST ${path}/test`)).body).toMatchObject({ kind: 'origin-test', state: 'running' });
    expect(harness.sent).toHaveLength(1);
  });
});
