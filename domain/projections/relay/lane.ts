import { letterOf } from '../../dead-letters/letter-of.ts';
import type { LetterDeps } from '../../dead-letters/send-letters.ts';
import { failureKind } from '../../edge-errors.ts';
import { inParallel } from '../../in-parallel.ts';
import type { Table } from '../../table/port.ts';
import type { ChangeFailure, Projection } from '../projection.ts';
import { attemptTwice } from './attempt.ts';
import { type Change, itemOf } from './change.ts';
import { putMark } from './marks.ts';
import type { ReachDeps } from './reach.ts';
import { giveUp } from './settle.ts';

export interface LaneDeps extends LetterDeps, ReachDeps {
  readonly table: Table;
  /** Wait before the second attempt; missing: none. */
  readonly pause?: () => Promise<void>;
}

export interface LaneReport {
  readonly projection: string;
  /** What was sent to the edge. */
  readonly count: number;
  /** Changes that are pending, and will be retried independently of the stream. */
  readonly delayed: number;
  /** Changes in the dead-letter queue. */
  readonly dead: number;
  /** The error of the first of them. */
  readonly error?: unknown;
}

export interface Lane {
  readonly report: LaneReport;
  /** Indexes of changes that are not at their destination yet. */
  readonly troubled: readonly number[];
  /** Of those, indexes of changes for which not even a mark could be written. */
  readonly failed: readonly number[];
}

/** A marked change is due immediately: the next minute's call finds it. */
const RETRY_MS = 1_000;
/** Marks written in parallel. */
const WIDTH = 10;

/** Passes changes to one projection. Temporary failures get a mark (`marks.ts`), permanent failures go to the dead-letter queue. Never throws. */
export const runLane = async (deps: LaneDeps, projection: Projection, given: readonly Change[]): Promise<Lane> => {
  await projection.prepare?.(given.map(itemOf));
  const indexes = given.flatMap((change, index) => (projection.wants(itemOf(change)) ? [index] : []));
  const changes = indexes.map((index) => given[index] as Change);
  const tried = await attemptTwice(deps, projection, changes);
  const { name } = projection;
  if (projection.holdsStream && tried.away)
    return { report: { projection: name, count: 0, delayed: 0, dead: 0, error: tried.failures[0]?.error }, troubled: indexes, failed: indexes };
  return settleLane(deps, projection, { ...tried, given, indexes });
};

interface Tried {
  readonly given: readonly Change[];
  /** Of those that the projection wanted. */
  readonly indexes: readonly number[];
  readonly count: number;
  /** By their index in `indexes`. */
  readonly failures: readonly ChangeFailure[];
  /** Of the failures: those because the table is unavailable. */
  readonly lost: readonly ChangeFailure[];
}

const settleLane = async (deps: LaneDeps, projection: Projection, { given, indexes, count, failures, lost }: Tried): Promise<Lane> => {
  const indexOf = ({ at }: ChangeFailure): number => indexes[at] as number;
  const changeOf = (failure: ChangeFailure): Change => given[indexOf(failure)] as Change;
  const never = failures.filter(({ error }) => failureKind(error) === 'rejected');
  const unsent = await giveUp(
    deps,
    never.map((failure) => letterOf(projection, itemOf(changeOf(failure)), failure.error)),
  );
  const later = [...failures.filter((failure) => !never.includes(failure) && !lost.includes(failure)), ...never.filter((_, at) => unsent.has(at))];
  const unmarked = await putAside(deps, projection, later, changeOf);
  const [first] = failures;
  return {
    report: {
      projection: projection.name,
      count,
      delayed: later.length - unmarked.length,
      dead: never.length - unsent.size,
      ...(first ? { error: first.error } : {}),
    },
    troubled: failures.map(indexOf),
    failed: [...lost, ...unmarked].map(indexOf),
  };
};

/** Returns the failures for which no mark could be written. */
const putAside = async (
  deps: LaneDeps,
  projection: Projection,
  failures: readonly ChangeFailure[],
  changeOf: (failure: ChangeFailure) => Change,
): Promise<ChangeFailure[]> => {
  const lost: ChangeFailure[] = [];
  const now = deps.clock();
  await inParallel(failures, WIDTH, async (failure) => {
    try {
      await putMark(deps.table, projection, changeOf(failure), { now, dueAt: now + RETRY_MS });
    } catch {
      lost.push(failure);
    }
  });
  return lost;
};
