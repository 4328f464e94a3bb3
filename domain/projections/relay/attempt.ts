import { failureKind } from '../../edge-errors.ts';
import { type Table, TableUnavailable } from '../../table/port.ts';
import type { Carried, ChangeFailure, Projection } from '../projection.ts';
import { carry } from './carry.ts';
import { type Change, itemOf } from './change.ts';
import { marksWithin } from './marks.ts';
import { NotTried } from './reach.ts';

interface AttemptDeps {
  readonly table: Table;
  readonly pause?: (() => Promise<void>) | undefined;
}

export interface Attempted extends Carried {
  /** Failures because the table is unavailable. No mark can be written, so the stream repeats these changes. */
  readonly lost: readonly ChangeFailure[];
}

/**
 * Processes changes, and retries failures of an edge once, so that a short outage does not delay them by a minute. It does not retry an unavailable
 * table, because marks are stored there.
 */
export const attemptTwice = async (deps: AttemptDeps, projection: Projection, changes: readonly Change[]): Promise<Attempted> => {
  if (changes.length === 0) return { count: 0, failures: [], lost: [] };
  const first = await attempt(deps, projection, changes);
  const again = first.failures.filter(({ error }) => failureKind(error) === 'unavailable' && !(error instanceof NotTried));
  const [one] = again;
  if (!one) return { ...first, lost: [] };
  await deps.pause?.();
  const byTable = again.filter(({ error }) => error instanceof TableUnavailable);
  if (byTable.length > 0 && !(await answers(deps.table, changes[one.at] as Change))) return { ...first, lost: byTable };
  const second = await attempt(
    deps,
    projection,
    again.map(({ at }) => changes[at] as Change),
  );
  const failures = second.failures.map(({ at, error }) => ({ at: (again[at] as ChangeFailure).at, error }));
  return {
    count: first.count + second.count,
    failures: [...first.failures.filter((failure) => !again.includes(failure)), ...failures],
    ...(second.away && again.length === changes.length ? { away: true } : {}),
    lost: [],
  };
};

const answers = async (table: Table, change: Change): Promise<boolean> => {
  const { pk, sk } = itemOf(change);
  try {
    await table.get([{ pk, sk }]);
    return true;
  } catch {
    return false;
  }
};

const attempt = async (deps: AttemptDeps, projection: Projection, changes: readonly Change[]): Promise<Carried> => {
  const behind = projection.ordered ? await behindMarks(deps, projection, changes) : [];
  const held = new Set(behind.map(({ at }) => at));
  const free = changes.flatMap((_, at) => (held.has(at) ? [] : [at]));
  const carried = await carry(
    projection,
    free.map((at) => changes[at] as Change),
  );
  return { ...carried, failures: [...behind, ...carried.failures.map(({ at, error }) => ({ at: free[at] as number, error }))] };
};

/** Changes of conversations with an earlier pending change. They must wait for it. */
const behindMarks = async (deps: AttemptDeps, projection: Projection, changes: readonly Change[]): Promise<ChangeFailure[]> => {
  const conversations = [...new Set(changes.map((change) => itemOf(change).pk))];
  const waits = new Map<string, unknown>();
  await Promise.all(
    conversations.map(async (pk) => {
      try {
        const marks = await marksWithin(deps.table, projection.name, pk, 1);
        if (marks.length > 0) waits.set(pk, new NotTried('an earlier entry of the conversation waits'));
      } catch (error) {
        waits.set(pk, error);
      }
    }),
  );
  return changes.flatMap((change, at) => {
    const { pk } = itemOf(change);
    return waits.has(pk) ? [{ at, error: waits.get(pk) }] : [];
  });
};
