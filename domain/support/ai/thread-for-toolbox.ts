import type { ToolboxMessage } from '../../automation/ai/toolbox.ts';
import type { Table } from '../../table/port.ts';
import { cut } from '../../text/well-formed.ts';
import type { BodyStore } from '../messages/body-store.ts';
import { isSaid, type Message } from '../messages/message.ts';
import { listTicketMessages } from '../tickets/list-ticket-messages.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** Messages of a thread that the toolbox sees, and characters of each. */
const MESSAGES = 30;
const TEXT = 5_000;
/** Between the customer and us. Notes are private; suggestions nobody has said. */
const KINDS: ReadonlySet<string> = new Set(['customer', 'reply', 'ai_message']);

const isSent = (message: Message): boolean => KINDS.has(message.kind) && isSaid(message) && !!message.text;

/** The newest messages of a ticket up to a number, oldest first, as the toolbox sees them. */
export const threadForToolbox = async (
  { table, bodies }: { readonly table: Table; readonly bodies: BodyStore },
  tenantId: string,
  ticket: Ticket,
  upTo = Number.POSITIVE_INFINITY,
): Promise<ToolboxMessage[]> => {
  const { messages } = await listTicketMessages(table, tenantId, ticket, { order: 'desc', after: 0, limit: MESSAGES, bodies });
  return messages
    .filter((message) => message.number <= upTo && isSent(message))
    .reverse()
    .map(({ number, kind, text, createdAt }) => ({ number, kind, text: cut(text ?? '', TEXT), createdAt }));
};
