import * as z from 'zod/mini';
import { ESCALATION_TEXT, EVENT_ID, NAME } from '../../limits.ts';
import { type EventRow, eventRow } from './event-row.ts';
import { ticketId } from './field-schemas.ts';

export const ESCALATIONS_TOPIC = 'escalations_outbound';

const text = z.string().check(z.minLength(1), z.maxLength(ESCALATION_TEXT));
const email = z.email().check(z.maxLength(254));
const target = z.union([
  z.strictObject({ teamId: z.string().check(z.minLength(1), z.maxLength(100)) }),
  z.strictObject({ email }),
  z.strictObject({ url: z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000)) }),
]);
const escalationId = z.string().check(z.minLength(1), z.maxLength(EVENT_ID));

const raised = z.strictObject({ ticketId, target, text, dueAt: z.optional(z.nullable(z.iso.datetime())) });
const answered = z.strictObject({
  escalationId,
  text,
  by: z.optional(z.nullable(z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(NAME)), email: z.optional(z.nullable(email)) }))),
});
const closed = z.strictObject({ escalationId });

/** The data of the topic's events, by type. */
export type EscalationEvent =
  | { readonly type: 'escalation.raised'; readonly data: z.infer<typeof raised> }
  | { readonly type: 'escalation.answered'; readonly data: z.infer<typeof answered> }
  | { readonly type: 'escalation.closed'; readonly data: z.infer<typeof closed> };

/** Topic `escalations_outbound`. All events of one escalation have the same key: its id. */
export const ESCALATIONS_ROWS: readonly EventRow[] = [
  eventRow({
    type: 'escalation.raised',
    version: 1,
    data: raised,
    says: 'Raises an escalation, as `POST /v1/tickets/{id}/escalations` does. The id of the event is the id of the escalation.',
    keyOf: (_, id) => id,
  }),
  eventRow({
    type: 'escalation.answered',
    version: 1,
    data: answered,
    says: 'The answer: a system note on the ticket, also on a closed one. The escalation is `answered`.',
    keyOf: ({ escalationId: id }) => id,
  }),
  eventRow({ type: 'escalation.closed', version: 1, data: closed, says: 'The escalation is `closed`.', keyOf: ({ escalationId: id }) => id }),
];
