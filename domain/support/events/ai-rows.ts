import * as z from 'zod/mini';
import { POSTED_TEXT } from '../../limits.ts';
import { type EventRow, eventRow } from './event-row.ts';
import { ticketId } from './field-schemas.ts';

const AI_WORDS = 200;

const said = z.strictObject({
  ticketId,
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(POSTED_TEXT)),
  model: z.string().check(z.trim(), z.minLength(1), z.maxLength(AI_WORDS)),
  confidence: z.number().check(z.minimum(0), z.maximum(1)),
  cause: z.optional(z.nullable(z.string().check(z.maxLength(1_000)))),
});
export type AiSaid = z.infer<typeof said>;

/** An event that appends an AI's entry to a ticket. */
export interface AiEventRow extends EventRow<AiSaid> {
  readonly kind: 'ai_suggestion' | 'ai_message';
}

const aiRow = (row: Pick<AiEventRow, 'type' | 'kind' | 'says'>): EventRow => {
  const whole: AiEventRow = { ...row, version: 1, data: said, keyOf: ({ ticketId: id }) => id };
  return eventRow(whole);
};

/** Topic `ai_messages`: entries of a tenant's own AI. */
export const AI_ROWS: readonly EventRow[] = [
  aiRow({ type: 'ai.suggestion', kind: 'ai_suggestion', says: 'A suggestion for the agents of a ticket; the customer never sees it.' }),
  aiRow({ type: 'ai.reply', kind: 'ai_message', says: 'An answer to the customer, sent immediately; status and owner of the ticket stay.' }),
];
