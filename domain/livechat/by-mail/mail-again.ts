import type { Draft } from '../../conversations/log/draft.ts';
import { Problem } from '../../errors.ts';
import type { Message } from '../../support/messages/message.ts';
import type { ThreadHead } from '../../support/tickets/thread-head.ts';
import type { Table } from '../../table/port.ts';
import { visitorKey, visitorOf } from '../visitor.ts';
import type { Conversation } from './owed.ts';

interface Step {
  readonly table: Pick<Table, 'get'>;
  readonly draft: Draft<ThreadHead>;
  /** ISO: when the agent does it. */
  readonly at: string;
}

/**
 * An agent sends a reply again whose mail failed, or whose outcome is unknown: the visitor is owed it by mail again, in the same transaction. Replies behind it that
 * were mailed say so themselves, and stay mailed. The projection `timers` sees the change and arms a timer.
 * @throws Problem conflict while a mail to the visitor is under way; TableUnavailable
 */
export const mailAgain = async ({ table, draft, at }: Step, { tenantId, threadId }: Conversation, { number, delivery }: Message): Promise<void> => {
  if (delivery?.via !== 'mail') return;
  const key = visitorKey(tenantId, threadId);
  const [item] = await table.get([key], { consistent: true });
  if (!item) return;
  const { mailedTo, mailing } = visitorOf(tenantId, item);
  if (mailing) throw new Problem('conflict', 'A mail to this visitor is being sent. Try again in a moment.', { extra: { current: 'sending' } });
  if (mailedTo < number) return;
  const lowered = number === 1 ? { set: { mailAgainAt: at }, remove: ['mailedTo'] } : { set: { mailAgainAt: at, mailedTo: number - 1 } };
  draft.write({ op: 'update', key, ...lowered, when: { exists: true, equals: { mailedTo, mailing: null } } });
};
