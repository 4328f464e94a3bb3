import type { Envelope } from '../support/events/envelope.ts';
import { type Producing, putOnTopic } from '../support/events/put-on-topic.ts';
import { METADATA_ROWS } from '../support/events/ticket-rows.ts';
import type { PostedByVisitor } from './post-message.ts';

/**
 * The answers before the chat as custom fields of the ticket that the first message has opened, by the event that other systems use too. A repeat of the
 * message sends the event again; its id lets it take effect once. @throws if the topic cannot be reached: the device then sends the message again
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
