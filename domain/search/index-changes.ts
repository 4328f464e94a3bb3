import { failureKind } from '../edge-errors.ts';
import { objectOf } from '../support/messages/bodies.ts';
import { type BodyStore, readBodies } from '../support/messages/body-store.ts';
import type { MessageBody } from '../support/messages/message.ts';
import type { Item, Key, Table } from '../table/port.ts';
import { bodyKeyOf, type Change, documentsOf, newestOnly } from './documents.ts';
import type { SearchFailure, SearchWrite } from './port.ts';

interface Deps {
  readonly table: Pick<Table, 'get'>;
  /** The live index (`Search`), or the fresh one of a rebuild. */
  readonly search: { bulk(writes: readonly SearchWrite[]): Promise<readonly SearchFailure[]> };
  readonly bodies: BodyStore;
}

/** A change that is not in the index, by its position among those given. */
export type IndexFailure = SearchFailure;

/** Bytes of bodies from the object store that are held at once. */
const HELD_BYTES = 16_000_000;

/**
 * Brings changes of the table into the index: one read for the long bodies among them, one bulk; more where bodies of megabytes are in the object
 * store. A document that cannot be written, or made, keeps no other from being written. Answers the changes that did not come through.
 * @throws SearchUnavailable, TableUnavailable, what the object store throws
 */
export const indexChanges = async (deps: Deps, changes: readonly Change[]): Promise<IndexFailure[]> => {
  const found = await bodyItemsOf(deps.table, changes.map(bodyKeyOf));
  const failed = new Map<number, IndexFailure>();
  changes.forEach((_, index) => {
    const body = found[index];
    if (!body || !('error' in body)) return;
    if (failureKind(body.error) !== 'rejected') throw body.error;
    failed.set(index, { index, permanent: true, reason: String(body.error) });
  });
  const items = changes.map((_, index) => itemIn(found[index]));
  for (const [from, to] of stretches(items)) {
    const indexes = Array.from({ length: to - from }, (_, at) => from + at).filter((index) => !failed.has(index));
    for (const failure of await indexStretch(deps, changes, items, indexes)) failed.set(failure.index, failure);
  }
  return [...failed.values()].sort((a, b) => a.index - b.index);
};

/** From where to where bodies can be held together; nearly always from the first change to the last. */
const stretches = (items: readonly (Item | undefined)[]): [number, number][] => {
  const found: [number, number][] = [];
  let from = 0;
  let bytes = 0;
  items.forEach((item, index) => {
    const size = objectOf(item) === undefined ? 0 : Number(item?.['bytes']);
    if (bytes > 0 && bytes + size > HELD_BYTES) {
      found.push([from, index]);
      [from, bytes] = [index, 0];
    }
    bytes += size;
  });
  return [...found, [from, items.length]];
};

const indexStretch = async (
  { search, bodies }: Deps,
  changes: readonly Change[],
  items: readonly (Item | undefined)[],
  indexes: readonly number[],
): Promise<IndexFailure[]> => {
  const objects = await readBodies(
    bodies,
    indexes.flatMap((index) => objectOf(items[index]) ?? []),
  );
  const failed = new Map<number, IndexFailure>();
  const asked = new Set(indexes);
  const made = changes.map((change, index) => {
    if (!asked.has(index)) return [];
    try {
      return documentsOf(change, bodyOf(items[index], objects));
    } catch (error) {
      // Pure: the same item fails the same way again.
      failed.set(index, { index, permanent: true, reason: String(error) });
      return [];
    }
  });
  const writes = newestOnly(made);
  if (writes.length > 0) {
    for (const failure of await search.bulk(writes.map(({ write }) => write)))
      for (const index of writes[failure.index]?.indexes ?? []) if (!failed.get(index)?.permanent) failed.set(index, { ...failure, index });
  }
  return [...failed.values()];
};

const bodyOf = (item: Item | undefined, objects: ReadonlyMap<string, MessageBody>): MessageBody | undefined => {
  const key = objectOf(item);
  if (key !== undefined) return objects.get(key);
  return item && { text: (item['text'] ?? null) as string | null, html: (item['html'] ?? null) as string | null };
};

type Found = { readonly item: Item | undefined } | { readonly error: unknown };

const itemIn = (found: Found | undefined): Item | undefined => (found && 'item' in found ? found.item : undefined);

/** In one read, or one each when that fails. A body read now may be newer than its message's image: that message's next change is on its way with a higher version. */
const bodyItemsOf = async (table: Deps['table'], keys: readonly (Key | null)[]): Promise<(Found | undefined)[]> => {
  const wanted = keys.filter((key) => key !== null);
  if (wanted.length === 0) return [];
  try {
    const items = await table.get(wanted, { consistent: true });
    let next = 0;
    return keys.map((key) => (key ? { item: items[next++] } : undefined));
  } catch (error) {
    if (wanted.length === 1) return keys.map((key) => (key ? { error } : undefined));
    return Promise.all(keys.map(async (key) => (key ? (await bodyItemsOf(table, [key]))[0] : undefined)));
  }
};
