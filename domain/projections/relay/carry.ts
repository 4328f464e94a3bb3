import { failureKind } from '../../edge-errors.ts';
import { inParallel } from '../../in-parallel.ts';
import type { Carried, ChangeFailure, Projection } from '../projection.ts';
import { type Change, itemOf } from './change.ts';

/** Conversations in parallel when the changes of a batch are processed one by one. */
const WIDTH = 10;

/**
 * Passes changes to one projection: all together; after a permanent failure each alone, so that only bad changes fail. An unavailable edge fails all
 * of them without a call for each. Never throws.
 */
export const carry = async (projection: Projection, changes: readonly Change[]): Promise<Carried> => {
  if (changes.length === 0) return { count: 0, failures: [] };
  try {
    return await projection.of(changes);
  } catch (error) {
    const all = changes.map((_, at) => ({ at, error }));
    if (failureKind(error) === 'unavailable') return { count: 0, failures: all, away: true };
    return changes.length === 1 ? { count: 0, failures: all } : oneByOne(projection, changes);
  }
};

interface Indexed {
  readonly at: number;
  readonly change: Change;
}

/** Conversations in parallel, the changes of each in order. */
const oneByOne = async (projection: Projection, changes: readonly Change[]): Promise<Carried> => {
  const groups = [
    ...Map.groupBy(
      changes.map((change, at): Indexed => ({ at, change })),
      ({ change }) => itemOf(change).pk,
    ).values(),
  ];
  const results: Carried[] = [];
  await inParallel(groups, WIDTH, async (group) => results.push(await inOrder(projection, group)));
  return { count: results.reduce((sum, { count }) => sum + count, 0), failures: results.flatMap(({ failures }) => failures) };
};

const inOrder = async (projection: Projection, group: readonly Indexed[]): Promise<Carried> => {
  const failures: ChangeFailure[] = [];
  let count = 0;
  for (const [index, { at, change }] of group.entries()) {
    const carried = await carry(projection, [change]);
    count += carried.count;
    const [failure] = carried.failures;
    if (!failure) continue;
    failures.push({ at, error: failure.error });
    // A permanent failure does not block later changes.
    if (!projection.ordered || failureKind(failure.error) === 'rejected') continue;
    failures.push(...group.slice(index + 1).map((later) => ({ at: later.at, error: failure.error })));
    break;
  }
  return { count, failures };
};
