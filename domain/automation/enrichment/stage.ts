import { listEntriesPk } from '../../configuration/keys.ts';
import type { Clock } from '../../context.ts';
import { everyItem } from '../../table/every-item.ts';
import { itemBytes } from '../../table/item-bytes.ts';
import type { Item, Key, Table, Write } from '../../table/port.ts';
import { written } from '../../table/written.ts';

/**
 * Entries that do not fit one transaction are written before it, under a version of their own, and the transaction only swaps the version that
 * the list's head names. A mark stands for each version whose chunks are not those of the head:
 * - `writing`: the chunks are on their way. The swap deletes the mark and is rejected when it is no longer there.
 * - `gone`: the chunks are unused. The next change of the list deletes them, however often that is interrupted.
 */
export interface Chunks {
  readonly version: string;
  readonly items: readonly Item[];
}

/** The share of one transaction (100 items and 4 MB) that a list may use, beside: the head, the tenant, an Idempotency-Key, and the chunks that go. */
const ITEMS = 60;
const BYTES = 2_000_000;
const WRITTEN_AT_ONCE = 4;
/** A version that is still being written after this time counts as abandoned; deleting it is safe at any time. */
const PATIENCE_MS = 3_600_000;

const markKey = (tenantId: string, listId: string, version: string): Key => ({ pk: listEntriesPk(tenantId, listId), sk: `V#${version}` });
export const versionOf = (chunkName: string): string => chunkName.split('#', 1)[0] ?? '';

/** Whether chunks that come and chunks that go are more than one transaction takes. */
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

/** The part of the swapping transaction that makes the staged version the current one, and the previous one unused. */
export const swapWrites = (tenantId: string, listId: string, version: string | null, before: readonly string[], now: number): Write[] => [
  ...(version === null ? [] : [{ op: 'delete' as const, key: markKey(tenantId, listId, version), when: { equals: { state: 'writing' } } }]),
  ...goneWrites(tenantId, listId, before, now),
];

const goneWrites = (tenantId: string, listId: string, names: readonly string[], now: number): Write[] => {
  const [first] = names;
  return first === undefined ? [] : [{ op: 'put', item: { ...markKey(tenantId, listId, versionOf(first)), state: 'gone', at: now, names: [...names] } }];
};

/** Deletes the chunks of unused versions. After an interruption, it continues at the next change. @throws TableUnavailable */
export const clearStage = async ({ table, clock }: Deps, tenantId: string, listId: string, patienceMs = PATIENCE_MS): Promise<void> => {
  for (const mark of await everyItem(table, listEntriesPk(tenantId, listId), 'V#')) {
    if (mark['state'] === 'writing' && Number(mark['at']) > clock() - patienceMs) continue;
    if (!(await disown(table, mark))) continue;
    for (const name of mark['names'] as readonly string[]) await table.write({ op: 'delete', key: { pk: mark.pk, sk: name } });
    await table.write({ op: 'delete', key: { pk: mark.pk, sk: mark.sk } });
  }
};

/** After this no transaction can make the version a list's own. False: one just has. */
const disown = (table: Table, mark: Item): Promise<boolean> =>
  written(table.write({ op: 'update', key: { pk: mark.pk, sk: mark.sk }, set: { state: 'gone' }, when: { exists: true } }));
