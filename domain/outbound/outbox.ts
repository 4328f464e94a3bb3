import { parseThreadPk, threadPk } from '../conversations/kinds/thread.ts';
import { messageOf } from '../support/messages/message.ts';
import type { Item, Key } from '../table/port.ts';

/** One reply to send, as an entry of the outbox and of the queue `outbound`. */
export interface OutboundReply {
  readonly tenantId: string;
  readonly threadId: string;
  readonly number: number;
  readonly correlationId: string;
}

/** A rule's call of a webhook or an escalation, as stored in the outbox item. */
export interface OutboundAction {
  readonly tenantId: string;
  readonly threadId: string;
  readonly kind: 'webhook' | 'escalate';
  readonly id: string;
  readonly ticketId: string;
  readonly ruleId: string;
  readonly action: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
  /** The number of links in the chain of automation, including this call. */
  readonly depth: number;
}

/**
 * An entry for a queue of the senders; one change of the table makes only one entry. A group keeps its order and waits as a whole: replies by conversation,
 * actions by rule and ticket. Actions have a queue of their own: even if many wait for a dead webhook, no reply waits behind them.
 */
export type OutboxEntry = { readonly groupId: string; readonly dedupeId: string } & (
  | { readonly to: 'replies'; readonly outbound: OutboundReply }
  | { readonly to: 'actions'; readonly outbound: OutboundAction }
);

/** A reply that must be sent to its provider. */
export const isQueued = (item: Item | undefined): boolean => (item?.['delivery'] as { state?: string } | undefined)?.state === 'queued';
/** How often an edit or a deletion of the reply was requested. */
const askedOf = (item: Item | undefined): number => (item?.['asked'] as { count?: number } | undefined)?.count ?? 0;

/**
 * How a rule's call ended, on its item: `done`; `held`: a mail is kept because no mailbox can send it; `unknown`: a mail may have been sent;
 * `refused`: it is in the dead-letter queue.
 */
export type Settled = 'done' | 'held' | 'unknown' | 'refused';

/** The item of a rule's call. */
export const actionKey = ({ tenantId, threadId, id }: Pick<OutboundAction, 'tenantId' | 'threadId' | 'id'>): Key => ({
  pk: threadPk(tenantId, threadId),
  sk: `O#${id.slice(threadId.length + 1)}`,
});

/**
 * Whether a rule's call still has to be made. Calls from before the outcome was recorded (no `settles`) are never repeated: it is unknown
 * whether they were made. An item still exists after its time (`ttl`) until the table deletes it.
 */
export const isOwedAction = (item: Item, now: number): boolean => item['settles'] === true && item['settled'] === undefined && Number(item['ttl']) * 1000 > now;

/**
 * What must be sent because of a change of the table: replies that have just become `queued`, and the actions of rules. Pure;
 * the log itself is the outbox, so a reply leaves if and only if it was appended.
 */
export const outboxEntryOf = (change: { readonly before?: Item | undefined; readonly after?: Item | undefined }): OutboxEntry | null => {
  const { before, after } = change;
  const thread = after && parseThreadPk(after.pk);
  if (!thread || !after) return null;
  if (after.sk.startsWith('M#')) {
    if (!isQueued(after) || (isQueued(before) && askedOf(before) === askedOf(after))) return null;
    const { number, revision } = messageOf(after);
    return {
      to: 'replies',
      outbound: { ...thread, number, correlationId: `${thread.threadId}.${number}` },
      groupId: thread.threadId,
      dedupeId: `${thread.threadId}.${number}.${revision}`,
    };
  }
  if (after.sk.startsWith('O#') && !before) {
    const { kind, ticketId, ruleId, action, correlationId, depth = 1 } = after as unknown as Omit<OutboundAction, 'depth'> & Item & { readonly depth?: number };
    return {
      to: 'actions',
      outbound: { ...thread, id: `${thread.threadId}.${after.sk.slice(2)}`, kind, ticketId, ruleId, action, correlationId, depth },
      groupId: `${ticketId}:${ruleId}`,
      dedupeId: `${thread.threadId}.${after.sk}`,
    };
  }
  return null;
};
