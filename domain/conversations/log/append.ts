import type { Table } from '../../table/port.ts';
import { appendAll, type LogDeps, type LogJob, type LogOutcome } from './append-all.ts';
import type { LogHead } from './head.ts';

export type { LogDeps, LogJob } from './append-all.ts';

/** A change that waits for its turn. Changes of one conversation have the same kind of head; their results differ. */
interface Waiting {
  readonly deps: LogDeps;
  readonly job: LogJob<LogHead, unknown>;
  settle(outcome: LogOutcome<unknown>): void;
}

/** Changes that are read and decided together at most. The size of the transaction ends a turn earlier. */
const MOST = 49;

const lanes = new WeakMap<Table, Map<string, Waiting[]>>();

/**
 * Applies a single change. Changes of one conversation in this process take turns, so that only processes conflict. Those that come while a transaction is under way wait for it, and then
 * share the next one if they can (`shares`): a busy conversation costs one transaction for many messages, and a lone writer waits for nobody.
 * @throws what its decision throws, or Problem `unavailable`
 */
export const append = <Head extends LogHead, Result>(deps: LogDeps, job: LogJob<Head, Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    const settle = (outcome: LogOutcome<unknown>): void => (outcome.ok ? resolve(outcome.value as Result) : reject(outcome.error as Error));
    const waiting = lanes.get(deps.table) ?? new Map<string, Waiting[]>();
    lanes.set(deps.table, waiting);
    const name = `${job.head.key.pk}\u0000${job.head.key.sk}`;
    const lane = waiting.get(name);
    const one = { deps, job: job as unknown as LogJob<LogHead, unknown>, settle };
    if (lane) lane.push(one);
    else {
      const own = [one];
      waiting.set(name, own);
      void take(own, () => waiting.delete(name));
    }
  });

/** Turn by turn until nobody waits. `closed` is called at once then: who comes later opens another lane. */
const take = async (lane: Waiting[], closed: () => void): Promise<void> => {
  for (let first = lane.shift(); first; first = lane.shift()) {
    const turn = [first];
    while (first.job.shares && lane[0]?.job.shares && turn.length < MOST) turn.push(lane.shift() as Waiting);
    const outcomes = await outcomesOf(turn);
    for (const [index, one] of turn.entries()) {
      const outcome = outcomes[index];
      if (outcome) one.settle(outcome);
    }
    lane.unshift(...turn.filter((_, index) => outcomes[index] === undefined));
  }
  closed();
};

/** Undefined: the transaction had no room for it. */
const outcomesOf = async (turn: readonly Waiting[]): Promise<readonly (LogOutcome<unknown> | undefined)[]> => {
  const { deps } = turn[0] as Waiting;
  const jobs = turn.map(({ job }) => job);
  try {
    if (jobs.length === 1) return await appendAll(deps, jobs);
    // Loaded by the first changes that meet: most functions have none.
    const { appendTogether } = await import('./together.ts');
    return await appendTogether(deps, jobs);
  } catch (error) {
    return turn.map(() => ({ ok: false, error }));
  }
};
