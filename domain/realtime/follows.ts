import type { Item } from '../table/port.ts';

/** What a connection's screen shows. The wall stands before it: an id that the person may not see brings nothing. */
export interface Follows {
  readonly queueIds: readonly string[];
  readonly ticketIds: readonly string[];
}

/** Of a live connection's item. Null: it has not narrowed anything. */
export const followsOf = (item: Item): Follows | null => {
  const { queueIds, ticketIds } = item;
  return Array.isArray(queueIds) && Array.isArray(ticketIds) ? { queueIds: queueIds as string[], ticketIds: ticketIds as string[] } : null;
};
