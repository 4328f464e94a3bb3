import * as z from 'zod';
import { type SettableBy, TICKET_FIELDS } from '../../../domain/automation/ticket-fields.ts';
import type { PublicTicket } from '../../../domain/support/tickets/present.ts';
import { PRIORITIES, STATUSES } from '../../../domain/support/tickets/ticket.ts';
import { patchShape, ticketShape } from './of-value-type.ts';

export const status = z.enum(STATUSES);
export const priority = z.enum(PRIORITIES);

/** Responses with more members extend it. */
export const ticketObject = z.strictObject(ticketShape(TICKET_FIELDS)).meta({ id: 'Ticket' });
export const ticket = ticketObject as unknown as z.ZodType<PublicTicket>;

/** Body of PATCH /v1/tickets/{id}, and the `change` of a bulk call. Arrays and customFields replace the present values. */
export const ticketPatch = z.strictObject(patchShape(TICKET_FIELDS)).partial().meta({ id: 'TicketChange' }) as unknown as z.ZodType<SettableBy<'api'>>;
