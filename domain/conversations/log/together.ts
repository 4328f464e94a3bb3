import { type Item, type Key, TableUnavailable } from '../../table/port.ts';
import { appendAll, type LogDeps, type LogJob, type LogOutcome } from './append-all.ts';
import type { Draft } from './draft.ts';
import type { LogHead } from './head.ts';
import { BYTES, ITEMS } from './packing.ts';
import { weighed } from './weight.ts';

/** After these attempts each change has its own transaction: one of them may be why all of them fail. */
const SHARED = { width: 1, attempts: 8 };

/** Missing: it had no room. */
type Outcomes<Result> = readonly (LogOutcome<Result> | undefined)[];

/**
 * Applies changes of one conversation in one transaction, in their order, each with its own outcome: one that throws leaves nothing behind, and a later one sees what earlier ones write. No
 * outcome is known before the transaction is committed. If the table rejects it, each change is applied alone. Undefined for those that did not fit: the last ones.
 */
export const appendTogether = async <Head extends LogHead, Result>(deps: LogDeps, jobs: readonly LogJob<Head, Result>[]): Promise<Outcomes<Result>> => {
  const [first] = jobs;
  if (!first) return [];
  const [outcome] = await appendAll(deps, [sharedJob(first, jobs)], SHARED);
  if (outcome?.ok) return outcome.value;
  // Without an answer of the engine, nobody knows whether it was written: no change is tried again.
  return outcome?.error instanceof TableUnavailable ? jobs.map(() => outcome) : oneByOne(deps, jobs);
};

const nameOf = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

const sharedJob = <Head extends LogHead, Result>({ head }: LogJob<Head, Result>, jobs: readonly LogJob<Head, Result>[]): LogJob<Head, Outcomes<Result>> => {
  const keys = new Map(jobs.flatMap(({ reads }) => reads.map((key) => [nameOf(key), key])));
  return {
    head,
    reads: [...keys.values()],
    async decide(draft, found) {
      const stored = new Map([...keys.keys()].map((name, index) => [name, found[index]]));
      const outcomes: LogOutcome<Result>[] = [];
      let bytes = 0;
      let isFull = false;
      for (const job of jobs) {
        const read: (Item | undefined)[] | undefined = isFull ? undefined : readIn(draft, job, stored);
        if (!read) break;
        const undo = draft.savepoint();
        const before = new Set(draft.writes());
        try {
          const value: Result = await job.decide(draft, read);
          const writes = draft.writes();
          const { bytes: more, suspect } = weighed(writes.filter((write) => !before.has(write)));
          bytes += more;
          // What the engine may reject has a transaction of its own: it comes first, or waits for the next one.
          isFull = suspect || writes.length > ITEMS || bytes > BYTES;
          if (isFull && outcomes.some(({ ok }) => ok)) {
            undo();
            break;
          }
          outcomes.push({ ok: true, value });
        } catch (error) {
          undo();
          outcomes.push({ ok: false, error });
        }
      }
      return outcomes;
    },
  };
};

/** What a change finds, with the writes of earlier ones. Undefined if one of them is an update, whose result only the engine knows. */
const readIn = <Head extends LogHead, Result>(
  draft: Draft<Head>,
  { reads }: LogJob<Head, Result>,
  stored: ReadonlyMap<string, Item | undefined>,
): (Item | undefined)[] | undefined => {
  const writes = reads.map((key) => draft.writeAt(key));
  if (writes.some((write) => write?.op === 'update')) return undefined;
  return reads.map((key, index) => {
    const write = writes[index];
    return write === undefined || write.op === 'check' ? stored.get(nameOf(key)) : draft.pending(key);
  });
};

const oneByOne = async <Head extends LogHead, Result>(deps: LogDeps, jobs: readonly LogJob<Head, Result>[]): Promise<LogOutcome<Result>[]> => {
  const outcomes: LogOutcome<Result>[] = [];
  for (const job of jobs) outcomes.push(...(await appendAll(deps, [job])));
  return outcomes;
};
