import type { Item, Table } from './port.ts';

/** All items of a small partition's prefix, read consistently: configuration, not conversations. */
export async function everyItem(table: Table, pk: string, beginsWith: string): Promise<Item[]> {
  const items: Item[] = [];
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await table.query({ pk, beginsWith, consistent: true, ...(after ? { after } : {}) });
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}
