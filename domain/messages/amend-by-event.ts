import { transition } from '../tickets/state-machine.ts';
import { type Amendment, amend, readMessage } from './amend.ts';
import { addKey, effectKey, locatedBy, removedBeforehandItem } from './identity.ts';
import type { InboundEvent } from './inbound-event.ts';
import { type DeliveryState, type Message } from './message.ts';
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
  const before = located.threadId === step.threadId ? await readMessage({ table: deps.table, draft }, located.number) : null;
  if (!before) return 'ignored';
  draft.put({ ...mark, n: located.number }, { absent: true });
  const changed = changeOf(before, inbound);
  if (!changed) return 'applied';
  await amend({ table: deps.table, draft, work }, before, changed.after, changed.amendment);
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
      // The provider may be faster than our own record of having sent: kept for the sender to find (see domain/delivery).
      if (event.status)
        step.draft.put(
          { ...effectKey(tenantId, originId, id, 'status', event.version), state: event.status.state, error: event.status.error, at: event.occurredAt },
          { absent: true },
        );
      return 'ignored';
    default:
      return 'ignored';
  }
};

const changeOf = (before: Message, { event }: InboundEvent): { after: Message; amendment: Amendment } | null => {
  const by = event.author ? { type: event.fromCustomer ? 'customer' : 'origin', id: event.author.id } : { type: 'origin', id: null };
  switch (event.verb) {
    case 'edited': {
      if (!event.content || before.deleted) return null;
      const { text, html, subject, attachments, starRating } = event.content;
      return {
        after: { ...before, text, html, subject, attachments, starRating, editedAt: event.occurredAt },
        amendment: { type: 'edit', by, detail: { text: text?.slice(0, 200) ?? null, previous: before.text?.slice(0, 200) ?? null } },
      };
    }
    case 'removed':
      return { after: { ...before, text: null, html: null, attachments: [], deleted: true }, amendment: { type: 'tombstone', by } };
    case 'hidden':
    case 'unhidden':
      return { after: { ...before, hidden: event.verb === 'hidden' }, amendment: { type: event.verb === 'hidden' ? 'hide' : 'show', by } };
    case 'reaction': {
      const { [by.id ?? '']: _old, ...others } = before.reactions;
      const emoji = event.reaction?.emoji ?? null;
      return {
        after: { ...before, reactions: emoji === null ? others : { ...others, [by.id ?? '']: emoji } },
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
