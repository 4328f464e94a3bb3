import { tenantKey } from '../../configuration/keys.ts';
import { activePartitions, allPartitions, tenantSince } from '../../support/queues/every-ticket.ts';
import { type Walk, walkActivity } from '../../support/queues/walk.ts';
import type { Item } from '../../table/port.ts';
import type { Counted, Run, Step } from '../projection.ts';

/** The position of a rebuild that reads all tickets. */
export interface WalkPosition {
  /** ISO: no ticket of the tenant is older. */
  readonly since: string;
  readonly walk: Walk | null;
}

/** `active`: closed tickets are irrelevant to this projection. */
export type Which = 'active' | 'all';

export const NOTHING: Counted = { visited: 0, carried: 0, skipped: 0 };

/** Null: the tenant was deleted. @throws TableUnavailable */
export const firstPosition = async (run: Run): Promise<WalkPosition | null> => {
  const [tenant] = await run.table.get([tenantKey(run.tenantId)], { consistent: true });
  return tenant ? { since: tenantSince(tenant), walk: null } : null;
};

/** One page of tickets. `entries`: their entries in the activity index. @throws what `visit` throws, TableUnavailable */
export const walkStep = async (
  run: Run,
  { since, walk }: WalkPosition,
  which: Which,
  visit: (ticketIds: readonly string[], entries: readonly Item[]) => Promise<Counted>,
): Promise<Step & { readonly position: WalkPosition }> => {
  const { tenantId, shards, startedAt } = run;
  let counted = NOTHING;
  const step = await walkActivity(run, walk, {
    partitions: which === 'active' ? activePartitions(tenantId, shards) : allPartitions(tenantId, { shards, since, now: startedAt }),
    stretchMs: 0,
    goOn: async () => true,
    async visit(ticketIds, entries) {
      counted = await visit(ticketIds, entries);
    },
  });
  if (step.state !== 'more') return { ...counted, state: 'done', position: { since, walk } };
  return { ...counted, state: 'more', position: { since, walk: step.walk }, ...(step.delaySeconds > 0 ? { delaySeconds: step.delaySeconds } : {}) };
};
