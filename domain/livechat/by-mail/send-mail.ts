import { limitsOf } from '../../channels/capabilities.ts';
import { gateKey } from '../../outbound/gate.ts';
import type { Outcome } from '../../outbound/outcome.ts';
import { givenUpAt, pauseAfter } from '../../outbound/patience.ts';
import { filesOf } from '../../outbound/replies/reply-action.ts';
import type { SendDeps, WayOut } from '../../outbound/replies/sending.ts';
import { RetryLater } from '../../outbound/retry-later.ts';
import type { Delivery, Message } from '../../support/messages/message.ts';
import { type Table, TransactionRefused, type Write } from '../../table/port.ts';
import { accessLost, ownError } from '../../vocabulary/delivery-error.ts';
import { type Visitor, visitorKey } from '../visitor.ts';
import { chatTokenItem } from './chat-token.ts';
import { type FileOf, fitting, letterOf } from './letter.ts';
import { type Conversation, type Owed, owedByMail, readVisitor, withTexts } from './owed.ts';
import { recordMail } from './record-mail.ts';

const AGAIN_MS = 500;
const BUSY_PAUSE_MS = 1_000;

export interface MailAttempt {
  /** When the queue got it, epoch ms. */
  readonly queuedAt: number;
  readonly receives: number;
}

/**
 * Mails a visitor the replies that they have not got, all in one mail, each at most once. A mark is written before the call, on condition that the visitor has
 * acknowledged nothing more: a process that finds the mark knows that the mail may have been sent. Returns what came of it; null if nothing was owed any more.
 * @throws RetryLater; TableUnavailable and others: try again
 */
export const sendVisitorMail = async (deps: SendDeps, conversation: Conversation, attempt: MailAttempt): Promise<Delivery['state'] | null> => {
  await endInterrupted(deps, conversation);
  const owed = await owedByMail(deps, conversation);
  if (!owed || owed.replies.length === 0) return null;
  const replies = fitting(await withTexts(deps, conversation, owed.replies));
  if (replies.length === 0) return null;
  const way = await deps.channelFor(conversation.tenantId, owed.continuity.mailOriginId, 'mail');
  const result =
    'refused' in way
      ? await settle(deps, owed.visitor, numbersOf(replies), { state: 'failed', error: ownError(way.refused) })
      : await tryOnce(deps, owed, replies, way, attempt);
  if (owed.more || replies.length < owed.replies.length) throw new RetryLater('more replies are owed', AGAIN_MS);
  return result;
};

/** Marks the replies as failed if Parley's own errors have delayed their mail for too long. @throws what the table throws */
export const giveUpVisitorMail = async (deps: SendDeps, conversation: Conversation): Promise<Delivery['state'] | null> => {
  if (await endInterrupted(deps, conversation)) return 'unknown';
  const owed = await owedByMail(deps, conversation);
  return owed && settle(deps, owed.visitor, numbersOf(owed.replies), { state: 'failed', error: ownError('internal') });
};

const numbersOf = (replies: readonly Message[]): number[] => replies.map(({ number }) => number);

/** Ends a mail that another process has begun. Returns whether there was one. */
const endInterrupted = async (deps: SendDeps, conversation: Conversation): Promise<boolean> => {
  const visitor = await readVisitor(deps, conversation);
  if (!visitor?.mailing) return false;
  const { numbers, outcome = { state: 'unknown', error: ownError('answer_lost') } } = visitor.mailing;
  await settle(deps, visitor, numbers, outcome);
  return true;
};

/** Each of the steps can be repeated: the result is kept until every reply has it. */
const settle = async (deps: SendDeps, visitor: Visitor, numbers: readonly number[], outcome: Delivery): Promise<Delivery['state'] | null> => {
  const [key, last] = [visitorKey(visitor.tenantId, visitor.threadId), numbers.at(-1)];
  if (last === undefined) return null;
  const mailedTo = Math.max(last, visitor.mailedTo);
  await deps.table.write({ op: 'update', key, set: { mailedTo, mailing: { numbers, outcome } }, when: { exists: true } });
  await recordMail(deps, visitor, numbers, outcome);
  await deps.table.write({ op: 'update', key, remove: ['mailing'], when: { exists: true } });
  return outcome.state;
};

const tryOnce = async (
  deps: SendDeps,
  owed: Owed,
  replies: readonly Message[],
  way: WayOut,
  { queuedAt, receives }: MailAttempt,
): Promise<Delivery['state'] | null> => {
  const { visitor, continuity } = owed;
  const numbers = numbersOf(replies);
  /** Waits, but not longer than the time limit; after that, the mail has failed. Nothing was sent. */
  const later = async (error: NonNullable<Delivery['error']>, pauseMs: number): Promise<Delivery['state'] | null> => {
    if (givenUpAt(queuedAt, null, deps.repeatForMs) <= deps.clock()) return settle(deps, visitor, numbers, { state: 'failed', error });
    throw new RetryLater(error.code, pauseMs);
  };
  // Replies of the mailbox's own customers come first: a mail to a visitor never tries a closed gate.
  const [gate] = await deps.table.get([gateKey(visitor.tenantId, continuity.mailOriginId)], { consistent: true });
  const heldMs = Number(gate?.['until'] ?? 0) - deps.clock();
  if (heldMs > 0) return later(ownError('no_answer'), heldMs);
  const token = visitor.mailToken ?? deps.newId();
  const fileBytes = limitsOf(way.capabilities, 'mail', 'reply')?.files?.total ?? 0;
  const letter = letterOf(owed, replies, { files: await filesOfAll(deps, replies), fileBytes, token });
  const leave = await way.turn();
  if (!leave) return later(ownError('no_answer'), BUSY_PAUSE_MS * (1 + deps.random()));
  let outcome: Outcome;
  try {
    await begin(deps.table, visitor, numbers, token);
    outcome = await way.perform(letter);
  } finally {
    leave();
  }
  if (outcome.outcome !== 'retry') return settle(deps, visitor, numbers, deliveryOf(outcome));
  await deps.table.write({ op: 'update', key: visitorKey(visitor.tenantId, visitor.threadId), remove: ['mailing'], when: { exists: true } });
  return later(outcome.error, pauseAfter(receives, deps.random(), outcome.retryAfterSeconds));
};

const deliveryOf = (outcome: Exclude<Outcome, { outcome: 'retry' }>): Delivery => {
  if (outcome.outcome === 'sent') return { state: 'sent', error: null };
  if (outcome.outcome === 'reauthorise') return { state: 'failed', error: accessLost(outcome.error) };
  return { state: outcome.outcome, error: outcome.error };
};

const filesOfAll = async (deps: SendDeps, replies: readonly Message[]): Promise<FileOf[]> => {
  const files = await Promise.all(replies.map(async (reply) => (await filesOf(deps, reply)).map((file) => ({ reply: reply.number, file }))));
  return files.flat();
};

/** The mark, and at the first mail the secret of the conversation. @throws RetryLater when the visitor has just come back, or another process was faster */
const begin = async (table: Pick<Table, 'transact'>, visitor: Visitor, numbers: readonly number[], token: string): Promise<void> => {
  const { tenantId, threadId, mailToken, delivered, read, mailedTo } = visitor;
  const seen = { delivered: delivered || null, read: read || null, mailedTo: mailedTo || null, mailToken, mailing: null };
  const writes: Write[] = [
    { op: 'update', key: visitorKey(tenantId, threadId), set: { mailing: { numbers }, mailToken: token }, when: { exists: true, equals: seen } },
    ...(mailToken === null ? [{ op: 'put' as const, item: chatTokenItem(tenantId, token, threadId) }] : []),
  ];
  try {
    await table.transact(writes);
  } catch (error) {
    if (error instanceof TransactionRefused) throw new RetryLater('the visitor has just come back', AGAIN_MS);
    throw error;
  }
};
