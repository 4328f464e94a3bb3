import { messageOf } from '../messages/message.ts';
import type { Item } from '../table/port.ts';
import { parseThreadPk } from '../threads/keys.ts';
import type { OutboundReply } from './sending.ts';

/** A rule's call of a webhook or an escalation, as the outbox item holds it. */
export interface OutboundAction {
  readonly tenantId: string;
  readonly threadId: string;
  readonly kind: 'webhook' | 'escalate';
  readonly id: string;
  readonly ticketId: string;
  readonly ruleId: string;
  readonly action: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
}

export type Outbound = ({ readonly type: 'reply' } & OutboundReply) | ({ readonly type: 'action' } & OutboundAction);

/** An entry for the sender's queue: FIFO by conversation, the same change of the table never twice. */
export interface OutboxEntry {
  readonly outbound: Outbound;
  readonly groupId: string;
  readonly dedupeId: string;
}

/** A reply that is owed to its provider. */
export const isQueued = (item: Item | undefined): boolean => (item?.['delivery'] as { state?: string } | undefined)?.state === 'queued';

/**
 * What a change of the table owes to the world outside: replies that have just become `queued`, and the actions of rules. Pure;
 * the log itself is the outbox, so a reply leaves if and only if it was appended.
 */
export const outboxEntryOf = (change: { readonly before?: Item | undefined; readonly after?: Item | undefined }): OutboxEntry | null => {
  const { before, after } = change;
  const thread = after && parseThreadPk(after.pk);
  if (!thread || !after) return null;
  if (after.sk.startsWith('M#')) {
    if (!isQueued(after) || isQueued(before)) return null;
    const { number, revision } = messageOf(after);
    return {
      outbound: { type: 'reply', ...thread, number, correlationId: `${thread.threadId}.${number}` },
      groupId: thread.threadId,
      dedupeId: `${thread.threadId}.${number}.${revision}`,
    };
  }
  if (after.sk.startsWith('O#') && !before) {
    const { kind, ticketId, ruleId, action, correlationId } = after as unknown as OutboundAction & Item;
    return {
      outbound: { type: 'action', ...thread, id: `${thread.threadId}.${after.sk.slice(2)}`, kind, ticketId, ruleId, action, correlationId },
      groupId: thread.threadId,
      dedupeId: `${thread.threadId}.${after.sk}`,
    };
  }
  return null;
};
