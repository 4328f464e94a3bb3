import type { ChatHead } from '../../conversations/kinds/chat.ts';
import { type LogPosition, START } from '../../conversations/log/cursor.ts';
import { amendmentKey, messageKey } from '../../conversations/log/draft.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';

/** How far the ticket's side of a chat has got in its log. */
export interface ChatCursor extends LogPosition {
  /** The log's revision there. */
  readonly done: number;
  /** The last message before there was an origin. */
  readonly from: number;
  /** Replies up to these numbers are marked: a customer has them, has read them. */
  readonly delivered: number;
  readonly read: number;
}

export const chatCursorKey = (pk: string, originId: string): Key => ({ pk, sk: `ORIGIN#${originId}` });

const cursorOf = (item: Item): ChatCursor => ({
  number: Number(item['n']),
  amendment: Number(item['a']),
  done: Number(item['done']),
  from: Number(item['from']),
  delivered: Number(item['delivered'] ?? 0),
  read: Number(item['read'] ?? 0),
});

/** The last number whose entry is older than `since`. Numbers are dense and in the order of time, so about log2 of them are read. */
const lastBefore = async (table: Table, last: number, keyOf: (number: number) => Key, timeOf: (item: Item) => string, since: string): Promise<number> => {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [item] = await table.get([keyOf(middle)], { consistent: true });
    if (item && timeOf(item) < since) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Where a chat begins for an origin that was connected at `since`: what is older belongs to no ticket. @throws TableUnavailable */
const beginning = async (table: Table, pk: string, head: ChatHead, since: string): Promise<ChatCursor> => {
  if (head.createdAt >= since) return { ...START, done: 0, from: 0, delivered: 0, read: 0 };
  const number = await lastBefore(
    table,
    head.lastNumber,
    (one) => messageKey(pk, one),
    (item) => String(item['createdAt']),
    since,
  );
  const amendment = await lastBefore(
    table,
    head.lastAmendment,
    (one) => amendmentKey(pk, one),
    (item) => String(item['at']),
    since,
  );
  return { number, amendment, done: 0, from: number, delivered: number, read: number };
};

/** @throws TableUnavailable */
export const readChatCursor = async (
  table: Table,
  pk: string,
  head: ChatHead,
  { id, createdAt }: { readonly id: string; readonly createdAt: string },
): Promise<ChatCursor> => {
  const [item] = await table.get([chatCursorKey(pk, id)], { consistent: true });
  return item ? cursorOf(item) : beginning(table, pk, head, createdAt);
};

/** Never back: a worker whose turn had passed changes nothing. @throws TableUnavailable */
export const storeChatCursor = (table: Table, pk: string, originId: string, { number, amendment, done, from }: ChatCursor): Promise<unknown> => {
  const set = { n: number, a: amendment, done, from };
  return written(table.write({ op: 'update', key: chatCursorKey(pk, originId), set, when: { absentOrLess: { attribute: 'done', than: done } } }));
};

/** Replies up to this number have the state. Never back. @throws TableUnavailable */
export const storeMarked = (table: Table, pk: string, originId: string, state: 'delivered' | 'read', to: number): Promise<unknown> =>
  written(
    table.write({ op: 'update', key: chatCursorKey(pk, originId), set: { [state]: to }, when: { exists: true, absentOrLess: { attribute: state, than: to } } }),
  );
