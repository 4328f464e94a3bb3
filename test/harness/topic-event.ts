import type { InboundEvent } from '../../domain/support/inbound/inbound-event.ts';

interface Said {
  readonly tenantId: string;
  readonly originId: string;
  readonly channel: InboundEvent['channel'];
  /** The provider's id of the message, and its identity. */
  readonly id: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly text: string;
  readonly correlationId: string;
}

/** The content of an empty message. */
export const EMPTY_CONTENT: NonNullable<InboundEvent['event']['content']> = {
  text: null,
  html: null,
  subject: null,
  to: [],
  cc: [],
  attachments: [],
  surface: 'dm',
  inReplyTo: null,
  references: [],
  permalink: null,
  starRating: null,
};

/** A new message of a customer as it lies on the topic `messages`, of this moment. */
export const topicEvent = ({ id, author, text, ...rest }: Said): InboundEvent => ({
  schema: 'messages/1',
  ...rest,
  receivedAt: new Date().toISOString(),
  identity: id,
  late: false,
  contentRef: null,
  event: {
    verb: 'created',
    providerId: id,
    version: '',
    threadKey: author.id,
    author: { ...author, handle: null },
    customer: null,
    fromCustomer: true,
    opensTicket: true,
    status: null,
    reaction: null,
    occurredAt: new Date().toISOString(),
    content: { ...EMPTY_CONTENT, text },
  },
});
