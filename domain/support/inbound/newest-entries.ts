import { messageKey } from '../../conversations/log/draft.ts';
import type { Item } from '../../table/port.ts';
import type { EventStep } from './batch.ts';

/** The thread's `count` newest entries after the draft, oldest first. */
export const newestEntries = async ({ draft, deps }: EventStep, count: number): Promise<Item[]> => {
  const { lastNumber } = draft.head;
  if (lastNumber === 0) return [];
  const first = Math.max(1, lastNumber - count + 1);
  const keys = Array.from({ length: lastNumber - first + 1 }, (_, index) => messageKey(draft.pk, first + index));
  const { items } = await deps.table.query({ pk: draft.pk, from: messageKey(draft.pk, first).sk, to: 'M#9999999999', limit: count, consistent: true });
  const stored = new Map(items.map((item) => [item.sk, item]));
  return keys.flatMap((key) => draft.pending(key) ?? stored.get(key.sk) ?? []);
};
