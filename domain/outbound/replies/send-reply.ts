import { type Ask, faultOf } from '../../channels/fault.ts';
import type { Message } from '../../support/messages/message.ts';
import { kindOf } from '../../support/replies/kind-of.ts';
import { oneReply } from '../../support/replies/one-reply.ts';
import { accessLost, type DeliveryError, ownError } from '../../vocabulary/delivery-error.ts';
import { gateKey, holdGate, markAccessLost, openGate, passGate, SLOW_MS, strikeGate } from '../gate.ts';
import type { OutboundReply } from '../outbox.ts';
import type { Outcome } from '../outcome.ts';
import { givenUpAt, pauseAfter } from '../patience.ts';
import { RetryLater } from '../retry-later.ts';
import { changeAction } from './change-action.ts';
import { type Ledger, openTry, readLedger } from './ledger.ts';
import { applyEarlyStatuses, recordOutcome } from './record-outcome.ts';
import { replyAction } from './reply-action.ts';
import type { FinalOutcome, SendDeps, WayOut } from './sending.ts';
import { claimReply, type FoundReply, readReply, readSurroundings, type Surroundings } from './waiting-reply.ts';

type Recorded = FinalOutcome['outcome'] | null;

const LEAST_PAUSE_MS = 500;
const BUSY_PAUSE_MS = 1_000;

/**
 * Sends one reply at most once, or another request about a message: an edit, a deletion, hiding. A ledger entry is written before the provider is called: a
 * process that finds it (after a crash, or a second delivery by the queue) knows that the outcome is unknown, marks the message and does not send again, unless
 * the channel itself detects repeats by the reply's id. A reply that was definitely not sent is retried until its time is over and then fails visibly.
 * `queuedAt`: when it was queued (epoch ms). Returns the outcome; null if there was nothing to send.
 * @throws RetryLater; TableUnavailable and others: try again
 */
export const sendReply = async (deps: SendDeps, outbound: OutboundReply, queuedAt: number): Promise<Recorded> => {
  const found = await queuedReply(deps, outbound);
  if (!found) return null;
  const { head, message } = found;
  const ledger = readLedger(found.ledgerItem);
  const end = (outcome: 'failed' | 'unknown', error: DeliveryError): Promise<Recorded> => recordOutcome(deps, found, { outcome, error, ...partsOf(found) });
  // It was deleted while it waited. Before the first try, there is nothing to delete at the provider, and nothing to react to.
  if (message.deleted && (message.asked === undefined || message.asked.kind === 'react' || !ledger)) return end('failed', ownError('deleted'));
  const channel = await deps.channelFor(outbound.tenantId, head.origin.id, head.origin.channel);
  if ('refused' in channel) return end('failed', ownError(channel.refused));
  if (ledger?.state === 'calling' && !mayRepeat(message, channel)) return end('unknown', ownError('answer_lost'));
  return tryOnce(deps, found, channel, ledger, queuedAt);
};

/** Edits, deletions and hiding are idempotent. */
const mayRepeat = ({ asked }: Message, { capabilities }: WayOut): boolean => asked !== undefined || capabilities.idempotent;

/** Marks a reply as failed if Parley's own errors have delayed it for too long. @throws what the table throws */
export const giveUpReply = async (deps: SendDeps, outbound: OutboundReply): Promise<Recorded> => {
  const found = await queuedReply(deps, outbound);
  if (!found) return null;
  const mayHaveLeft = readLedger(found.ledgerItem)?.state === 'calling';
  const outcome: FinalOutcome = {
    ...(mayHaveLeft ? { outcome: 'unknown', error: ownError('answer_lost') } : { outcome: 'failed', error: ownError('internal') }),
    ...partsOf(found),
  };
  return recordOutcome(deps, found, outcome);
};

/** The parts that earlier tries have sent. Later requests about a reply have no parts. */
const partsOf = ({ ledgerItem, message }: FoundReply): Pick<Ledger, 'sentParts'> => {
  const sentParts = message.asked ? undefined : readLedger(ledgerItem)?.sentParts;
  return sentParts ? { sentParts } : {};
};

const queuedReply = async (deps: SendDeps, outbound: OutboundReply): Promise<FoundReply | null> => {
  const found = await readReply(deps, outbound);
  const { delivery, providerId } = found?.message ?? {};
  if (found && delivery?.state === 'sent' && providerId) await applyEarlyStatuses(deps, outbound, found.head.origin.id, providerId);
  return delivery?.state === 'queued' ? found : null;
};

const tryOnce = async (deps: SendDeps, found: FoundReply, channel: WayOut, before: Ledger | null, queuedAt: number): Promise<Recorded> => {
  const { outbound, head, message } = found;
  const { asked } = message;
  const fail = (error: DeliveryError, sent: Pick<Ledger, 'sentParts'> = partsOf(found)): Promise<Recorded> =>
    recordOutcome(deps, found, { outcome: 'failed', error, ...sent });
  /** Waits, but not longer than the reply's time limit; after that, the reply has failed. */
  const later = (error: DeliveryError, pauseMs: number, firstTriedAt: number | null, sent = partsOf(found)): Promise<Recorded> => {
    const leftMs = givenUpAt(queuedAt, firstTriedAt, deps.repeatForMs) - deps.clock();
    if (leftMs <= 0) return fail(error, sent);
    throw new RetryLater(error.code, Math.min(pauseMs, Math.max(leftMs, LEAST_PAUSE_MS)));
  };

  const around = await readSurroundings(deps.table, found, channel.capabilities);
  const { surface, attachments, cc, bcc, createdAt } = message;
  const ask = {
    kind: asked?.kind ?? kindOf(message),
    surface,
    to: head.customer.id,
    ...saidIn(message),
    files: asked ? [] : attachments,
    copies: asked ? 0 : cc.length + bcc.length,
    customerWroteAt: around.customerWroteAt,
    // The time limit of a private reply is that of the message that it answers.
    writtenAt: Date.parse(!asked && message.privately ? (around.answered?.createdAt ?? createdAt) : createdAt),
  } as const;
  const fault = faultOf(head.origin.channel, channel.capabilities, ask, deps.clock());
  if (fault) return fail({ code: fault.code, message: fault.message });
  const other = asked ? null : await claimReply(deps.table, found, around);
  if (other !== null) return fail({ code: 'one_reply', message: oneReply(head.origin.channel, other) });
  const leave = await channel.turn();
  if (!leave) return later(ownError('no_answer'), BUSY_PAUSE_MS * (1 + deps.random()), before?.firstAt ?? null);
  const attempt = openTry(deps.table, outbound, found.ledgerItem, deps.clock());
  const { ledger } = attempt;
  let outcome: Outcome;
  let began: number;
  try {
    const passage = await passGate(deps, gateKey(outbound.tenantId, head.origin.id), around.gateItem);
    if (!passage.open) return await later(passage.error, passage.afterMs, before?.firstAt ?? null);
    const action = asked
      ? await changeAction(deps, found, asked, around, channel.capabilities)
      : await replyAction(deps, found, around, channel.capabilities, attempt);
    if (asked || !channel.capabilities.notesParts) await attempt.begin();
    began = deps.clock();
    outcome = await channel.perform(action);
  } finally {
    leave();
  }
  const tookMs = deps.clock() - began;
  if (outcome.outcome === 'retry' || (outcome.outcome === 'unknown' && mayRepeat(message, channel))) {
    // In parallel: the sooner the gate closes, the fewer calls follow a 429.
    await Promise.all([attempt.end(outcome), tellGate(deps, found, around, outcome, tookMs)]);
    const retryAfterSeconds = outcome.outcome === 'retry' ? outcome.retryAfterSeconds : undefined;
    return later(
      outcome.error,
      pauseAfter(ledger.tries, deps.random(), retryAfterSeconds, deps.firstPauseMs),
      ledger.firstAt,
      outcome.sentParts ? { sentParts: outcome.sentParts } : undefined,
    );
  }
  if (outcome.outcome !== 'sent') await attempt.close(outcome);
  // Whoever sees the reply fail finds the reason at the origin; and new credentials remove the mark, which must not come after them.
  if (outcome.outcome === 'reauthorise') await tellGate(deps, found, around, outcome, tookMs);
  const recorded = await recordOutcome(deps, found, finalOf(outcome));
  if (outcome.outcome !== 'reauthorise') await tellGate(deps, found, around, outcome, tookMs);
  return recorded;
};

/** The words that its channel's limits concern. A reaction has none, whatever the customer's message says. */
const saidIn = ({ asked, template, text, choices, reacted }: Message): Pick<Ask, 'text' | 'language' | 'choices' | 'emoji'> => {
  if (asked?.kind === 'react') return { emoji: reacted?.emoji ?? null };
  if (asked) return { text: text ?? '' };
  return template ? { language: template.language } : { text: text ?? '', choices };
};

/** A reply does not wait for new credentials. The agent sees at once that nothing was sent, and sends it again when there are new credentials. */
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
