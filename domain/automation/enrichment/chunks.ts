import { contentOf } from '../../configuration/content.ts';
import { listEntriesPk } from '../../configuration/keys.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import type { EnrichmentList, Entry, ListHead } from './list.ts';

/** Characters of JSON in one chunk; even with 3-byte letters it stays under an item's 400 KB. */
const CHUNK_CHARACTERS = 100_000;

const chunkKey = (tenantId: string, listId: string, name: string): Key => ({ pk: listEntriesPk(tenantId, listId), sk: name });

/** Packs entries into items under `version`, which must be new for this list. */
export const packEntries = (tenantId: string, listId: string, version: string, entries: readonly Entry[]): Item[] => {
  const packs: Entry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const size = JSON.stringify(entry).length + 1;
    if (size > room) {
      packs.push([]);
      room = CHUNK_CHARACTERS;
    }
    packs.at(-1)?.push(entry);
    room -= size;
  }
  return packs.map((pack, index) => ({ ...chunkKey(tenantId, listId, `${version}#${String(index).padStart(5, '0')}`), entries: JSON.stringify(pack) }));
};

export const chunkKeys = (tenantId: string, head: Pick<ListHead, 'id' | 'chunks'>): Key[] => head.chunks.map((name) => chunkKey(tenantId, head.id, name));

/** The list with its entries; undefined if its chunks were replaced after the head was read. @throws TableUnavailable */
export const loadEntries = async (table: Table, tenantId: string, head: ListHead): Promise<EnrichmentList | undefined> => {
  const items = await table.get(chunkKeys(tenantId, head), { consistent: true });
  if (items.some((item) => item === undefined)) return undefined;
  const entries = items.flatMap((item) => JSON.parse(String(item?.['entries'])) as Entry[]);
  const { chunks: _chunks, size: _size, bytes: _bytes, entriesAt: _at, digest: _digest, ...list } = head;
  return { ...list, entries };
};

export const listHeadOf = (item: Item): ListHead => contentOf(item) as unknown as ListHead;
