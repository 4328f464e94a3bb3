/** Items of one table, by pages and by key; in DynamoDB or in a test. */
export interface ItemStore {
  /** A page of all items, or of the items of a tenant. */
  scan(after: unknown): Promise<{ readonly items: readonly StoredItem[]; readonly next: unknown }>;
  /** In the order of the keys; `undefined` for a missing item. */
  get(keys: readonly ItemKey[]): Promise<readonly (StoredItem | undefined)[]>;
  put(items: readonly StoredItem[]): Promise<void>;
  remove(keys: readonly ItemKey[]): Promise<void>;
}

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** `text`: the canonical text of the item, equal for equal items only. */
export interface StoredItem extends ItemKey {
  readonly text: string;
}

export interface Difference {
  readonly read: number;
  /** The number of items that differ or are missing, which were (or would be) written. */
  readonly put: number;
  /** The number of items that the restored table does not have. */
  readonly removed: number;
}

/**
 * Makes a table equal to a restored one, item by item. Only differences are written, so that the stream (for search, queues and timers) has
 * exactly these changes. `apply` false: counts only. `removeNewer`: deletes items that were created after the restored time.
 */
export const restoreItems = async (
  from: ItemStore,
  to: ItemStore,
  { apply, removeNewer, say }: { readonly apply: boolean; readonly removeNewer: boolean; readonly say: (line: string) => void },
): Promise<Difference> => {
  let read = 0;
  let put = 0;
  for await (const items of pages(from)) {
    const present = await to.get(items);
    const differing = items.filter((item, index) => present[index]?.text !== item.text);
    if (apply && differing.length > 0) await to.put(differing);
    read += items.length;
    put += differing.length;
    say(`${read} items read, ${put} ${apply ? 'written' : 'differ'}`);
  }
  let removed = 0;
  if (removeNewer)
    for await (const items of pages(to)) {
      const restored = await from.get(items);
      const newer = items.filter((_, index) => restored[index] === undefined);
      if (apply && newer.length > 0) await to.remove(newer);
      removed += newer.length;
    }
  return { read, put, removed };
};

async function* pages(store: ItemStore): AsyncGenerator<readonly StoredItem[]> {
  let after: unknown;
  do {
    const page = await store.scan(after);
    if (page.items.length > 0) yield page.items;
    after = page.next;
  } while (after !== undefined);
}
