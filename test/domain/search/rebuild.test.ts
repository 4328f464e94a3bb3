import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbeddedSearch } from '../../../adapters/search/embedded.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import type { Search, SearchQuery } from '../../../domain/search/port.ts';
import { firstRebuildJob, type RebuildJob, RebuildStalled, rebuildChunk, rebuildJobSchema } from '../../../domain/search/rebuild.ts';
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

/** Runs the jobs as the bulk queue would. */
async function run(deps: Parameters<typeof rebuildChunk>[0], stretchMs: number) {
  let job: RebuildJob = firstRebuildJob();
  for (let stretches = 1; ; stretches += 1) {
    const step = await rebuildChunk(deps, rebuildJobSchema.parse(JSON.parse(JSON.stringify(job))), stretchMs);
    if (step.state !== 'more') return { ...step, stretches };
    job = step.job;
  }
}

test('a rebuild in many stretches brings every ticket and message, and drops what the table does not have', async () => {
  const table = await filled();
  await search.bulk([{ message: { tenantId: TENANT, ticketId: 'ghost.1', number: 1, version: 1, text: 'jacket' } }]);
  const small = { ...table, scan: (options?: Parameters<typeof table.scan>[0]) => table.scan({ ...options, limit: 7 }) };
  const end = await run({ table: small, search, clock: () => 0, bodies: memoryBodies() }, 0);
  expect(end).toMatchObject({ state: 'swapped', indexed: 80 });
  expect(end.stretches).toBeGreaterThan(10);
  expect((await search.query(query('jacket'))).total).toBe(40);
  expect((await search.query(query('"jacket 40"'))).hits).toMatchObject([{ sequence: 40 }]);
});

test('one stretch is enough for a small table', async () => {
  expect(await run({ table: await filled(), search, clock: () => 0, bodies: memoryBodies() }, 1000)).toMatchObject({ state: 'swapped', stretches: 2 });
});

test('a stretch that is delivered twice does no harm', async () => {
  const deps = { table: await filled(), search, clock: () => 0, bodies: memoryBodies() };
  const begun = await rebuildChunk(deps, firstRebuildJob());
  if (begun.state !== 'more') throw new Error('it has begun');
  expect(begun.delaySeconds).toBe(0);
  expect(await rebuildChunk(deps, begun.job)).toMatchObject({ state: 'swapped' });
  expect(await rebuildChunk(deps, begun.job)).toEqual({ state: 'overtaken', indexed: 0 });
  expect((await search.query(query('jacket'))).total).toBe(40);
});

test('a newer rebuild ends an older one', async () => {
  const deps = { table: await filled(), search, clock: () => 0, bodies: memoryBodies() };
  const first = await rebuildChunk(deps, firstRebuildJob());
  await rebuildChunk(deps, firstRebuildJob());
  if (first.state !== 'more') throw new Error('it has begun');
  expect(await rebuildChunk(deps, first.job)).toMatchObject({ state: 'overtaken' });
});

const refusing = (permanent: boolean): Search => {
  const bulk = async () => [{ place: 0, permanent, reason: '400 mapper_parsing_exception' }];
  const rebuild = { id: 'r', settleSeconds: 0, bulk, swap: async () => (permanent ? undefined : expect.unreachable()), abandon: async () => undefined };
  return { ...search, resumeRebuild: async () => rebuild };
};
const job = { ...firstRebuildJob(), rebuildId: 'r' };

test('documents that the engine does not take for the moment stop the stretch, and the old index stays', async () => {
  const table = await filled();
  const giveUp = async () => expect.unreachable();
  const deps = { table, clock: () => 0, bodies: memoryBodies() };
  await expect(rebuildChunk({ ...deps, search: refusing(false), giveUp }, job)).rejects.toBeInstanceOf(RebuildStalled);
  await expect(rebuildChunk({ ...deps, search: refusing(true) }, job)).rejects.toBeInstanceOf(RebuildStalled);
});

test('a document that the engine never takes goes to the dead letters, and the others are swapped in', async () => {
  const table = await filled();
  const letters: unknown[] = [];
  const giveUp = async (given: readonly unknown[]) => void letters.push(...given);
  const deps = { table, search: refusing(true), clock: () => 0, bodies: memoryBodies(), giveUp };
  expect(await rebuildChunk(deps, job)).toMatchObject({ state: 'swapped' });
  expect(letters).toMatchObject([{ letter: { projection: 'search', reason: 'Rejected: 400 mapper_parsing_exception' } }]);
});
