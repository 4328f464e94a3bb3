import * as z from 'zod';
import { type FilterName, type SettableBy, TICKET_FIELDS } from '../../../domain/automation/ticket-fields.ts';
import { FILTER_COLUMNS } from '../../../domain/search/fields.ts';
import type { PublicTicket } from '../../../domain/support/tickets/present.ts';
import { PRIORITIES, STATUSES } from '../../../domain/support/tickets/ticket.ts';
import { filterShape, patchShape, ticketShape } from './of-value-type.ts';

export const status = z.enum(STATUSES);
export const priority = z.enum(PRIORITIES);

/** Responses with more members extend it. */
export const ticketObject = z.strictObject(ticketShape(TICKET_FIELDS)).meta({ id: 'Ticket' });
export const ticket = ticketObject as unknown as z.ZodType<PublicTicket>;

/** For the query of lists and of search. */
export const ticketFilters = filterShape(FILTER_COLUMNS) as { readonly [N in FilterName]: z.ZodOptional<z.ZodType<string>> };

/** Body of PATCH /v1/tickets/{id}, and the `change` of a bulk call. Arrays and customFields replace what is there. */
export const ticketPatch = z.strictObject(patchShape(TICKET_FIELDS)).partial().meta({ id: 'TicketChange' }) as unknown as z.ZodType<SettableBy<'api'>>;
