import type { Item, Table } from './port.ts';

/** All items of a small partition, or of a prefix in it, with strong consistency: for configuration or connections, not for conversations. */
export async function everyItem(table: Table, pk: string, beginsWith?: string): Promise<Item[]> {
  const items: Item[] = [];
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await table.query({ pk, ...(beginsWith === undefined ? {} : { beginsWith }), consistent: true, ...(after ? { after } : {}) });
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}
