import type { Item, Key, Table } from '../../table/port.ts';
import { closedTicketKey, headKey, parseTicketId } from '../threads/keys.ts';
import { MOST_SPANS } from './spans.ts';
import { parseHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';

/** Both keys of a ticket: active in its thread's head, closed at `K#`. Null if the text is not a ticket id. */
export const ticketKeys = (tenantId: string, ticketId: string): readonly [Key, Key] | null => {
  const parsed = parseTicketId(ticketId);
  return parsed && [headKey(tenantId, parsed.threadId), closedTicketKey(tenantId, parsed.threadId, parsed.firstNumber)];
};

/** The ticket in an item (`HEAD` or `K#`), or undefined if there is none. */
export const ticketOfItem = (item: Item | undefined): Ticket | undefined => (item ? (parseHead(item).ticket ?? undefined) : undefined);

/** One ticket, from the items at its two keys. */
export const ticketFrom = (ticketId: string, head: Item | undefined, closed: Item | undefined): Ticket | undefined => {
  const active = ticketOfItem(head);
  return active?.id === ticketId ? active : ticketOfItem(closed);
};

/**
 * The closed ticket of an id whose items were read in one call and had no ticket: one that is being closed between the reads of its two keys appears in neither. Strongly consistent.
 */
export const closedMeanwhile = async (table: Table, tenantId: string, ticketId: string): Promise<Ticket | undefined> => {
  const [, closedKey] = ticketKeys(tenantId, ticketId) ?? [];
  if (!closedKey) return undefined;
  const [item] = await table.get([closedKey], { consistent: true });
  return ticketOfItem(item);
};

/**
 * Tickets by id, `undefined` if there is none. Strongly consistent by default. A ticket that is being closed between the reads of its two
 * keys would appear in neither, so missing ones are read once more.
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

/** Maximum length of a chain of merged tickets; also ends a circle. */
const MOST_MERGES = MOST_SPANS;

/**
 * The same, but a merged ticket is replaced by the ticket that has taken it over, because the visibility of the latter applies. One more read if there
 * is such a ticket.
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
