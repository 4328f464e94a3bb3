import * as z from 'zod/mini';
import type { Policy } from '../../automation/policy.ts';
import { Problem } from '../../errors.ts';
import { CUSTOM_FIELDS } from '../../limits.ts';
import { patched, type TicketPatch } from '../tickets/patch-ticket.ts';
import { withTags } from '../tickets/room.ts';
import type { Moment } from '../tickets/state-machine.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { type EventRow, eventRow } from './event-row.ts';
import { fieldSchemas, ticketId, wordsOf } from './field-schemas.ts';

/** An event that changes one ticket. `patch`: the change that it makes, all or nothing. */
export interface TicketEventRow<Data extends { readonly ticketId: string } = { readonly ticketId: string }> extends EventRow<Data> {
  /** @throws Problem */
  make(ticket: Ticket, data: Data, policy: Policy, moment: Moment): Ticket;
}

const ticketRow = <Schema extends z.ZodMiniType<{ readonly ticketId: string }>>(
  row: Omit<TicketEventRow<z.infer<Schema>>, 'data' | 'keyOf'> & { readonly data: Schema },
): EventRow => eventRow({ ...row, keyOf: ({ ticketId: id }: { readonly ticketId: string }) => id });

/** Merges single custom fields into the existing ones; null removes one. @throws Problem if there are too many then */
const merged = (ticket: Ticket, given: Readonly<Record<string, unknown>> | undefined): Pick<TicketPatch, 'customFields'> => {
  if (!given) return {};
  const customFields = Object.fromEntries(Object.entries({ ...ticket.customFields, ...given }).filter(([, value]) => value !== null));
  if (Object.keys(customFields).length > Math.max(CUSTOM_FIELDS, Object.keys(ticket.customFields).length))
    throw new Problem('unprocessable', `A ticket may have at most ${CUSTOM_FIELDS} custom fields.`, {
      errors: [{ path: 'customFields', message: 'are too many' }],
    });
  return { customFields };
};

/** @throws Problem if one tag has no room: an event is applied completely or not at all */
const tagged = (ticket: Ticket, add: readonly string[], remove: readonly string[]): readonly string[] => {
  const { ticket: next, leftOut } = withTags(ticket, add, remove);
  if (leftOut.length > 0) throw new Problem('unprocessable', 'The ticket has no room for these tags.', { errors: [{ path: 'add', message: 'are too many' }] });
  return next.tags;
};

const { status, followupAt, priority, tags, topic, customFields, owner, language } = fieldSchemas;

/** Topic `tickets`: changes of tickets from outside, like `PATCH /v1/tickets/{id}`. */
export const TICKETS_ROWS: readonly EventRow[] = [
  ticketRow({
    type: 'ticket.set',
    version: 1,
    data: z.strictObject({ ticketId, status, followupAt, priority, tags, topic, customFields, owner }),
    says: 'Sets fields of a ticket like a PATCH: status by the state machine, tags as a whole, custom fields one by one (null removes one).',
    make: (ticket, { ticketId: _id, customFields: given, ...patch }, policy, moment) => patched(ticket, { ...patch, ...merged(ticket, given) }, policy, moment),
  }),
  ticketRow({
    type: 'ticket.tag',
    version: 1,
    data: z.strictObject({ ticketId, add: z.optional(wordsOf()), remove: z.optional(wordsOf()) }),
    says: 'Adds and removes single tags of a ticket and leaves the others.',
    make: (ticket, { add = [], remove = [] }, policy, moment) => patched(ticket, { tags: [...tagged(ticket, add, remove)] }, policy, moment),
  }),
];

/** Topic `metadata_actions`: other systems' knowledge about a ticket; its queues are evaluated again. */
export const METADATA_ROWS: readonly EventRow[] = [
  ticketRow({
    type: 'metadata.changed',
    version: 1,
    data: z.strictObject({ ticketId, tags, topic, customFields, language, sentiment: z.optional(z.nullable(z.enum(['positive', 'neutral', 'negative']))) }),
    says: 'Sets tags (as a whole), topic, custom fields (one by one; null removes one), sentiment and language of a ticket.',
    make: (ticket, { ticketId: _id, customFields: given, sentiment = ticket.sentiment, language: spoken = ticket.language, ...patch }, policy, moment) =>
      patched({ ...ticket, sentiment, language: spoken }, { ...patch, ...merged(ticket, given) }, policy, moment),
  }),
];
