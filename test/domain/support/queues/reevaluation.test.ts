import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MemoryTable, memoryTable } from '../../../../adapters/table/memory.ts';
import type { Condition } from '../../../../domain/automation/conditions/condition.ts';
import { generationsOf } from '../../../../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../../../../domain/configuration/keys.ts';
import type { Context } from '../../../../domain/context.ts';
import { configurationCache } from '../../../../domain/policy/cache.ts';
import { openPolicies } from '../../../../domain/policy/open-policies.ts';
import { changeQueue, createQueue, deleteQueue } from '../../../../domain/support/queues/commands.ts';
import { readCounters } from '../../../../domain/support/queues/counters.ts';
import { type DropQueuesJob, dropQueues } from '../../../../domain/support/queues/drop-queues.ts';
import { recount } from '../../../../domain/support/queues/recount.ts';
import { type ReevaluateJob, reevaluateChunk, reevaluateTickets } from '../../../../domain/support/queues/reevaluate.ts';
import { touchedTickets } from '../../../../domain/support/queues/touched.ts';
import type { TicketDeps } from '../../../../domain/support/tickets/deps.ts';
import { sequences } from '../../../../domain/support/tickets/sequence.ts';
import { ticketOfItem } from '../../../../domain/support/tickets/store.ts';
import { closedTicketItem } from '../../../../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { type Item, type Table, TransactionRefused } from '../../../../domain/table/port.ts';
import { memoryBodies } from '../messages/memory-bodies.ts';
import { projectTickets } from './project-tickets.ts';
import { audit, headOf, TENANT, ticketOf } from './world.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const context: Context = { tenantId: TENANT, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 };
const tagged = (value: string): Condition => ({ field: 'tags', op: 'contains', value });

const open = async (wrap: (table: MemoryTable) => Table = (table) => table) => {
  const inner = memoryTable();
  await inner.write({ op: 'put', item: { ...tenantKey(TENANT), generation: 1, createdAt: '2026-09-01T00:00:00.000Z' } });
  const table = wrap(inner);
  let id = 0;
  let clock = NOW;
  const deps: TicketDeps = {
    table,
    clock: () => (clock += 1),
    newId: () => `id-${++id}`,
    random: () => 0,
    sleep: async () => undefined,
    policies: openPolicies({}, configurationCache({ table })),
    sequences: sequences(table),
    bodies: memoryBodies(),
    shards: 1,
    closedAfterMs: 1000,
  };
  const queue = (condition: Condition) =>
    createQueue({ table: inner, clock: () => NOW, newId: deps.newId }, context, {
      name: 'q',
      priority: 1,
      condition,
      visibleTo: { teamIds: [], agentIds: [] },
    });
  const store = (n: number, change: Partial<Ticket> = {}) => {
    const ticket = ticketOf(n, 1, change);
    return inner.write({ op: 'put', item: ticket.status === 'closed' ? closedTicketItem(TENANT, ticket, 1) : headOf(TENANT, n, ticket) });
  };
  const queuesOf = () =>
    Object.fromEntries(inner.all().flatMap((item) => (ticketOfItem(item) ? [[Number(item.pk.slice(-9)), ticketOfItem(item)?.queueIds]] : [])));
  const job = async (): Promise<ReevaluateJob> => {
    const [tenant] = await inner.get([tenantKey(TENANT)]);
    return { job: 'reevaluate', tenantId: TENANT, generation: Number(tenant?.['queuesGeneration']), walk: null, evaluated: 0 };
  };
  /** Carries out what the stream has carried since the last call. */
  let seen = 0;
  const projected = async () => {
    const changes = inner.changes.slice(seen);
    seen = inner.changes.length;
    await projectTickets(
      { ...deps, table: inner, counterShards: 2 },
      changes.flatMap(({ before, after }) => touchedTickets(before, after)),
    );
  };
  const finish = async (first: ReevaluateJob, stretchMs = 1000) => {
    const seen: number[] = [];
    for (let next = first; ; ) {
      const step = await reevaluateChunk(deps, next, stretchMs);
      if (step.state !== 'more') return { step, seen };
      seen.push(step.delaySeconds);
      next = JSON.parse(JSON.stringify(step.job));
    }
  };
  return { inner, deps, queue, store, queuesOf, job, finish, projected, pass: (ms: number) => void (clock += ms) };
};

describe('after queues have changed', () => {
  it('every active ticket is evaluated again, in resumable stretches, and keeps version and activity', async () => {
    const { inner, queue, store, queuesOf, job, finish } = await open();
    for (let n = 0; n < 230; n += 1)
      await store(n, {
        tags: n % 2 ? ['odd'] : [],
        status: (['created', 'working', 'pending', 'followup', 'solved'] as const)[n % 5] as Ticket['status'],
        version: 4,
      });
    const { id } = await queue(tagged('odd'));
    const { step, seen } = await finish(await job(), 3);
    expect(step).toMatchObject({ state: 'done', evaluated: 230, next: null });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.filter((seconds) => seconds > 0)).toHaveLength(1);
    const queues = queuesOf();
    for (let n = 0; n < 230; n += 1) expect(queues[n]).toEqual(n % 2 ? [id] : []);
    const tickets = inner.all().flatMap((item) => ticketOfItem(item) ?? []);
    expect(new Set(tickets.map(({ version, updatedAt, generation }) => `${version} ${updatedAt} ${generation}`))).toEqual(
      new Set(['4 2026-11-20T10:00:00.000Z 2']),
    );
  });

  it('closed tickets keep the queues that they closed with', async () => {
    const { queue, store, queuesOf, job, finish } = await open();
    await store(1, { status: 'closed', tags: ['odd'], queueIds: ['old'] });
    await queue(tagged('odd'));
    await finish(await job());
    expect(queuesOf()[1]).toEqual(['old']);
  });

  it('repeating the job writes nothing', async () => {
    const { inner, queue, store, job, finish } = await open();
    await store(1);
    await queue(tagged('x'));
    await finish(await job());
    const writes = inner.changes.length;
    await finish(await job());
    expect(inner.changes.length).toBe(writes);
  });

  it('a newer change overtakes the walk of an older one', async () => {
    const { queue, store, job, finish } = await open();
    await store(1);
    await queue(tagged('x'));
    const old = await job();
    await queue(tagged('y'));
    expect((await finish(old)).step).toEqual({ state: 'overtaken', evaluated: 0 });
  });

  it('a tenant that is gone ends the walk', async () => {
    const { inner, finish, queue, job } = await open();
    await queue(tagged('x'));
    const old = await job();
    await inner.write({ op: 'delete', key: tenantKey(TENANT) });
    expect((await finish(old)).step.state).toBe('overtaken');
    expect(await reevaluateTickets((await open()).deps, 'nobody', [ticketOf(1, 1).id, 'nonsense'])).toBe(0);
  });

  it('a ticket that a late command judged by the old queues is evaluated by name', async () => {
    const { deps, queue, store, queuesOf } = await open();
    const { id } = await queue(tagged('odd'));
    await store(1, { tags: ['odd'], generation: 1 });
    expect(await reevaluateTickets(deps, TENANT, [ticketOf(1, 1).id])).toBe(1);
    expect(await reevaluateTickets(deps, TENANT, [ticketOf(1, 1).id, ticketOf(2, 1).id])).toBe(0);
    expect(queuesOf()[1]).toEqual([id]);
  });

  it('a failure of the table is the job’s failure', async () => {
    const { deps, queue, store } = await open((inner) => ({
      ...inner,
      transact: () => Promise.reject(new Error('away')),
      write: () => Promise.reject(new Error('away')),
    }));
    await store(1, { generation: 0 });
    await queue(tagged('x'));
    await expect(reevaluateTickets(deps, TENANT, [ticketOf(1, 1).id])).rejects.toThrow('away');
  });

  it('loses no update of live traffic, and ends with everything in its right queues', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ thread: fc.integer({ min: 0, max: 4 }), tag: fc.constantFrom('a', 'b', 'c') }), { maxLength: 12 }),
        async (scheduler, traffic) => {
          const { inner, deps, queue, store, queuesOf, job, finish, projected } = await open((table) => ({
            ...table,
            async transact(writes) {
              await scheduler.schedule(Promise.resolve());
              return table.transact(writes);
            },
          }));
          const first = await queue(tagged('a'));
          for (let n = 0; n < 5; n += 1) await store(n, { tags: n % 2 ? ['a'] : ['b'], generation: 2, queueIds: n % 2 ? [first.id] : [] });
          await projected();
          const second = await queue(tagged('b'));
          // Live traffic as commands do it: read, policy by the present configuration, write under the revision.
          const live = traffic.map(async ({ thread, tag }) => {
            for (;;) {
              const [tenant, head] = await inner.get([tenantKey(TENANT), { pk: headOf(TENANT, thread, null).pk, sk: 'HEAD' }]);
              const ticket = ticketOfItem(head) as Ticket;
              const policy = await deps.policies(TENANT, generationsOf(tenant as Item));
              const tags = [...new Set([...ticket.tags, tag])];
              const next = { ...ticket, tags, revision: ticket.revision + 1, generation: policy.generation };
              const item = { ...headOf(TENANT, thread, { ...next, queueIds: policy.queueIds(next, null) }), revision: ticket.revision + 1 };
              try {
                await scheduler.schedule(Promise.resolve());
                await inner.transact([{ op: 'put', item, when: { equals: { revision: ticket.revision } } }]);
                return;
              } catch (error) {
                if (!(error instanceof TransactionRefused)) throw error;
              }
            }
          });
          await scheduler.waitFor(Promise.all([...live, finish(await job())]));
          await projected();
          const queues = queuesOf();
          for (let n = 0; n < 5; n += 1) {
            const tags = new Set([n % 2 ? 'a' : 'b', ...traffic.filter(({ thread }) => thread === n).map(({ tag }) => tag)]);
            expect(new Set(queues[n])).toEqual(new Set([...(tags.has('a') ? [first.id] : []), ...(tags.has('b') ? [second.id] : [])]));
          }
          const { stored, expected } = audit(
            inner,
            inner.all().flatMap((item) => ticketOfItem(item) ?? []),
          );
          expect(stored).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a deleted queue', () => {
  const world = async () => {
    const opened = await open();
    const kept = await opened.queue(tagged('odd'));
    const gone = await opened.queue(tagged('odd'));
    for (let n = 0; n < 6; n += 1)
      await opened.store(n, {
        tags: ['odd'],
        queueIds: [kept.id, gone.id],
        generation: 3,
        status: n === 5 ? 'closed' : 'working',
        closedAt: n === 5 ? '2026-11-20T10:00:00.000Z' : null,
      });
    await opened.projected();
    await deleteQueue({ table: opened.inner, clock: Date.now }, context, gone.id);
    return { ...opened, kept, gone };
  };
  const dropped = async (inner: MemoryTable, first: DropQueuesJob | null, between: () => Promise<void> = async () => undefined) => {
    const waits: number[] = [];
    for (let job = first; job; ) {
      const step = await dropQueues({ table: inner, counterShards: 2 }, job);
      if (step.state === 'done') break;
      waits.push(step.delaySeconds);
      job = step.job;
      await between();
    }
    return waits;
  };
  const traces = (inner: MemoryTable, queueId: string) => inner.all().filter(({ pk, sk }) => pk.includes(`#${queueId}#`) || sk.includes(queueId));

  it('leaves neither rows nor counters behind, once the projector has taken its tickets out', async () => {
    const { inner, job, finish, projected, kept, gone } = await world();
    const { step } = await finish(await job());
    if (step.state !== 'done') throw new Error('not done');
    expect(step.next).toMatchObject({ job: 'dropQueues', queueIds: [gone.id] });
    expect(await dropped(inner, step.next, projected)).toEqual([5]);
    // But for who could see it, which its closed tickets need.
    expect(traces(inner, gone.id).map(({ sk }) => sk)).toEqual([`PASTQUEUE#${gone.id}`]);
    const counters = await readCounters({ table: inner, counterShards: 2 }, TENANT, [kept.id]);
    expect(counters.get(kept.id)).toMatchObject({ working: 5, closed: 1 });
    expect((await finish(await job())).step).toMatchObject({ next: null });
  });

  it('is cleaned up in the end even if its rows never go by themselves', async () => {
    const { inner, job, finish, gone } = await world();
    const { step } = await finish(await job());
    if (step.state !== 'done') throw new Error('not done');
    expect(await dropped(inner, step.next)).toHaveLength(20);
    // But for who could see it, which its closed tickets need.
    expect(traces(inner, gone.id).map(({ sk }) => sk)).toEqual([`PASTQUEUE#${gone.id}`]);
  });
});

describe('a recount', () => {
  it('compares the counters with the tickets, closed ones of every month included', async () => {
    const { inner, queue, store, projected, deps } = await open();
    const one = await queue(tagged('x'));
    const two = await queue(tagged('y'));
    await store(1, { queueIds: [one.id, two.id], status: 'working' });
    await store(2, { queueIds: [one.id] });
    for (const [n, month] of [
      [3, '09'],
      [4, '10'],
      [5, '11'],
    ] as const) {
      await store(n, { queueIds: [one.id, 'gone'], status: 'closed', updatedAt: `2026-${month}-15T00:00:00.000Z`, closedAt: `2026-${month}-15T00:00:00.000Z` });
    }
    await projected();
    const count = () => recount({ table: inner, clock: deps.clock, shards: 1, counterShards: 2 }, TENANT);
    const { queues } = await count();
    expect(queues.map(({ id }) => id)).toEqual([one.id, two.id]);
    expect(queues[0]?.recounted).toEqual({ created: 1, working: 1, pending: 0, followup: 0, solved: 0, closed: 3 });
    for (const { stored, recounted } of queues) expect(stored).toEqual(recounted);
    await inner.write({ op: 'update', key: { pk: `T#${TENANT}#QC#${two.id}#1`, sk: 'COUNTER' }, add: { working: 1 } });
    const [, wrong] = (await count()).queues;
    expect([wrong?.stored.working, wrong?.recounted.working]).toEqual([2, 1]);
  });

  it('of a tenant without a date of its own, and over many pages, is complete too', async () => {
    const { inner, queue, store, projected, deps } = await open((table) => table);
    const { id } = await queue(tagged('x'));
    await inner.write({ op: 'update', key: tenantKey(TENANT), remove: ['createdAt'] });
    for (let n = 0; n < 150; n += 1) await store(n, { queueIds: [id] });
    await projected();
    const { queues } = await recount({ table: inner, clock: deps.clock, shards: 1, counterShards: 2 }, TENANT);
    expect(queues[0]).toMatchObject({ stored: { created: 150 }, recounted: { created: 150 } });
  });
});

it('changing a queue twice at the same instant keeps both changes', async () => {
  const { inner, queue, deps } = await open();
  const { id } = await queue(tagged('x'));
  const write = { table: inner, clock: () => NOW, newId: deps.newId };
  await Promise.all([changeQueue(write, context, id, { name: 'A' }), changeQueue(write, context, id, { priority: 3 })]);
  const [item] = await inner.get([configurationKey(TENANT, 'QUEUE', id)]);
  expect(item).toMatchObject({ name: 'A', priority: 3, revision: 3 });
});
