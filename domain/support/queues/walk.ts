import * as z from 'zod/mini';
import type { Table } from '../../table/port.ts';
import { ticketIdOfPlace } from './every-ticket.ts';

/** Where a job over many tickets continues. */
export const walkSchema = z.strictObject({
  /** ISO: when it began. */
  startedAt: z.iso.datetime(),
  /** The second pass covers only tickets that were active since just before the start: the index may have lagged. */
  second: z.boolean(),
  partition: z.int().check(z.nonnegative()),
  after: z.nullable(z.record(z.string(), z.string())),
});
export type Walk = z.infer<typeof walkSchema>;

export type WalkStep = { readonly state: 'more'; readonly walk: Walk; readonly delaySeconds: number } | { readonly state: 'done' | 'stopped' };

export interface WalkPlan {
  /** Partitions of the activity index, the same in every stretch. */
  readonly partitions: readonly string[];
  readonly stretchMs: number;
  /** False ends the walk. */
  goOn(): Promise<boolean>;
  visit(ticketIds: readonly string[]): Promise<void>;
}

const PAGE = 100;
const LAG_MS = 60_000;
/** After the walk, before its second part: longer than indexes lag and commands run. */
const SETTLE_SECONDS = 15;

/**
 * One stretch over the activity index. What becomes active after the beginning is not chased: who changes a ticket from then on already
 * knows what the job is about. @throws what `visit` throws, TableUnavailable; repeating the stretch must be safe
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
    await plan.visit(page.items.map((item) => ticketIdOfPlace(item['aSk'])));
    walk = page.next ? { ...walk, after: { ...page.next } } : { ...walk, partition: walk.partition + 1, after: null };
  } while (deps.clock() < until);
  return { state: 'more', walk, delaySeconds: 0 };
};

const range = ({ startedAt, second }: Walk): { from?: string; to?: string } => {
  const at = (ms: number): string => new Date(Date.parse(startedAt) + ms).toISOString();
  return second ? { from: at(-LAG_MS) } : { to: at(LAG_MS) };
};
