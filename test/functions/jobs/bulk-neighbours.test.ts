import { describe, expect, it } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { FIRST_GENERATIONS, generationAttributes } from '../../../domain/configuration/generations.ts';
import { tenantKey } from '../../../domain/configuration/keys.ts';
import type { Addressed } from '../../../domain/dead-letters/dead-letter.ts';
import { projectionsOf } from '../../../domain/projections/projections.ts';
import { rebuildable } from '../../../domain/projections/rebuild/run.ts';
import type { ProjectorDeps } from '../../../domain/projections/relay/projector-deps.ts';
import { applyBatch } from '../../../domain/support/inbound/apply-batch.ts';
import { goneWrite } from '../../../domain/support/queues/drop-queues.ts';
import { headKey } from '../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../domain/support/threads/thread-id.ts';
import { sequences } from '../../../domain/support/tickets/sequence.ts';
import { ticketOfItem } from '../../../domain/support/tickets/store.ts';
import { type Table, TableRejected, TableUnavailable, type Write } from '../../../domain/table/port.ts';
import { type BulkDeps, runBulkJob } from '../../../functions/jobs/bulk-jobs.ts';
import { bench, inbound, ORIGIN, plainPolicy, TENANT } from '../../domain/support/inbound/events.ts';

const pkOf = (write: Write): string => (write.op === 'put' ? write.item : write.key).pk;
const ticketId = (author: string): string => `${threadIdOf(ORIGIN, author)}.1`;

/** A lane over tickets of `authors`; what is written into the thread of `bad` fails as `fault` says. */
const lane = async (authors: readonly string[], bad: string, fault: () => Error, state: { origin: 'enabled' | 'disabled' } = { origin: 'enabled' }) => {
  const inner = memoryTable();
  const policy = { ...plainPolicy({ originState: () => state.origin, queueIds: () => ['q'] }), generation: 1 };
  const b = bench({ policy });
  const deps = { ...b.deps, table: inner, sequences: sequences(inner) };
  await inner.write({
    op: 'put',
    item: { ...tenantKey(TENANT), ...generationAttributes(FIRST_GENERATIONS), queuesGeneration: 0, createdAt: '2026-01-01T00:00:00.000Z' },
  });
  await applyBatch(
    deps,
    authors.map((author) => inbound(author, `m-${author}`)),
  );
  const badPk = headKey(TENANT, threadIdOf(ORIGIN, bad)).pk;
  const table: Table = {
    ...inner,
    transact: async (writes) => {
      if (writes.some((write) => pkOf(write) === badPk)) throw fault();
      return inner.transact(writes);
    },
  };
  const queued: QueueMessage[] = [];
  const letters: Addressed[] = [];
  const bulk: BulkDeps = {
    asker: { rightsOf: async (_, actor) => actor, wallFor: async () => () => true },
    tickets: { ...deps, table },
    rebuilds: async (name) => {
      const made = projectionsOf({ ...deps, table, counterShards: 1 } as unknown as ProjectorDeps).find((one) => one.name === name);
      return made && rebuildable(made);
    },
    counterShards: 1,
    objects: { open: async () => undefined, put: async () => undefined, delete: async () => undefined },
    enqueue: async (message) => void queued.push(message),
    giveUp: async (given) => void letters.push(...given),
  };
  const jobs = () => queued.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  /** Runs the jobs of the lane but those of `kind`, which stay. */
  const drain = async (kind: string): Promise<void> => {
    for (let at = 0; at < queued.length; ) {
      if (jobs()[at]?.['job'] === kind) at += 1;
      else await runBulkJob(bulk, (queued.splice(at, 1)[0] as QueueMessage).body);
    }
  };
  return { inner, policy, bulk, queued, letters, jobs, drain, run: (job: object) => runBulkJob(bulk, JSON.stringify(job)) };
};

const AUTHORS = ['ann', 'bob', 'eve', 'joe'];
const rejected = (): Error => new TableRejected('odd');

describe('one ticket that fails in the bulk lane', () => {
  const outdate = async ({ inner, policy }: Awaited<ReturnType<typeof lane>>): Promise<void> => {
    policy.generation = 5;
    await inner.write({ op: 'update', key: tenantKey(TENANT), set: { queuesGeneration: 5, generation: 5 } });
  };
  const again = { job: 'reevaluate', tenantId: TENANT, generation: 5 };

  it('when tickets are evaluated again, gets a job of its own; the walk goes on to its end', async () => {
    const world = await lane(AUTHORS, 'bob', rejected);
    await outdate(world);
    expect(await world.run(again)).toMatchObject({ evaluated: 3, state: 'more' });
    await world.drain('reevaluateTicket');
    expect(new Set(world.jobs().map(({ ticketId: id }) => id))).toEqual(new Set([ticketId('bob')]));
    await expect(runBulkJob(world.bulk, (world.queued[0] as QueueMessage).body)).rejects.toThrow('odd');
  });

  it('because the table is away makes the stretch be repeated, with no job for anybody', async () => {
    const world = await lane(AUTHORS, 'bob', () => new TableUnavailable(new Error('away')));
    await outdate(world);
    await expect(world.run(again)).rejects.toMatchObject({ name: 'TableUnavailable' });
    expect(world.jobs()).toEqual([]);
  });

  it('when queues are made anew goes to the dead letters; the others are counted', async () => {
    const world = await lane(AUTHORS, 'bob', rejected);
    await world.run({ job: 'rebuildQueues', tenantId: TENANT, epoch: null, walk: null });
    await world.drain('');
    expect(world.inner.all().filter(({ sk }) => sk === 'COUNTER')).toMatchObject([{ 'created@1': 3 }]);
    expect(world.letters.length).toBeGreaterThan(0);
    for (const one of world.letters)
      expect(one).toMatchObject({
        tenantId: TENANT,
        letter: { projection: 'queues', sk: 'HEAD', pk: headKey(TENANT, threadIdOf(ORIGIN, 'bob')).pk, reason: 'TableRejected: odd' },
      });
  });

  it('when an origin is revealed gets a job of its own; the other spans are shown', async () => {
    const state: { origin: 'enabled' | 'disabled' } = { origin: 'disabled' };
    const world = await lane(AUTHORS, 'bob', rejected, state);
    state.origin = 'enabled';
    expect(await world.run({ job: 'reveal', tenantId: TENANT, originId: ORIGIN })).toMatchObject({ state: 'done' });
    const shown = await Promise.all(AUTHORS.map(async (author) => ticketOfItem((await world.inner.get([headKey(TENANT, threadIdOf(ORIGIN, author))]))[0])?.id));
    expect(shown).toEqual(AUTHORS.map((author) => (author === 'bob' ? undefined : ticketId(author))));
    expect(world.jobs()).toMatchObject([{ job: 'revealSpan', originId: ORIGIN, pk: headKey(TENANT, threadIdOf(ORIGIN, 'bob')).pk }]);
    await expect(runBulkJob(world.bulk, (world.queued[0] as QueueMessage).body)).rejects.toThrow('odd');
    world.bulk.tickets.table.transact = world.inner.transact;
    await runBulkJob(world.bulk, (world.queued[0] as QueueMessage).body);
    expect(ticketOfItem((await world.inner.get([headKey(TENANT, threadIdOf(ORIGIN, 'bob'))]))[0])?.id).toBe(ticketId('bob'));
  });
});

it('thousands of deleted queues are cleaned up in jobs that fit into the queue', async () => {
  const world = await lane([], 'nobody', rejected);
  for (let n = 0; n < 2_500; n += 1)
    await world.inner.write(goneWrite(TENANT, `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`) as Exclude<Write, { op: 'check' }>);
  const sizes: number[] = [];
  const enqueue = world.bulk.enqueue;
  Object.assign(world.bulk, { enqueue: (message: QueueMessage) => (sizes.push(Buffer.byteLength(message.body)), enqueue(message)) });
  await world.run({
    job: 'reevaluate',
    tenantId: TENANT,
    generation: 0,
    walk: { startedAt: '2026-01-01T00:00:00.000Z', second: true, partition: 5, after: null },
  });
  await world.drain('');
  expect(world.inner.all().filter(({ sk }) => sk.startsWith('GONE#'))).toEqual([]);
  for (const bytes of sizes) expect(bytes).toBeLessThan(60_000);
  expect(sizes.length).toBeGreaterThanOrEqual(3);
});
