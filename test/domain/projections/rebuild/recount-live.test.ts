import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { FIRST_GENERATIONS, generationAttributes } from '../../../../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../../../../domain/configuration/keys.ts';
import type { RebuildJob } from '../../../../domain/projections/rebuild/job.ts';
import { recountQueues } from '../../../../domain/projections/rebuild/recount.ts';
import { recountState, startRecount } from '../../../../domain/projections/rebuild/recount-job.ts';
import { runStretch } from '../../../../domain/projections/rebuild/run.ts';
import { counterKey } from '../../../../domain/support/queues/keys.ts';
import { projectEach } from '../../../../domain/support/queues/project.ts';
import { CHUNK_SEQUENCES, seenIn } from '../../../../domain/support/queues/seen.ts';
import { tallyOf } from '../../../../domain/support/queues/tally.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { headOf, TENANT, ticketOf } from '../../support/queues/world.ts';

const TICKETS = 60;
const STATUSES = ['created', 'working', 'pending', 'solved'] as const;
type Deed = { readonly n: number; readonly status: number; readonly queues: number } | 'project';

/** A tenant whose tickets change, and whose projector works, between any two calls of the recount. */
const live = async (deeds: readonly Deed[]) => {
  const inner = memoryTable();
  const time = { now: Date.parse('2026-11-21T10:00:00Z') };
  await inner.write({ op: 'put', item: { ...tenantKey(TENANT), ...generationAttributes(FIRST_GENERATIONS), createdAt: '2026-11-01T00:00:00.000Z' } });
  for (const id of ['q1', 'q2'])
    await inner.write({
      op: 'put',
      item: { ...configurationKey(TENANT, 'QUEUE', id), id, name: id, priority: 1, condition: { all: [] }, visibleTo: { teamIds: [], agentIds: [] } },
    });
  const revisions = new Map<number, number>();
  const pending: string[] = [];
  const change = async (n: number, status: number, queues: number): Promise<void> => {
    const revision = (revisions.get(n) ?? 0) + 1;
    revisions.set(n, revision);
    const queueIds = [['q1'], ['q2'], ['q1', 'q2'], []][queues] as string[];
    const ticket = ticketOf(n, 1, { status: STATUSES[status % 4] as 'working', queueIds, revision, updatedAt: new Date(time.now).toISOString() });
    await inner.write({ op: 'put', item: headOf(TENANT, n, ticket) });
    pending.push(ticket.id);
  };
  const projecting = { table: inner, counterShards: 1, random: () => 0, sleep: async () => {} };
  const project = async (): Promise<void> => {
    const ticketId = pending.shift();
    if (ticketId !== undefined) await projectEach(projecting, [{ tenantId: TENANT, ticketId }]);
  };
  for (let n = 0; n < TICKETS; n += 1) await change(n, n, n % 3);
  while (pending.length > 0) await project();
  time.now += 3_600_000;
  const plan = deeds.values();
  let busy = false;
  const meanwhile = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    const deed = plan.next().value ?? 'project';
    if (deed === 'project') await project();
    else await change(deed.n, deed.status, deed.queues);
    busy = false;
  };
  const table: Table = {
    ...inner,
    get: async (...given) => (await meanwhile(), inner.get(...given)),
    query: async (...given) => (await meanwhile(), inner.query(...given)),
  };
  const sent: RebuildJob[] = [];
  const queues = {
    send: async (_: string, messages: readonly { readonly body: string }[]) => void sent.push(...messages.map(({ body }) => JSON.parse(body) as RebuildJob)),
  };
  const deps = { table, clock: () => (time.now += 1), newId: () => 'recount', shards: 1, counterShards: 1, queues, bulkQueueUrl: 'bulk' };
  const runDeps = { ...deps, giveUp: async () => expect.unreachable() };
  const pause = async (ms: number): Promise<void> => void (time.now += ms);
  return {
    inner,
    now: () => time.now,
    /** In one request that waits between two looks. */
    atOnce: () => startRecount({ ...deps, pause }, { tenantId: TENANT }, 60_000),
    /** To its end; a message that is delivered twice has no second effect. */
    recounted: async (withinMs: number) => {
      await startRecount(deps, { tenantId: TENANT }, withinMs);
      for (let job = sent.shift(), turns = 0; job && turns < 300; turns += 1) {
        const step = await runStretch(runDeps, recountQueues(deps), job, withinMs);
        time.now += 1_000;
        job = step.state === 'more' ? step.job : undefined;
      }
      const state = await recountState(inner, TENANT);
      if (state.state !== 'done') throw new Error(state.state);
      return state;
    },
  };
};

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ n: fc.nat(TICKETS + 5), status: fc.nat(3), queues: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.constant('project' as const) },
);

test('a request waits until its tickets stand still, as long as it has time', async () => {
  const moves: Deed[] = Array.from({ length: 40 }, (_, n) => (n % 7 === 0 ? 'project' : { n: n % TICKETS, status: n % 4, queues: n % 4 }));
  const { atOnce, recounted } = await live([...moves, 'project']);
  const answer = await atOnce();
  expect(answer.state).toBe('done');
  expect((await recounted(60_000)).queues).toEqual(answer.state === 'done' ? answer.queues : []);
});

test('a ticket that rose by an amendment alone, so that its queues have nothing to count, settles at the first look', async () => {
  const { inner, atOnce, now } = await live([]);
  const ticket = ticketOf(3, 1, { status: STATUSES[3], queueIds: ['q1'], revision: 9, updatedAt: new Date(now()).toISOString() });
  await inner.write({ op: 'put', item: headOf(TENANT, 3, ticket) });
  const began = now();
  expect((await atOnce()).state).toBe('done');
  expect(now() - began).toBeLessThan(1_000);
});

test('tickets change status and queue during the recount, and the projector lags: counters that are right are equal, each ticket counted once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 120, size: 'max' }), fc.constantFrom(0, 20, 60_000), async (deeds, withinMs) => {
      const { recounted } = await live(deeds);
      const { queues, counted } = await recounted(withinMs);
      expect(queues.map(({ id }) => id)).toEqual(['q1', 'q2']);
      for (const { id, stored, recounted: own } of queues) expect(own, id).toEqual(stored);
      const opened = new Set(deeds.flatMap((one) => (one === 'project' || one.n < TICKETS ? [] : [one.n])));
      expect(counted).toBeGreaterThanOrEqual(TICKETS);
      expect(counted).toBeLessThanOrEqual(TICKETS + opened.size);
    }),
    { numRuns: 50 },
  );
}, 120_000);

test('a counter that is wrong is told under live traffic too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 60 }), async (deeds) => {
      const { inner, recounted } = await live(deeds);
      await inner.write({ op: 'update', key: counterKey(TENANT, 'q1', 0), add: { pending: 3 } });
      const { queues } = await recounted(60_000);
      const [wrong, right] = queues;
      expect((wrong?.stored.pending ?? 0) - (wrong?.recounted.pending ?? 0)).toBe(3);
      expect(right?.recounted).toEqual(right?.stored);
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('with more kinds of tickets than are kept apart, each is still counted once, as it was read first', () => {
  const names = Array.from({ length: 13 }, (_, n) => `q${n}`);
  const tally = tallyOf({ counted: 0, kinds: [], queues: Object.fromEntries(names.map((id) => [id, [0, 0, 0, 0, 0, 0]])) }, seenIn());
  const ticket = (n: number, set: number) => ticketOf(n, 1, { sequence: n + 1, status: 'working', queueIds: names.filter((_, bit) => (set >> bit) & 1) });
  for (let n = 0; n < 4_100; n += 1) tally.add(ticket(n, n));
  expect([tally.counted(), tally.kinds().length]).toEqual([4_100, 4_000]);
  const before = tally.queues();
  tally.add(ticket(4_050, 1));
  expect(tally.queues()).toEqual(before);
  tally.add(ticket(7, 8));
  expect([tally.counted(), tally.queues()['q3']?.[1]]).toEqual([4_100, before['q3']?.[1] ?? 0]);
});

test('counts are stored in chunks, which are small if there are few combinations', () => {
  const seen = seenIn();
  for (let n = 0; n < 50_000; n += 1) seen.set(CHUNK_SEQUENCES - 25_000 + n, (n * 7) % 12);
  const chunks = seen.changed();
  expect(chunks.map(({ chunk }) => chunk).toSorted((a, b) => a - b)).toEqual([0, 1]);
  expect(Math.max(...chunks.map(({ codes }) => codes.byteLength))).toBeLessThan(64_000);
  const again = seenIn(chunks);
  for (const at of [0, CHUNK_SEQUENCES - 25_000, CHUNK_SEQUENCES + 24_999]) expect(again.get(at)).toBe(seen.get(at));
  expect([again.get(10 * CHUNK_SEQUENCES), again.changed()]).toEqual([0, []]);
});
