import type { Item, Table } from './port.ts';

/** All items of a small partition, of a prefix or of a range in it (both ends inclusive), with strong consistency: for configuration or connections, not for conversations. */
export async function everyItem(table: Table, pk: string, which?: string | { readonly from: string; readonly to: string }): Promise<Item[]> {
  const range = typeof which === 'string' ? { beginsWith: which } : which;
  const items: Item[] = [];
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await table.query({ pk, ...range, consistent: true, ...(after ? { after } : {}) });
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}
