import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../../client/api.ts';
import { type ListPage, orderOf, withPage } from '../../../console/src/data/list-pages.ts';
import type { Listing } from '../../../console/src/data/queues.ts';
import { createTicketPages, PAGES_KEPT } from '../../../console/src/data/ticket-pages.ts';
import { ticketOf } from './samples.ts';

const NEWEST: Listing = { queue: 'all', sort: 'newest' };
const time = (at: number): string => new Date(Date.UTC(2026, 10, 30) + at * 1000).toISOString();
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the order of a list', () => {
  const waits = (id: string, waitingSince: string | null, priority = 'normal') =>
    ticketOf({ id, waitingSince, priority: priority as Ticket['priority'], createdAt: time(50) });
  const sorted = (listing: Listing, tickets: readonly Ticket[]): string[] => {
    const order = orderOf(listing);
    return tickets.toSorted((one, other) => order?.(one, other) ?? 0).map(({ id }) => id);
  };

  test('newest: the last change first', () =>
    expect(sorted(NEWEST, [ticketOf({ id: 'a', updatedAt: time(1) }), ticketOf({ id: 'b', updatedAt: time(2) })])).toEqual(['b', 'a']));
  test('longest waiting: who does not wait comes last', () =>
    expect(sorted({ queue: 'all', sort: 'waiting' }, [waits('a', null), waits('b', time(2)), waits('c', time(1))])).toEqual(['c', 'b', 'a']));
  test('a queue: by urgency, then by waiting or else by creation', () =>
    expect(sorted({ queue: 'q1', sort: 'newest' }, [waits('a', null), waits('b', time(51)), waits('c', time(60), 'urgent'), waits('d', time(49))])).toEqual([
      'c',
      'd',
      'a',
      'b',
    ]));
  test('a search: only the hub knows it', () => expect(orderOf({ queue: 'all', sort: 'newest', q: 'lamp' })).toBeUndefined());
});

/** A hub with tickets by the time of their last change, and what the console knows of them. */
function fake(count: number, size = 5, sort: 'newest' | 'waiting' = 'newest') {
  const isNewest = sort === 'newest';
  const order = orderOf({ queue: 'all', sort }) as NonNullable<ReturnType<typeof orderOf>>;
  const at = new Map<string, number>(Array.from({ length: count }, (_, place) => [`t${place}`, isNewest ? 1000 - place : 1000 + place]));
  const store = new Map<string, Ticket>();
  const cameIn = new Set<string>();
  const told = (id: string): void => {
    const changed = at.get(id);
    store.set(id, ticketOf({ id, updatedAt: time(changed ?? 0), waitingSince: time(changed ?? 0), status: changed === undefined ? 'closed' : 'working' }));
  };
  const hub = { now: 0, next: 2000, reads: [] as (string | undefined)[], isDown: false, gate: Promise.resolve() };
  const server = (): string[] => [...at].toSorted(([, a], [, b]) => (isNewest ? b - a : a - b)).map(([id]) => id);
  const pages = createTicketPages({
    async read(cursor): Promise<ListPage> {
      hub.reads.push(cursor);
      await hub.gate;
      if (hub.isDown) throw new Error('down');
      const left = server().filter(
        (id) => cursor === undefined || (isNewest ? (at.get(id) as number) < Number(cursor) : (at.get(id) as number) > Number(cursor)),
      );
      const ids = left.slice(0, size);
      for (const id of ids) told(id);
      const asRead = (id: string | undefined) =>
        id === undefined ? undefined : ticketOf({ updatedAt: time(at.get(id) as number), waitingSince: time(at.get(id) as number) });
      return {
        ids,
        cursor,
        nextCursor: left.length > size ? String(at.get(ids.at(-1) as string)) : null,
        first: asRead(ids[0]),
        last: asRead(ids.at(-1)),
        total: undefined,
        fragments: [],
      };
    },
    known: {
      ticket: (id) => store.get(id),
      belongs: (id) => store.get(id)?.status !== 'closed',
      order,
    },
    has: (id) => store.has(id),
    drop: (ids) => ids.forEach((id) => store.delete(id)),
    now: () => hub.now,
  });
  return {
    hub,
    pages,
    server,
    store,
    ids: () => pages.state().ids,
    /** Something happens to a ticket, or a new one comes: its frame has arrived. */
    touch(id: string, isTold = false): void {
      at.set(id, (hub.next += 1));
      if (isTold || store.has(id)) told(id);
      cameIn.add(id);
    },
    again(): void {
      pages.again([...cameIn].filter((id) => store.has(id)));
      cameIn.clear();
    },
    close(id: string): void {
      at.delete(id);
      if (store.has(id)) told(id);
    },
    async load(times: number): Promise<void> {
      pages.open(false);
      await settled();
      for (let page = 1; page < times; page += 1) {
        pages.more();
        await settled();
      }
    },
  };
}

describe('the pages of a list', () => {
  test('pages follow one another until there is no more; reading again reads the first one only', async () => {
    const list = fake(12);
    await list.load(4);
    expect(list.ids()).toEqual(list.server());
    list.touch('t9');
    list.close('t3');
    list.hub.reads = [];
    list.pages.again();
    await settled();
    expect(list.hub.reads).toEqual([undefined]);
    expect(list.ids()).toEqual(list.server());
  });

  test('reading again also reads the page on the screen', async () => {
    const list = fake(30);
    await list.load(4);
    list.pages.shows(11, 14);
    list.hub.reads = [];
    list.pages.again();
    await settled();
    expect(list.hub.reads).toEqual([undefined, '991']);
    expect(list.ids()).toEqual(list.server().slice(0, 20));
  });

  test('more new tickets than a page has begin the list again, without a gap', async () => {
    const list = fake(12);
    await list.load(2);
    for (let one = 0; one < 7; one += 1) list.touch(`new${one}`);
    list.pages.again();
    await settled();
    expect(list.ids()).toEqual(list.server().slice(0, 5));
    list.pages.more();
    await settled();
    expect(list.ids()).toEqual(list.server().slice(0, 10));
  });

  test('whatever happens, the list is the beginning of the hub’s list, each ticket once', async () => {
    const step = fc.oneof(
      fc.record({ what: fc.constantFrom('touch', 'close'), place: fc.nat(24) }),
      fc.record({ what: fc.constantFrom('new', 'more', 'again'), place: fc.constant(0) }),
      fc.record({ what: fc.constant('shows'), place: fc.nat(24) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const list = fake(25);
        await list.load(2);
        for (const [index, { what, place }] of steps.entries()) {
          const id = list.server()[place];
          if (what === 'touch' && id !== undefined) list.touch(id);
          if (what === 'close' && id !== undefined) list.close(id);
          if (what === 'new') list.touch(`new${index}`);
          if (what === 'shows') list.pages.shows(place, place);
          if (what === 'again') list.pages.again();
          if (what === 'more') {
            list.pages.again();
            await settled();
            list.pages.more();
          }
          await settled();
        }
        list.pages.again();
        await settled();
        expect(list.ids()).toEqual(list.server().slice(0, list.ids().length));
        expect(list.ids().length).toBeGreaterThanOrEqual(Math.min(5, list.server().length));
      }),
      { numRuns: 60 },
    );
  });

  test('by waiting time, what moves or comes in far below is where the hub has it', async () => {
    const step = fc.record({ what: fc.constantFrom('touch', 'close', 'new', 'again', 'more'), place: fc.nat(24) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.boolean(), async (steps, isWhole) => {
        const list = fake(18, 5, 'waiting');
        await list.load(isWhole ? 9 : 2);
        for (const [index, { what, place }] of steps.entries()) {
          const id = list.server()[place];
          // Who is answered and asks again waits since now.
          if (what === 'touch' && id !== undefined) list.touch(id);
          if (what === 'close' && id !== undefined) list.close(id);
          if (what === 'new') list.touch(`new${index}`, true);
          if (what === 'again' || what === 'more') list.again();
          await settled();
          if (what === 'more') list.pages.more();
          await settled();
        }
        list.again();
        await settled();
        expect(list.ids()).toEqual(list.server().slice(0, list.ids().length));
        if (list.pages.state().pages.at(-1)?.nextCursor === null) expect(list.ids()).toEqual(list.server());
      }),
      { numRuns: 60 },
    );
  });

  test('calls during a reading are one more reading', async () => {
    const list = fake(12);
    await list.load(1);
    let open = (): void => undefined;
    list.hub.gate = new Promise((resolve) => {
      open = resolve;
    });
    list.hub.reads = [];
    for (let call = 0; call < 5; call += 1) list.pages.again();
    list.pages.more();
    open();
    await settled();
    expect(list.hub.reads).toEqual([undefined, undefined]);
  });

  test('a list that comes back is read again only if it is old, or tickets have changed', async () => {
    const list = fake(3);
    await list.load(1);
    list.pages.open(false);
    await settled();
    expect(list.hub.reads).toHaveLength(1);
    list.pages.open(true);
    await settled();
    list.hub.now = 31_000;
    list.pages.open(false);
    await settled();
    expect(list.hub.reads).toHaveLength(3);
  });

  test('a failure leaves what is shown and is told; the next page is not asked for at once', async () => {
    const list = fake(12);
    await list.load(1);
    list.hub.isDown = true;
    list.pages.more();
    await settled();
    expect(list.pages.state()).toMatchObject({ error: new Error('down'), ids: list.server().slice(0, 5) });
    list.pages.more();
    await settled();
    expect(list.hub.reads).toHaveLength(2);
    list.hub.isDown = false;
    list.hub.now = 6000;
    list.pages.more();
    await settled();
    expect(list.pages.state()).toMatchObject({ error: null, ids: list.server().slice(0, 10) });
  });

  test('tickets that are far from the screen are dropped, and read when they come back', async () => {
    const list = fake(200);
    await list.load(30);
    expect(list.store.size).toBe(150);
    list.pages.shows(140, 149);
    expect(list.store.size).toBe((PAGES_KEPT / 2 + 2) * 5);
    list.pages.shows(0, 9);
    await settled();
    expect(
      list
        .server()
        .slice(0, 10)
        .every((id) => list.store.has(id)),
    ).toBe(true);
    expect(list.ids()).toEqual(list.server().slice(0, 150));
  });

  test.each(['closed', 'updated'])('a dropped ticket that was %s without a frame is not read for again and again', async (what) => {
    const list = fake(200);
    await list.load(30);
    list.pages.shows(140, 149);
    if (what === 'closed') list.close('t7');
    else list.touch('t7');
    list.hub.reads = [];
    // The screen tells its rows after each change of the list.
    for (let turn = 0; turn < 10; turn += 1) {
      list.pages.shows(5, 11);
      await settled();
    }
    expect(list.hub.reads).toEqual(['996']);
    // The list ends with the page that was read: what was pushed out of it comes with the next one.
    expect(list.ids().slice(5)).toEqual(['t5', 't6', 't8', 't9', 't10']);
  });

  test('a search begins again with each reading', async () => {
    const reads: (string | undefined)[] = [];
    const pages = createTicketPages({
      read: (cursor) => {
        reads.push(cursor);
        return Promise.resolve({ ids: [`of ${cursor}`], cursor, nextCursor: 'n', first: undefined, last: undefined, total: 2, fragments: [] });
      },
      known: undefined,
      has: () => true,
      drop: () => undefined,
      now: () => 0,
    });
    pages.open(false);
    await settled();
    pages.more();
    await settled();
    pages.again();
    await settled();
    expect([reads, pages.state().ids]).toEqual([[undefined, 'n', undefined], ['of undefined']]);
  });
});

test('a ticket that left the place where it was, towards the end, does not stay there', () => {
  const tickets = new Map(['a', 'b', 'c', 'd'].map((id, at) => [id, ticketOf({ id, waitingSince: time(at) })]));
  const page = (ids: readonly string[], cursor?: string): ListPage => ({
    ids,
    cursor,
    nextCursor: 'n',
    first: tickets.get(ids[0] ?? ''),
    last: tickets.get(ids.at(-1) ?? ''),
    total: undefined,
    fragments: [],
  });
  const before = [page(['a', 'b']), page(['c', 'd'], 'b')];
  // Somebody answered a: its customer does not wait any more.
  tickets.set('a', ticketOf({ id: 'a', waitingSince: null }));
  const order = orderOf({ queue: 'all', sort: 'waiting' }) as NonNullable<ReturnType<typeof orderOf>>;
  const after = withPage(before, 0, page(['b', 'c']), { ticket: (id) => tickets.get(id), belongs: () => true, order });
  expect(after.flatMap(({ ids }) => ids)).toEqual(['b', 'c', 'd']);
});
