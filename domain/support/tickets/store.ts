import type { Item, Key, Table } from '../../table/port.ts';
import { parseHead } from '../threads/head.ts';
import { closedTicketKey, headKey, parseTicketId } from '../threads/keys.ts';
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
    let place = 0;
    return ids.map((id, index) => (keys[index] ? ticketFrom(id, items[place++], items[place++]) : undefined));
  };
  const found = await read(ticketIds);
  const missing = ticketIds.flatMap((id, index) => (found[index] === undefined && ticketKeys(tenantId, id) ? [index] : []));
  if (missing.length > 0) {
    const again = await read(missing.map((index) => ticketIds[index] as string));
    missing.forEach((index, place) => {
      found[index] = again[place];
    });
  }
  return found;
};

export const loadTicket = async (table: Table, tenantId: string, ticketId: string): Promise<Ticket | undefined> =>
  (await loadTickets(table, tenantId, [ticketId]))[0];
