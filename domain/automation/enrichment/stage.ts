import { listEntriesPk } from '../../configuration/keys.ts';
import type { Clock } from '../../context.ts';
import { everyItem } from '../../table/every-item.ts';
import { itemBytes } from '../../table/item-bytes.ts';
import type { Item, Key, Table, Write } from '../../table/port.ts';
import { written } from '../../table/written.ts';

/**
 * Entries that do not fit into one transaction are written before it, under a new version. The transaction then only changes the version in the
 * list's head. A mark exists for each version whose chunks are not the current ones:
 * - `writing`: the chunks are being written. The transaction deletes the mark, and is rejected if the mark no longer exists.
 * - `gone`: the chunks are unused. The next change of the list deletes them, and continues after an interruption.
 */
export interface Chunks {
  readonly version: string;
  readonly items: readonly Item[];
}

/** The part of one transaction (100 items and 4 MB) that a list may use. The rest is for the head, the tenant, an Idempotency-Key, and the deleted chunks. */
const ITEMS = 60;
const BYTES = 2_000_000;
const WRITTEN_AT_ONCE = 4;
/** A version that is still being written after this time counts as abandoned. Deleting it is always safe. */
const PATIENCE_MS = 3_600_000;

const markKey = (tenantId: string, listId: string, version: string): Key => ({ pk: listEntriesPk(tenantId, listId), sk: `V#${version}` });
export const versionOf = (chunkName: string): string => chunkName.split('#', 1)[0] ?? '';

/** Whether new and deleted chunks together exceed one transaction. */
export const needsStage = (coming: readonly Item[], going: number): boolean =>
  coming.length + going > ITEMS || coming.reduce((sum, item) => sum + itemBytes(item), 0) > BYTES;

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

/** Writes the chunks. @throws TableUnavailable; chunks written before the error are deleted later */
export const stage = async ({ table, clock }: Deps, tenantId: string, listId: string, { version, items }: Chunks): Promise<void> => {
  const names = items.map(({ sk }) => sk);
  await table.write({ op: 'put', item: { ...markKey(tenantId, listId, version), state: 'writing', at: clock(), names } });
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item; item = waiting.shift()) await table.write({ op: 'put', item });
  };
  await Promise.all(Array.from({ length: WRITTEN_AT_ONCE }, work));
};

/** The writes that make the staged version the current one, and the previous one unused. */
export const swapWrites = (tenantId: string, listId: string, version: string | null, before: readonly string[], now: number): Write[] => [
  ...(version === null ? [] : [{ op: 'delete' as const, key: markKey(tenantId, listId, version), when: { equals: { state: 'writing' } } }]),
  ...goneWrites(tenantId, listId, before, now),
];

const goneWrites = (tenantId: string, listId: string, names: readonly string[], now: number): Write[] => {
  const [first] = names;
  return first === undefined ? [] : [{ op: 'put', item: { ...markKey(tenantId, listId, versionOf(first)), state: 'gone', at: now, names: [...names] } }];
};

/** Deletes the chunks of unused versions. If interrupted, the next change of the list continues. @throws TableUnavailable */
export const clearStage = async ({ table, clock }: Deps, tenantId: string, listId: string, patienceMs = PATIENCE_MS): Promise<void> => {
  for (const mark of await everyItem(table, listEntriesPk(tenantId, listId), 'V#')) {
    if (mark['state'] === 'writing' && Number(mark['at']) > clock() - patienceMs) continue;
    if (!(await abandonVersion(table, mark))) continue;
    for (const name of mark['names'] as readonly string[]) await table.write({ op: 'delete', key: { pk: mark.pk, sk: name } });
    await table.write({ op: 'delete', key: { pk: mark.pk, sk: mark.sk } });
  }
};

/** Prevents any later transaction from making the version current. False: one just has. */
const abandonVersion = (table: Table, mark: Item): Promise<boolean> =>
  written(table.write({ op: 'update', key: { pk: mark.pk, sk: mark.sk }, set: { state: 'gone' }, when: { exists: true } }));
