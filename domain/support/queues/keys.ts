import type { Key } from '../../table/port.ts';
import { PRIORITIES, type Ticket } from '../tickets/ticket.ts';

/** Rows and counters are spread over shards, because a partition accepts about 1,000 writes a second. */
export const rowPk = (tenantId: string, queueId: string, shard: number): string => `T#${tenantId}#Q#${queueId}#${shard}`;
export const counterKey = (tenantId: string, queueId: string, shard: number): Key => ({ pk: `T#${tenantId}#QC#${queueId}#${shard}`, sk: 'COUNTER' });

/** Most urgent first, then longest waiting first; a ticket without a waiting customer is ordered by its creation. */
export const rowOrder = (ticket: Pick<Ticket, 'priority' | 'waitingSince' | 'createdAt'>): string =>
  `${PRIORITIES.length - 1 - PRIORITIES.indexOf(ticket.priority)}#${ticket.waitingSince ?? ticket.createdAt}`;

export const rowKey = (tenantId: string, queueId: string, shard: number, order: string, ticketId: string): Key => ({
  pk: rowPk(tenantId, queueId, shard),
  sk: `${order}#${ticketId}`,
});

/** `{rank}#{time}#{ticketId}` → ticket id. */
export const ticketIdOfRow = (sk: string): string => sk.slice(sk.lastIndexOf('#') + 1);

/** Any hash that spreads well: the shard of an item is stored with it. */
export const spread = (text: string, shards: number): number => {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum = (sum * 31 + text.charCodeAt(index)) % 1_000_003;
  return sum % shards;
};
