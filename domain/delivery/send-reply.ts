import { messageKey } from '../log/draft.ts';
import { withWholeBodies } from '../messages/bodies.ts';
import { type Message, messageOf } from '../messages/message.ts';
import { TransactionRefused } from '../table/port.ts';
import { parseHead, type ThreadHead } from '../threads/head.ts';
import { headKey, ledgerKey, threadPk } from '../threads/keys.ts';
import { applyEarlyStatuses, recordOutcome } from './record-outcome.ts';
import type { OutgoingReply } from './sender.ts';
import { type FinalOutcome, type OutboundReply, type SendDeps, TryAgain } from './sending.ts';

const replyOf = ({ tenantId, threadId }: OutboundReply, head: ThreadHead, message: Message, answered: Message | null): OutgoingReply => ({
  tenantId,
  threadId,
  originId: head.origin.id,
  ticketId: message.ticketId ?? '',
  number: message.number,
  replyId: `${threadId}.${message.number}`,
  to: head.customer.id,
  text: message.text ?? '',
  html: message.html,
  cc: message.cc,
  bcc: message.bcc,
  subject: message.subject,
  surface: message.surface,
  inReplyTo: answered?.providerId ?? null,
  agentName: message.author.name,
  createdAt: message.createdAt,
});

/**
 * Sends one reply at most once. A ledger entry is written before the provider is called: whoever finds it (after a crash, or a
 * second delivery by the queue) knows that the outcome is unknown, says so on the message and does not send again, unless
 * the channel itself tells repeats apart by the reply's id.
 * `lastTry`: what would be tried again fails for good instead. Answers what came of it; null when there was nothing to send.
 * @throws TryAgain; TableUnavailable and others: try again
 */
export const sendReply = async (deps: SendDeps, outbound: OutboundReply, lastTry: boolean): Promise<FinalOutcome['outcome'] | null> => {
  const { tenantId, threadId, number } = outbound;
  const pk = threadPk(tenantId, threadId);
  const ledger = ledgerKey(tenantId, threadId, number);
  const [headItem, item, entry] = await deps.table.get([headKey(tenantId, threadId), messageKey(pk, number), ledger], { consistent: true });
  if (!headItem || !item) return null;
  const [whole] = await withWholeBodies(deps, pk, [item]);
  const message = messageOf(whole ?? item);
  if (message.delivery?.state !== 'queued') {
    if (message.delivery?.state === 'sent' && message.providerId !== null)
      await applyEarlyStatuses(deps, outbound, parseHead(headItem).origin.id, message.providerId);
    return null;
  }
  const head = parseHead(headItem);
  // An agent took it back while it waited.
  if (message.deleted) return recordOutcome(deps, outbound, head, { outcome: 'failed', error: 'deleted' });
  const channel = await deps.channelFor(tenantId, head.origin.id, head.origin.channel);
  if ('refused' in channel) return recordOutcome(deps, outbound, head, { outcome: 'failed', error: channel.refused });

  if (entry && !channel.idempotentSend) return recordOutcome(deps, outbound, head, { outcome: 'unknown', error: 'the answer of the provider was lost' });
  if (!entry) await deps.table.write({ op: 'put', item: { ...ledger, at: new Date(deps.clock()).toISOString() }, when: { absent: true } }).catch(tolerateRace);
  const answered = message.inReplyTo === null ? undefined : (await deps.table.get([messageKey(pk, message.inReplyTo)]))[0];
  const outcome = await channel.send(replyOf(outbound, head, message, answered ? messageOf(answered) : null));
  const unclear = outcome.outcome === 'unknown' && channel.idempotentSend;
  if ((outcome.outcome === 'retry' || unclear) && !lastTry) {
    if (outcome.outcome === 'retry') await deps.table.write({ op: 'delete', key: ledger });
    throw new TryAgain(outcome.error, outcome.outcome === 'retry' ? (outcome.retryAfterSeconds ?? 0) : 0);
  }
  return recordOutcome(deps, outbound, head, outcome.outcome === 'retry' ? { outcome: 'failed', error: outcome.error } : outcome);
};

/** Two deliveries of one queue entry at the same instant: the other one sends. */
const tolerateRace = (error: unknown): never => {
  if (error instanceof TransactionRefused) throw new TryAgain('another delivery of this reply is under way', 5);
  throw error;
};
