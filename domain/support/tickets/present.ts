import { TICKET_FIELDS, type TicketFields } from '../../automation/ticket-fields.ts';
import type { Of } from '../../vocabulary/value-type.ts';
import { presenting } from './fields.ts';
import type { Ticket } from './ticket.ts';

export type PublicTicket = { readonly [N in keyof TicketFields]: Of<TicketFields[N]['type']> };

/** The public shape of a ticket (DESIGN §5). */
export const presentTicket = presenting(TICKET_FIELDS) as (ticket: Ticket) => PublicTicket;
