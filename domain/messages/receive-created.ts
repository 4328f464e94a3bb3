import { spanKey } from '../threads/keys.ts';
import { transition } from '../tickets/state-machine.ts';
import { addItem, addKey, causeOf, isRemovedBeforehand, locatedBy } from './identity.ts';
import type { ChannelEvent, Content, InboundEvent } from './inbound-event.ts';
import { type Message, newMessage } from './message.ts';
import { type Effect, type ReceiveStep, Unacceptable } from './receiving.ts';

/** A message at the provider becomes the next entry of its thread, once. */
export const receiveCreated = async (step: ReceiveStep, inbound: InboundEvent, edited: string | null = null): Promise<Effect> => {
  const { known, draft, work } = step;
  const { tenantId, originId, event } = inbound;
  const { content } = event;
  if (!content) throw new Unacceptable('a message without content');
  const id = edited === null ? inbound.identity : (event.providerId ?? inbound.identity);
  const version = edited === null ? event.version : '';
  const key = addKey(tenantId, originId, id, version);
  const present = known(key);
  if (locatedBy(present)) return 'duplicate';

  const deleted = isRemovedBeforehand(present);
  const opens = event.fromCustomer && event.opensTicket && !deleted;
  if (step.shadowed) await shadow(step, inbound);
  else if (opens) await wake(step, event);

  const ticket = step.shadowed ? null : work.ticket;
  const entry = work.append(
    {
      ...messageOfEvent(step, inbound, content),
      ticketId: ticket?.id ?? null,
      shadowed: step.shadowed,
      deleted,
      ...(deleted ? { text: null, html: null, attachments: [] } : {}),
      editedAt: edited,
    },
    causeOf(inbound),
  );
  draft.put(addItem(key, step.threadId, entry.number), present ? { equals: { removed: true } } : { absent: true });
  if (version !== '' && !known(addKey(tenantId, originId, id))) draft.put(addItem(addKey(tenantId, originId, id), step.threadId, entry.number));
  rename(step, event);
  if (ticket && event.fromCustomer) await count(step, entry, opens);
  return 'applied';
};

/** The ticket a customer's message belongs to: the active one, woken where it slept, or a new one. */
const wake = async ({ work, deps }: ReceiveStep, event: ChannelEvent): Promise<void> => {
  const { ticket } = work;
  const author = event.customer ?? event.author;
  if (!ticket) {
    if (author) await work.open(author);
    return;
  }
  work.change({ ...ticket, ...transition(ticket, { type: 'customerMessage' }, { now: deps.clock(), closedAfterMs: deps.closedAfterMs }) });
};

const count = async ({ work }: ReceiveStep, entry: Message, opens: boolean): Promise<void> => {
  const { ticket } = work;
  if (!ticket || entry.deleted) return;
  const isNew = ticket.firstNumber === entry.number;
  work.change({
    ...ticket,
    lastCustomerNumber: entry.number,
    waitingSince: opens ? (ticket.waitingSince ?? work.now) : ticket.waitingSince,
    starRating: entry.starRating ?? ticket.starRating,
  });
  if (!opens) return;
  await work.automate('message.received', entry);
  if (isNew) await work.automate('ticket.created', entry);
  // A rule may close the ticket at once; the next message then opens another.
  if (work.ticket?.status === 'closed') work.finish({ audit: true });
};

/** While its origin is disabled a message waits unseen in its thread's open span (DESIGN §6). */
const shadow = async ({ draft, threadId }: ReceiveStep, { tenantId, originId, receivedAt }: InboundEvent): Promise<void> => {
  if (draft.head.shadowFirst !== 0) return;
  const first = draft.head.lastNumber + 1;
  draft.put({ ...spanKey(tenantId, threadId, first), from: first, aPk: `T#${tenantId}#SH#${originId}`, aSk: `${receivedAt}#${threadId}` });
  draft.setHead({ shadowFirst: first });
};

/** The thread's head keeps the newest name the provider gave. */
const rename = ({ draft }: ReceiveStep, event: ChannelEvent): void => {
  const person = event.customer ?? (event.fromCustomer ? event.author : null);
  const { customer } = draft.head;
  if (!person || person.id !== customer.id) return;
  if ((person.name && person.name !== customer.name) || (person.handle && person.handle !== customer.handle)) {
    draft.setHead({ customer: { id: customer.id, name: person.name ?? customer.name, handle: person.handle ?? customer.handle } });
  }
};

const messageOfEvent = (
  { known, threadId }: ReceiveStep,
  { tenantId, originId, event, late, receivedAt }: InboundEvent,
  content: Content,
): Omit<Message, 'number' | 'revision'> => {
  const references = [content.inReplyTo, ...content.references].filter((reference) => reference !== null).slice(0, 4);
  // A reference into another thread (a colleague of the sender answers) names no number of this one.
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
    attachments: content.attachments,
    surface: content.surface,
    inReplyTo: answered?.number ?? null,
    permalink: content.permalink,
    providerId: event.providerId,
    starRating: content.starRating,
    createdAt: event.occurredAt ?? receivedAt,
    late,
    delivery: event.fromCustomer ? null : { state: 'sent', error: null },
  });
};
