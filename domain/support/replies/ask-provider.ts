import { limitsOf } from '../../channels/capabilities.ts';
import { Problem } from '../../errors.ts';
import type { Item } from '../../table/port.ts';
import type { Asked, Delivery, Message } from '../messages/message.ts';
import { ledgerKey } from '../threads/keys.ts';
import type { Change } from '../tickets/change.ts';
import type { PostDeps } from './post-message.ts';

/** What asks the provider for a change of a reply: the outbox sees the next count. */
interface Asking {
  readonly delivery: Delivery;
  readonly asked: Asked;
}

/** A customer's message has a delivery when its provider was asked to hide or delete it. */
export const isReply = ({ kind, delivery }: Message): boolean => kind !== 'customer' && delivery !== null;
/** A try of the reply itself may be under way, or its answer is lost. */
export const isBeingSent = ({ delivery, asked }: Message): boolean => asked === undefined && delivery?.state === 'queued';
/** Nothing of the reply is at the provider. */
export const wasNeverSent = ({ delivery, asked }: Message): boolean => asked === undefined && (delivery === null || delivery.state === 'failed');

/** @throws Problem conflict */
export const refuseDisabled = ({ policy, ticket }: Change): void => {
  if (policy.originState(ticket.origin.id) !== 'enabled')
    throw new Problem('conflict', 'The origin is disabled; nothing can be sent there.', { extra: { current: 'disabled' } });
};

/** The ledger before the first try of what is asked. It is there, because the provider has the message. `now`: epoch ms. */
export const freshTries = (tenantId: string, threadId: string, number: number, now: number): Item => ({
  ...ledgerKey(tenantId, threadId, number),
  state: 'waiting',
  tries: 0,
  firstAt: now,
  error: null,
});

export const asking = (before: Message, kind: Asked['kind'], { draft, ticketDraft, ticket, moment }: Change): Asking => {
  // The tries of a reply that is leaving say whether there is something to take back.
  if (!isBeingSent(before)) draft.put(freshTries(ticketDraft.tenantId, ticket.threadId, before.number, moment.now));
  return { delivery: { state: 'queued', error: null }, asked: { kind, count: (before.asked?.count ?? 0) + 1 } };
};

/** What deleting a reply asks of its provider: nothing where the channel does not take it back, as none does with private replies, or nothing was sent. @throws Problem conflict */
export const unsent = (deps: Pick<PostDeps, 'capabilitiesOf'>, before: Message, change: Change): Asking | undefined => {
  const capabilities = deps.capabilitiesOf(change.ticket.origin.channel);
  if (!isReply(before) || before.privately || wasNeverSent(before) || !limitsOf(capabilities, before.surface, 'unsend')) return undefined;
  refuseDisabled(change);
  return asking(before, 'unsend', change);
};

/**
 * What hiding, showing or deleting a customer's message asks of its provider: nothing where the surface does not support it, or for other messages.
 * @throws Problem conflict
 */
export const moderated = (deps: Pick<PostDeps, 'capabilitiesOf'>, before: Message, kind: 'hide' | 'unhide' | 'delete', change: Change): Asking | undefined => {
  const capabilities = deps.capabilitiesOf(change.ticket.origin.channel);
  if (before.kind !== 'customer' || before.providerId === null || before.deleted || !limitsOf(capabilities, before.surface, kind)) return undefined;
  refuseDisabled(change);
  return asking(before, kind, change);
};
