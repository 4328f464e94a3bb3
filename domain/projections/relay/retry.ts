import { letterOf } from '../../dead-letters/letter-of.ts';
import { failureKind } from '../../edge-errors.ts';
import { inParallel } from '../../in-parallel.ts';
import type { Key } from '../../table/port.ts';
import type { Projection } from '../projection.ts';
import { carry } from './carry.ts';
import type { LaneDeps } from './lane.ts';
import { dropMark, dueMarks, type Mark, marksWithin, postponeMark } from './marks.ts';
import { giveUp } from './settle.ts';

export interface RetryReport {
  readonly carried: number;
  readonly delayed: number;
  readonly dead: number;
}

/** The outcome of one projection's marks. */
export interface LaneRetried extends RetryReport {
  readonly projection: string;
}

/** Marks read per page. */
const PAGE = 100;
/** Conversations processed in parallel. */
const WIDTH = 10;
/** After this many consecutive failures of the edge, the projection is skipped until the next call. */
const AWAY = 10;
/** Attempts after an unexpected error: over a quarter of an hour. */
const TRIES = 5;
const OLDEST_MS = 3 * 86_400_000;
const MINUTE = 60_000;
const LONGEST_PAUSE_MS = 15 * MINUTE;

const pauseOf = (tries: number): number => Math.min(MINUTE * 2 ** tries, LONGEST_PAUSE_MS);

/**
 * Retries pending changes of projections (`marks.ts`), each projection by itself and each conversation in order, until nothing is due or the time is up.
 * Marks of changes that were processed, or that went to the dead-letter queue, are deleted. @throws TableUnavailable; calling again is safe
 */
export const retryProjections = async (deps: LaneDeps, projections: readonly Projection[], budgetMs: number): Promise<LaneRetried[]> => {
  const until = deps.clock() + budgetMs;
  return Promise.all(projections.map(async (projection) => ({ projection: projection.name, ...(await retryLane(deps, projection, until)) })));
};

const sumOf = (reports: readonly RetryReport[]): RetryReport => {
  const add = (name: keyof RetryReport): number => reports.reduce((sum, report) => sum + report[name], 0);
  return { carried: add('carried'), delayed: add('delayed'), dead: add('dead') };
};

const retryLane = async (deps: LaneDeps, projection: Projection, until: number): Promise<RetryReport> => {
  const reports: RetryReport[] = [];
  const lane = { away: 0 };
  const mayGoOn = (): boolean => lane.away < AWAY && deps.clock() < until;
  while (mayGoOn()) {
    const groups = [...Map.groupBy(await dueMarks(deps.table, projection.name, deps.clock(), PAGE), ({ pk }) => pk).values()];
    if (groups.length === 0) break;
    await inParallel(groups, WIDTH, async (group) => {
      if (!mayGoOn()) return;
      const report = await retryGroup(deps, projection, group);
      reports.push(report);
      lane.away = report.delayed > 0 && report.carried + report.dead === 0 ? lane.away + 1 : 0;
    });
  }
  return sumOf(reports);
};

const retryGroup = async (deps: LaneDeps, projection: Projection, due: readonly Mark[]): Promise<RetryReport> => {
  if (projection.ordered) return retryInOrder(deps, projection, due);
  const report = { carried: 0, delayed: 0, dead: 0 };
  for (const mark of due) report[(await retryMark(deps, projection, mark)).outcome] += 1;
  return report;
};

/** Retries all pending changes of a conversation in order. If one must wait, the later ones wait as long: they must not overtake it. */
const retryInOrder = async (deps: LaneDeps, projection: Projection, due: readonly Mark[]): Promise<RetryReport> => {
  const report = { carried: 0, delayed: 0, dead: 0 };
  const marks = await marksWithin(deps.table, projection.name, (due[0] as Mark).pk, PAGE);
  for (const [index, mark] of marks.entries()) {
    // A change that only waited for earlier ones need not wait for its own due time.
    const mustWait = mark.dueAt > deps.clock() && (index === 0 || mark.tries > 0);
    const { outcome, dueAt } = mustWait ? { outcome: null, dueAt: mark.dueAt } : await retryMark(deps, projection, mark);
    if (outcome) report[outcome] += 1;
    if (dueAt === null) continue;
    for (const later of marks.slice(index + 1)) if (later.dueAt < dueAt) await postponeMark(deps.table, later, dueAt, false);
    break;
  }
  return report;
};

interface Retried {
  readonly outcome: keyof RetryReport;
  /** The time of the next attempt; null: never. */
  readonly dueAt: number | null;
}

const retryMark = async (deps: LaneDeps, projection: Projection, mark: Mark): Promise<Retried> => {
  const key = { pk: mark.pk, sk: mark.item };
  const error = await carriedOn(deps, projection, mark, key);
  if (error === null) {
    await dropMark(deps.table, mark);
    return { outcome: 'carried', dueAt: null };
  }
  const kind = failureKind(error);
  const isOver = kind === 'rejected' || (kind === 'unknown' && mark.tries + 1 >= TRIES) || deps.clock() - mark.since > OLDEST_MS;
  if (isOver && (await giveUp(deps, [letterOf(projection, key, error)])).size === 0) {
    await dropMark(deps.table, mark);
    return { outcome: 'dead', dueAt: null };
  }
  const dueAt = deps.clock() + pauseOf(mark.tries);
  await postponeMark(deps.table, mark, dueAt, true);
  return { outcome: 'delayed', dueAt };
};

/** Null if it succeeded, or if nothing is left to process; otherwise the error. */
const carriedOn = async (deps: LaneDeps, projection: Projection, { stood, remembered }: Pick<Mark, 'stood' | 'remembered'>, key: Key): Promise<unknown> => {
  try {
    const [item] = await deps.table.get([key], { consistent: true });
    if (!remembered && (!item || !projection.wants(item))) return null;
    const change = remembered || !item ? { before: remembered, after: item } : projection.again(item, stood);
    const { failures } = await carry(projection, [change]);
    return failures[0] ? failures[0].error : null;
  } catch (error) {
    return error;
  }
};

/** Processes items again on an operator's request. Returns the indexes of those that failed. */
export const retryItems = async (
  deps: LaneDeps,
  projections: readonly Projection[],
  items: readonly (Key & { readonly projection: string })[],
): Promise<{ readonly index: number; readonly error: unknown }[]> => {
  const failed: { index: number; error: unknown }[] = [];
  for (const [index, { projection: name, pk, sk }] of items.entries()) {
    const projection = projections.find((one) => one.name === name);
    const error = projection ? await carriedOn(deps, projection, { stood: false }, { pk, sk }) : new Error(`there is no projection ${name}`);
    if (error !== null) failed.push({ index, error });
  }
  return failed;
};
