import type { Item, Key, Table } from '../../table/port.ts';
import { closedTicketKey, headKey, parseTicketId } from '../threads/keys.ts';
import { MOST_SPANS } from './spans.ts';
import { parseHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';

/** Both places where a ticket can lie: active in its thread's head, closed at `K#`. Null when the text is no ticket id. */
export const ticketKeys = (tenantId: string, ticketId: string): readonly [Key, Key] | null => {
  const parsed = parseTicketId(ticketId);
  return parsed && [headKey(tenantId, parsed.threadId), closedTicketKey(tenantId, parsed.threadId, parsed.firstNumber)];
};

/** The ticket of an item (`HEAD` or `K#`), or undefined when it holds none. */
export const ticketOfItem = (item: Item | undefined): Ticket | undefined => (item ? (parseHead(item).ticket ?? undefined) : undefined);

/** What two keys' items say of one ticket. */
export const ticketFrom = (ticketId: string, head: Item | undefined, closed: Item | undefined): Ticket | undefined => {
  const active = ticketOfItem(head);
  return active?.id === ticketId ? active : ticketOfItem(closed);
};

/**
 * Tickets by id, `undefined` where there is none. Consistent by default. A ticket being closed between the reads of its two
 * places would be seen in neither, so what is missing is read once more.
 */
export const loadTickets = async (
  table: Table,
  tenantId: string,
  ticketIds: readonly string[],
  options: { consistent?: boolean } = {},
): Promise<(Ticket | undefined)[]> => {
  const consistent = options.consistent ?? true;
  const read = async (ids: readonly string[]): Promise<(Ticket | undefined)[]> => {
    const keys = ids.map((id) => ticketKeys(tenantId, id));
    const items = await table.get(
      keys.flatMap((pair) => pair ?? []),
      { consistent },
    );
    let next = 0;
    return ids.map((id, index) => (keys[index] ? ticketFrom(id, items[next++], items[next++]) : undefined));
  };
  const found = await read(ticketIds);
  const missing = ticketIds.flatMap((id, index) => (found[index] === undefined && ticketKeys(tenantId, id) ? [index] : []));
  if (missing.length > 0) {
    const again = await read(missing.map((index) => ticketIds[index] as string));
    missing.forEach((index, at) => {
      found[index] = again[at];
    });
  }
  return found;
};

export const loadTicket = async (table: Table, tenantId: string, ticketId: string): Promise<Ticket | undefined> =>
  (await loadTickets(table, tenantId, [ticketId]))[0];

/** A merged ticket may have been merged on, once for each span of the leading one at most; nobody follows a circle. */
const MOST_MERGES = MOST_SPANS;

/**
 * The same, but a ticket whose span another has taken over is replaced by that other one: what was written under the first is behind
 * the wall of the second. One more read where there is such a ticket.
 */
export const loadLeading = async (table: Table, tenantId: string, ticketIds: readonly string[]): Promise<(Ticket | undefined)[]> => {
  const found = await loadTickets(table, tenantId, ticketIds);
  for (let merges = 0; merges < MOST_MERGES; merges += 1) {
    const merged = found.flatMap((ticket, at) => (!ticket?.mergedInto ? [] : [{ at, into: ticket.mergedInto }]));
    if (merged.length === 0) return found;
    const leading = await loadTickets(
      table,
      tenantId,
      merged.map(({ into }) => into),
    );
    merged.forEach(({ at }, index) => {
      found[at] = leading[index];
    });
  }
  return found;
};
