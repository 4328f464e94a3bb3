import { Problem } from '../errors.ts';
import { transition } from '../tickets/state-machine.ts';
import { type Amendment, amend, readMessage } from './amend.ts';
import { beginning } from './bodies.ts';
import { addKey, causeOf, effectKey, locatedBy, removedBeforehandItem } from './identity.ts';
import type { ChannelEvent, InboundEvent } from './inbound-event.ts';
import type { DeliveryState, Message } from './message.ts';
import { receiveCreated } from './receive-created.ts';
import type { Effect, ReceiveStep } from './receiving.ts';

/** Statuses only move forward; providers repeat and reorder them. A failure is news only until the message was delivered. */
const RANK: Readonly<Record<DeliveryState, number>> = { queued: 0, unknown: 1, sent: 2, failed: 3, delivered: 4, read: 5 };
export const isNewer = (state: DeliveryState, present: DeliveryState | undefined): boolean => present === undefined || RANK[state] > RANK[present];

/** What a provider says happened to a message; each once. */
export const amendByEvent = async (step: ReceiveStep, inbound: InboundEvent): Promise<Effect> => {
  const { draft, known, work, deps } = step;
  const { tenantId, originId, event } = inbound;
  const id = event.providerId ?? inbound.identity;
  const mark = effectKey(tenantId, originId, id, event.verb, event.version);
  if (known(mark)) return 'duplicate';
  const add = addKey(tenantId, originId, id);
  const located = locatedBy(known(add));
  if (!located) return beforehand(step, inbound);
  if (located.threadId !== step.threadId && event.threadKey === null)
    throw new Problem('unavailable', 'The message has come into a thread since this event looked for it.', { retryAfter: 1 });
  const before = located.threadId === step.threadId ? await readMessage({ table: deps.table, bodies: deps.bodies, draft }, located.number) : null;
  if (!before) return 'ignored';
  draft.put({ ...mark, n: located.number }, { absent: true });
  const changed = changeOf(before, inbound);
  if (!changed) return 'applied';
  await amend({ table: deps.table, bodies: deps.bodies, draft, work }, before, changed.after, changed.amendment, causeOf(inbound));
  const failed = changed.after.delivery?.state === 'failed' && before.delivery?.state !== 'failed';
  if (failed && work.ticket && work.ticket.id === before.ticketId) {
    work.change({ ...work.ticket, ...transition(work.ticket, { type: 'replyFailed' }, { now: deps.clock(), closedAfterMs: deps.closedAfterMs }) });
  }
  return 'applied';
};

/** News of a message that is not here (yet). */
const beforehand = async (step: ReceiveStep, inbound: InboundEvent): Promise<Effect> => {
  const { tenantId, originId, event, identity } = inbound;
  const id = event.providerId ?? identity;
  switch (event.verb) {
    case 'removed':
      step.draft.put(removedBeforehandItem(addKey(tenantId, originId, id)), { absent: true });
      return 'applied';
    case 'edited':
      // An edit carries the whole content, so it stands in for the message it overtook.
      return event.content ? receiveCreated(step, inbound, event.occurredAt) : 'ignored';
    case 'status':
      if (event.status) keepStatus(step, inbound, event.status);
      return 'ignored';
    default:
      return 'ignored';
  }
};

/**
 * The provider may be faster than our own record of having sent: its status is kept for the sender to find (see
 * domain/delivery). The sender looks once, when it has recorded; a status that comes in just then must not be kept unseen.
 */
const keepStatus = (step: ReceiveStep, { tenantId, originId, event, identity }: InboundEvent, status: NonNullable<ChannelEvent['status']>): void => {
  const id = event.providerId ?? identity;
  const add = addKey(tenantId, originId, id);
  if (!step.known(add)) step.draft.write({ op: 'check', key: add, when: { absent: true } });
  step.draft.put({ ...effectKey(tenantId, originId, id, 'status', event.version), ...status, at: event.occurredAt }, { absent: true });
};

const shown = (text: string | null): string | null => (text === null ? null : beginning(text));

const changeOf = (before: Message, { event }: InboundEvent): { after: Message; amendment: Amendment } | null => {
  const by = event.author ? { type: event.fromCustomer ? 'customer' : 'origin', id: event.author.id } : { type: 'origin', id: null };
  switch (event.verb) {
    case 'edited': {
      if (!event.content || before.deleted) return null;
      // An edit that was overtaken, or is replayed, is older than what stands.
      if (before.editedAt !== null && event.occurredAt < before.editedAt) return null;
      const { text, html, subject, attachments, starRating } = event.content;
      return {
        after: { ...before, text, html, subject, attachments, starRating, editedAt: event.occurredAt },
        amendment: { type: 'edit', by, detail: { text: shown(text), previous: shown(before.text) } },
      };
    }
    case 'removed':
      return { after: { ...before, text: null, html: null, attachments: [], deleted: true }, amendment: { type: 'tombstone', by } };
    case 'hidden':
    case 'unhidden':
      return { after: { ...before, hidden: event.verb === 'hidden' }, amendment: { type: event.verb === 'hidden' ? 'hide' : 'show', by } };
    case 'reaction': {
      const who = by.id ?? '';
      const { [who]: _old, ...others } = before.reactions;
      const emoji = event.reaction?.emoji ?? null;
      return {
        after: { ...before, reactions: emoji === null ? others : { ...others, [who]: emoji } },
        amendment: { type: 'reaction', by, detail: { emoji } },
      };
    }
    case 'status': {
      const { status } = event;
      if (!status || !isNewer(status.state, before.delivery?.state)) return null;
      return { after: { ...before, delivery: status }, amendment: { type: 'status', by, detail: { ...status } } };
    }
    default:
      return null;
  }
};
