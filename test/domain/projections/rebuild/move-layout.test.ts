import { expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { isInParts } from '../../../../domain/configuration/generations.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { findOldLayouts, LAYOUT, OLD_LAYOUTS } from '../../../../domain/projections/rebuild/find-old-layouts.ts';
import { DEPLOYMENT, type RebuildJob, readJob } from '../../../../domain/projections/rebuild/job.ts';
import { moveLayout } from '../../../../domain/projections/rebuild/move-layout.ts';
import { oldLayouts } from '../../../../domain/projections/rebuild/old-layouts.ts';
import { runStretch } from '../../../../domain/projections/rebuild/run.ts';
import { beginJob } from '../../../../domain/projections/rebuild/start.ts';
import type { Item, Table } from '../../../../domain/table/port.ts';
import { wholeConfiguration } from '../../../harness/configuration.ts';
import { headOf, ticketOf } from '../../support/queues/world.ts';
import { drive } from './drive.ts';

const AT = '2026-02-01T00:00:00.000Z';
const NOW = Date.parse('2026-02-02T00:00:00Z');
const RULES = 700;
const TICKETS = 30;

const tenant = (id: string, more: object): Item => ({ ...tenantKey(id), id, slug: id, name: id, createdAt: AT, settings: {}, ...more }) as Item;
const rule = (id: string, n: number): Item => ({
  pk: `T#${id}`,
  sk: `RULE#r${String(n).padStart(4, '0')}`,
  id: `r${n}`,
  name: `Rule ${n}`,
  event: 'ticket.created',
  weight: n,
  stop: false,
  enabled: true,
  condition: { all: [] },
  actions: [{ type: 'tag', add: ['x'] }],
  createdAt: AT,
  updatedAt: AT,
  revision: 1,
});

/** `old` has its configuration in one partition, `new` in parts. */
const world = async () => {
  const table = memoryTable();
  const put = (item: Item) => table.write({ op: 'put', item });
  await put(tenant('old', { generation: 7, queuesGeneration: 7 }));
  await put(tenant('new', { policyGeneration: 1, directoryGeneration: 1, listsGeneration: 1, generation: '1' }));
  for (let n = 0; n < RULES; n += 1) await put(rule('old', n));
  for (let n = 1; n <= TICKETS; n += 1) await put(headOf('old', n, ticketOf(n, n)));
  return { table, lane: drive(table, () => NOW) };
};
const isMoved = async (table: Table): Promise<boolean> => isInParts((await table.get([tenantKey('old')]))[0] as Item);
const rulesOf = async (table: Table): Promise<number> => (await wholeConfiguration(table, 'old')).rules.length;

test('a tenant with an old layout is moved by the job, step by step, and read as before meanwhile', async () => {
  const { table, lane } = await world();
  const seen: [boolean, number][] = [];
  const row = await lane.toEnd(moveLayout, {
    tenantId: 'old',
    async before() {
      seen.push([await isMoved(table), await rulesOf(table)]);
    },
  });
  expect(row).toMatchObject({ state: 'done', visited: RULES + TICKETS, carried: RULES, skipped: 0 });
  expect(seen.filter(([moved]) => !moved).length).toBeGreaterThan(1);
  expect(new Set(seen.map(([, rules]) => rules))).toEqual(new Set([RULES]));
  expect(await isMoved(table)).toBe(true);
});

test('a worker that dies at any write leaves a job that goes on, and nothing is lost or moved twice', async () => {
  for (let writes = 0; ; writes += 1) {
    const { table, lane } = await world();
    let left = writes;
    const dying: Table = { ...table, transact: (given) => (left-- > 0 ? table.transact(given) : Promise.reject(new Error('killed'))) };
    const first = drive(dying, () => NOW);
    const { row: begun } = await beginJob(first.deps, 'old', LAYOUT);
    const message: RebuildJob = { job: 'rebuild', tenantId: 'old', projection: LAYOUT, id: begun.id, step: 0 };
    await runStretch(first.deps, moveLayout, message, 60_000);
    const isOver = left >= 0;
    if (!isOver) expect([await isMoved(table), await rulesOf(table)]).toEqual([false, RULES]);
    const row = await lane.toEnd(moveLayout, { tenantId: 'old' });
    expect([row.state, row.id === begun.id || isOver, await rulesOf(table), await isMoved(table)]).toEqual(['done', true, RULES, true]);
    if (isOver) break;
  }
});

test('a ticket that cannot be read is counted and named, and keeps no other from being checked', async () => {
  const { table } = await world();
  const head = headOf('old', 99, ticketOf(99, 99));
  await table.write({ op: 'put', item: head });
  const unreadable = (item: Item | undefined): Item | undefined =>
    item?.pk === head.pk
      ? Object.defineProperty({ ...item }, 'ticket', {
          get: () => {
            throw new TypeError('odd');
          },
        })
      : item;
  const lane = drive({ ...table, get: async (...given) => (await table.get(...given)).map(unreadable) }, () => NOW);
  const row = await lane.toEnd(moveLayout, { tenantId: 'old' });
  expect(row).toMatchObject({ state: 'done', visited: RULES + TICKETS + 1, skipped: 1 });
  expect(lane.letters).toMatchObject([{ tenantId: 'old', letter: { projection: LAYOUT, pk: head.pk } }]);
});

test('a change by another process in the meantime is moved too; a deleted tenant ends the job', async () => {
  const { table, lane } = await world();
  const row = await lane.toEnd(moveLayout, {
    tenantId: 'old',
    async before(stretch) {
      if (stretch !== 1) return;
      await table.write({ op: 'put', item: { ...rule('old', 0), name: 'By the earlier release', revision: 2 } });
      await table.write({ op: 'update', key: tenantKey('old'), set: { generation: 8 } });
    },
  });
  expect(row.state).toBe('done');
  const { rules, generation } = await wholeConfiguration(table, 'old');
  expect([rules[0]?.name, generation]).toEqual(['By the earlier release', 8]);
  expect(await lane.toEnd(moveLayout, { tenantId: 'nobody' })).toMatchObject({ state: 'overtaken' });
});

test('a change that comes in between makes the job read the tenant again', async () => {
  const { table } = await world();
  let changes = 1;
  const busy: Table = {
    ...table,
    async transact(writes) {
      if (changes-- > 0) await table.write({ op: 'update', key: tenantKey('old'), set: { generation: 9 } });
      return table.transact(writes);
    },
  };
  expect(await drive(busy, () => NOW).toEnd(moveLayout, { tenantId: 'old' })).toMatchObject({ state: 'done', carried: RULES });
});

test('the search starts a job for each such tenant, once; a later start finds it done', async () => {
  const { table, lane } = await world();
  const queued: RebuildJob[] = [];
  const sent: string[] = [];
  const deps = {
    ...lane.deps,
    bulkQueueUrl: 'bulk',
    queues: { send: async (_: string, messages: readonly { body: string }[]) => void sent.push(...messages.map(({ body }) => body)) },
  };
  await findOldLayouts(deps);
  await findOldLayouts(deps);
  expect(sent.map((body) => JSON.parse(body) as RebuildJob)).toMatchObject([{ projection: OLD_LAYOUTS, tenantId: DEPLOYMENT, step: 0 }]);
  // A worker that dies repeats its page; the tenant's job is the same one.
  const work = oldLayouts({ newId: lane.deps.newId, enqueue: async (job) => void queued.push(job) });
  const row = await lane.toEnd(work, { tenantId: DEPLOYMENT, before: (stretch) => (stretch === 0 ? 'dies' : undefined) });
  expect(row).toMatchObject({ state: 'done', carried: 1 });
  expect(new Set(queued.map(({ id, tenantId, projection }) => `${tenantId} ${projection} ${id}`)).size).toBe(1);
  expect(queued[0]).toMatchObject({ tenantId: 'old', projection: LAYOUT, step: 0 });
  await findOldLayouts(deps);
  expect(sent).toHaveLength(1);
  await lane.toEnd(moveLayout, { tenantId: 'old' });
  expect(await readJob(table, 'old', LAYOUT)).toMatchObject({ state: 'done' });
  expect(await readJob(table, 'new', LAYOUT)).toBeUndefined();
});
