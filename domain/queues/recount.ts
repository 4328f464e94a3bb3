import { tenantKey } from '../configuration/keys.ts';
import type { Status } from '../tickets/ticket.ts';
import { listQueues } from './commands.ts';
import { type CounterDeps, type Counters, NO_TICKETS, readCounters } from './counters.ts';
import { everyTicket, tenantSince } from './every-ticket.ts';

export interface RecountDeps extends CounterDeps {
  readonly clock: () => number;
  /** Write shards of the activity index (`ACTIVITY_SHARDS`). */
  readonly shards: number;
}

export interface Recount {
  readonly queues: readonly { readonly id: string; readonly stored: Counters; readonly recounted: Counters }[];
}

/**
 * What the counters say beside what the tickets themselves say, by queue. Exact while nothing changes; under traffic the two are
 * read at different moments. Reads every ticket of the tenant. @throws TableUnavailable
 */
export const recount = async (deps: RecountDeps, tenantId: string): Promise<Recount> => {
  const [queues, [tenant]] = await Promise.all([listQueues(deps, { tenantId }), deps.table.get([tenantKey(tenantId)])]);
  const now = new Date(deps.clock()).toISOString();
  const counted = new Map<string, Record<Status, number>>(queues.map(({ id }) => [id, { ...NO_TICKETS }]));
  for await (const tickets of everyTicket(deps.table, tenantId, {
    shards: deps.shards,
    since: tenantSince(tenant),
    now,
  })) {
    for (const { queueIds, status } of tickets) {
      for (const queueId of queueIds) {
        const counters = counted.get(queueId);
        if (counters) counters[status] += 1;
      }
    }
  }
  const stored = await readCounters(deps, tenantId, [...counted.keys()]);
  return { queues: queues.map(({ id }) => ({ id, stored: stored.get(id) ?? NO_TICKETS, recounted: counted.get(id) ?? NO_TICKETS })) };
};
