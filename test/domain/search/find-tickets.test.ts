import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbeddedSearch } from '../../../adapters/search/embedded.ts';
import { type MemoryTable, memoryTable } from '../../../adapters/table/memory.ts';
import { type Asker, type FindPage, findTickets, type TicketSearch, wallOf } from '../../../domain/search/find-tickets.ts';
import { indexChanges } from '../../../domain/search/index-changes.ts';
import { type Search, SearchUnavailable } from '../../../domain/search/port.ts';
import { compileQueue, type Queue } from '../../../domain/support/queues/queue.ts';
import { canSeeTicket, type Viewer } from '../../../domain/support/queues/visibility.ts';
import type { Ticket } from '../../../domain/support/tickets/ticket.ts';
import type { Item } from '../../../domain/table/port.ts';
import { memoryBodies } from '../support/messages/memory-bodies.ts';
import { closedOf, headOf, messageItem, minute, TENANT, threadOf, ticketOf } from './threads.ts';

let home: string;
let search: Search;
let table: MemoryTable;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-find-'));
  search = openEmbeddedSearch(join(home, 's.sqlite'));
  table = memoryTable();
});
afterEach(async () => {
  await search.close();
  rmSync(home, { recursive: true });
});

const queue = (id: string, agentIds: string[] = [], teamIds: string[] = []) =>
  compileQueue({ id, name: id, priority: 1, condition: { all: [] }, visibleTo: { agentIds, teamIds }, createdAt: '', updatedAt: '' } satisfies Queue);
const configuration = { queues: [queue('open'), queue('secret', ['nobody']), queue('team', [], ['t1'])], queuesGeneration: 1 };
const chief: Viewer = { id: 'chief', role: 'supervisor', teamIds: [] };
const anna: Viewer = { id: 'anna', role: 'agent', teamIds: ['t1'] };
const as = (viewer: Viewer): Asker => ({ tenantId: TENANT, viewer, policySet: configuration });

/** In the table and in the index. */
const store = async (...items: Item[]): Promise<void> => {
  for (const item of items) await table.write({ op: 'put', item });
  expect(
    await indexChanges(
      { table, search, bodies: memoryBodies() },
      items.map((after) => ({ after })),
    ),
  ).toEqual([]);
};
const find = (given: TicketSearch = {}, viewer = chief, page: Partial<FindPage> = {}) =>
  findTickets({ table, search }, as(viewer), given, { limit: 50, cursor: null, ...page });
const ids = async (...given: Parameters<typeof find>) => (await find(...given)).items.map(({ ticket }) => ticket.sequence);

test('hits come as tickets of the table with their highlights', async () => {
  await store(
    headOf(ticketOf(1)),
    messageItem(threadOf(1), 1, { text: 'a blue jacket' }),
    closedOf(ticketOf(2)),
    messageItem(threadOf(2), 1, { text: 'a jacket' }),
  );
  const found = await find({ q: 'jack' }, chief, { facets: true });
  expect(found.items.map(({ ticket, highlights }) => [ticket.sequence, ticket.status, highlights])).toEqual([
    [2, 'closed', ['a <em>jacket</em>']],
    [1, 'created', ['a blue <em>jacket</em>']],
  ]);
  expect(found).toMatchObject({ total: 2, nextCursor: null, facets: { status: { created: 1, closed: 1 } } });
});

const change: Partial<Ticket> = {
  status: 'solved',
  tags: ['new'],
  origin: { id: 'o2', channel: 'mail' },
  owner: { agentId: 'b', teamId: 'u' },
  queueIds: ['team'],
  updatedAt: minute(0),
};
test.each<[TicketSearch]>([
  [{ status: ['created', 'working'] }],
  [{ tag: 'old' }],
  [{ originId: 'o1' }],
  [{ channel: 'whatsapp' }],
  [{ ownerId: 'a' }],
  [{ teamId: 't' }],
  [{ queueId: 'open' }],
  [{ updatedSince: '2026-11-01T08:01:00Z' }],
])('a hit that the table contradicts is dropped: %j', async (filter) => {
  const ticket = ticketOf(1, { tags: ['old'], owner: { agentId: 'a', teamId: 't' }, queueIds: ['open'] });
  await store(headOf(ticket));
  expect(await ids(filter)).toEqual([1]);
  // The stream has not come to the index yet.
  await table.write({ op: 'put', item: headOf({ ...ticket, ...change, revision: 2 }) });
  expect(await ids(filter)).toEqual([]);
  await table.write({ op: 'delete', key: headOf(ticket) });
  expect(await ids({})).toEqual([]);
});

test('tickets without an owner are found behind the asker’s wall, and one that was just taken is dropped', async () => {
  const unowned = ticketOf(1, { queueIds: ['open'], owner: { agentId: null, teamId: 't9' } });
  await store(
    headOf(unowned),
    headOf(ticketOf(2, { queueIds: ['open'], owner: { agentId: 'anna', teamId: null } })),
    headOf(ticketOf(3, { queueIds: ['secret'] })),
    closedOf(ticketOf(4, { queueIds: ['team'] })),
  );
  expect(await ids({ ownerId: null })).toEqual([4, 3, 1]);
  expect(await ids({ ownerId: null }, anna)).toEqual([4, 1]);
  expect(await ids({ ownerId: null, teamId: 't9' }, anna)).toEqual([1]);
  await table.write({ op: 'put', item: headOf({ ...unowned, owner: { agentId: 'bob', teamId: null }, revision: 2 }) });
  expect(await ids({ ownerId: null }, anna)).toEqual([4]);
});

test('a hit that the asker may no longer see is dropped', async () => {
  const ticket = ticketOf(1, { queueIds: ['open'] });
  await store(headOf(ticket));
  expect(await ids({}, anna)).toEqual([1]);
  await table.write({ op: 'put', item: headOf({ ...ticket, queueIds: ['secret'], revision: 2 }) });
  expect(await ids({}, anna)).toEqual([]);
  expect(await ids({}, chief)).toEqual([1]);
});

test('tickets come by creation or by waiting, each once, behind the asker’s wall', async () => {
  const waits = [5, null, 2, 9, null, 1];
  await store(
    ...waits.map((n, i) =>
      headOf(ticketOf(i + 1, { waitingSince: n === null ? null : minute(n), createdAt: minute(10 - i), queueIds: [i === 3 ? 'secret' : 'open'] })),
    ),
  );
  const all = async (sort: FindPage['sort'], ascending: boolean, viewer = chief) => {
    const seen: number[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await find({}, viewer, { sort, ascending, cursor, limit: 2, bare: true });
      seen.push(...page.items.map(({ ticket }) => ticket.sequence));
      if (page.nextCursor === null) return seen;
      cursor = page.nextCursor;
    }
  };
  expect(await all('createdAt', true)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(await all('createdAt', false, anna)).toEqual([1, 2, 3, 5, 6]);
  expect(await all('waitingSince', true)).toEqual([6, 3, 1, 4, 2, 5]);
  expect(await all('waitingSince', false, anna)).toEqual([1, 3, 6, 5, 2]);
});

test('pages whose hits are all stale are passed over', async () => {
  for (let n = 1; n <= 8; n += 1) await store(headOf(ticketOf(n)));
  for (let n = 4; n <= 8; n += 1) await table.write({ op: 'put', item: headOf(ticketOf(n, { status: 'solved', revision: 2 })) });
  const first = await find({ status: ['created'] }, chief, { limit: 2 });
  expect(first.items.map(({ ticket }) => ticket.sequence)).toEqual([3]);
  expect(first.total).toBe(8);
  expect((await find({ status: ['created'] }, chief, { limit: 2, cursor: first.nextCursor })).items.map(({ ticket }) => ticket.sequence)).toEqual([2, 1]);
});

test('the wall of search is the wall of the table, for hits, total and facets', async () => {
  const owner = fc.record({ agentId: fc.constantFrom(null, 'anna', 'other'), teamId: fc.constantFrom(null, 't1', 't2') });
  const tickets = fc.array(fc.record({ owner, queueIds: fc.uniqueArray(fc.constantFrom('open', 'secret', 'team', 'gone')) }), { minLength: 1, maxLength: 8 });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      tickets,
      fc.constantFrom(anna, { id: 'x', role: 'agent', teamIds: [] } as const, chief, { id: 'u', role: 'user', teamIds: [] } as const),
      async (given, viewer) => {
        round += 1;
        const stored = given.map((fields, i) => ticketOf(round * 10 + i, { ...fields, tags: [`round-${round}`] }));
        await store(...stored.map((ticket) => headOf(ticket)));
        const seen = stored.filter((ticket) => canSeeTicket(viewer, ticket, configuration));
        const found = await find({ tag: `round-${round}` }, viewer, { facets: true });
        expect(new Set(found.items.map(({ ticket }) => ticket.id))).toEqual(new Set(seen.map(({ id }) => id)));
        if (viewer.role === 'user') return;
        expect(found.total).toBe(seen.length);
        expect(found.facets['status'] ?? {}).toEqual(seen.length > 0 ? { created: seen.length } : {});
      },
    ),
    { numRuns: 60 },
  );
});

test('supervisors have no wall, agents one of what is visible and what is hidden', () => {
  expect(wallOf(chief, configuration)).toBeNull();
  expect(wallOf(anna, configuration)).toEqual({ agentId: 'anna', teamIds: ['t1'], queueIds: ['open', 'team'], hiddenQueueIds: ['secret'] });
});

test('a cursor of another search and more words than anybody types are the asker’s mistakes; a missing engine is not', async () => {
  await expect(find({ q: 'x' }, chief, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_request' });
  await expect(find({ q: 'x '.repeat(21) })).rejects.toMatchObject({ code: 'unprocessable' });
  const down: Pick<Search, 'query'> = { query: () => Promise.reject(new SearchUnavailable(new Error('down'))) };
  await expect(findTickets({ table, search: down }, as(chief), {}, { limit: 5, cursor: null })).rejects.toBeInstanceOf(SearchUnavailable);
});

test('a tag is asked for however it is written, also where the table is asked again', async () => {
  await store(headOf({ ...ticketOf(1), tags: ['VIP Größe'] }), headOf({ ...ticketOf(2), tags: ['vip'] }));
  expect(await ids({ tag: 'vip gross' })).toEqual([]);
  for (const tag of ['VIP Größe', 'vip GROSSE', 'ＶＩＰ größe']) expect([tag, await ids({ tag })]).toEqual([tag, [1]]);
  expect(await ids({ tag: 'VIP' })).toEqual([2]);
});

test('signs find nothing, and a ticket is found by its sequence', async () => {
  await store(headOf(ticketOf(1)), headOf(ticketOf(2)), messageItem(threadOf(2), 1, { text: 'ok 👍 +39 333 000 0001' }));
  for (const q of ['?!', '👎', '…']) expect([q, await ids({ q })]).toEqual([q, []]);
  for (const q of ['👍🏽', '(0039) 333-0000001', '#2']) expect([q, await ids({ q })]).toEqual([q, [2]]);
  expect(await ids({ q: ' ' })).toEqual([2, 1]);
});
