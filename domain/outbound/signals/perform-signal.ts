import { signCausation } from '../../automation/causation.ts';
import type { MarkReadAction, TypingAction } from '../../channels/actions.ts';
import { limitsOf, surfaceOf } from '../../channels/capabilities.ts';
import type { Clock } from '../../context.ts';
import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { type Message, messageOf } from '../../support/messages/message.ts';
import { headKey } from '../../support/threads/keys.ts';
import { parseHead } from '../../support/tickets/thread-head.ts';
import type { Table } from '../../table/port.ts';
import { canSendImmediately, gateKey } from '../gate.ts';
import type { Outcome } from '../outcome.ts';
import type { SendDeps, WayOut } from '../replies/sending.ts';
import type { OutboundSignal, SignalKind } from './signal.ts';

export interface SignalDeps extends Pick<SendDeps, 'channelFor' | 'causationKey'> {
  readonly table: Table;
  readonly clock: Clock;
}

/** Signals that are older than this are dropped, in ms. */
const FRESH_MS: Readonly<Record<SignalKind, number>> = { markRead: 600_000, typing: 10_000 };
/** The number of entries that are searched for the customer's message. */
const LOOKED_AT = 20;

/** Why a signal was dropped, or the provider's outcome. */
export type SignalOutcome = 'late' | 'origin in trouble' | 'no way out' | 'read marks are off' | 'no message' | 'no such action' | 'busy' | Outcome['outcome'];

/**
 * Notifies the provider that an agent has read or is writing. Best effort: one call, never repeated. It does not affect replies: it does not
 * close the origin's gate, and skips an origin that is held, does not answer or has lost its access. @throws TableUnavailable
 */
export const performSignal = async (deps: SignalDeps, signal: OutboundSignal): Promise<SignalOutcome> => {
  const { tenantId, threadId, originId, channel, signal: kind, at } = signal;
  if (deps.clock() - at > FRESH_MS[kind]) return 'late';
  const [head, gate] = await deps.table.get([headKey(tenantId, threadId), gateKey(tenantId, originId)]);
  if (!canSendImmediately(gate, deps.clock())) return 'origin in trouble';
  const way = await deps.channelFor(tenantId, originId, channel);
  if ('refused' in way || !head) return 'no way out';
  const { readMarks = true } = way;
  if (kind === 'markRead' && !readMarks) return 'read marks are off';
  const message = await newestOf(deps.table, signal);
  if (!message) return 'no message';
  const limits = limitsOf(way.capabilities, message.surface, kind);
  if (!limits) return 'no such action';
  if (limits.marksRead && !readMarks) return 'read marks are off';
  const leave = await way.turn();
  if (!leave) return 'busy';
  try {
    return (await way.perform(await actionOf(deps, signal, message, parseHead(head).customer.id, way))).outcome;
  } finally {
    leave();
  }
};

/** The customer's newest message that the agent has seen, with the provider's id. */
const newestOf = async (table: Table, { tenantId, threadId, number }: OutboundSignal): Promise<(Message & { readonly providerId: string }) | undefined> => {
  const pk = threadPk(tenantId, threadId);
  const range = { pk, from: messageKey(pk, 1).sk, to: messageKey(pk, number).sk };
  const { items } = await table.query({ ...range, descending: true, limit: LOOKED_AT, consistent: true });
  for (const message of items.map(messageOf))
    if (message.kind === 'customer' && message.providerId !== null && !message.shadowed) return { ...message, providerId: message.providerId };
  return undefined;
};

const actionOf = async (
  { causationKey }: SignalDeps,
  { signal: kind, tenantId, threadId, originId, number, at }: OutboundSignal,
  message: Message & { readonly providerId: string },
  to: string,
  { capabilities }: WayOut,
): Promise<MarkReadAction | TypingAction> => {
  const id = `${threadId}.${number}.${kind}.${at}`;
  const of = {
    id,
    tenantId,
    threadId,
    originId,
    ticketId: message.ticketId ?? '',
    to,
    surface: surfaceOf(capabilities, message.surface),
    causation: signCausation(await causationKey(tenantId), tenantId, { depth: 1, id }),
    message: message.providerId,
  };
  return kind === 'markRead' ? { ...of, kind } : { ...of, kind, on: true };
};
