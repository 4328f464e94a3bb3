import type { Named } from '../conversations/conversation-of.ts';
import { CHAT } from '../conversations/kinds/chat.ts';
import { DIRECT } from '../conversations/kinds/direct.ts';
import { GROUP, memberKey } from '../conversations/kinds/group.ts';
import type { KindKeys } from '../conversations/kinds/kind.ts';
import type { LogPosition } from '../conversations/log/cursor.ts';
import { tailsOf } from '../conversations/log/head.ts';
import { type Item, type Key, type Table, TransactionRefused } from '../table/port.ts';
import { membershipsOf } from './members.ts';

const personPk = (tenantId: string, userId: string): string => `T#${tenantId}#U#${userId}`;
const CHAT_POSITION = 'R#c.';
const chatPositionKey = (tenantId: string, userId: string, chat: string): Key => ({ pk: personPk(tenantId, userId), sk: `R#${chat}` });

/** A member's position is in their row of the group or direct; that of a chat's reader is theirs alone. */
export const positionKeyOf = (tenantId: string, { kind, id }: Pick<Named, 'kind' | 'id'>, userId: string): Key =>
  kind === 'chat' ? chatPositionKey(tenantId, userId, id) : memberKey(tenantId, id, userId);

export const positionIn = (item: Item | undefined): LogPosition => ({ number: Number(item?.['n'] ?? 0), amendment: Number(item?.['a'] ?? 0) });

/** Chats in which a person has a position: they have written there, or acknowledged something. @throws TableUnavailable */
const chatsOf = async (table: Table, tenantId: string, userId: string): Promise<string[]> => {
  const found: string[] = [];
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const { items, next }: Awaited<ReturnType<Table['query']>> = await table.query({
      pk: personPk(tenantId, userId),
      beginsWith: CHAT_POSITION,
      consistent: true,
      ...(after ? { after } : {}),
    });
    found.push(...items.map(({ sk }) => sk.slice(2)));
    after = next;
  } while (after !== null);
  return found;
};

const ofKind = (kind: KindKeys, tenantId: string, ids: readonly string[]): Named[] =>
  ids.map((id) => ({ kind: kind.name, tenantId, id, pk: kind.pk(tenantId, id) }));

/**
 * All conversations in which a person is owed what is written: their groups and directs, and the chats in which they take part. In the order of their ids. All of them, because what is left out
 * would never be served. @throws TableUnavailable
 */
export const conversationsOf = async (table: Table, tenantId: string, userId: string): Promise<Named[]> => {
  const members = (list: 'groups' | 'directs') => membershipsOf(table, tenantId, list, userId, Number.POSITIVE_INFINITY);
  const [groups, directs, chats] = await Promise.all([members('groups'), members('directs'), chatsOf(table, tenantId, userId)]);
  const all = [...ofKind(GROUP, tenantId, groups), ...ofKind(DIRECT, tenantId, directs), ...ofKind(CHAT, tenantId, chats)];
  return all.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
};

/** Who is known to have a position in a chat; the oldest are forgotten first, which costs a write that changes nothing. */
const known = new WeakMap<Table, Set<string>>();
const KEPT = 10_000;

/** Whoever writes in a chat is owed what others write after it. Written once, and beside the message, so that messages keep their cost. @throws TableUnavailable */
export const takePart = async (
  table: Table,
  tenantId: string,
  userId: string,
  { chat, number }: { readonly chat: string; readonly number: number },
): Promise<void> => {
  const key = chatPositionKey(tenantId, userId, chat);
  const name = `${key.pk}\u0000${key.sk}`;
  const those = known.get(table) ?? new Set();
  known.set(table, those);
  if (those.has(name)) return;
  const [head] = await table.get([CHAT.headKey(tenantId, chat)], { consistent: true });
  const at = { n: number, a: head ? tailsOf(head).lastAmendment : 0 };
  try {
    await table.write({ op: 'put', item: { ...key, ...at }, when: { absent: true } });
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
  }
  those.add(name);
  if (those.size > KEPT) those.delete(those.values().next().value as string);
};
