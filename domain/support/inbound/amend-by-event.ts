import { BODY_IN_TABLE_BYTES, REACTIONS } from '../../limits.ts';
import { readDeliveryError } from '../../vocabulary/delivery-error.ts';
import { beginning } from '../messages/bodies.ts';
import { addKey, effectKey, locatedBy } from '../messages/identity.ts';
import { isEarlier, isNewer, type Message, tombstone } from '../messages/message.ts';
import { afterNews } from '../messages/parts.ts';
import { type Amendment, amend } from '../tickets/amend.ts';
import { readMessage } from '../tickets/read-message.ts';
import { returnToAgents } from '../tickets/reply-failed.ts';
import { type Effect, Elsewhere, type EventStep, type KnownEvent, Unacceptable } from './batch.ts';
import { causeOf } from './cause-of.ts';
import { createMessage } from './create-message.ts';
import { editedParts, unchanged, type Waiting, waitingAt, waitingItem, withEdit, withHidden, withReaction, withStatus } from './early-events.ts';
import type { ChannelEvent, InboundEvent, Verb } from './inbound-event.ts';
import { statusUpTo } from './status-up-to.ts';

export { isNewer };

/** Anybody may cause these. Only the author, in their own thread, may edit or remove a message. */
const BY_ANYBODY: ReadonlySet<Verb> = new Set<Verb>(['status', 'reaction', 'hidden', 'unhidden']);

/** Applies a provider's event about a message, once. The result depends on the provider's times, not on the order of arrival. */
export const amendByEvent = async (step: EventStep, inbound: KnownEvent): Promise<Effect> => {
  const { draft, known, ticketDraft, deps } = step;
  const { tenantId, originId, event } = inbound;
  if (event.upTo) return statusUpTo(step, inbound);
  const id = event.providerId ?? inbound.identity;
  const mark = effectKey(tenantId, originId, id, event.verb, event.version);
  if (known(mark)) return 'duplicate';
  const add = addKey(tenantId, originId, id);
  const located = locatedBy(known(add));
  if (!located) return beforehand(step, inbound);
  if (located.threadId !== step.threadId && (event.threadKey === null || BY_ANYBODY.has(event.verb))) throw new Elsewhere(located.threadId);
  const before = located.threadId === step.threadId ? await readMessage({ table: deps.table, bodies: deps.bodies, draft }, located.number) : null;
  if (!before) return 'ignored';
  draft.put({ ...mark, n: located.number }, { absent: true });
  const changed = changeOf(before, inbound);
  if (!changed) return 'applied';
  await amend({ table: deps.table, bodies: deps.bodies, draft, ticketDraft }, before, changed.after, changed.amendment, causeOf(inbound));
  const failed = changed.after.delivery?.state === 'failed' && before.delivery?.state !== 'failed';
  // The customer waits for no reaction.
  if (failed && before.asked?.kind !== 'react') await returnToAgents({ table: deps.table, draft, ticketDraft }, before.ticketId);
  return 'applied';
};

/** An event about a message that is not here (yet): it waits for the message, without expiry. */
const beforehand = async (step: EventStep, inbound: KnownEvent): Promise<Effect> => {
  const { tenantId, originId, event, identity } = inbound;
  const add = addKey(tenantId, originId, event.providerId ?? identity);
  const present = waitingAt(step.known(add));
  switch (event.verb) {
    case 'removed':
      return wait(step, inbound, { removed: true }, 'applied');
    case 'hidden':
    case 'unhidden':
      return wait(step, inbound, withHidden(present, event.verb === 'hidden', event.occurredAt));
    case 'reaction':
      return wait(step, inbound, withReaction(present, event.author?.id ?? '', event.reaction?.emoji ?? null, event.occurredAt));
    case 'status':
      // The provider may be faster than our own record of having sent (see domain/outbound), or than the echo of what was sent elsewhere.
      return event.status ? keepStatus(step, inbound, present, event.status) : 'ignored';
    case 'edited':
      if (!event.content) return 'ignored';
      // An edit has the whole content, so it replaces the message that it overtook, if its thread is known.
      if (isThreadKnown(step, inbound)) return createMessage(step, inbound, event.occurredAt);
      if (Buffer.byteLength(JSON.stringify(event.content)) > BODY_IN_TABLE_BYTES) throw new Unacceptable('an edit that is too long to wait for its message');
      return wait(step, inbound, withEdit(present, event.content, event.occurredAt, inbound.onlyText));
    default:
      return 'ignored';
  }
};

/** Whether the provider named the thread, or this is the thread of the message that it answers. */
const isThreadKnown = ({ known, threadId }: EventStep, { tenantId, originId, event }: InboundEvent): boolean => {
  const answered = event.fromCustomer ? null : (event.content?.inReplyTo ?? null);
  return event.threadKey !== null || (answered !== null && locatedBy(known(addKey(tenantId, originId, answered)))?.threadId === threadId);
};

const keepStatus = (step: EventStep, inbound: InboundEvent, present: Waiting, { state, error }: NonNullable<ChannelEvent['status']>): Effect => {
  const status = { state, error: readDeliveryError(error) };
  return wait(step, inbound, withStatus(present, status), 'ignored', { ...status, at: inbound.event.occurredAt });
};

/** `of`: further data of the mark; the sender reads a status there. */
const wait = (step: EventStep, inbound: InboundEvent, waiting: Waiting, effect: Effect = 'ignored', of: Readonly<Record<string, unknown>> = {}): Effect => {
  const { tenantId, originId, event, identity } = inbound;
  const id = event.providerId ?? identity;
  const add = addKey(tenantId, originId, id);
  step.draft.put(waitingItem(add, step.known(add), waiting), unchanged(step.stored(add)));
  if (event.verb !== 'removed') step.draft.put({ ...effectKey(tenantId, originId, id, event.verb, event.version), ...of }, { absent: true });
  return effect;
};

const preview = (text: string | null): string | null => (text === null ? null : beginning(text));

/** Null when something later stands already. At the same time the one that arrives later counts: providers send in order more often than not. */
const changeOf = (before: Message, { event, identity, onlyText }: KnownEvent): { after: Message; amendment: Amendment } | null => {
  const by: Amendment['by'] = event.author ? { type: event.fromCustomer ? 'customer' : 'origin', id: event.author.id } : { type: 'origin', id: null };
  const at = event.occurredAt;
  const isOvertaken = (present: string | null | undefined): boolean => present !== null && present !== undefined && isEarlier(at, present);
  switch (event.verb) {
    case 'edited': {
      if (!event.content || before.deleted || isOvertaken(before.editedAt)) return null;
      return {
        after: { ...before, ...editedParts(event.content, onlyText, before), editedAt: at },
        amendment: { type: 'edit', by, detail: { text: preview(event.content.text) } },
      };
    }
    case 'removed':
      return { after: tombstone(before), amendment: { type: 'tombstone', by } };
    case 'hidden':
    case 'unhidden':
      if (isOvertaken(before.hiddenAt)) return null;
      return { after: { ...before, hidden: event.verb === 'hidden', hiddenAt: at }, amendment: { type: event.verb === 'hidden' ? 'hide' : 'show', by } };
    case 'reaction': {
      const who = by.id ?? '';
      if (isOvertaken(before.reactedAt?.[who])) return null;
      const { [who]: _old, ...others } = before.reactions;
      const emoji = event.reaction?.emoji ?? null;
      if (emoji !== null && !(who in before.reactions) && Object.keys(others).length >= REACTIONS) return null;
      return {
        after: { ...before, reactions: emoji === null ? others : { ...others, [who]: emoji }, reactedAt: { ...before.reactedAt, [who]: at } },
        amendment: { type: 'reaction', by, detail: { emoji } },
      };
    }
    case 'status': {
      const { status } = event;
      const moved = status && afterNews(before, event.providerId ?? identity, { state: status.state, error: readDeliveryError(status.error) });
      return moved ? { after: { ...before, ...moved }, amendment: { type: 'status', by, detail: { ...moved.delivery } } } : null;
    }
    default:
      return null;
  }
};
