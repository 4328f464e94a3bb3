import type { LetterDeps } from '../../dead-letters/send-letters.ts';
import { failureKind } from '../../edge-errors.ts';
import type { Table } from '../../table/port.ts';
import type { ChangeFailure, Projection } from '../projection.ts';
import { attemptTwice } from './attempt.ts';
import { type Change, itemOf } from './change.ts';
import { putMark } from './marks.ts';
import type { ReachDeps } from './reach.ts';
import { giveUp, letterOf } from './settle.ts';

export interface LaneDeps extends LetterDeps, ReachDeps {
  readonly table: Table;
  /** Before a second try of what an edge did not take; at once without it. */
  readonly pause?: () => Promise<void>;
}

export interface LaneReport {
  readonly projection: string;
  /** What went to the edge. */
  readonly count: number;
  /** Changes that are owed, and will be tried again apart from the stream. */
  readonly delayed: number;
  /** Changes in the dead letters. */
  readonly dead: number;
  /** Why the first of them failed. */
  readonly error?: unknown;
}

export interface Lane {
  readonly report: LaneReport;
  /** Places of changes that are not where they belong yet. */
  readonly troubled: readonly number[];
  /** Of those, places of changes that could not even be put aside. */
  readonly failed: readonly number[];
}

/** A change that was put aside is due at once: the next minute's call finds it. */
const RETRY_MS = 1_000;
/** Marks written at once. */
const WIDTH = 10;

/** Carries changes on to one projection. What it cannot carry on now is put aside (`marks.ts`), what it never can goes to the dead letters. Never throws. */
export const runLane = async (deps: LaneDeps, projection: Projection, given: readonly Change[]): Promise<Lane> => {
  const places = given.flatMap((change, place) => (projection.wants(itemOf(change)) ? [place] : []));
  const changes = places.map((place) => given[place] as Change);
  const tried = await attemptTwice(deps, projection, changes);
  const { name } = projection;
  if (projection.holdsStream && tried.away)
    return { report: { projection: name, count: 0, delayed: 0, dead: 0, error: tried.failures[0]?.error }, troubled: places, failed: places };
  return settleLane(deps, projection, { ...tried, given, places });
};

interface Tried {
  readonly given: readonly Change[];
  /** Of those that the projection wanted. */
  readonly places: readonly number[];
  readonly count: number;
  /** By their place in `places`. */
  readonly failures: readonly ChangeFailure[];
  /** Of those that failed: by the table, which does not answer. */
  readonly lost: readonly ChangeFailure[];
}

const settleLane = async (deps: LaneDeps, projection: Projection, { given, places, count, failures, lost }: Tried): Promise<Lane> => {
  const placeOf = ({ at }: ChangeFailure): number => places[at] as number;
  const changeOf = (failure: ChangeFailure): Change => given[placeOf(failure)] as Change;
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
    troubled: failures.map(placeOf),
    failed: [...lost, ...unmarked].map(placeOf),
  };
};

/** Answers the failures that could not be put aside either. */
const putAside = async (
  deps: LaneDeps,
  projection: Projection,
  failures: readonly ChangeFailure[],
  changeOf: (failure: ChangeFailure) => Change,
): Promise<ChangeFailure[]> => {
  const waiting = [...failures];
  const lost: ChangeFailure[] = [];
  const now = deps.clock();
  const work = async (): Promise<void> => {
    for (let failure = waiting.shift(); failure; failure = waiting.shift()) {
      try {
        await putMark(deps.table, projection, changeOf(failure), { now, dueAt: now + RETRY_MS });
      } catch {
        lost.push(failure);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(WIDTH, failures.length) }, work));
  return lost;
};
