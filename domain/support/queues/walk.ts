import type { Item, Table } from '../../table/port.ts';
import { ticketIdOfActivityKey } from './every-ticket.ts';

/** The position of a job over many tickets. */
export interface Walk {
  /** ISO: when it began. */
  readonly startedAt: string;
  /** In the second pass, only tickets that were active just before the beginning and since: the index may have lagged behind. */
  readonly second: boolean;
  readonly partition: number;
  readonly after: Readonly<Record<string, string>> | null;
}

export type WalkStep = { readonly state: 'more'; readonly walk: Walk; readonly delaySeconds: number } | { readonly state: 'done' | 'stopped' };

export interface WalkPlan {
  /** Partitions of the activity index, the same in every run. */
  readonly partitions: readonly string[];
  readonly stretchMs: number;
  /** False ends the job. */
  goOn(): Promise<boolean>;
  /** `entries`: index entries, with the keys of the items that hold the tickets. */
  visit(ticketIds: readonly string[], entries: readonly Item[]): Promise<void>;
}

const PAGE = 100;
const LAG_MS = 60_000;
/** Pause before the second pass: longer than the lag of indexes and the duration of commands. */
const SETTLE_SECONDS = 15;

/**
 * One run over the activity index. Tickets that become active after the beginning are left out: whoever changes a ticket from then on already
 * uses the new state. @throws what `visit` throws, TableUnavailable; repeating the run must be safe
 */
export const walkActivity = async (deps: { readonly table: Table; readonly clock: () => number }, given: Walk | null, plan: WalkPlan): Promise<WalkStep> => {
  const until = deps.clock() + plan.stretchMs;
  let walk = given ?? { startedAt: new Date(deps.clock()).toISOString(), second: false, partition: 0, after: null };
  do {
    if (!(await plan.goOn())) return { state: 'stopped' };
    const pk = plan.partitions[walk.partition];
    if (pk === undefined)
      return walk.second ? { state: 'done' } : { state: 'more', walk: { ...walk, second: true, partition: 0, after: null }, delaySeconds: SETTLE_SECONDS };
    const page = await deps.table.query({ pk, index: 'byActivity', limit: PAGE, ...range(walk), ...(walk.after ? { after: walk.after } : {}) });
    await plan.visit(
      page.items.map((item) => ticketIdOfActivityKey(item['aSk'])),
      page.items,
    );
    walk = page.next ? { ...walk, after: { ...page.next } } : { ...walk, partition: walk.partition + 1, after: null };
  } while (deps.clock() < until);
  return { state: 'more', walk, delaySeconds: 0 };
};

const range = ({ startedAt, second }: Walk): { from?: string; to?: string } => {
  const at = (ms: number): string => new Date(Date.parse(startedAt) + ms).toISOString();
  return second ? { from: at(-LAG_MS) } : { to: at(LAG_MS) };
};
