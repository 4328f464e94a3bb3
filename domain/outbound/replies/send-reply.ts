import { faultOf } from '../../channels/fault.ts';
import { accessLost, type DeliveryError, ownError } from '../../vocabulary/delivery-error.ts';
import { gateKey, holdGate, markAccessLost, openGate, passGate, SLOW_MS, strikeGate } from '../gate.ts';
import type { OutboundReply } from '../outbox.ts';
import type { Outcome } from '../outcome.ts';
import { givenUpAt, pauseAfter } from '../patience.ts';
import { RetryLater } from '../retry-later.ts';
import { beginTry, endTry, type Ledger, noteParts, readLedger } from './ledger.ts';
import { applyEarlyStatuses, recordOutcome } from './record-outcome.ts';
import { replyAction } from './reply-action.ts';
import type { FinalOutcome, SendDeps, WayOut } from './sending.ts';
import { type FoundReply, readReply, readSurroundings, type Surroundings } from './waiting-reply.ts';

type Recorded = FinalOutcome['outcome'] | null;

const LEAST_PAUSE_MS = 500;
const BUSY_PAUSE_MS = 1_000;

/**
 * Sends one reply at most once. A ledger entry is written before the provider is called: a process that finds it (after a crash, or a second delivery by
 * the queue) knows that the outcome is unknown, marks the message and does not send again, unless the channel itself detects repeats by
 * the reply's id. A reply that was definitely not sent is retried until its time is over and then fails visibly.
 * `queuedAt`: when the queue got it (epoch ms). Returns the outcome; null if there was nothing to send.
 * @throws RetryLater; TableUnavailable and others: try again
 */
export const sendReply = async (deps: SendDeps, outbound: OutboundReply, queuedAt: number): Promise<Recorded> => {
  const found = await queuedReply(deps, outbound);
  if (!found) return null;
  const { head, message } = found;
  // An agent took it back while it waited.
  if (message.deleted) return recordOutcome(deps, outbound, head, { outcome: 'failed', error: ownError('deleted') });
  const channel = await deps.channelFor(outbound.tenantId, head.origin.id, head.origin.channel);
  if ('refused' in channel) return recordOutcome(deps, outbound, head, { outcome: 'failed', error: ownError(channel.refused) });
  const ledger = readLedger(found.ledgerItem);
  if (ledger?.state === 'calling' && !channel.capabilities.idempotent)
    return recordOutcome(deps, outbound, head, { outcome: 'unknown', error: ownError('answer_lost') });
  return tryOnce(deps, found, channel, ledger, queuedAt);
};

/** Marks a reply as failed that our own errors have delayed for too long. @throws what the table throws */
export const giveUpReply = async (deps: SendDeps, outbound: OutboundReply): Promise<Recorded> => {
  const found = await queuedReply(deps, outbound);
  if (!found) return null;
  const mayHaveLeft = readLedger(found.ledgerItem)?.state === 'calling';
  const outcome: FinalOutcome = mayHaveLeft ? { outcome: 'unknown', error: ownError('answer_lost') } : { outcome: 'failed', error: ownError('internal') };
  return recordOutcome(deps, outbound, found.head, outcome);
};

const queuedReply = async (deps: SendDeps, outbound: OutboundReply): Promise<FoundReply | null> => {
  const found = await readReply(deps, outbound);
  const { delivery, providerId } = found?.message ?? {};
  if (found && delivery?.state === 'sent' && providerId) await applyEarlyStatuses(deps, outbound, found.head.origin.id, providerId);
  return delivery?.state === 'queued' ? found : null;
};

const tryOnce = async (deps: SendDeps, found: FoundReply, channel: WayOut, before: Ledger | null, queuedAt: number): Promise<Recorded> => {
  const { outbound, head, message } = found;
  const fail = (error: DeliveryError): Promise<Recorded> => recordOutcome(deps, outbound, head, { outcome: 'failed', error });
  /** Waits, but not beyond the end of its time; after that it has failed. */
  const later = (error: DeliveryError, pauseMs: number, firstTriedAt: number | null): Promise<Recorded> => {
    const leftMs = givenUpAt(queuedAt, firstTriedAt, deps.repeatForMs) - deps.clock();
    if (leftMs <= 0) return fail(error);
    throw new RetryLater(error.code, Math.min(pauseMs, Math.max(leftMs, LEAST_PAUSE_MS)));
  };

  const around = await readSurroundings(deps.table, found, channel.capabilities);
  const { text, surface, attachments, cc, bcc, createdAt } = message;
  const ask = {
    kind: 'reply',
    surface,
    text: text ?? '',
    files: attachments,
    copies: cc.length + bcc.length,
    customerWroteAt: around.customerWroteAt,
    writtenAt: Date.parse(createdAt),
  } as const;
  const fault = faultOf(head.origin.channel, channel.capabilities, ask, deps.clock());
  if (fault) return fail({ code: fault.code, message: fault.message });
  const leave = await channel.turn();
  if (!leave) return later(ownError('no_answer'), BUSY_PAUSE_MS * (1 + deps.random()), before?.firstAt ?? null);
  let ledger: Ledger;
  let outcome: Outcome;
  let began: number;
  try {
    const passage = await passGate(deps, gateKey(outbound.tenantId, head.origin.id), around.gateItem);
    if (!passage.open) return await later(passage.error, passage.afterMs, before?.firstAt ?? null);
    const reply = await replyAction(deps, found, around, channel.capabilities);
    ledger = await beginTry(deps.table, outbound, found.ledgerItem, deps.clock());
    began = deps.clock();
    outcome = await channel.perform(reply);
  } finally {
    leave();
  }
  const tookMs = deps.clock() - began;
  if (outcome.outcome === 'retry' || (outcome.outcome === 'unknown' && channel.capabilities.idempotent)) {
    // Side by side: the sooner the gate closes, the fewer calls follow a 429.
    await Promise.all([endTry(deps.table, outbound, ledger, outcome), tellGate(deps, found, around, outcome, tookMs)]);
    const retryAfterSeconds = outcome.outcome === 'retry' ? outcome.retryAfterSeconds : undefined;
    return later(outcome.error, pauseAfter(ledger.tries, deps.random(), retryAfterSeconds), ledger.firstAt);
  }
  if (outcome.outcome !== 'sent') await noteParts(deps.table, outbound, ledger, outcome);
  const recorded = await recordOutcome(deps, outbound, head, finalOf(outcome));
  await tellGate(deps, found, around, outcome, tookMs);
  return recorded;
};

/** A reply does not wait for new credentials: its agent sees at once that nothing was sent, and sends it again when they have come. */
const finalOf = (outcome: Exclude<Outcome, { outcome: 'retry' }>): FinalOutcome =>
  outcome.outcome === 'reauthorise' ? { outcome: 'failed', error: accessLost(outcome.error) } : outcome;

/** The effect of the receiver's behaviour on the other replies of its origin. */
const tellGate = async (deps: SendDeps, { outbound, head }: FoundReply, { gateItem }: Surroundings, outcome: Outcome, tookMs: number): Promise<void> => {
  const key = gateKey(outbound.tenantId, head.origin.id);
  if (outcome.outcome === 'retry' && outcome.holdsOrigin) await holdGate(deps, key, outcome.error, outcome.retryAfterSeconds);
  else if (outcome.outcome === 'reauthorise') await markAccessLost(deps, key, outcome.error);
  else if (outcome.outcome === 'sent' || outcome.outcome === 'failed' || !outcome.unanswered)
    await openGate(deps, key, gateItem, { accessProven: outcome.outcome === 'sent' });
  else if (tookMs >= SLOW_MS) await strikeGate(deps, key, outbound.threadId, outcome.error);
};
