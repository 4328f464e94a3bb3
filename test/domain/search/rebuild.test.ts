import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbeddedSearch } from '../../../adapters/search/embedded.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import type { Projection } from '../../../domain/projections/projection.ts';
import { DEPLOYMENT, readJob } from '../../../domain/projections/rebuild/job.ts';
import { type Rebuildable, runStretch } from '../../../domain/projections/rebuild/run.ts';
import { beginJob, jobOf } from '../../../domain/projections/rebuild/start.ts';
import type { Search, SearchQuery } from '../../../domain/search/port.ts';
import { rebuildSearch } from '../../../domain/search/rebuild.ts';
import type { Item, Table } from '../../../domain/table/port.ts';
import { drive } from '../projections/rebuild/drive.ts';
import { memoryBodies } from '../support/messages/memory-bodies.ts';
import { closedOf, headOf, messageItem, TENANT, threadOf, ticketOf } from './threads.ts';

let home: string;
let search: Search;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-rebuild-'));
  search = openEmbeddedSearch(join(home, 's.sqlite'));
});
afterEach(async () => {
  await search.close();
  rmSync(home, { recursive: true });
});

const query = (q: string): SearchQuery => ({ tenantId: TENANT, q, filters: {}, wall: null, limit: 100, cursor: null, sort: 'updatedAt', facets: false });

async function filled() {
  const table = memoryTable();
  for (let n = 1; n <= 40; n += 1) {
    const ticket = ticketOf(n, { revision: 2 });
    await table.write({ op: 'put', item: n % 4 === 0 ? closedOf(ticket) : headOf(ticket) });
    await table.write({ op: 'put', item: messageItem(threadOf(n), 1, { text: `jacket ${n}` }) });
    await table.write({ op: 'put', item: { pk: `T#${TENANT}#U#${n}`, sk: 'PROFILE' } });
  }
  return table;
}

const work = (of: Pick<Search, 'beginRebuild' | 'resumeRebuild'> = search): Rebuildable => ({
  name: 'search',
  rebuild: (run, position) => rebuildSearch({ search: of, bodies: memoryBodies() })(run, { name: 'search' } as Projection, position),
});
let now = 0;
const lane = (table: Table) => drive(table, () => (now += 1));

test('a rebuild in many stretches brings every ticket and message, and drops what the table does not have', async () => {
  const table = await filled();
  await search.bulk([{ message: { tenantId: TENANT, ticketId: 'ghost.1', number: 1, version: 1, text: 'jacket' } }]);
  const small = { ...table, scan: (options?: Parameters<typeof table.scan>[0]) => table.scan({ ...options, limit: 7 }) };
  let stretches = 0;
  const row = await lane(small).toEnd(work(), { tenantId: DEPLOYMENT, before: () => void (stretches += 1) });
  expect(row).toMatchObject({ state: 'done', visited: 80, carried: 80, skipped: 0 });
  expect(stretches).toBeGreaterThan(10);
  expect((await search.query(query('jacket'))).total).toBe(40);
  expect((await search.query(query('"jacket 40"'))).hits).toMatchObject([{ sequence: 40 }]);
});

test('a worker that dies anywhere loses nothing and counts nothing twice', async () => {
  const row = await lane(await filled()).toEnd(work(), { tenantId: TENANT, before: (stretch) => (stretch % 2 ? 'dies' : undefined) });
  expect(row).toMatchObject({ state: 'done', visited: 80 });
  expect((await search.query(query('jacket'))).total).toBe(40);
});

test('a newer rebuild ends an older one', async () => {
  const table = await filled();
  const { deps } = lane(table);
  const older = await runStretch(deps, work(), jobOf(TENANT, (await beginJob(deps, TENANT, 'search')).row), 0);
  const newer = await runStretch(deps, work(), jobOf('other', (await beginJob(deps, 'other', 'search')).row), 0);
  expect(older.state === 'more' && (await runStretch(deps, work(), older.job, 0)).state).toBe('overtaken');
  expect(newer.state === 'more' && (await runStretch(deps, work(), newer.job, 9_999)).state).toBe('done');
  expect(await readJob(table, TENANT, 'search')).toMatchObject({ state: 'overtaken' });
});

const refusing = (permanent: boolean): Search => {
  const bulk = async () => [{ index: 0, permanent, reason: '400 mapper_parsing_exception' }];
  const rebuild = { id: 'r', settleSeconds: 0, bulk, swap: async () => (permanent ? undefined : expect.unreachable()), abandon: async () => undefined };
  return { ...search, beginRebuild: async () => rebuild, resumeRebuild: async () => rebuild };
};

test('documents that the engine does not take for the moment are waited for, and the old index stays', async () => {
  const { deps, letters } = lane(await filled());
  const begun = await runStretch(deps, work(refusing(false)), jobOf(TENANT, (await beginJob(deps, TENANT, 'search')).row), 0);
  if (begun.state !== 'more') throw new Error('it has begun');
  const step = await runStretch(deps, work(refusing(false)), begun.job, 0);
  expect(step).toMatchObject({ state: 'more', delaySeconds: 5, row: { trouble: expect.stringContaining('RebuildStalled'), visited: 0 } });
  expect(letters).toEqual([]);
});

test('a document that the engine never takes goes to the dead letters, and the others are swapped in', async () => {
  const { toEnd, letters } = lane(await filled());
  expect(await toEnd(work(refusing(true)), { tenantId: TENANT })).toMatchObject({ state: 'done', visited: 80, carried: 79, skipped: 1 });
  expect(letters).toMatchObject([{ letter: { projection: 'search', reason: 'Rejected: 400 mapper_parsing_exception' } }]);
});

test('an item that cannot be read is named, and the others are found', async () => {
  const table = await filled();
  const { origin: _, ...odd } = headOf(ticketOf(99, { revision: 2 })) as Item & { origin: unknown };
  await table.write({ op: 'put', item: odd as Item });
  const { toEnd, letters } = lane(table);
  const row = await toEnd(work(), { tenantId: TENANT });
  expect(row).toMatchObject({ state: 'done', skipped: 1 });
  expect(letters).toMatchObject([{ letter: { projection: 'search', pk: odd.pk } }]);
  expect((await search.query(query('jacket'))).total).toBe(40);
});
