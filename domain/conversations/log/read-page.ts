import type { Item, Table } from '../../table/port.ts';
import { messageKey } from './draft.ts';

export interface PageOrder {
  readonly order: 'asc' | 'desc';
  /** The number to continue after; the beginning, or the end, without one. */
  readonly after?: number;
  readonly limit: number;
}

export interface LogPage {
  readonly items: readonly Item[];
  /** The number to continue after; null at the end. */
  readonly next: number | null;
}

const LAST = 9_999_999_999;

/** A page of messages as they stand now, from either end. It costs what it holds, wherever it lies. Consistent. */
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
