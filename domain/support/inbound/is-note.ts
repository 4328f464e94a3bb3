import type { ChannelEvent } from './inbound-event.ts';

/**
 * Something that happened beside the conversation (a call): nobody wrote it, and it names the thread's customer. It becomes a note of the system on the active ticket
 * and changes no status. Without an active ticket, one with `opensTicket` becomes a message of the customer (docs/decisions/0840). An earlier release reads
 * it as a customer's message.
 */
export const isNote = ({ author, customer, fromCustomer }: Pick<ChannelEvent, 'author' | 'customer' | 'fromCustomer'>): boolean =>
  fromCustomer && author === null && customer !== null;
