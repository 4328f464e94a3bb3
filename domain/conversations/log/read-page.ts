import type { Item, Table } from '../../table/port.ts';
import { messageKey } from './draft.ts';

export interface PageOrder {
  readonly order: 'asc' | 'desc';
  /** The number after which to continue; without one, from the beginning or the end. */
  readonly after?: number;
  readonly limit: number;
}

export interface LogPage {
  readonly items: readonly Item[];
  /** The number after which to continue; null at the end. */
  readonly next: number | null;
}

const LAST = 9_999_999_999;

/** A page of messages in their current state, from either end. Its cost depends on its size only, not on its position. Strongly consistent. */
export const readPage = async (table: Table, pk: string, { order, after, limit }: PageOrder): Promise<LogPage> => {
  if (order === 'desc' && after !== undefined && after <= 1) return { items: [], next: null };
  const range =
    order === 'asc'
      ? { from: messageKey(pk, (after ?? 0) + 1).sk, to: messageKey(pk, LAST).sk }
      : { from: messageKey(pk, 1).sk, to: messageKey(pk, (after ?? LAST + 1) - 1).sk };
  const { items, next } = await table.query({ pk, ...range, descending: order === 'desc', limit, consistent: true });
  const last = items.at(-1)?.['number'] as number | undefined;
  return { items, next: next === null || last === undefined || (order === 'desc' && last === 1) ? null : last };
};
