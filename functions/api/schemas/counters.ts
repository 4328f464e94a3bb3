import * as z from 'zod';
import { STATUSES, type Status } from '../../../domain/support/tickets/ticket.ts';

/** Tickets of a queue by status. */
export const counters = z
  .strictObject(Object.fromEntries(STATUSES.map((status) => [status, z.number().int()])) as Record<Status, z.ZodNumber>)
  .meta({ id: 'Counters' });
