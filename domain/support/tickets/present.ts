import { TICKET_FIELDS, type TicketValues } from '../../automation/ticket-fields.ts';
import { presenting } from './fields.ts';
import type { Ticket } from './ticket.ts';

export type PublicTicket = TicketValues & { readonly conversationId: string };

/** The public shape of a ticket (DESIGN §5). */
export const presentTicket = presenting(TICKET_FIELDS) as (ticket: Ticket) => PublicTicket;
