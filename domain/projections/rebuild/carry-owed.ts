import type { Addressed } from '../../dead-letters/dead-letter.ts';
import { letterOf } from '../../dead-letters/letter-of.ts';
import { failureKind } from '../../edge-errors.ts';
import { inParallel } from '../../in-parallel.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import type { Counted, Projection, Run } from '../projection.ts';
import { carry } from '../relay/carry.ts';
import { type Change, itemOf } from '../relay/change.ts';
import { marksWithin } from '../relay/marks.ts';

export interface Failed {
  readonly key: Key;
  readonly error: unknown;
}

/** Sends permanent failures to the dead-letter queue; returns their number. @throws the first temporary error, before any letter is sent */
export const giveUpFailed = async (run: Run, projection: Pick<Projection, 'name'>, failed: readonly Failed[]): Promise<number> => {
  const away = failed.find(({ error }) => failureKind(error) === 'unavailable');
  if (away) throw away.error;
  if (failed.length > 0) await run.giveUp(failed.map(({ key, error }): Addressed => letterOf(projection, key, error)));
  return failed.length;
};

/** Conversations whose marks are read in parallel. */
const WIDTH = 10;

/** Leaves out conversations with a mark: the relay processes those in their order. */
const free = async (table: Table, { name, ordered }: Projection, changes: readonly Change[]): Promise<readonly Change[]> => {
  if (!ordered) return changes;
  const marked = new Set<string>();
  await inParallel(new Set(changes.map((change) => itemOf(change).pk)), WIDTH, async (pk) => {
    if ((await marksWithin(table, name, pk, 1)).length > 0) marked.add(pk);
  });
  return changes.filter((change) => !marked.has(itemOf(change).pk));
};

/**
 * Processes the present items with the projection itself. A failed item does not block the others.
 * @throws while the edge or the table is unavailable
 */
export const carryOwed = async (run: Run, projection: Projection, items: readonly Item[]): Promise<Omit<Counted, 'visited'>> => {
  const changes = await free(
    run.table,
    projection,
    items.map((item) => projection.again(item, true)),
  );
  const { failures } = await carry(projection, changes);
  const failed = failures.map(({ at, error }) => ({ key: itemOf(changes[at] as Change), error }));
  const skipped = await giveUpFailed(run, projection, failed);
  return { carried: changes.length - skipped, skipped };
};
