import { toFetch } from '../messages/fetched.ts';
import { addKey, locatedBy } from '../messages/identity.ts';
import { type Message, type MessageAuthor, newMessage } from '../messages/message.ts';
import type { EventStep } from './batch.ts';
import type { ChannelEvent, Content, InboundEvent } from './inbound-event.ts';
import { referencesOf } from './references.ts';

const automaticOf = ({ fromCustomer, opensTicket, automatic }: ChannelEvent): Message['automatic'] => {
  if (fromCustomer && !opensTicket) return 'answer';
  return automatic === true ? 'first' : null;
};

/** What an event becomes. */
export type Written = 'customer' | 'reply' | 'note';

const writerOf = ({ author, customer }: ChannelEvent, kind: Written, originId: string): MessageAuthor => {
  if (kind === 'note') return { type: 'system', id: 'system', name: null, handle: null };
  // Nobody is the author of a call; the one that opens a ticket is the customer's.
  const { id, name = null, handle = null } = (kind === 'customer' ? (author ?? customer) : author) ?? { id: kind === 'customer' ? '' : originId };
  return { type: kind === 'customer' ? 'customer' : 'origin', id, name, handle };
};

/** The entry for an event, without its ticket and amendments. */
export const messageOfEvent = (
  { known, threadId, ticketDraft }: EventStep,
  { tenantId, originId, event, late, receivedAt }: InboundEvent,
  content: Content,
  kind: Written = event.fromCustomer ? 'customer' : 'reply',
): Omit<Message, 'number' | 'revision'> => {
  // A reference into another thread (a colleague of the sender answers) has no number in this one.
  const answered = referencesOf(content)
    .map((reference) => locatedBy(known(addKey(tenantId, originId, reference))))
    .find((located) => located?.threadId === threadId);
  return newMessage({
    kind,
    author: writerOf(event, kind, originId),
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
    automatic: kind === 'note' ? null : automaticOf(event),
    createdAt: event.occurredAt ?? receivedAt,
    late,
    // An automatic reply continues this chain.
    depth: event.fromCustomer ? ticketDraft.depth : 0,
    delivery: event.fromCustomer ? null : { state: 'sent', error: null },
  });
};
