import { tenantKey } from '../../configuration/keys.ts';
import type { Table } from '../../table/port.ts';
import { STATUSES, type Ticket } from '../tickets/ticket.ts';
import { listQueues } from './commands.ts';
import { type Count, type CountDeps, countOn, lookAgain, newCount } from './count-tickets.ts';
import { type CounterDeps, type Counters, NO_TICKETS, readCounters } from './counters.ts';
import { tenantSince } from './every-ticket.ts';
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

/** One queue: what its counters say, and what its tickets are, at one moment. */
export type Compared = Recount['queues'][number];

const countersOf = (counts: readonly number[] = []): Counters =>
  Object.fromEntries(STATUSES.map((status, place) => [status, counts[place] ?? 0])) as unknown as Counters;
const isSame = (a: Counters, b: Counters): boolean => STATUSES.every((status) => a[status] === b[status]);

/** Queues whose counters have not been moved yet, although a ticket of theirs has. */
const unprojected = async (table: Table, tenantId: string, touched: readonly Ticket[]): Promise<ReadonlySet<string>> => {
  const items =
    touched.length === 0
      ? []
      : await table.get(
          touched.map(({ id }) => projectedKeyOf(tenantId, id)),
          { consistent: true },
        );
  return new Set(touched.flatMap((ticket, place) => countedOtherwise(ticket, parseProjected(items[place]))));
};

export interface Round {
  readonly count: Count;
  /** Queues of which counters and tickets were seen at one moment; what they show will not be seen otherwise by looking again. */
  readonly settled: readonly Compared[];
  /** The others, as they were seen now. */
  readonly moving: readonly Compared[];
}

/**
 * Counters beside tickets at one moment: counters are read, then the tickets that changed since the count began are counted as they are now, then counters are read again. A queue whose counters stood
 * still meanwhile, and of which no ticket waits for the projector, is settled when both agree. Where nothing changed since the beginning there is no other moment to wait for. `queueIds`: those to settle.
 * `changedSince`: ISO, of the look before. Queues that were added or removed in the meantime are left out. @throws TableUnavailable
 */
export const compareRound = async (
  deps: RecountDeps,
  tenantId: string,
  { given, seen, queueIds, changedSince }: { readonly given: Count; readonly seen: Seen; readonly queueIds: readonly string[]; readonly changedSince: string },
): Promise<Round> => {
  const before = await readCounters(deps, tenantId, queueIds);
  const { count, touched } = await countOn(deps, tenantId, { given: lookAgain(given), seen, until: Number.POSITIVE_INFINITY, changedSince });
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
 * The stored counters and a recount of the tickets, by queue, as one round sees them. Reads every ticket of the tenant, however long it takes. @throws TableUnavailable
 */
export const recount = async (deps: RecountDeps, tenantId: string): Promise<Recount> => {
  const seen = seenIn();
  const { count } = await countOn(deps, tenantId, { given: await beginCount(deps, tenantId), seen, until: Number.POSITIVE_INFINITY });
  const { settled, moving } = await compareRound(deps, tenantId, { given: count, seen, queueIds: Object.keys(count.queues), changedSince: count.startedAt });
  return { queues: [...settled, ...moving] };
};
