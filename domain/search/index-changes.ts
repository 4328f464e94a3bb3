import { failureKind } from '../edge-errors.ts';
import type { Item, Key, Table } from '../table/port.ts';
import { bodyKeyOf, type Change, documentsOf, newestOnly } from './documents.ts';
import type { SearchFailure, SearchWrite } from './port.ts';

interface Deps {
  readonly table: Pick<Table, 'get'>;
  /** The live index (`Search`), or the fresh one of a rebuild. */
  readonly search: { bulk(writes: readonly SearchWrite[]): Promise<readonly SearchFailure[]> };
}

/** A change that is not in the index, by its place among those given. */
export type IndexFailure = SearchFailure;

/**
 * Brings changes of the table into the index: one read for the long bodies among them, one bulk. A document that cannot be written, or made, keeps no
 * other from being written. Answers the changes that did not come through. @throws SearchUnavailable, TableUnavailable
 */
export const indexChanges = async ({ table, search }: Deps, changes: readonly Change[]): Promise<IndexFailure[]> => {
  const failed = new Map<number, IndexFailure>();
  const keys = changes.map(bodyKeyOf);
  const bodies = await bodiesOf(table, keys);
  const writes = newestOnly(
    changes.map((change, place) => {
      const body = bodies[place];
      if (body && 'error' in body) {
        if (failureKind(body.error) !== 'rejected') throw body.error;
        failed.set(place, { place, permanent: true, reason: String(body.error) });
        return [];
      }
      try {
        return documentsOf(change, body?.item);
      } catch (error) {
        // Pure: the same item fails the same way again.
        failed.set(place, { place, permanent: true, reason: String(error) });
        return [];
      }
    }),
  );
  if (writes.length > 0) {
    for (const failure of await search.bulk(writes.map(({ write }) => write)))
      for (const place of writes[failure.place]?.places ?? []) if (!failed.get(place)?.permanent) failed.set(place, { ...failure, place });
  }
  return [...failed.values()].sort((a, b) => a.place - b.place);
};

type Body = { readonly item: Item | undefined } | { readonly error: unknown };

/** In one read, or one each when that fails. A body read now may be newer than its message's image: that message's next change is on its way with a higher version. */
const bodiesOf = async (table: Deps['table'], keys: readonly (Key | null)[]): Promise<(Body | undefined)[]> => {
  const wanted = keys.filter((key) => key !== null);
  if (wanted.length === 0) return [];
  try {
    const items = await table.get(wanted, { consistent: true });
    let next = 0;
    return keys.map((key) => (key ? { item: items[next++] } : undefined));
  } catch (error) {
    if (wanted.length === 1) return keys.map((key) => (key ? { error } : undefined));
    return Promise.all(keys.map(async (key) => (key ? (await bodiesOf(table, [key]))[0] : undefined)));
  }
};
