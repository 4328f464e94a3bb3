import { Problem } from '../errors.ts';
import { type Item, type Key, type Table, TableUnavailable, TransactionRefused } from '../table/port.ts';
import { Draft, type LogHead, type LogPlace } from './draft.ts';
import { type Planned, packed } from './packing.ts';

export interface LogDeps {
  readonly table: Table;
  readonly newId: () => string;
  /** 0 ≤ n < 1, for jitter. */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** One change of one conversation. `decide` may run several times: it must have no effect but on its draft. */
export interface LogJob<Head extends LogHead, Result> {
  readonly place: LogPlace<Head>;
  /** Other items to read in the same round trip as the head (identities, say). */
  readonly reads: readonly Key[];
  decide(draft: Draft<Head>, found: readonly (Item | undefined)[]): Result | Promise<Result>;
}

export type LogOutcome<Result> = { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly error: unknown };

export interface AppendLimits {
  /** Changes put into one transaction (§9: on AWS a wide transaction conflicts more). */
  readonly width: number;
  readonly attempts: number;
}
const LIMITS: AppendLimits = { width: 25, attempts: 40 };

const settle = async (table: Table, draft: Draft<never>): Promise<boolean> => {
  const { proof } = draft;
  if (!proof) return false;
  const [item] = await table.get([proof.key], { consistent: true });
  return item?.['by'] === proof.token;
};

/**
 * Applies many changes of different conversations (one job a conversation): one batch read for all, few transactions, and for those that lost a race
 * a new read and decision with jitter. One failing job never fails another. Numbers stay dense because nothing is written
 * to a conversation but under its head's revision. An unknown outcome (a lost answer) is settled by reading the entry back.
 */
export const appendAll = async <Head extends LogHead, Result>(
  deps: LogDeps,
  jobs: readonly LogJob<Head, Result>[],
  limits: AppendLimits = LIMITS,
): Promise<LogOutcome<Result>[]> => {
  const outcomes: (LogOutcome<Result> | undefined)[] = jobs.map(() => undefined);
  let waiting = jobs.map((_, index) => index);
  let alone = false;
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    if (attempt > 0) await deps.sleep(deps.random() * Math.min(4 * 2 ** Math.min(attempt, 8), 800));
    const plans = await plan(deps, jobs, waiting, outcomes);
    const batches = alone ? plans.map((one) => [one]) : packed(plans, limits.width);
    const again: number[] = [];
    await Promise.all(batches.map(async (batch) => again.push(...(await execute(deps, batch, outcomes)))));
    waiting = again.sort((a, b) => a - b);
    alone = attempt >= 1;
    if (attempt + 1 >= limits.attempts) {
      for (const index of waiting)
        outcomes[index] = { ok: false, error: new Problem('unavailable', 'The conversation is too busy; try again.', { retryAfter: 1 }) };
      waiting = [];
    }
  }
  return outcomes as LogOutcome<Result>[];
};

/**
 * A single change. Those of one conversation within this process take turns, so that only processes race each other: sixteen
 * writers at once waste no transaction, and none is overtaken for ever.
 * @throws what its decision throws, or Problem `unavailable`
 */
export const append = async <Head extends LogHead, Result>(deps: LogDeps, job: LogJob<Head, Result>): Promise<Result> => {
  const [outcome] = await inTurn(deps.table, `${job.place.key.pk}\u0000${job.place.key.sk}`, () => appendAll(deps, [job]));
  if (!outcome?.ok) throw outcome?.error;
  return outcome.value;
};

const turns = new WeakMap<Table, Map<string, Promise<unknown>>>();

const inTurn = async <T>(table: Table, key: string, run: () => Promise<T>): Promise<T> => {
  const waiting = turns.get(table) ?? new Map<string, Promise<unknown>>();
  turns.set(table, waiting);
  const mine = (waiting.get(key) ?? Promise.resolve()).then(run, run);
  waiting.set(key, mine);
  try {
    return await mine;
  } finally {
    if (waiting.get(key) === mine) waiting.delete(key);
  }
};

const plan = async <Head extends LogHead, Result>(
  deps: LogDeps,
  jobs: readonly LogJob<Head, Result>[],
  waiting: readonly number[],
  outcomes: (LogOutcome<Result> | undefined)[],
): Promise<Planned<Head, Result>[]> => {
  let items: (Item | undefined)[];
  try {
    items = await deps.table.get(
      waiting.flatMap((index) => [(jobs[index] as LogJob<Head, Result>).place.key, ...(jobs[index] as LogJob<Head, Result>).reads]),
      { consistent: true },
    );
  } catch (error) {
    for (const index of waiting) outcomes[index] = { ok: false, error };
    return [];
  }
  let place = 0;
  const decided = waiting.map(async (index): Promise<Planned<Head, Result>[]> => {
    const job = jobs[index] as LogJob<Head, Result>;
    const found = items.slice(place, (place += 1 + job.reads.length));
    const draft = new Draft(job.place, found[0], deps.newId().slice(0, 8));
    try {
      const value = await job.decide(draft, found.slice(1));
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

/** Answers the places of jobs to decide again. */
const execute = async <Head extends LogHead, Result>(
  deps: LogDeps,
  batch: readonly Planned<Head, Result>[],
  outcomes: (LogOutcome<Result> | undefined)[],
): Promise<number[]> => {
  const done = (one: Planned<Head, Result>): void => {
    outcomes[one.index] = { ok: true, value: one.value };
  };
  try {
    await deps.table.transact(batch.flatMap((one) => one.writes));
    batch.forEach(done);
    return [];
  } catch (error) {
    if (error instanceof TransactionRefused) return batch.map((one) => one.index);
    if (!(error instanceof TableUnavailable)) {
      for (const one of batch) outcomes[one.index] = { ok: false, error };
      return [];
    }
    const again: number[] = [];
    for (const one of batch) {
      try {
        if (await settle(deps.table, one.draft as unknown as Draft<never>)) done(one);
        else again.push(one.index);
      } catch {
        outcomes[one.index] = { ok: false, error };
      }
    }
    return again;
  }
};
