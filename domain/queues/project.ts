import { tenantKey } from '../configuration/keys.ts';
import { type Table, TableUnavailable, TransactionRefused, type Write } from '../table/port.ts';
import { loadTickets } from '../tickets/store.ts';
import type { Status, Ticket } from '../tickets/ticket.ts';
import { counterName, epochOf } from './counters.ts';
import { counterKey } from './keys.ts';
import { type Plan, parseProjected, planProjection, projectedKeyOf } from './projected.ts';
import type { TicketRef } from './touched.ts';

export interface ProjectDeps {
  readonly table: Table;
  /** Shards of rows and counters (`COUNTER_SHARDS`). May grow, never shrink: lists and counters read that many. */
  readonly counterShards: number;
  /** 0 ≤ n < 1, for jitter. */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Items of one transaction, at most 100; narrower ones conflict less. */
  readonly transactionItems?: number;
}

export interface ProjectionOutcome {
  /** Queues whose counters have moved, for live frames. After a repeated event also those that had moved already. */
  readonly moved: readonly { readonly tenantId: string; readonly queueId: string }[];
  /** Tickets that were evaluated under an older configuration; to be evaluated again (`reevaluate`). */
  readonly stale: readonly { readonly tenantId: string; readonly ticketId: string }[];
}

const ATTEMPTS = 12;

/**
 * Brings rows and counters to what the given tickets are now. Level-triggered: repeated, reordered, split or lost-and-replayed
 * events end the same, because what stands (`Q#`) is read first, only a newer revision replaces it, and all that belongs to a
 * ticket moves in one transaction. One read round trip, then one transaction a hundred items.
 * @throws TableUnavailable when it could not be finished; calling again is safe
 */
export const projectTickets = async (deps: ProjectDeps, refs: readonly TicketRef[]): Promise<ProjectionOutcome> => {
  const moved = new Map<string, { tenantId: string; queueId: string }>();
  const note = (tenantId: string, queueIds: readonly string[]): void => {
    for (const queueId of queueIds) moved.set(`${tenantId}#${queueId}`, { tenantId, queueId });
  };
  let waiting = newest(refs);
  const alone = new Set<TicketRef>();
  const stale: ProjectionOutcome['stale'][number][] = [];
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    if (attempt >= ATTEMPTS) throw new TableUnavailable(new Error(`${waiting.length} tickets are too busy to be projected`));
    const found = await read(deps, waiting);
    if (attempt === 0) stale.push(...found.stale);
    const plans = found.entries.flatMap(({ ref, ticket, projected, epoch }) => {
      const plan = planProjection(ref, ticket, projected, { shards: deps.counterShards, epoch });
      // A crash may have come between this very change and its frames: tell of its queues once more.
      if (!plan && ticket && projected?.revision === ticket.revision) note(ref.tenantId, ticket.queueIds);
      return plan ? [plan] : [];
    });
    // Together, but who was refused alone, so that no ticket holds up its neighbours.
    const results = await executeAll(deps, [
      ...packed(
        plans.filter(({ ref }) => !alone.has(ref)),
        deps.transactionItems ?? 100,
      ),
      ...plans.filter(({ ref }) => alone.has(ref)).map((plan) => [plan]),
    ]);
    waiting = results.flatMap(({ plan, outcome }) => {
      if (outcome === 'done') note(plan.ref.tenantId, Object.keys(plan.counters));
      if (outcome === 'refused') alone.add(plan.ref);
      return outcome === 'done' && plan.complete ? [] : [plan.ref];
    });
    if (results.some(({ outcome }) => outcome !== 'done')) await deps.sleep(deps.random() * Math.min(5 * 2 ** attempt, 200));
  }
  return { moved: [...moved.values()], stale };
};

/** What is to be read is newer than any image. */
const age = (ref: TicketRef | undefined): number => (ref ? (ref.ticket?.revision ?? Number.POSITIVE_INFINITY) : 0);

/** One entry a ticket, the newest. */
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

const read = async ({ table }: ProjectDeps, refs: readonly TicketRef[]): Promise<Found> => {
  const tenants = [...new Set(refs.map(({ tenantId }) => tenantId))];
  const [items, tickets] = await Promise.all([
    table.get([...refs.map(({ tenantId, ticketId }) => projectedKeyOf(tenantId, ticketId)), ...tenants.map(tenantKey)], { consistent: true }),
    missing(table, refs),
  ]);
  const tenantItems = new Map(tenants.map((tenantId, place) => [tenantId, items[refs.length + place]]));
  const entries = refs.map((ref, place) => ({
    ref,
    ticket: ref.ticket ?? tickets.get(`${ref.tenantId}#${ref.ticketId}`),
    projected: parseProjected(items[place]),
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

/** Tickets together as long as their items and the counters they share fit into one transaction. */
const packed = (plans: readonly Plan[], room: number): Plan[][] => {
  const batches: { plans: Plan[]; writes: number; counters: Set<string> }[] = [];
  for (const plan of plans) {
    const wanted = Object.keys(plan.counters).map((queueId) => `${plan.ref.tenantId}#${queueId}`);
    const last = batches.at(-1);
    const added = last ? wanted.filter((counter) => !last.counters.has(counter)).length : 0;
    if (last && last.writes + plan.writes.length + last.counters.size + added <= room) {
      last.plans.push(plan);
      last.writes += plan.writes.length;
      for (const counter of wanted) last.counters.add(counter);
    } else batches.push({ plans: [plan], writes: plan.writes.length, counters: new Set(wanted) });
  }
  return batches.map((batch) => batch.plans);
};

/** As many at once as there are shards of a counter, each with a shard of its own: side by side on one they would only refuse each other. */
const executeAll = async (deps: ProjectDeps, batches: readonly (readonly Plan[])[]): Promise<Result[]> => {
  const { counterShards } = deps;
  const results: Result[] = [];
  const base = Math.floor(deps.random() * counterShards);
  for (let start = 0; start < batches.length; start += counterShards) {
    const round = batches.slice(start, start + counterShards);
    results.push(...(await Promise.all(round.map((batch, place) => execute(deps, batch, (base + place) % counterShards)))).flat());
  }
  return results;
};

/** Counters of a batch are added up, so that a queue costs one item however many tickets moved in it. Only the sum over shards matters. */
const counterWrites = (plans: readonly Plan[], shard: number): Write[] => {
  const sums = new Map<string, { key: ReturnType<typeof counterKey>; add: Record<string, number> }>();
  for (const { ref, counters, epoch } of plans) {
    for (const [queueId, deltas] of Object.entries(counters)) {
      const name = `${ref.tenantId}#${queueId}`;
      const sum = sums.get(name) ?? { key: counterKey(ref.tenantId, queueId, shard), add: {} };
      for (const [status, delta] of Object.entries(deltas) as [Status, number][]) {
        const counter = counterName(status, epoch);
        sum.add[counter] = (sum.add[counter] ?? 0) + delta;
      }
      sums.set(name, sum);
    }
  }
  return [...sums.values()].flatMap(({ key, add }): Write[] => {
    const some = Object.fromEntries(Object.entries(add).filter(([, delta]) => delta !== 0));
    return Object.keys(some).length > 0 ? [{ op: 'update', key, add: some }] : [];
  });
};

interface Result {
  readonly plan: Plan;
  /** `refused` by its own items, `crowded` by the counters that all share. */
  readonly outcome: 'done' | 'refused' | 'crowded';
}

/** A refused transaction is tried at once without the tickets that were refused. */
const execute = async (deps: ProjectDeps, batch: readonly Plan[], shard: number): Promise<Result[]> => {
  if (batch.length === 0) return [];
  const writes = [...batch.flatMap((plan) => plan.writes), ...counterWrites(batch, shard)];
  try {
    const [only] = writes;
    // Nothing but the note that a revision was seen: no transaction is needed, which would cost double.
    if (only && writes.length === 1 && only.op !== 'check') await deps.table.write(only);
    else await deps.table.transact(writes);
    return batch.map((plan) => ({ plan, outcome: 'done' }));
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    const refused = refusedPlans(batch, error);
    if (refused.size === 0) return batch.map((plan) => ({ plan, outcome: 'crowded' }));
    const others = batch.filter((plan) => !refused.has(plan));
    return [...[...refused].map((plan): Result => ({ plan, outcome: 'refused' })), ...(await execute(deps, others, shard))];
  }
};

/** Whose own items stood in the way. */
const refusedPlans = (batch: readonly Plan[], error: TransactionRefused): Set<Plan> => {
  const places = new Set(error.refusals.map(({ index }) => index));
  let place = 0;
  const refused = new Set<Plan>();
  for (const plan of batch) {
    for (let own = 0; own < plan.writes.length; own += 1, place += 1) if (places.has(place)) refused.add(plan);
  }
  return refused;
};
