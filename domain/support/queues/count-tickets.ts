import * as z from 'zod/mini';
import type { Item, Key, Table } from '../../table/port.ts';
import { loadTickets, ticketKeys, ticketOfItem } from '../tickets/store.ts';
import { STATUSES, type Ticket } from '../tickets/ticket.ts';
import { allPartitions, ticketIdOfActivityKey } from './every-ticket.ts';
import type { Seen } from './seen.ts';
import { tallyOf } from './tally.ts';

/** An unfinished count of tickets by queue. Stored between two runs. */
export const countSchema = z.strictObject({
  /** ISO: when it began. */
  startedAt: z.iso.datetime(),
  /** ISO: no ticket of the tenant is older. */
  since: z.string(),
  /** True in the second pass, which reads only tickets that changed since the count began: they may have moved past the first. */
  second: z.boolean(),
  /** The next partition of the activity index that is not being read yet. */
  next: z.int().check(z.nonnegative()),
  /** Partitions that are being read, and the position in each. */
  open: z.array(z.strictObject({ partition: z.int().check(z.nonnegative()), after: z.nullable(z.record(z.string(), z.string())) })),
  counted: z.int().check(z.nonnegative()),
  /** Ids of the first few tickets that cannot be read; they are not counted. */
  unreadable: z.array(z.string()),
  /** By queue id: the number of tickets in each status, in the order of `STATUSES`. */
  queues: z.record(z.string(), z.array(z.int())),
  /** The meaning of the codes of counted tickets (`tally.ts`). */
  kinds: z.array(z.string()),
});
export type Count = z.infer<typeof countSchema>;

export interface CountDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** Write shards of the activity index (`ACTIVITY_SHARDS`). */
  readonly shards: number;
}

const PAGE = 100;
/** The maximum lag of the index behind the clock. */
const LAG_MS = 60_000;
/** Maximum of named tickets, because the count must fit into an item. */
const MOST_NAMED = 100;
/** Partitions that are read in parallel. */
const LANES = 4;

export const newCount = (queueIds: readonly string[], since: string, now: number): Count => ({
  startedAt: new Date(now).toISOString(),
  since,
  second: false,
  next: 0,
  open: [],
  counted: 0,
  unreadable: [],
  queues: Object.fromEntries(queueIds.map((id) => [id, STATUSES.map(() => 0)])),
  kinds: [],
});

/** Begins the pass over what changed since the count began. */
export const beginSecondPass = (count: Count): Count => ({ ...count, second: true, next: 0, open: [] });

interface Counting {
  readonly given: Count;
  readonly seen: Seen;
  /** Epoch ms. */
  readonly until: number;
  /** ISO: of the second pass. */
  readonly changedSince?: string;
}

/**
 * Continues the count until the time is over or every ticket is counted. The given count is not modified, so that a run may be repeated.
 * A ticket is counted once however often it moves, in its last state (`seen` holds the earlier states). Tickets that moved to a part that was already read, or
 * changed after they were read, are found by a second pass over what changed in the meantime; that pass names them. @throws TableUnavailable
 */
export const countOn = async (
  deps: CountDeps,
  tenantId: string,
  { given, seen, until, changedSince = given.startedAt }: Counting,
): Promise<{ readonly done: boolean; readonly count: Count; readonly touched: readonly Ticket[] }> => {
  const partitions = (): string[] => allPartitions(tenantId, { shards: deps.shards, since: given.since, now: new Date(deps.clock()).toISOString() });
  const tally = tallyOf(given, seen);
  const touched: Ticket[] = [];
  let { next, second } = given;
  let open = [...given.open];
  const unreadable = new Set(given.unreadable);
  const count = (tickets: readonly Ticket[]): void => {
    for (const ticket of tickets) tally.add(ticket);
    if (second) touched.push(...tickets);
  };
  do {
    const parts = partitions();
    while (open.length < LANES && next < parts.length) open.push({ partition: next++, after: null });
    if (open.length === 0) {
      if (second) break;
      second = true;
      next = 0;
      continue;
    }
    const changed = second ? { from: new Date(Date.parse(changedSince) - LAG_MS).toISOString() } : {};
    const pages = await Promise.all(
      open.map(async ({ partition, after }) => {
        const page = await deps.table.query({ pk: parts[partition] ?? '', index: 'byActivity', limit: PAGE, ...changed, ...(after ? { after } : {}) });
        const found = await readIndexedTickets(deps.table, tenantId, page.items);
        count(found.tickets);
        for (const id of found.unreadable) if (unreadable.size < MOST_NAMED) unreadable.add(id);
        return page.next ? [{ partition, after: { ...page.next } }] : [];
      }),
    );
    open = pages.flat();
    // Yields to other work of the process, because an embedded table answers synchronously.
    await new Promise(setImmediate);
  } while (deps.clock() < until);
  return {
    done: second && open.length === 0 && next >= partitions().length,
    count: { ...given, second, unreadable: [...unreadable], next, open, counted: tally.counted(), queues: tally.queues(), kinds: tally.kinds() },
    touched,
  };
};

interface Found {
  readonly tickets: readonly Ticket[];
  readonly unreadable: readonly string[];
}

/** The index names the item that holds the ticket, so one key per ticket is read; only a ticket that has moved in the meantime is read at both possible keys. */
const readIndexedTickets = async (table: Table, tenantId: string, entries: readonly Item[]): Promise<Found> => {
  const keys = new Map<string, Key>(entries.map((item) => [ticketIdOfActivityKey(item['aSk']), { pk: item.pk, sk: item.sk }]));
  const known = [...keys.keys()].filter((id) => ticketKeys(tenantId, id) !== null);
  const items = await table.get(
    known.map((id) => keys.get(id) as Key),
    { consistent: true },
  );
  const tickets = items.map(readable);
  const unreadable = known.filter((_, index) => tickets[index] === 'unreadable');
  const moved = known.filter((id, index) => tickets[index] !== 'unreadable' && idOf(tickets[index]) !== id);
  const found = moved.length === 0 ? [] : await loadTickets(table, tenantId, moved);
  return { tickets: [...tickets.filter((ticket, index) => idOf(ticket) === known[index]), ...found].filter(isTicket), unreadable };
};

const readable = (item: Item | undefined): Ticket | 'unreadable' | undefined => {
  try {
    return ticketOfItem(item);
  } catch {
    return 'unreadable';
  }
};
const isTicket = (found: Ticket | 'unreadable' | undefined): found is Ticket => typeof found === 'object';
const idOf = (found: Ticket | 'unreadable' | undefined): string | undefined => (isTicket(found) ? found.id : undefined);
