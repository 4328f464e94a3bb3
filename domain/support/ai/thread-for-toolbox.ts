import type { ToolboxMessage } from '../../automation/ai/toolbox.ts';
import type { Table } from '../../table/port.ts';
import { cut } from '../../text/well-formed.ts';
import type { BodyStore } from '../messages/body-store.ts';
import { isSaid, type Message } from '../messages/message.ts';
import { listTicketMessages } from '../tickets/list-ticket-messages.ts';
import { spansOf } from '../tickets/spans.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** Maximum messages of a thread that the toolbox reads, and characters of each. */
const MESSAGES = 30;
const TEXT = 5_000;
/** Messages between the customer and us. Notes are private, and suggestions were not sent. */
const KINDS: ReadonlySet<string> = new Set(['customer', 'reply', 'ai_message']);

/** Whether the toolbox may read a message. */
export const isTold = (message: Message): boolean => KINDS.has(message.kind) && isSaid(message) && !!message.text;

/** The message that the question is about. */
type About = Pick<Message, 'number' | 'createdAt'> & { readonly threadId: string };

/**
 * The newest messages of a ticket up to one of its messages, oldest first, as the toolbox sees them. It reads backwards from that message, so that neither
 * notes nor later messages use up the space. Empty if the message is not one that the toolbox sees.
 */
export const threadForToolbox = async (
  { table, bodies }: { readonly table: Table; readonly bodies: BodyStore },
  tenantId: string,
  ticket: Ticket,
  about: About,
): Promise<ToolboxMessage[]> => {
  // Numbers count within a thread; a merged ticket has several threads, which only times can order.
  const keep = (message: Message, threadId: string): boolean =>
    isTold(message) && (threadId === about.threadId || Date.parse(message.createdAt) <= Date.parse(about.createdAt));
  const after = spansOf(ticket).map(({ threadId }) => (threadId === about.threadId ? about.number + 1 : 0));
  const { messages } = await listTicketMessages(table, tenantId, ticket, { order: 'desc', after, limit: MESSAGES, bodies, keep });
  if (!messages.some(({ threadId, number }) => threadId === about.threadId && number === about.number)) return [];
  return messages.toReversed().map(({ number, kind, text, createdAt }) => ({ number, kind, text: cut(text ?? '', TEXT), createdAt }));
};
