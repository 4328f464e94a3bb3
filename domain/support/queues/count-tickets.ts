import * as z from 'zod/mini';
import type { Item, Key, Table } from '../../table/port.ts';
import { loadTickets, ticketKeys, ticketOfItem } from '../tickets/store.ts';
import { STATUSES, type Ticket } from '../tickets/ticket.ts';
import { allPartitions, ticketIdOfPlace } from './every-ticket.ts';

/** A count of tickets by queue, as far as it is. It is stored between two stretches. */
export const countSchema = z.strictObject({
  /** ISO: when it began. */
  startedAt: z.iso.datetime(),
  /** ISO: no ticket of the tenant is older. */
  since: z.string(),
  /** The next partition of the activity index that nobody reads yet. */
  next: z.int().check(z.nonnegative()),
  /** Partitions that are being read, and where each continues. */
  open: z.array(z.strictObject({ partition: z.int().check(z.nonnegative()), after: z.nullable(z.record(z.string(), z.string())) })),
  counted: z.int().check(z.nonnegative()),
  /** By queue id: as many tickets as are in each status, in the order of `STATUSES`. */
  queues: z.record(z.string(), z.array(z.int().check(z.nonnegative()))),
});
export type Count = z.infer<typeof countSchema>;

export interface CountDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** Write shards of the activity index (`ACTIVITY_SHARDS`). */
  readonly shards: number;
}

const PAGE = 100;
/** Partitions that are read in parallel. */
const LANES = 4;

export const newCount = (queueIds: readonly string[], since: string, now: number): Count => ({
  startedAt: new Date(now).toISOString(),
  since,
  next: 0,
  open: [],
  counted: 0,
  queues: Object.fromEntries(queueIds.map((id) => [id, STATUSES.map(() => 0)])),
});

/**
 * Counts on until the time is over or every ticket is counted. The given count stays as it is, so that a stretch may be repeated.
 * A ticket that changes in the meantime may be missed; it is counted twice only across two stretches. @throws TableUnavailable
 */
export const countOn = async (deps: CountDeps, tenantId: string, given: Count, until: number): Promise<{ readonly done: boolean; readonly count: Count }> => {
  const partitions = allPartitions(tenantId, { shards: deps.shards, since: given.since, now: given.startedAt });
  const queues = new Map(Object.entries(given.queues).map(([id, counts]) => [id, [...counts]]));
  const seen = new Set<string>();
  let { next, counted } = given;
  let open = [...given.open];
  const count = (tickets: readonly Ticket[]): void => {
    for (const { queueIds, status } of tickets) {
      counted += 1;
      const place = STATUSES.indexOf(status);
      for (const queueId of queueIds) {
        const counts = queues.get(queueId);
        if (counts) counts[place] = (counts[place] ?? 0) + 1;
      }
    }
  };
  do {
    while (open.length < LANES && next < partitions.length) open.push({ partition: next++, after: null });
    if (open.length === 0) break;
    const pages = await Promise.all(
      open.map(async ({ partition, after }) => {
        const page = await deps.table.query({ pk: partitions[partition] ?? '', index: 'byActivity', limit: PAGE, ...(after ? { after } : {}) });
        const fresh = page.items.map((item) => ticketIdOfPlace(item['aSk'])).filter((id) => !seen.has(id));
        for (const id of fresh) seen.add(id);
        count(await ticketsWhereTheyLie(deps.table, tenantId, page.items, fresh));
        return page.next ? [{ partition, after: { ...page.next } }] : [];
      }),
    );
    open = pages.flat();
    // An embedded table answers without leaving the thread: others of the process get their turn here.
    await new Promise(setImmediate);
  } while (deps.clock() < until);
  return {
    done: open.length === 0 && next >= partitions.length,
    count: { ...given, next, open, counted, queues: Object.fromEntries(queues) },
  };
};

/** The index names the very item that holds the ticket, so one key a ticket is read; only a ticket that has moved in the meantime is looked for in both places. */
const ticketsWhereTheyLie = async (table: Table, tenantId: string, places: readonly Item[], ticketIds: readonly string[]): Promise<Ticket[]> => {
  const keys = new Map<string, Key>(places.map((item) => [ticketIdOfPlace(item['aSk']), { pk: item.pk, sk: item.sk }]));
  const known = ticketIds.filter((id) => ticketKeys(tenantId, id) !== null);
  const items = await table.get(
    known.map((id) => keys.get(id) as Key),
    { consistent: true },
  );
  const tickets = items.map(ticketOfItem);
  const moved = known.filter((id, place) => tickets[place]?.id !== id);
  const found = moved.length === 0 ? [] : await loadTickets(table, tenantId, moved);
  return [...tickets.filter((ticket, place) => ticket?.id === known[place]), ...found].filter((ticket) => ticket !== undefined);
};
