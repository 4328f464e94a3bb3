import { itemBytes } from '../../domain/table/item-bytes.ts';
import type { IndexName, Item } from '../../domain/table/port.ts';
import { INDEX_KEYS } from './indexes.ts';

export { itemBytes };

const KB = 1024;

/** Write units of one item outside a transaction: one per KB, of the larger of the old and the new item. */
export const writeUnitsOf = (before: Item | undefined, after: Item | undefined): number =>
  Math.max(1, Math.ceil(Math.max(itemBytes(before), itemBytes(after)) / KB));

/** Read units of this many bytes read together: one per 4 KB, half if eventually consistent; finding nothing costs the minimum. */
export const readUnitsOf = (bytes: number, consistent: boolean): number => Math.max(1, Math.ceil(bytes / (4 * KB))) * (consistent ? 1 : 0.5);

/** The entry of a keys-only index, or undefined if the item is not in it. */
export const indexEntry = (item: Item | undefined, index: IndexName): Item | undefined => {
  const [pkName, skName] = INDEX_KEYS[index];
  if (item?.[pkName] === undefined || item[skName] === undefined) return undefined;
  return { pk: item.pk, sk: item.sk, [pkName]: item[pkName], [skName]: item[skName] };
};

/** Write units by index of one change: an entry added or removed 1 per KB, one moved 2, an unchanged one none. Never doubled by a transaction. */
export const indexWrites = (
  before: Item | undefined,
  after: Item | undefined,
): { readonly index: IndexName; readonly partition: string; readonly units: number }[] =>
  (Object.keys(INDEX_KEYS) as IndexName[]).flatMap((index) => {
    const [pkName, skName] = INDEX_KEYS[index];
    const was = indexEntry(before, index);
    const is = indexEntry(after, index);
    if (was?.[pkName] === is?.[pkName] && was?.[skName] === is?.[skName]) return [];
    return [was, is].flatMap((entry) => (entry ? [{ index, partition: String(entry[pkName]), units: Math.max(1, Math.ceil(itemBytes(entry) / KB)) }] : []));
  });
