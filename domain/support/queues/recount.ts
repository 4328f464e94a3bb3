import { tenantKey } from '../../configuration/keys.ts';
import type { Table } from '../../table/port.ts';
import { STATUSES, type Ticket } from '../tickets/ticket.ts';
import { beginSecondPass, type Count, type CountDeps, countOn, newCount } from './count-tickets.ts';
import { type CounterDeps, type Counters, NO_TICKETS, readCounters } from './counters.ts';
import { tenantSince } from './every-ticket.ts';
import { listQueues } from './list-queues.ts';
import { countedOtherwise, parseProjected, projectedKeyOf } from './projected.ts';
import { type Seen, seenIn } from './seen.ts';

export interface RecountDeps extends CounterDeps, CountDeps {}

export interface Recount {
  readonly queues: readonly { readonly id: string; readonly stored: Counters; readonly recounted: Counters }[];
}

/** @throws TableUnavailable */
export const beginCount = async (deps: RecountDeps, tenantId: string): Promise<Count> => {
  const [queues, [tenant]] = await Promise.all([listQueues(deps, { tenantId }), deps.table.get([tenantKey(tenantId)])]);
  return newCount(
    queues.map(({ id }) => id),
    tenantSince(tenant),
    deps.clock(),
  );
};

/** One queue at one moment: its counters, and the actual number of its tickets. */
export type Compared = Recount['queues'][number];

const countersOf = (counts: readonly number[] = []): Counters =>
  Object.fromEntries(STATUSES.map((status, index) => [status, counts[index] ?? 0])) as unknown as Counters;
const isSame = (a: Counters, b: Counters): boolean => STATUSES.every((status) => a[status] === b[status]);

/** Queues whose counters have not been updated yet, although one of their tickets has changed. */
const unprojected = async (table: Table, tenantId: string, touched: readonly Ticket[]): Promise<ReadonlySet<string>> => {
  const items =
    touched.length === 0
      ? []
      : await table.get(
          touched.map(({ id }) => projectedKeyOf(tenantId, id)),
          { consistent: true },
        );
  return new Set(touched.flatMap((ticket, index) => countedOtherwise(ticket, parseProjected(items[index]))));
};

export interface Round {
  readonly count: Count;
  /** Queues whose counters and tickets were read at one moment without changes; another round would not change the result. */
  readonly settled: readonly Compared[];
  /** The other queues, as this round read them. */
  readonly moving: readonly Compared[];
}

/**
 * Compares counters with tickets at one moment: reads the counters, counts the tickets that changed since the count began in their current state, and reads the
 * counters again. A queue whose counters did not change in between, and none of whose tickets waits for the projector, is settled if both agree. If nothing
 * has changed since the beginning, it is settled anyway, because waiting would not help. `queueIds`: the queues to settle.
 * `changedSince`: ISO, of the previous round. Leaves out queues that were added or deleted in the meantime. @throws TableUnavailable
 */
export const compareRound = async (
  deps: RecountDeps,
  tenantId: string,
  { given, seen, queueIds, changedSince }: { readonly given: Count; readonly seen: Seen; readonly queueIds: readonly string[]; readonly changedSince: string },
): Promise<Round> => {
  const before = await readCounters(deps, tenantId, queueIds);
  const { count, touched } = await countOn(deps, tenantId, { given: beginSecondPass(given), seen, until: Number.POSITIVE_INFINITY, changedSince });
  const waiting = await unprojected(deps.table, tenantId, touched);
  const [after, queues] = await Promise.all([readCounters(deps, tenantId, queueIds), listQueues(deps, { tenantId })]);
  const here = new Set(queues.map(({ id }) => id));
  const settled: Compared[] = [];
  const moving: Compared[] = [];
  for (const id of queueIds.filter((one) => here.has(one))) {
    const [was, stored, recounted] = [before.get(id) ?? NO_TICKETS, after.get(id) ?? NO_TICKETS, countersOf(count.queues[id])];
    const isSettled = touched.length === 0 || (isSame(was, stored) && isSame(stored, recounted) && !waiting.has(id));
    (isSettled ? settled : moving).push({ id, stored, recounted });
  }
  return { count, settled, moving };
};

/**
 * The stored counters and a recount of the tickets, by queue, in one round. Reads every ticket of the tenant, however long it takes. @throws TableUnavailable
 */
export const recount = async (deps: RecountDeps, tenantId: string): Promise<Recount> => {
  const seen = seenIn();
  const { count } = await countOn(deps, tenantId, { given: await beginCount(deps, tenantId), seen, until: Number.POSITIVE_INFINITY });
  const { settled, moving } = await compareRound(deps, tenantId, { given: count, seen, queueIds: Object.keys(count.queues), changedSince: count.startedAt });
  return { queues: [...settled, ...moving] };
};
