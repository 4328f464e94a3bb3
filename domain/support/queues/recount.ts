import { tenantKey } from '../../configuration/keys.ts';
import { STATUSES } from '../tickets/ticket.ts';
import { listQueues } from './commands.ts';
import { type Count, type CountDeps, countOn, newCount } from './count-tickets.ts';
import { type CounterDeps, type Counters, NO_TICKETS, readCounters } from './counters.ts';
import { tenantSince } from './every-ticket.ts';
import { seenIn } from './seen.ts';

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

/** The counters beside a finished count. Queues that were added or removed in the meantime are left out. @throws TableUnavailable */
export const compareCount = async (deps: RecountDeps, tenantId: string, count: Count): Promise<Recount> => {
  const queues = (await listQueues(deps, { tenantId })).filter(({ id }) => count.queues[id] !== undefined);
  const stored = await readCounters(
    deps,
    tenantId,
    queues.map(({ id }) => id),
  );
  const counters = (counts: readonly number[] = []): Counters =>
    Object.fromEntries(STATUSES.map((status, place) => [status, counts[place] ?? 0])) as unknown as Counters;
  return { queues: queues.map(({ id }) => ({ id, stored: stored.get(id) ?? NO_TICKETS, recounted: counters(count.queues[id]) })) };
};

/**
 * The stored counters and a recount of the tickets, by queue. Exact while nothing changes; under traffic the two are
 * read at different moments. Reads every ticket of the tenant, however long it takes. @throws TableUnavailable
 */
export const recount = async (deps: RecountDeps, tenantId: string): Promise<Recount> => {
  const { count } = await countOn(deps, tenantId, {
    given: await beginCount(deps, tenantId),
    seen: seenIn(),
    until: Number.POSITIVE_INFINITY,
  });
  return compareCount(deps, tenantId, count);
};
