import { failureKind } from '../../edge-errors.ts';
import { ticketIdOfActivityKey } from '../../support/queues/every-ticket.ts';
import { ticketOfItem } from '../../support/tickets/store.ts';
import type { Ticket } from '../../support/tickets/ticket.ts';
import type { Item, Key } from '../../table/port.ts';
import type { Run } from '../projection.ts';
import type { Failed } from './carry-owed.ts';

export interface FoundTicket {
  readonly item: Item;
  readonly ticket: Ticket;
}

export interface ReadTickets {
  readonly found: readonly FoundTicket[];
  /** Items that cannot be read. */
  readonly failed: readonly Failed[];
}

/** All together; after a permanent failure one by one. @throws while the table is unavailable */
const itemsOf = async (run: Run, keys: readonly Key[]): Promise<{ readonly items: readonly (Item | undefined)[]; readonly failed: readonly Failed[] }> => {
  try {
    return { items: await run.table.get(keys, { consistent: true }), failed: [] };
  } catch (error) {
    if (failureKind(error) === 'unavailable') throw error;
    const [only] = keys;
    if (only && keys.length === 1) return { items: [undefined], failed: [{ key: only, error }] };
    const each: Awaited<ReturnType<typeof itemsOf>>[] = [];
    for (const key of keys) each.push(await itemsOf(run, [key]));
    return { items: each.flatMap(({ items }) => items), failed: each.flatMap(({ failed }) => failed) };
  }
};

/**
 * The current tickets of a page of the activity index. A ticket that has moved in the index since is left out: the stream brings that change.
 * @throws while the table is unavailable
 */
export const readTickets = async (run: Run, entries: readonly Item[]): Promise<ReadTickets> => {
  const keys = entries.map(({ pk, sk }): Key => ({ pk, sk }));
  const { items, failed: unread } = await itemsOf(run, keys);
  const failed = [...unread];
  const found = items.flatMap((item, at): FoundTicket[] => {
    try {
      const ticket = ticketOfItem(item);
      return item && ticket?.id === ticketIdOfActivityKey(entries[at]?.['aSk']) ? [{ item, ticket }] : [];
    } catch (error) {
      failed.push({ key: keys[at] as Key, error });
      return [];
    }
  });
  return { found, failed };
};
