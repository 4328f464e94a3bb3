import { failureKind } from '../../edge-errors.ts';
import type { Carried, ChangeFailure, Projection } from '../projection.ts';
import { type Change, itemOf } from './change.ts';

/** Conversations tried at once when a batch is taken apart. */
const WIDTH = 10;

/**
 * Carries changes on to one projection: together, and when that fails for a reason of its own, each alone, so that only those fail that cannot be
 * carried on. An edge that is away fails all at once, without a call for each. Never throws.
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

interface Placed {
  readonly at: number;
  readonly change: Change;
}

/** Conversations side by side, the changes of each in their order. */
const oneByOne = async (projection: Projection, changes: readonly Change[]): Promise<Carried> => {
  const groups = [
    ...Map.groupBy(
      changes.map((change, at): Placed => ({ at, change })),
      ({ change }) => itemOf(change).pk,
    ).values(),
  ];
  const results: Carried[] = [];
  const work = async (): Promise<void> => {
    for (let group = groups.shift(); group; group = groups.shift()) results.push(await inOrder(projection, group));
  };
  await Promise.all(Array.from({ length: Math.min(WIDTH, groups.length) }, work));
  return { count: results.reduce((sum, { count }) => sum + count, 0), failures: results.flatMap(({ failures }) => failures) };
};

const inOrder = async (projection: Projection, group: readonly Placed[]): Promise<Carried> => {
  const failures: ChangeFailure[] = [];
  let count = 0;
  for (const [place, { at, change }] of group.entries()) {
    const carried = await carry(projection, [change]);
    count += carried.count;
    const [failure] = carried.failures;
    if (!failure) continue;
    failures.push({ at, error: failure.error });
    // What can never be carried on keeps nothing waiting.
    if (!projection.ordered || failureKind(failure.error) === 'rejected') continue;
    failures.push(...group.slice(place + 1).map((later) => ({ at: later.at, error: failure.error })));
    break;
  }
  return { count, failures };
};
