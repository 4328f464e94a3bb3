import { describe, expect, test } from 'vitest';
import { type ItemKey, type ItemStore, restoreItems, type StoredItem } from '../../../scripts/operate/restore-items.ts';

/** A table of three items a page that remembers what was written. */
const fakeStore = (given: Readonly<Record<string, string>>): ItemStore & { readonly held: Map<string, string>; readonly writes: string[] } => {
  const held = new Map(Object.entries(given));
  const writes: string[] = [];
  const itemOf = (pk: string): StoredItem | undefined => {
    const text = held.get(pk);
    return text === undefined ? undefined : { pk, sk: 'X', text };
  };
  return {
    held,
    writes,
    async scan(after) {
      const rest = [...held.keys()].sort().filter((pk) => after === undefined || pk > (after as string));
      const page = rest.slice(0, 3);
      return { items: page.flatMap((pk) => itemOf(pk) ?? []), next: rest.length > 3 ? page.at(-1) : undefined };
    },
    get: async (keys: readonly ItemKey[]) => keys.map(({ pk }) => itemOf(pk)),
    async put(items) {
      for (const { pk, text } of items) {
        held.set(pk, text);
        writes.push(`put ${pk}`);
      }
    },
    async remove(keys) {
      for (const { pk } of keys) {
        held.delete(pk);
        writes.push(`remove ${pk}`);
      }
    },
  };
};

const quiet = { say: () => undefined };
const restored = { a: '1', b: '1', c: '1', d: '1' };

describe('restore', () => {
  test('writes exactly what differs, and keeps what is younger unless told otherwise', async () => {
    const live = fakeStore({ a: '1', b: 'broken', d: '1', e: 'new' });
    expect(await restoreItems(fakeStore(restored), live, { apply: true, removeNewer: false, ...quiet })).toEqual({ read: 4, put: 2, removed: 0 });
    expect(live.writes).toEqual(['put b', 'put c']);
    expect(live.held.get('e')).toBe('new');
  });

  test('with the younger ones taken away the tables are equal', async () => {
    const live = fakeStore({ a: 'x', e: 'new', f: 'new' });
    expect(await restoreItems(fakeStore(restored), live, { apply: true, removeNewer: true, ...quiet })).toEqual({ read: 4, put: 4, removed: 2 });
    expect(Object.fromEntries(live.held)).toEqual(restored);
  });

  test('looking writes nothing', async () => {
    const live = fakeStore({ e: 'new' });
    expect(await restoreItems(fakeStore(restored), live, { apply: false, removeNewer: true, ...quiet })).toEqual({ read: 4, put: 4, removed: 1 });
    expect(live.writes).toEqual([]);
  });
});
