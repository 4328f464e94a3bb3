import type { Envelope } from '../support/events/envelope.ts';
import { type Producing, putOnTopic } from '../support/events/put-on-topic.ts';
import { METADATA_ROWS } from '../support/events/ticket-rows.ts';
import type { PostedByVisitor } from './post-message.ts';

/**
 * Writes the answers before the chat to custom fields of the ticket that the first message opened, with the same event as other systems. A repeat of the
 * message sends the event again; because of its id, it takes effect once. @throws if the topic cannot be reached: the device then sends the message again
 */
export const tellAnswers = async (
  topics: Producing,
  origin: { readonly tenantId: string; readonly correlationId: string },
  { ticketId, answers }: NonNullable<PostedByVisitor['opened']>,
  now: number,
): Promise<void> => {
  const event: Envelope = {
    id: `livechat.${ticketId}`,
    type: 'metadata.changed',
    version: 1,
    occurredAt: new Date(now).toISOString(),
    data: { ticketId, customFields: answers },
  };
  await putOnTopic(topics, origin, 'metadata_actions', METADATA_ROWS, [event]);
};
