import { hash } from 'node:crypto';
import type { Item, Table } from '../../table/port.ts';
import { amendmentKey, messageKey } from './draft.ts';

/** A reader's position in both logs of a conversation. */
export interface LogPosition {
  readonly number: number;
  readonly amendment: number;
}

export const START: LogPosition = { number: 0, amendment: 0 };

/** Names a conversation in a cursor, so that a cursor of one is not taken for one of another. */
export const markOf = (conversationId: string): string => hash('sha256', conversationId, 'base64url').slice(0, 11);

/** Opaque to clients. With a conversation's id, the cursor says whose it is. */
export const encodePosition = ({ number, amendment }: LogPosition, conversationId?: string): string =>
  Buffer.from(`${number}.${amendment}${conversationId === undefined ? '' : `.${markOf(conversationId)}`}`).toString('base64url');

const partsOf = (text: string): RegExpExecArray | null => /^(\d{1,10})\.(\d{1,10})(?:\.([\w-]{11}))?$/.exec(Buffer.from(text, 'base64url').toString('latin1'));

/** Null if the text is not a valid position. */
export const decodePosition = (text: string): LogPosition | null => {
  const parts = partsOf(text);
  return parts && { number: Number(parts[1]), amendment: Number(parts[2]) };
};

/** The mark of the conversation that a cursor names; undefined if it names none. */
export const markIn = (text: string): string | undefined => partsOf(text)?.[3];

/** A position only moves forward, independently in each log. */
export const laterOf = (a: LogPosition, b: LogPosition): LogPosition => ({
  number: Math.max(a.number, b.number),
  amendment: Math.max(a.amendment, b.amendment),
});

export type LogEntry = { readonly type: 'message' | 'amendment'; readonly item: Item; readonly position: LogPosition };

/**
 * Everything after a position in order of time, at most `limit` entries; fewer if the engine cuts a page. Each carries the position of a reader who has seen it. Strongly
 * consistent.
 */
export const readAfter = async (table: Table, pk: string, after: LogPosition, limit = 100): Promise<LogEntry[]> => {
  const [messages, amendments] = await Promise.all([
    table.query({ pk, from: messageKey(pk, after.number + 1).sk, to: 'M#9999999999', limit, consistent: true }),
    table.query({ pk, from: amendmentKey(pk, after.amendment + 1).sk, to: 'A#9999999999', limit, consistent: true }),
  ]);
  // Where a page was cut, the next entry of its log is not known: the other log is not read beyond it.
  return inOrder(
    after,
    messages.items.filter((item) => enteredOf(item) <= knownUpTo(amendments)),
    amendments.items.filter((item) => enteredOf(item) < knownUpTo(messages)),
  ).slice(0, limit);
};

/** Entries of both logs that follow a position without a gap, in order of time; a message before an amendment of the same transaction. */
export const inOrder = (after: LogPosition, messages: readonly Item[], amendments: readonly Item[]): LogEntry[] => {
  const merged = [...messages.map((item) => ({ type: 'message' as const, item })), ...amendments.map((item) => ({ type: 'amendment' as const, item }))].sort(
    (a, b) =>
      enteredOf(a.item) - enteredOf(b.item) ||
      (a.type === b.type ? (a.item['number'] as number) - (b.item['number'] as number) : a.type === 'message' ? -1 : 1),
  );
  let position = after;
  return merged.map(({ type, item }) => {
    position = type === 'message' ? { ...position, number: item['number'] as number } : { ...position, amendment: item['number'] as number };
    return { type, item, position };
  });
};

const enteredOf = (item: Item | undefined): number => item?.['entered'] as number;
const knownUpTo = ({ items, next }: { readonly items: readonly Item[]; readonly next: unknown }): number =>
  next === null ? Number.POSITIVE_INFINITY : enteredOf(items.at(-1));
