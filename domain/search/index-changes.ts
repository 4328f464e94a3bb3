import { objectOf } from '../messages/bodies.ts';
import { type BodyStore, readBodies } from '../messages/body-store.ts';
import type { MessageBody } from '../messages/message.ts';
import type { Item, Table } from '../table/port.ts';
import { bodyKeyOf, type Change, documentsOf, newestOnly } from './documents.ts';
import type { SearchWrite } from './port.ts';

interface Deps {
  readonly table: Pick<Table, 'get'>;
  /** The live index (`Search`), or the fresh one of a rebuild. */
  readonly search: { bulk(writes: readonly SearchWrite[]): Promise<readonly number[]> };
  readonly bodies: BodyStore;
}

/** Bytes of bodies from the object store that are held at once. */
const HELD_BYTES = 16_000_000;

/**
 * Brings changes of the table into the index: one read for the long bodies among them, one bulk; more where bodies of megabytes lie in the
 * object store. Answers the places of the changes that did not come through. @throws SearchUnavailable, TableUnavailable
 */
export const indexChanges = async (deps: Deps, changes: readonly Change[]): Promise<number[]> => {
  const keys = changes.map(bodyKeyOf);
  const wanted = keys.filter((key) => key !== null);
  // A body read now may be newer than its message's image: that message's next change is on its way with a higher version.
  const found = wanted.length > 0 ? await deps.table.get(wanted, { consistent: true }) : [];
  let next = 0;
  const items = keys.map((key) => (key ? found[next++] : undefined));
  const failed: number[] = [];
  for (const [from, to] of stretches(items)) {
    const places = await indexStretch(deps, changes.slice(from, to), items.slice(from, to));
    failed.push(...places.map((place) => from + place));
  }
  return failed.sort((a, b) => a - b);
};

/** From where to where bodies can be held together; nearly always from the first change to the last. */
const stretches = (items: readonly (Item | undefined)[]): [number, number][] => {
  const found: [number, number][] = [];
  let from = 0;
  let bytes = 0;
  items.forEach((item, place) => {
    const size = objectOf(item) === undefined ? 0 : Number(item?.['bytes']);
    if (bytes > 0 && bytes + size > HELD_BYTES) {
      found.push([from, place]);
      [from, bytes] = [place, 0];
    }
    bytes += size;
  });
  return [...found, [from, items.length]];
};

const indexStretch = async ({ search, bodies }: Deps, changes: readonly Change[], items: readonly (Item | undefined)[]): Promise<readonly number[]> => {
  const objects = await readBodies(
    bodies,
    items.flatMap((item) => objectOf(item) ?? []),
  );
  const writes = newestOnly(changes.map((change, place) => documentsOf(change, bodyOf(items[place], objects))));
  if (writes.length === 0) return [];
  const failed = await search.bulk(writes.map(({ write }) => write));
  return [...new Set(failed.flatMap((index) => writes[index]?.places ?? []))];
};

const bodyOf = (item: Item | undefined, objects: ReadonlyMap<string, MessageBody>): MessageBody | undefined => {
  const key = objectOf(item);
  if (key !== undefined) return objects.get(key);
  return item && { text: (item['text'] ?? null) as string | null, html: (item['html'] ?? null) as string | null };
};
