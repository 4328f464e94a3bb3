import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { mergeByQueries, sortByQueries } from '../../../../adapters/table/merge.ts';
import { threadHead } from '../../../../domain/support/tickets/head-store.ts';
import { type ListDeps, listTickets, type TicketFilter } from '../../../../domain/support/tickets/list-tickets.ts';
import { closedTicketItem } from '../../../../domain/support/tickets/thread-head.ts';
import { STATUSES, type Status, type Ticket } from '../../../../domain/support/tickets/ticket.ts';
import type { Item, Table } from '../../../../domain/table/port.ts';
import { ticketOf } from '../queues/world.ts';

const TENANT = 'acme';
const SINCE = '2025-10-17T08:00:00.000Z';
const NOW = Date.parse('2026-03-02T12:00:00.000Z');
const PEOPLE = [null, 'ann', 'bob'] as const;
const TEAMS = [null, 'red', 'blue'] as const;
const QUEUES = ['q1', 'q2'] as const;

const stored = (ticket: Ticket, shards: number): Item =>
  ticket.status === 'closed'
    ? closedTicketItem(TENANT, ticket, shards)
    : threadHead(TENANT, ticket.threadId, shards).item({
        revision: 1,
        lastNumber: 9,
        lastAmendment: 0,
        origin: ticket.origin,
        customer: ticket.author,
        ticket,
        closedFirst: 0,
        shadowFirst: 0,
      });

const world = async (tickets: readonly Ticket[], shards = 1, wrap: (table: Table) => Table = (table) => table) => {
  const table = memoryTable();
  for (const ticket of tickets) await table.write({ op: 'put', item: stored(ticket, shards) });
  const deps: ListDeps = { table: wrap(table), clock: () => NOW, shards, tenantSince: SINCE, see: (ticket) => ticket };
  return { table, deps };
};

/** The table with another way to query, also where several partitions are read as one. */
const asking = (table: Table, query: Table['query']): Table => ({
  ...table,
  query,
  merge: (asked) => mergeByQueries({ ...table, query }, asked),
  sorted: (asked) => sortByQueries({ ...table, query }, asked),
});

/** All pages of a list. */
const readAll = async (deps: ListDeps, filter: TicketFilter, ascending: boolean, limit: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let after: string | null = null, pages = 0; ; pages += 1) {
    if (pages > 1000) throw new Error('the list has no end');
    const page = await listTickets(deps, TENANT, filter, { ascending, after, limit });
    expect(page.tickets.length).toBeLessThanOrEqual(limit);
    ids.push(...page.tickets.map(({ id }) => id));
    if (page.next === null) return ids;
    after = page.next;
  }
};

const placeOf = (ticket: Ticket): string => `${ticket.updatedAt}#${ticket.id}`;
const sorted = (tickets: readonly Ticket[], ascending: boolean): string[] =>
  tickets.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1) * (ascending ? 1 : -1)).map(({ id }) => id);

// Few instants, so that many tickets share one; over half a year, with the ends of months among them.
const instant = fc.oneof(
  fc.constantFrom(SINCE, '2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', new Date(NOW).toISOString()),
  fc.integer({ min: Date.parse(SINCE), max: NOW }).map((ms) => new Date(ms).toISOString()),
);
const ticket = fc.record({
  status: fc.constantFrom<Status>(...STATUSES, 'closed', 'closed', 'closed'),
  updatedAt: instant,
  origin: fc.constantFrom('o1', 'o2'),
  agentId: fc.constantFrom(...PEOPLE),
  teamId: fc.constantFrom(...TEAMS),
  queueIds: fc.subarray([...QUEUES]),
});
const tickets = fc
  .array(ticket, { maxLength: 90, size: 'max' })
  .map((given) =>
    given.map(
      ({ status, updatedAt, origin, agentId, teamId, queueIds }, n): Ticket =>
        ticketOf(n + 1, 1, { status, updatedAt, origin: { id: origin, channel: 'api' }, owner: { agentId, teamId }, queueIds, createdAt: SINCE }),
    ),
  );
// Half of them with one filter or none: what several leave is mostly nothing.
const filter = fc.record(
  {
    status: fc.uniqueArray(fc.constantFrom<Status>(...STATUSES), { minLength: 1 }),
    queueId: fc.constantFrom(...QUEUES),
    originId: fc.constantFrom('o1', 'o2', 'o3'),
    ownerId: fc.constantFrom('ann', 'bob', 'nobody', null),
    teamId: fc.constantFrom('red', 'blue', 'none'),
    updatedSince: instant,
  },
  { requiredKeys: [] },
);
const filters = fc.oneof(
  filter,
  fc.tuple(filter, fc.integer({ min: 0, max: 10 })).map(([given, n]): typeof given => Object.fromEntries(Object.entries(given).slice(n % 6, (n % 6) + 1))),
);
const wanted = (ticket: Ticket, filter: TicketFilter): boolean =>
  (filter.status?.includes(ticket.status) ?? true) &&
  (filter.queueId === undefined || ticket.queueIds.includes(filter.queueId)) &&
  (filter.originId === undefined || ticket.origin.id === filter.originId) &&
  (filter.ownerId === undefined || ticket.owner.agentId === filter.ownerId) &&
  (filter.teamId === undefined || ticket.owner.teamId === filter.teamId) &&
  (filter.updatedSince === undefined || ticket.updatedAt >= filter.updatedSince);

describe('the list of tickets', () => {
  it('page by page is everything that matches, by activity, each once: over statuses, months, shards, page sizes, both directions', async () => {
    await fc.assert(
      fc.asyncProperty(tickets, filters, fc.constantFrom(1, 3, 8), fc.boolean(), fc.integer({ min: 1, max: 100 }), async (given, filter, shards, up, limit) => {
        const { deps } = await world(given, shards);
        expect(await readAll(deps, filter, up, limit)).toEqual(
          sorted(
            given.filter((one) => wanted(one, filter)),
            up,
          ),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('the same when the index answers in small pages', async () => {
    const small = (table: Table): Table => asking(table, (query) => table.query({ ...query, limit: Math.min(query.limit ?? 2, 2) }));
    await fc.assert(
      fc.asyncProperty(tickets, filters, fc.boolean(), fc.integer({ min: 1, max: 20 }), async (given, filter, up, limit) => {
        const { deps } = await world(given, 2, small);
        expect(await readAll(deps, filter, up, limit)).toEqual(
          sorted(
            given.filter((one) => wanted(one, filter)),
            up,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  const many = (count: number, change: (n: number) => Partial<Ticket>): Ticket[] =>
    Array.from({ length: count }, (_, n) =>
      ticketOf(n + 1, 1, { createdAt: SINCE, updatedAt: new Date(Date.parse(SINCE) + n * 1000).toISOString(), ...change(n) }),
    );

  it('reads months of closed tickets only as far as the page asks', async () => {
    const asked: string[] = [];
    const listening = (table: Table): Table => asking(table, (query) => (asked.push(query.pk), table.query(query)));
    const closed = many(6, (n) => ({ status: 'closed', updatedAt: `2026-0${n < 3 ? 3 : 2}-01T0${n}:00:00.000Z` }));
    const { deps } = await world(closed, 1, listening);
    const page = await listTickets(deps, TENANT, { status: ['closed'] }, { ascending: false, after: null, limit: 2 });
    expect(page.tickets.map(({ id }) => id)).toEqual(sorted(closed, false).slice(0, 2));
    expect(asked).toEqual([`T#${TENANT}#CL#2026-03`]);
  });

  it('shows nothing that the caller may not see, and everything else in its current state', async () => {
    const { deps } = await world(many(10, (n) => ({ queueIds: n % 2 ? ['secret'] : ['q1'] })));
    const walled: ListDeps = { ...deps, see: (one) => (one.queueIds.includes('secret') ? null : { ...one, queueIds: ['q9'] }) };
    const page = await listTickets(walled, TENANT, { queueId: 'q9' }, { ascending: true, after: null, limit: 100 });
    expect(page.tickets.map(({ sequence }) => sequence % 2)).toEqual([1, 1, 1, 1, 1]);
    expect((await listTickets(walled, TENANT, { queueId: 'q1' }, { ascending: true, after: null, limit: 100 })).tickets).toEqual([]);
  });

  it('of a rare filter answers short pages rather than late ones, and comes to its end', async () => {
    const { deps } = await world(many(2100, (n) => ({ origin: { id: n === 2099 ? 'rare' : 'o1', channel: 'api' } })));
    const first = await listTickets(deps, TENANT, { originId: 'rare' }, { ascending: true, after: null, limit: 10 });
    expect(first.tickets).toEqual([]);
    expect(first.next).not.toBeNull();
    expect(await readAll(deps, { originId: 'rare' }, true, 10)).toHaveLength(1);
  });

  it('of an owner with more active tickets than are sorted at once lists them too', async () => {
    const { deps } = await world(many(2001, () => ({ owner: { agentId: 'ann', teamId: 'red' }, status: 'working' })));
    for (const filter of [{ ownerId: 'ann' }, { teamId: 'red' }]) expect(new Set(await readAll(deps, filter, false, 100)).size).toBe(2001);
    expect((await listTickets(deps, TENANT, { ownerId: 'ann', status: ['closed'] }, { ascending: false, after: null, limit: 10 })).tickets).toEqual([]);
  });

  it('finds a ticket by its sequence, under the same filters and the same wall', async () => {
    const one = ticketOf(7, 1, { sequence: 77, status: 'closed', queueIds: ['q1'] });
    const { deps } = await world([one, ticketOf(8, 1, { sequence: 78 })]);
    const by = async (filter: TicketFilter, asker = deps) =>
      (await listTickets(asker, TENANT, { sequence: 77, ...filter }, { ascending: false, after: null, limit: 10 })).tickets.map(({ id }) => id);
    expect(await by({})).toEqual([one.id]);
    expect(await by({ queueId: 'q1', status: ['closed'] })).toEqual([one.id]);
    expect(await by({ queueId: 'q2' })).toEqual([]);
    expect(await by({ status: ['working'] })).toEqual([]);
    expect(await by({}, { ...deps, see: () => null })).toEqual([]);
    expect((await listTickets(deps, 'globex', { sequence: 77 }, { ascending: false, after: null, limit: 10 })).tickets).toEqual([]);
  });

  it('passes over what an index still names and the table has no more', async () => {
    const given = many(3, () => ({ owner: { agentId: 'ann', teamId: null } }));
    const { deps, table } = await world(given);
    const [gone] = given as [Ticket];
    await table.write({ op: 'put', item: { ...stored(gone, 1), ticket: undefined } });
    for (const filter of [{}, { ownerId: 'ann' }]) expect(await readAll(deps, filter, true, 1)).toEqual(sorted(given.slice(1), true));
  });
});

it('of a team that holds more than 2,000 tickets lists them all the same, in order, each once', async () => {
  const tickets = Array.from({ length: 2_600 }, (_, n) =>
    ticketOf(n, 1, {
      status: n % 3 ? 'working' : 'pending',
      owner: { agentId: null, teamId: n % 7 === 0 ? 'blue' : 'red' },
      updatedAt: new Date(Date.parse(SINCE) + ((n * 7919) % 2_600) * 1000).toISOString(),
    }),
  );
  const { deps } = await world(tickets, 2);
  const wanted = sorted(
    tickets.filter(({ owner }) => owner.teamId === 'red'),
    false,
  );
  expect(wanted.length).toBeGreaterThan(2_000);
  expect(await readAll(deps, { teamId: 'red' }, false, 100)).toEqual(wanted);
  expect(await readAll(deps, { teamId: 'red', status: ['pending'] }, true, 100)).toHaveLength(
    tickets.filter(({ owner, status }) => owner.teamId === 'red' && status === 'pending').length,
  );
});
