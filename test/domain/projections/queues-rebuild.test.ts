import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryTable } from '../../../adapters/table/memory.ts';
import { FIRST_GENERATIONS, generationAttributes } from '../../../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../../../domain/configuration/keys.ts';
import type { Projection } from '../../../domain/projections/projection.ts';
import { rebuildQueues } from '../../../domain/projections/queues-rebuild.ts';
import { type Rebuildable, runStretch } from '../../../domain/projections/rebuild/run.ts';
import { beginJob, jobOf } from '../../../domain/projections/rebuild/start.ts';
import { readCounters } from '../../../domain/support/queues/counters.ts';
import { counterKey, rowPk } from '../../../domain/support/queues/keys.ts';
import type { ProjectDeps } from '../../../domain/support/queues/project.ts';
import { PRIORITIES, STATUSES, type Ticket } from '../../../domain/support/tickets/ticket.ts';
import type { Table } from '../../../domain/table/port.ts';
import { projectTickets } from '../support/queues/project-tickets.ts';
import { audit, TENANT, ticketOf, world } from '../support/queues/world.ts';
import { drive } from './rebuild/drive.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const QUEUES = ['qa', 'qb', 'qc'];

const open = async () => {
  const opened = world();
  await opened.table.write({ op: 'put', item: { ...tenantKey(TENANT), ...generationAttributes(FIRST_GENERATIONS), createdAt: '2026-09-01T00:00:00.000Z' } });
  for (const id of QUEUES) await opened.table.write({ op: 'put', item: { ...configurationKey(TENANT, 'QUEUE', id), id, priority: 1 } });
  let clock = NOW;
  const depsOf = (table: Table): ProjectDeps & { clock: () => number } => ({
    table,
    counterShards: 2,
    random: () => 0.9,
    sleep: async () => undefined,
    clock: () => (clock += 1),
  });
  const told: string[] = [];
  const work = (table: Table): Rebuildable => ({
    name: 'queues',
    rebuild: (run, position) =>
      rebuildQueues(depsOf(table), async (_, queueIds) => void told.push(...queueIds))(run, { name: 'queues' } as Projection, position),
  });
  const laneOf = (table: Table) => drive(table, () => (clock += 1));
  const rebuild = async (table: Table, stretchMs = 1000): Promise<string> => (await laneOf(table).toEnd(work(table), { tenantId: TENANT, stretchMs })).state;
  return { ...opened, deps: depsOf(opened.table), depsOf, rebuild, work, laneOf, told };
};
const epochOf = async (table: MemoryTable) => Number((await table.get([tenantKey(TENANT)]))[0]?.['projectionEpoch']);

const change = fc.record(
  {
    status: fc.constantFrom(...STATUSES.filter((status) => status !== 'closed')),
    priority: fc.constantFrom(...PRIORITIES),
    queueIds: fc.subarray(QUEUES),
  },
  { requiredKeys: [] },
);

describe('a rebuild of queues', () => {
  it('makes rows and counters right, whatever had become of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat(999)), async (tickets, chance) => {
        const draw = (below: number): number => (chance.next().value as number) % below;
        const { table, store, tickets: present, deps, rebuild } = await open();
        for (const [n, one] of tickets.entries())
          await projectTickets(deps, await store(n, ticketOf(n, 1, { ...one, ...(draw(4) === 0 ? { status: 'closed' } : {}) })));
        for (const item of table.all()) {
          const kind = item.pk.split('#')[2];
          if ((kind === 'Q' || kind === 'QC' || item.sk.startsWith('Q#')) && draw(2)) await table.write({ op: 'delete', key: item });
          else if (item.sk.startsWith('Q#') && draw(2)) await table.write({ op: 'update', key: { pk: item.pk, sk: item.sk }, remove: ['queues'] });
        }
        await table.write({ op: 'update', key: counterKey(TENANT, 'qa', 0), add: { working: draw(9) } });
        await table.write({ op: 'put', item: { pk: rowPk(TENANT, 'qb', draw(2)), sk: `0#2020#${ticketOf(draw(9), 1).id}`, revision: 1 } });
        expect(await rebuild(table, 1 + draw(5))).toBe('done');
        const { stored, expected } = audit(table, present(), await epochOf(table));
        expect(stored).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('runs beside live traffic and projectors that began under the old epoch', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ thread: fc.integer({ min: 0, max: 4 }), change }), { maxLength: 10 }),
        async (scheduler, traffic) => {
          const { table: inner, store, tickets, deps, depsOf, rebuild } = await open();
          const present = new Map<number, Ticket>();
          for (let n = 0; n < 5; n += 1) {
            present.set(n, ticketOf(n, 1, { queueIds: ['qa', 'qb'] }));
            await projectTickets(deps, await store(n, present.get(n) as Ticket));
          }
          const table: Table = {
            ...inner,
            async get(keys, options) {
              await scheduler.schedule(Promise.resolve());
              return inner.get(keys, options);
            },
            async transact(writes) {
              await scheduler.schedule(Promise.resolve());
              return inner.transact(writes);
            },
          };
          const live = traffic.map(async ({ thread, change: next }) => {
            await scheduler.schedule(Promise.resolve());
            const ticket = { ...(present.get(thread) as Ticket), ...next };
            present.set(thread, ticket);
            await projectTickets(depsOf(table), await store(thread, ticket));
          });
          await scheduler.waitFor(Promise.all([...live, rebuild(table)]));
          const { stored, expected } = audit(inner, tickets(), await epochOf(inner));
          expect(stored).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('leaves nothing of older epochs, and gives way to a newer epoch', async () => {
    const { table, store, deps, rebuild, work, laneOf } = await open();
    await projectTickets(deps, await store(1, ticketOf(1, 1, { queueIds: ['qa'] })));
    await rebuild(table);
    const lane = laneOf(table);
    const { row } = await beginJob(lane.deps, TENANT, 'queues');
    const first = await runStretch(lane.deps, work(table), jobOf(TENANT, row), 0);
    // As a rebuild of an older release would do.
    await table.write({ op: 'update', key: tenantKey(TENANT), add: { projectionEpoch: 1 } });
    expect(first.state === 'more' && (await runStretch(lane.deps, work(table), first.job, 0)).state).toBe('overtaken');
    expect(await rebuild(table)).toBe('done');
    const counters = table.all().filter(({ pk }) => pk.includes('#QC#qa'));
    expect(counters.flatMap((item) => Object.keys(item).filter((name) => !['pk', 'sk'].includes(name)))).toEqual(['created@4']);
    expect((await readCounters(deps, TENANT, QUEUES)).get('qa')?.created).toBe(1);
    expect((await readCounters(deps, TENANT, [])).size).toBe(0);
  });

  it('of a tenant that is gone ends', async () => {
    const { table, rebuild } = await open();
    await table.write({ op: 'delete', key: tenantKey(TENANT) });
    expect(await rebuild(table)).toBe('overtaken');
  });

  it('goes on wherever its worker dies, and takes away rows that name no ticket', async () => {
    const { table, store, tickets, deps, work, laneOf, told } = await open();
    for (let n = 0; n < 120; n += 1) await projectTickets(deps, await store(n, ticketOf(n, 1, { queueIds: ['qa', 'qb'] })));
    await table.write({ op: 'put', item: { pk: rowPk(TENANT, 'qa', 0), sk: '1#2020#nonsense' } });
    const row = await laneOf(table).toEnd(work(table), { tenantId: TENANT, before: (stretch) => (stretch % 2 ? 'dies' : undefined) });
    expect(row).toMatchObject({ state: 'done', skipped: 0, trouble: null });
    // Screens learn of the counters at the end.
    expect(new Set(told)).toEqual(new Set(QUEUES));
    const { stored, expected } = audit(table, tickets(), await epochOf(table));
    expect(stored).toEqual(expected);
  });
});
