import { toFetch } from '../messages/fetched.ts';
import { addKey, locatedBy } from '../messages/identity.ts';
import { type Message, newMessage } from '../messages/message.ts';
import type { EventStep } from './batch.ts';
import type { ChannelEvent, Content, InboundEvent } from './inbound-event.ts';

const automaticOf = ({ fromCustomer, opensTicket, automatic }: ChannelEvent): Message['automatic'] => {
  if (fromCustomer && !opensTicket) return 'answer';
  return automatic === true ? 'first' : null;
};

/** The entry for an event, without its ticket and amendments. */
export const messageOfEvent = (
  { known, threadId, ticketDraft }: EventStep,
  { tenantId, originId, event, late, receivedAt }: InboundEvent,
  content: Content,
): Omit<Message, 'number' | 'revision'> => {
  const references = [content.inReplyTo, ...content.references].filter((reference) => reference !== null).slice(0, 4);
  // A reference into another thread (a colleague of the sender answers) has no number in this one.
  const answered = references.map((reference) => locatedBy(known(addKey(tenantId, originId, reference)))).find((located) => located?.threadId === threadId);
  return newMessage({
    kind: event.fromCustomer ? 'customer' : 'reply',
    author: event.fromCustomer
      ? { type: 'customer', id: event.author?.id ?? '', name: event.author?.name ?? null, handle: event.author?.handle ?? null }
      : { type: 'origin', id: event.author?.id ?? originId, name: event.author?.name ?? null, handle: event.author?.handle ?? null },
    text: content.text,
    html: content.html,
    subject: content.subject,
    to: content.to,
    cc: content.cc,
    attachments: event.fromCustomer ? toFetch(content.attachments) : content.attachments,
    surface: content.surface,
    inReplyTo: answered?.number ?? null,
    permalink: content.permalink,
    providerId: event.providerId,
    starRating: content.starRating,
    automatic: automaticOf(event),
    createdAt: event.occurredAt ?? receivedAt,
    late,
    // An automatic reply continues this chain.
    depth: event.fromCustomer ? ticketDraft.depth : 0,
    delivery: event.fromCustomer ? null : { state: 'sent', error: null },
  });
};
