import { type Table, TableRejected, TableUnavailable, TransactionRefused, type Write } from '../../table/port.ts';
import type { Status } from '../tickets/ticket.ts';
import { counterName } from './counters.ts';
import { counterKey } from './keys.ts';
import type { Plan } from './projected.ts';

export interface TransactDeps {
  readonly table: Table;
  readonly counterShards: number;
  readonly random: () => number;
  /** Items per transaction, at most 100; smaller transactions conflict less. */
  readonly transactionItems?: number;
}

export type Result =
  /** `refused`: a condition of its own items failed. `crowded`: a conflict on the shared counters. Both must be planned again. */
  { readonly plan: Plan; readonly outcome: 'done' | 'refused' | 'crowded' } | { readonly plan: Plan; readonly outcome: 'failed'; readonly error: unknown };

const DYNAMO_ITEMS = 100;

/**
 * Executes plans: those of one tenant packed into few transactions, those in `alone` by themselves. Tenants share no items and run in parallel.
 * An error is attributed to a plan only if the plan was alone.
 */
export const transactPlans = async (deps: TransactDeps, plans: readonly Plan[], alone: ReadonlySet<unknown>): Promise<Result[]> => {
  const byTenant = Map.groupBy(plans, ({ ref }) => ref.tenantId);
  const results = await Promise.all(
    [...byTenant.values()].map((own) => {
      const together = own.filter(({ ref }) => !alone.has(ref));
      const single = own.filter(({ ref }) => alone.has(ref)).map((plan) => [plan]);
      return inRounds(deps, [...packed(together, deps.transactionItems ?? DYNAMO_ITEMS), ...single]);
    }),
  );
  return results.flat();
};

/** Tickets share a transaction as long as their items and counters fit into it. */
const packed = (plans: readonly Plan[], room: number): Plan[][] => {
  const batches: { plans: Plan[]; writes: number; counters: Set<string> }[] = [];
  for (const plan of plans) {
    const wanted = Object.keys(plan.counters);
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

/** As many in parallel as a counter has shards, each with a shard of its own: on the same shard they would only conflict. */
const inRounds = async (deps: TransactDeps, batches: readonly (readonly Plan[])[]): Promise<Result[]> => {
  const { counterShards } = deps;
  const results: Result[] = [];
  const base = Math.floor(deps.random() * counterShards);
  for (let start = 0; start < batches.length; start += counterShards) {
    const round = batches.slice(start, start + counterShards);
    results.push(...(await Promise.all(round.map((batch, index) => execute(deps, batch, (base + index) % counterShards)))).flat());
  }
  return results;
};

/** Counters of a batch are added up, so that a queue costs one item however many tickets moved in it. Only the sum over shards matters. */
const counterWrites = (plans: readonly Plan[], shard: number): Write[] => {
  const sums = new Map<string, { key: ReturnType<typeof counterKey>; add: Record<string, number> }>();
  for (const { ref, counters, epoch } of plans) {
    for (const [queueId, deltas] of Object.entries(counters)) {
      const sum = sums.get(queueId) ?? { key: counterKey(ref.tenantId, queueId, shard), add: {} };
      for (const [status, delta] of Object.entries(deltas) as [Status, number][]) {
        const counter = counterName(status, epoch);
        sum.add[counter] = (sum.add[counter] ?? 0) + delta;
      }
      sums.set(queueId, sum);
    }
  }
  return [...sums.values()].flatMap(({ key, add }): Write[] => {
    const some = Object.fromEntries(Object.entries(add).filter(([, delta]) => delta !== 0));
    return Object.keys(some).length > 0 ? [{ op: 'update', key, add: some }] : [];
  });
};

/** After a failed condition, retries immediately without the rejected tickets; after another error, ticket by ticket. */
const execute = async (deps: TransactDeps, batch: readonly Plan[], shard: number): Promise<Result[]> => {
  if (batch.length === 0) return [];
  const writes = [...batch.flatMap((plan) => plan.writes), ...counterWrites(batch, shard)];
  try {
    const [only] = writes;
    // A single write suffices to record the revision: a transaction would cost double.
    if (only && writes.length === 1 && only.op !== 'check') await deps.table.write(only);
    else await deps.table.transact(writes);
    return batch.map((plan) => ({ plan, outcome: 'done' }));
  } catch (error) {
    if (error instanceof TransactionRefused) {
      const refused = ownersOf(
        batch,
        error.refusals.map(({ index }) => index),
      );
      if (refused.size === 0) return batch.map((plan) => ({ plan, outcome: 'crowded' }));
      const others = batch.filter((plan) => !refused.has(plan));
      return [...[...refused].map((plan): Result => ({ plan, outcome: 'refused' })), ...(await execute(deps, others, shard))];
    }
    if (batch.length === 1) return batch.map((plan) => ({ plan, outcome: 'failed', error }));
    const named = error instanceof TableRejected ? ownersOf(batch, error.indexes) : new Set<Plan>();
    if (named.size === 0) return oneByOne(deps, batch, shard);
    const others = batch.filter((plan) => !named.has(plan));
    return [...(await oneByOne(deps, [...named], shard)), ...(await execute(deps, others, shard))];
  }
};

/** Stops if the table is still unavailable, so that an outage costs two calls and not one per ticket. */
const oneByOne = async (deps: TransactDeps, batch: readonly Plan[], shard: number): Promise<Result[]> => {
  const results: Result[] = [];
  let away: Extract<Result, { outcome: 'failed' }> | undefined;
  for (const plan of batch) {
    const [result] = away ? [{ ...away, plan }] : await execute(deps, [plan], shard);
    if (!result) continue;
    results.push(result);
    if (result.outcome === 'failed' && result.error instanceof TableUnavailable) away = result;
  }
  return results;
};

/** The plans whose own items are at these indexes. */
const ownersOf = (batch: readonly Plan[], indexes: readonly number[]): Set<Plan> => {
  const wanted = new Set(indexes);
  let index = 0;
  const owners = new Set<Plan>();
  for (const plan of batch) {
    for (let own = 0; own < plan.writes.length; own += 1, index += 1) if (wanted.has(index)) owners.add(plan);
  }
  return owners;
};
