import type { Item, Table } from '../../table/port.ts';
import { amendmentKey, messageKey } from './draft.ts';

/** A reader's position in both logs of a conversation. */
export interface LogPosition {
  readonly number: number;
  readonly amendment: number;
}

export const START: LogPosition = { number: 0, amendment: 0 };

/** Opaque to clients. */
export const encodePosition = (position: LogPosition): string => Buffer.from(`${position.number}.${position.amendment}`).toString('base64url');

/** Null if the text is not a valid position. */
export const decodePosition = (text: string): LogPosition | null => {
  const match = /^(\d{1,10})\.(\d{1,10})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  return match ? { number: Number(match[1]), amendment: Number(match[2]) } : null;
};

/** A position only moves forward, independently in each log. */
export const laterOf = (a: LogPosition, b: LogPosition): LogPosition => ({
  number: Math.max(a.number, b.number),
  amendment: Math.max(a.amendment, b.amendment),
});

export type LogEntry = { readonly type: 'message' | 'amendment'; readonly item: Item; readonly position: LogPosition };

/**
 * Everything after a position in order of time, at most `limit` entries. Each carries the position of a reader who has seen it. Strongly
 * consistent.
 */
export const readAfter = async (table: Table, pk: string, after: LogPosition, limit = 100): Promise<LogEntry[]> => {
  const [messages, amendments] = await Promise.all([
    table.query({ pk, from: messageKey(pk, after.number + 1).sk, to: 'M#9999999999', limit, consistent: true }),
    table.query({ pk, from: amendmentKey(pk, after.amendment + 1).sk, to: 'A#9999999999', limit, consistent: true }),
  ]);
  const merged = [
    ...messages.items.map((item) => ({ type: 'message' as const, item })),
    ...amendments.items.map((item) => ({ type: 'amendment' as const, item })),
  ].sort(
    (a, b) =>
      (a.item['entered'] as number) - (b.item['entered'] as number) ||
      (a.type === b.type ? (a.item['number'] as number) - (b.item['number'] as number) : a.type === 'message' ? -1 : 1),
  );
  let position = after;
  return merged.slice(0, limit).map(({ type, item }) => {
    position = type === 'message' ? { ...position, number: item['number'] as number } : { ...position, amendment: item['number'] as number };
    return { type, item, position };
  });
};
