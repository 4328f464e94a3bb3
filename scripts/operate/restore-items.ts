/** Items of one table, by pages and by key; DynamoDB's or a test's. */
export interface ItemStore {
  /** A page of everything, or of what begins with a tenant's keys. */
  scan(after: unknown): Promise<{ readonly items: readonly StoredItem[]; readonly next: unknown }>;
  /** In the order of the keys, `undefined` where there is none. */
  get(keys: readonly ItemKey[]): Promise<readonly (StoredItem | undefined)[]>;
  put(items: readonly StoredItem[]): Promise<void>;
  remove(keys: readonly ItemKey[]): Promise<void>;
}

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** `text`: the whole item in a form that is equal exactly when the items are. */
export interface StoredItem extends ItemKey {
  readonly text: string;
}

export interface Difference {
  readonly read: number;
  /** Items that differ or are missing, which were (or would be) written. */
  readonly put: number;
  /** Items that the restored table does not have. */
  readonly removed: number;
}

/**
 * Makes a table what a restored one is, item by item: only what differs is written, so that the stream, and with it search, queues and timers,
 * hears of exactly that. `apply` false: counts only. `removeNewer`: takes away what was made after the restored moment.
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
    const differing = items.filter((item, place) => present[place]?.text !== item.text);
    if (apply && differing.length > 0) await to.put(differing);
    read += items.length;
    put += differing.length;
    say(`${read} items read, ${put} ${apply ? 'written' : 'differ'}`);
  }
  let removed = 0;
  if (removeNewer)
    for await (const items of pages(to)) {
      const restored = await from.get(items);
      const newer = items.filter((_, place) => restored[place] === undefined);
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
