import { messageKey } from '../log/draft.ts';
import type { Table } from '../table/port.ts';
import { parseTicketId, threadPk } from '../threads/keys.ts';
import { asRevealed } from '../threads/spans.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { withBodies } from './bodies.ts';
import { type Message, messageOf } from './message.ts';

export interface MessagePage {
  readonly messages: readonly Message[];
  /** The number to go on after, or null at the end. */
  readonly after: number | null;
}

/** Every page reads at most this many entries while it looks for messages of one ticket among those of its thread. */
const READ_AT_ONCE = 100;

/** The thread's log across tickets, oldest first, without what is shadowed. */
export const listThreadMessages = async (
  table: Table,
  tenantId: string,
  threadId: string,
  options: { after: number; limit: number; keep?: (message: Message) => boolean },
): Promise<MessagePage> => {
  const pk = threadPk(tenantId, threadId);
  const found: Message[] = [];
  let last = options.after;
  for (;;) {
    const page = await table.query({
      pk,
      from: messageKey(pk, last + 1).sk,
      to: messageKey(pk, 9_999_999_999).sk,
      limit: Math.max(READ_AT_ONCE, options.limit),
      consistent: true,
    });
    const items = await withBodies(table, pk, page.items);
    for (const message of await asRevealed(table, tenantId, threadId, items.map(messageOf))) {
      if (message.shadowed || !(options.keep?.(message) ?? true)) {
        last = message.number;
        continue;
      }
      if (found.length === options.limit) return { messages: found, after: last };
      found.push(message);
      last = message.number;
    }
    if (page.next === null) return { messages: found, after: null };
  }
};

/** One ticket's messages, oldest first: hidden and deleted ones with their marks, shadowed ones not at all. */
export const listTicketMessages = (
  table: Table,
  tenantId: string,
  ticket: Pick<Ticket, 'id' | 'threadId' | 'firstNumber'>,
  options: { after: number; limit: number },
): Promise<MessagePage> =>
  listThreadMessages(table, tenantId, ticket.threadId, {
    limit: options.limit,
    after: Math.max(options.after, (parseTicketId(ticket.id)?.firstNumber ?? 1) - 1),
    keep: (message) => message.ticketId === ticket.id,
  });
