import type { Item } from '../../table/port.ts';

/** An item of the table before and after a write. */
export interface Change {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** The sequence number in the stream; missing for a change from another source. */
  readonly sequence?: string;
}

/** The changed item: its new image, or the old one if it was deleted. */
export const itemOf = ({ before, after }: Change): Item => (after ?? before) as Item;

export const isTicketKey = (sk: string): boolean => sk === 'HEAD' || sk.startsWith('K#');

/** Merges several changes of one item in a batch: the item before the first and after the last, in order. `indexes`: the merged changes. */
export const coalesced = (changes: readonly Change[]): (Change & { readonly indexes: readonly number[] })[] => {
  const byItem = new Map<string, Change & { indexes: number[] }>();
  changes.forEach((change, index) => {
    const { pk, sk } = itemOf(change);
    const key = `${pk}\u0000${sk}`;
    const first = byItem.get(key);
    byItem.set(key, { before: first ? first.before : change.before, after: change.after, indexes: [...(first?.indexes ?? []), index] });
  });
  return [...byItem.values()];
};
