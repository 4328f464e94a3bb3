import { tenantKey } from '../../configuration/keys.ts';
import { type Table, TableUnavailable } from '../../table/port.ts';
import { loadTickets } from '../tickets/store.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { epochOf } from './counters.ts';
import { parseProjected, planProjection, projectedKeyOf } from './projected.ts';
import type { TicketRef } from './touched.ts';
import { transactPlans } from './transact-plans.ts';

export interface ProjectDeps {
  readonly table: Table;
  /** Shards of rows and counters (`COUNTER_SHARDS`). May grow, never shrink, because lists and counters read this many. */
  readonly counterShards: number;
  /** 0 ≤ n < 1, for jitter. */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Items per transaction, at most 100; smaller transactions conflict less. */
  readonly transactionItems?: number;
}

export interface ProjectionOutcome {
  /** Queues whose counters have changed, for live frames. For a repeated event, this includes those that had already changed. */
  readonly moved: readonly { readonly tenantId: string; readonly queueId: string }[];
  /** Tickets that were evaluated under an older configuration; must be evaluated again (`reevaluate`). */
  readonly stale: readonly { readonly tenantId: string; readonly ticketId: string }[];
  /** Tickets that could not be updated, unlike the others; repeating is safe. */
  readonly failed: readonly { readonly tenantId: string; readonly ticketId: string; readonly error: unknown }[];
}

const ATTEMPTS = 12;

/**
 * Updates rows and counters to the current state of the given tickets. Level-triggered: repeated, reordered, split or lost-and-replayed
 * events give the same result, because the stored state (`Q#`) is read first, only a newer revision replaces it, and everything of a
 * ticket changes in one transaction. One read round trip, then one transaction per hundred items and tenant. A failing ticket
 * does not affect the others. Never throws.
 */
export const projectEach = async (deps: ProjectDeps, refs: readonly TicketRef[]): Promise<ProjectionOutcome> => {
  const moved = new Map<string, { tenantId: string; queueId: string }>();
  const note = (tenantId: string, queueIds: readonly string[]): void => {
    for (const queueId of queueIds) moved.set(`${tenantId}#${queueId}`, { tenantId, queueId });
  };
  let waiting = newest(refs);
  const alone = new Set<TicketRef>();
  const stale: ProjectionOutcome['stale'][number][] = [];
  const failed: ProjectionOutcome['failed'][number][] = [];
  const fail = ({ tenantId, ticketId }: TicketRef, error: unknown): void => void failed.push({ tenantId, ticketId, error });
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    if (attempt >= ATTEMPTS) {
      for (const ref of waiting) fail(ref, new TableUnavailable(new Error('too many conflicts on the ticket')));
      break;
    }
    const found = await readAll(deps, waiting);
    for (const { ref, error } of found.failed) fail(ref, error);
    if (attempt === 0) stale.push(...found.stale);
    const plans = found.entries.flatMap(({ ref, ticket, projected, epoch }) => {
      const plan = planProjection(ref, ticket, projected, { shards: deps.counterShards, epoch });
      // After a crash between this change and its frames, the frames may be missing: report its queues again.
      if (!plan && ticket && projected?.revision === ticket.revision) note(ref.tenantId, ticket.queueIds);
      return plan ? [plan] : [];
    });
    // Together, except rejected ones, which are alone, so that no ticket affects its neighbours.
    const results = await transactPlans(deps, plans, alone);
    waiting = results.flatMap((result) => {
      const { plan, outcome } = result;
      if (outcome === 'done') note(plan.ref.tenantId, Object.keys(plan.counters));
      if (outcome === 'refused') alone.add(plan.ref);
      if (outcome === 'failed') fail(plan.ref, result.error);
      return outcome === 'failed' || (outcome === 'done' && plan.complete) ? [] : [plan.ref];
    });
    if (results.some(({ outcome }) => outcome !== 'done')) await deps.sleep(deps.random() * Math.min(5 * 2 ** attempt, 200));
  }
  return { moved: [...moved.values()], stale, failed };
};

/** The item to read is newer than any image. */
const age = (ref: TicketRef | undefined): number => (ref ? (ref.ticket?.revision ?? Number.POSITIVE_INFINITY) : 0);

/** One entry per ticket, the newest. */
const newest = (refs: readonly TicketRef[]): TicketRef[] => {
  const byTicket = new Map<string, TicketRef>();
  for (const ref of refs) {
    const key = `${ref.tenantId}#${ref.ticketId}`;
    if (age(ref) >= age(byTicket.get(key))) byTicket.set(key, ref);
  }
  return [...byTicket.values()];
};

interface Found {
  readonly entries: readonly {
    readonly ref: TicketRef;
    readonly ticket: Ticket | undefined;
    readonly projected: ReturnType<typeof parseProjected>;
    readonly epoch: number;
  }[];
  readonly stale: ProjectionOutcome['stale'];
}

/** One read for all; if it fails, one per key, so that a key that the table rejects affects no other. */
const readAll = async (
  deps: ProjectDeps,
  refs: readonly TicketRef[],
): Promise<Found & { readonly failed: readonly { readonly ref: TicketRef; readonly error: unknown }[] }> => {
  try {
    return { ...(await read(deps, refs)), failed: [] };
  } catch (error) {
    const [only] = refs;
    if (only && refs.length === 1) return { entries: [], stale: [], failed: [{ ref: only, error }] };
    const each = await Promise.all(refs.map((ref) => readAll(deps, [ref])));
    return { entries: each.flatMap(({ entries }) => entries), stale: each.flatMap((one) => one.stale), failed: each.flatMap((one) => one.failed) };
  }
};

const read = async ({ table }: ProjectDeps, refs: readonly TicketRef[]): Promise<Found> => {
  const tenants = [...new Set(refs.map(({ tenantId }) => tenantId))];
  const [items, tickets] = await Promise.all([
    table.get([...refs.map(({ tenantId, ticketId }) => projectedKeyOf(tenantId, ticketId)), ...tenants.map(tenantKey)], { consistent: true }),
    missing(table, refs),
  ]);
  const tenantItems = new Map(tenants.map((tenantId, index) => [tenantId, items[refs.length + index]]));
  const entries = refs.map((ref, index) => ({
    ref,
    ticket: ref.ticket ?? tickets.get(`${ref.tenantId}#${ref.ticketId}`),
    projected: parseProjected(items[index]),
    epoch: epochOf(tenantItems.get(ref.tenantId)),
  }));
  const stale = entries.flatMap(({ ref: { tenantId, ticketId }, ticket }) =>
    ticket && ticket.status !== 'closed' && ticket.generation < Number(tenantItems.get(tenantId)?.['queuesGeneration'] ?? 0) ? [{ tenantId, ticketId }] : [],
  );
  return { entries, stale };
};

/** Tickets that came without their image. */
const missing = async (table: Table, refs: readonly TicketRef[]): Promise<ReadonlyMap<string, Ticket>> => {
  const byTenant = Map.groupBy(
    refs.filter(({ ticket }) => !ticket),
    ({ tenantId }) => tenantId,
  );
  const loaded = await Promise.all(
    [...byTenant].map(async ([tenantId, some]) => {
      const tickets = await loadTickets(
        table,
        tenantId,
        some.map(({ ticketId }) => ticketId),
      );
      return tickets.flatMap((ticket): [string, Ticket][] => (ticket ? [[`${tenantId}#${ticket.id}`, ticket]] : []));
    }),
  );
  return new Map(loaded.flat());
};
