import type { Item } from '../table/port.ts';

/** What a connection's screen shows. Visibility is checked first: following an id that the person may not see has no effect. */
export interface Follows {
  readonly queueIds: readonly string[];
  readonly ticketIds: readonly string[];
}

/** From a live connection's item. Null: it follows everything. */
export const followsOf = (item: Item): Follows | null => {
  const { queueIds, ticketIds } = item;
  return Array.isArray(queueIds) && Array.isArray(ticketIds) ? { queueIds: queueIds as string[], ticketIds: ticketIds as string[] } : null;
};
