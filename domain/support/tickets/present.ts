import { TICKET_FIELDS, type TicketFields } from '../../automation/ticket-fields.ts';
import type { Of } from '../../vocabulary/value-type.ts';
import { presenting } from './fields.ts';
import type { Ticket } from './ticket.ts';

export type PublicTicket = { readonly [N in keyof TicketFields]: Of<TicketFields[N]['type']> };

const present = presenting(TICKET_FIELDS) as (ticket: Ticket) => PublicTicket;

/** The public shape of a ticket (DESIGN §5). The thread of the last message is internal. */
export const presentTicket = (ticket: Ticket): PublicTicket => {
  if (ticket.lastMessage?.threadId === undefined) return present(ticket);
  const { threadId: _, ...lastMessage } = ticket.lastMessage;
  return present({ ...ticket, lastMessage });
};
