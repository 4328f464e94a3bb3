import type { Table } from '../table/port.ts';
import { bodyKeyOf, type Change, documentsOf, newestOnly } from './documents.ts';
import type { SearchWrite } from './port.ts';

interface Deps {
  readonly table: Pick<Table, 'get'>;
  /** The live index (`Search`), or the fresh one of a rebuild. */
  readonly search: { bulk(writes: readonly SearchWrite[]): Promise<readonly number[]> };
}

/**
 * Brings changes of the table into the index: one read for the long bodies among them, one bulk. Answers the places of the
 * changes that did not come through. @throws SearchUnavailable, TableUnavailable
 */
export const indexChanges = async ({ table, search }: Deps, changes: readonly Change[]): Promise<number[]> => {
  const keys = changes.map(bodyKeyOf);
  const wanted = keys.filter((key) => key !== null);
  // A body read now may be newer than its message's image: that message's next change is on its way with a higher version.
  const bodies = wanted.length > 0 ? await table.get(wanted, { consistent: true }) : [];
  let place = 0;
  const writes = newestOnly(changes.map((change, index) => documentsOf(change, keys[index] ? bodies[place++] : undefined)));
  if (writes.length === 0) return [];
  const failed = await search.bulk(writes.map(({ write }) => write));
  return [...new Set(failed.flatMap((index) => writes[index]?.places ?? []))].sort((a, b) => a - b);
};
