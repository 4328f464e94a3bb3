import { memberOf } from '../chat/members.ts';
import { positionKeyOf } from '../chat/reading.ts';
import { conversationOf, type Named } from '../conversations/conversation-of.ts';
import { type ChatMessage, chatMessageOf } from '../conversations/entries/chat-message.ts';
import { CHAT } from '../conversations/kinds/chat.ts';
import type { KindName } from '../conversations/kinds/kind.ts';
import { messageKey } from '../conversations/log/draft.ts';
import { tailsOf } from '../conversations/log/head.ts';
import type { Item, Key, Table } from '../table/port.ts';

/** Somebody in a conversation. */
export interface Recipient {
  readonly tenantId: string;
  readonly userId: string;
  readonly conversationId: string;
}

/** What a person has not acknowledged in a conversation, from its head and their position. */
export interface Standing {
  readonly named: Named;
  /** The last message that they have acknowledged. */
  readonly position: number;
  readonly lastNumber: number;
  readonly isMuted: boolean;
  /** The name of a group or a chat. */
  readonly name: string | null;
}

/** Unread messages of others. */
export interface Owed {
  readonly kind: KindName;
  readonly count: number;
  readonly newest: ChatMessage;
}

/** Unread messages among which a person's own are looked for; those before the newest ones of this number all count. */
const COUNTED = 100;

/** The items that `standingOf` needs; null for a conversation that has no pushes. */
export const standingKeys = ({ tenantId, userId, conversationId }: Recipient): { readonly named: Named; readonly keys: readonly [Key, Key] } | null => {
  const named = conversationOf(tenantId, conversationId);
  // Chats, groups and directs use the same head key. Tickets have their own notices.
  return !named || named.kind === 'thread' ? null : { named, keys: [CHAT.headKey(tenantId, named.id), positionKeyOf(tenantId, named, userId)] };
};

/** Null: the conversation does not exist, or the person is no member. `now`: epoch ms. */
export const standingOf = (named: Named, [head, row]: readonly [Item | undefined, Item | undefined], now: number): Standing | null => {
  if (!head || (named.kind !== 'chat' && !row)) return null;
  const mutedUntil = row && named.kind !== 'chat' ? memberOf(row).mutedUntil : null;
  return {
    named,
    position: Number(row?.['n'] ?? 0),
    lastNumber: tailsOf(head).lastNumber,
    isMuted: mutedUntil !== null && Date.parse(mutedUntil) > now,
    name: (head['name'] as string | undefined) ?? null,
  };
};

/** Null: there is nothing of others that is neither deleted nor hidden. @throws TableUnavailable */
export const readOwed = async (table: Table, userId: string, { named, position, lastNumber }: Standing): Promise<Owed | null> => {
  if (lastNumber <= position) return null;
  const { pk, kind } = named;
  const range = { from: messageKey(pk, position + 1).sk, to: messageKey(pk, lastNumber).sk };
  const { items } = await table.query({ pk, ...range, descending: true, limit: COUNTED, consistent: true });
  const passed = items.map(chatMessageOf);
  const theirs = passed.filter(({ author, deleted, hidden }) => author.id !== userId && !deleted && !hidden);
  const [newest] = theirs;
  return newest ? { kind, count: lastNumber - position - (passed.length - theirs.length), newest } : null;
};
