import { Problem } from '../../errors.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import { Draft } from './draft.ts';
import { execute } from './execute.ts';
import type { HeadStore, LogHead } from './head.ts';
import { type Planned, packed } from './packing.ts';

export interface LogDeps {
  readonly table: Table;
  readonly newId: () => string;
  /** 0 ≤ n < 1, for jitter. */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** One change of one conversation. `decide` may run several times, so it may change nothing but its draft. */
export interface LogJob<Head extends LogHead, Result> {
  readonly head: HeadStore<Head>;
  /** Other items to read together with the head (identities, for example). */
  readonly reads: readonly Key[];
  /** The decision depends on the draft and on what was found, on nothing else: it may share a transaction with others of its conversation. */
  readonly shares?: true;
  decide(draft: Draft<Head>, found: readonly (Item | undefined)[]): Result | Promise<Result>;
}

export type LogOutcome<Result> = { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly error: unknown };

export interface AppendLimits {
  /** Maximum changes per transaction (§9: on AWS a wide transaction conflicts more). */
  readonly width: number;
  readonly attempts: number;
}
const LIMITS: AppendLimits = { width: 25, attempts: 40 };
/** Attempts of a change while the table is unavailable. Each may take as long as the adapter's time-out, and a caller waits for the result. */
const MOST_LOST = 2;

/**
 * Applies many changes of different conversations (one job per conversation), with one batch read and few transactions. After a conflict, a change
 * is read and decided again, after a random wait. A failing job never fails another: if a transaction with several jobs fails, each is retried alone.
 * Numbers stay without gaps, because every write of a conversation is conditional on its head's revision. If a response is lost, the entry is read
 * back to learn the outcome. An outcome with TableRejected never succeeds; others may.
 */
export const appendAll = async <Head extends LogHead, Result>(
  deps: LogDeps,
  jobs: readonly LogJob<Head, Result>[],
  limits: AppendLimits = LIMITS,
): Promise<LogOutcome<Result>[]> => {
  const outcomes: (LogOutcome<Result> | undefined)[] = jobs.map(() => undefined);
  let waiting = jobs.map((_, index) => index);
  const alone = new Set<number>();
  const losses = new Map<number, number>();
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    if (attempt > 0) await deps.sleep(deps.random() * Math.min(4 * 2 ** Math.min(attempt, 8), 800));
    const plans = await plan(deps, jobs, waiting, outcomes);
    const again: number[] = [];
    await Promise.all(
      packed(plans, limits.width, alone).map(async (batch) => {
        const { done, failed, lost, retry, suspects } = await execute(deps.table, batch);
        for (const one of done) outcomes[one.index] = { ok: true, value: one.value };
        for (const [one, error] of failed) outcomes[one.index] = { ok: false, error };
        for (const [{ index }, error] of lost) {
          losses.set(index, (losses.get(index) ?? 0) + 1);
          if ((losses.get(index) ?? 0) < MOST_LOST) again.push(index);
          else outcomes[index] = { ok: false, error };
        }
        for (const one of retry) again.push(one.index);
        for (const one of suspects) alone.add(one.index);
      }),
    );
    waiting = again.sort((a, b) => a - b);
    // A change with two conflicts is on a busy conversation: from now on, each is written alone.
    if (attempt >= 1) for (const index of waiting) alone.add(index);
    if (attempt + 1 >= limits.attempts) {
      for (const index of waiting)
        outcomes[index] = { ok: false, error: new Problem('unavailable', 'The conversation is too busy; try again.', { retryAfter: 1 }) };
      waiting = [];
    }
  }
  return outcomes as LogOutcome<Result>[];
};

type Read = { readonly items: readonly (Item | undefined)[] } | { readonly error: unknown };

/** The items of each waiting job, its head first: one batch read for all, or one read per job if that fails. */
const readAll = async <Head extends LogHead, Result>(table: Table, jobs: readonly LogJob<Head, Result>[]): Promise<Read[]> => {
  try {
    const items = await table.get(
      jobs.flatMap((job) => [job.head.key, ...job.reads]),
      { consistent: true },
    );
    let next = 0;
    return jobs.map((job) => ({ items: items.slice(next, (next += 1 + job.reads.length)) }));
  } catch (error) {
    if (jobs.length === 1) return [{ error }];
    return (await Promise.all(jobs.map((job) => readAll(table, [job])))).flat();
  }
};

const plan = async <Head extends LogHead, Result>(
  deps: LogDeps,
  jobs: readonly LogJob<Head, Result>[],
  waiting: readonly number[],
  outcomes: (LogOutcome<Result> | undefined)[],
): Promise<Planned<Head, Result>[]> => {
  const mine = waiting.map((index) => jobs[index] as LogJob<Head, Result>);
  const reads = await readAll(deps.table, mine);
  const decided = mine.map(async (job, at): Promise<Planned<Head, Result>[]> => {
    const index = waiting[at] as number;
    try {
      const read = reads[at] as Read;
      if ('error' in read) throw read.error;
      const [stored, ...found] = read.items;
      const draft = new Draft(job.head, stored, deps.newId().slice(0, 8));
      const value = await job.decide(draft, found);
      const writes = draft.writes();
      if (writes.length > 0) return [{ index, draft, writes, value }];
      outcomes[index] = { ok: true, value };
    } catch (error) {
      outcomes[index] = { ok: false, error };
    }
    return [];
  });
  return (await Promise.all(decided)).flat();
};
