import { describe, expect, it } from 'vitest';
import { recountQueues } from '../../../../domain/projections/rebuild/recount.ts';
import { type Rebuildable, runStretch } from '../../../../domain/projections/rebuild/run.ts';
import { headOf, ticketOf } from '../../../domain/support/queues/world.ts';
import { createHarness, type Harness } from '../harness.ts';

const open = async (env: Readonly<Record<string, string>> = {}) => {
  const harness = createHarness({ env });
  const world = await harness.tenant();
  const token = (await world.key('admin')).token;
  const call = (target: string, body?: unknown, key?: string) =>
    harness.call(target, { token, ...(body === undefined ? {} : { body }), ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }) });
  const jobs = (): { id: string; step: number; tenantId: string }[] => harness.sent.map(({ message }) => JSON.parse(message.body));
  return { harness, world, call, jobs };
};

/** The bulk lane does one job of the API's. */
const work = async ({ deps }: Harness, how: Rebuildable, job: unknown) =>
  runStretch({ table: deps.table, clock: deps.clock, shards: 1, giveUp: async () => undefined }, how, job as never, 60_000);

describe('POST /v1/admin/rebuild', () => {
  it('starts one job, answers how far it is while it runs, and its end', async () => {
    const { harness, world, call, jobs } = await open();
    const begun = await call('POST /v1/admin/rebuild', { projection: 'timers' });
    expect(begun).toMatchObject({ status: 202, body: { projection: 'timers', state: 'running', visited: 0, skipped: 0, finishedAt: null, trouble: null } });
    expect(jobs()).toEqual([{ job: 'rebuild', tenantId: world.tenantId, projection: 'timers', id: expect.any(String), step: 0 }]);
    expect((await call('POST /v1/admin/rebuild', { projection: 'timers' })).body).toEqual(begun.body);
    expect(jobs()).toHaveLength(1);
    const counted = { visited: 3, carried: 2, skipped: 1 };
    await work(harness, { name: 'timers', rebuild: async () => ({ ...counted, state: 'done', position: null }) }, jobs()[0]);
    const { body } = await call('GET /v1/admin/rebuild');
    expect(body.items).toMatchObject([{ projection: 'timers', state: 'done', ...counted, finishedAt: expect.any(String) }]);
  });

  it('is a job like others: running, done, failed, or overtaken by a newer one', async () => {
    const { harness, world, call, jobs } = await open();
    await harness.table.write({ op: 'put', item: { pk: `T#${world.tenantId}#SEQ`, sk: 'SEQ', last: 7 } });
    const { id } = (await call('POST /v1/admin/rebuild', { projection: 'timers' })).body;
    const job = async () => (await call(`GET /v1/jobs/${id}`)).body;
    const timers = { id, kind: 'rebuild' };
    expect(await job()).toEqual({ ...timers, state: 'running', done: 0, total: 7 });
    const key = { pk: `T#${world.tenantId}#JOB`, sk: 'REBUILD#timers' };
    await harness.table.write({ op: 'update', key, set: { state: 'failed', trouble: 'QueueUnavailable: away' } });
    expect(await job()).toEqual({ ...timers, state: 'failed', done: 0, total: 7, error: 'QueueUnavailable: away' });
    await harness.table.write({ op: 'update', key, set: { state: 'overtaken' }, remove: ['trouble'] });
    expect(await job()).toMatchObject({ state: 'failed', error: expect.stringContaining('newer') });
    await harness.table.write({ op: 'update', key, set: { state: 'running' } });
    const counted = { visited: 3, carried: 2, skipped: 1 };
    await work(harness, { name: 'timers', rebuild: async () => ({ ...counted, state: 'done', position: null }) }, jobs()[0]);
    expect(await job()).toEqual({ ...timers, state: 'done', done: 3, total: 3, result: { projection: 'timers', ...counted } });
    const other = await harness.tenant();
    expect((await harness.call(`GET /v1/jobs/${id}`, { token: other.adminToken })).status).toBe(404);
  });

  it('starts one job of each projection, and two calls at once one together', async () => {
    const { call, jobs } = await open();
    const answers = await Promise.all(['outbox', 'outbox', 'feed'].map((projection) => call('POST /v1/admin/rebuild', { projection })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(jobs()).toHaveLength(2);
    expect((await call('GET /v1/admin/rebuild')).body.items.map(({ projection }: { projection: string }) => projection)).toEqual(['feed', 'outbox']);
  });

  it('answers the same under the same key, also when it answered the job that was under way', async () => {
    const { harness, call } = await open();
    await call('POST /v1/admin/rebuild', { projection: 'feed' });
    const first = await call('POST /v1/admin/rebuild', { projection: 'feed' }, 'k1');
    harness.pass(5_000);
    const again = await call('POST /v1/admin/rebuild', { projection: 'feed' }, 'k1');
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await call('POST /v1/admin/rebuild', { projection: 'timers' }, 'k1')).status).toBe(422);
  });

  it('refuses a projection that there is not, naming those that there are', async () => {
    const { call, jobs } = await open();
    const answer = await call('POST /v1/admin/rebuild', { projection: 'nonsense' });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'projection', message: expect.stringContaining('queues, feed, outbox') }] } });
    expect((await call('POST /v1/admin/rebuild', {})).status).toBe(400);
    expect(jobs()).toEqual([]);
  });

  it('is what the older routes do', async () => {
    const { call, jobs } = await open();
    for (const route of ['rebuild-queues', 'reindex']) {
      expect(await call(`POST /v1/admin/${route}`, undefined, `key-${route}`)).toMatchObject({ status: 202, body: { state: 'queued' } });
      expect(await call(`POST /v1/admin/${route}`, undefined, `key-${route}`)).toMatchObject({ status: 202, body: { state: 'queued' } });
    }
    expect(jobs()).toMatchObject([{ projection: 'queues' }, { projection: 'search' }]);
  });

  it('tells of the caller’s own tenant only', async () => {
    const { harness, call } = await open();
    await call('POST /v1/admin/rebuild', { projection: 'feed' });
    const other = await harness.tenant();
    expect((await harness.call('GET /v1/admin/rebuild', { token: other.adminToken })).body).toEqual({ items: [] });
  });
});

describe('POST /v1/admin/recount', () => {
  it('of a tenant that takes longer than a request may is a 202 with how far it is, and the result at its end', async () => {
    const { harness, world, call, jobs } = await open({ RECOUNT_WITHIN_MS: '0' });
    expect((await call('GET /v1/admin/recount')).status).toBe(404);
    for (let n = 0; n < 250; n += 1) await harness.table.write({ op: 'put', item: headOf(world.tenantId, n, ticketOf(n, 1)) });
    const begun = await call('POST /v1/admin/recount', undefined, 'k1');
    expect(begun).toMatchObject({ status: 202, body: { state: 'running', counted: expect.any(Number) } });
    expect((await call('POST /v1/admin/recount')).body).toEqual(begun.body);
    expect(await call('GET /v1/admin/recount')).toMatchObject({ status: 200, body: begun.body });
    let step = await work(harness, recountQueues({ counterShards: 1 }), jobs()[0]);
    while (step.state === 'more') step = await work(harness, recountQueues({ counterShards: 1 }), step.job);
    expect(await call('GET /v1/admin/recount')).toMatchObject({ status: 200, body: { state: 'done', counted: 250, equal: true } });
    expect((await call('POST /v1/admin/recount', undefined, 'k1')).body).toEqual(begun.body);
    expect((await call(`GET /v1/jobs/${begun.body.id}`)).body).toMatchObject({
      kind: 'recount',
      state: 'done',
      done: 250,
      total: 250,
      result: { counted: 250 },
    });
    // A recount is no rebuild.
    expect((await call('GET /v1/admin/rebuild')).body.items).toEqual([]);
  });

  it('of a small one is a 200, also under a key that is used again', async () => {
    const { call } = await open();
    const first = await call('POST /v1/admin/recount', undefined, 'k1');
    expect(first).toMatchObject({ status: 200, body: { state: 'done', equal: true } });
    const again = await call('POST /v1/admin/recount', undefined, 'k1');
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('that failed says why, and may be asked for again', async () => {
    const { harness, world, call } = await open();
    await call('POST /v1/admin/recount');
    const key = { pk: `T#${world.tenantId}#JOB`, sk: 'REBUILD#recount' };
    await harness.table.write({ op: 'update', key, set: { state: 'failed', trouble: 'SearchUnavailable: away' } });
    expect(await call('GET /v1/admin/recount')).toMatchObject({ status: 200, body: { state: 'failed', trouble: 'SearchUnavailable: away' } });
    expect((await call('POST /v1/admin/recount')).status).toBe(200);
  });
});
