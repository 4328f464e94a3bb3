import { tenantKey } from '../configuration/keys.ts';
import { threadPk } from '../conversations/kinds/thread.ts';
import { type CleanPosition, cleanStep } from '../support/queues/clean-up.ts';
import { epochOf } from '../support/queues/counters.ts';
import { type ProjectDeps, projectEach } from '../support/queues/project.ts';
import { queueIdsOf } from '../support/queues/queue-ids.ts';
import { closedTicketKey, parseTicketId } from '../support/threads/keys.ts';
import { loadTicket } from '../support/tickets/store.ts';
import type { Key, Table } from '../table/port.ts';
import type { Counted, Projection, Rebuild, Run } from './projection.ts';
import { giveUpFailed } from './rebuild/carry-owed.ts';
import { firstPosition, NOTHING, type WalkPosition, walkStep } from './rebuild/walk-step.ts';

interface Position extends WalkPosition {
  /** The epoch that the rebuild counts under. */
  readonly epoch: number;
  /** Stale rows and older epochs are deleted at the end; null before. */
  readonly clean: CleanPosition | null;
}

/**
 * Starts a new epoch with empty counters, and moves every ticket into it by the projector's own transaction. Live traffic counts in the new epoch
 * from its start. At the end, it deletes rows without a ticket and sends the complete counters to screens (`tell`).
 */
export const rebuildQueues =
  (deps: ProjectDeps, tell: (tenantId: string, queueIds: readonly string[]) => Promise<void>): Rebuild =>
  async (run, projection, given) => {
    const overtaken = { ...NOTHING, position: given, state: 'overtaken' } as const;
    if (given === null) {
      const first = await firstPosition(run);
      if (!first) return overtaken;
      return { ...NOTHING, state: 'more', position: { epoch: await nextEpoch(run.table, run.tenantId), ...first, clean: null } };
    }
    const { epoch, since, walk, clean } = given as Position;
    const [tenant] = await run.table.get([tenantKey(run.tenantId)], { consistent: true });
    if (!tenant || epochOf(tenant) !== epoch) return overtaken;
    if (clean) {
      const next = await cleanStep({ table: run.table, counterShards: deps.counterShards }, run.tenantId, epoch, clean);
      if (!next) await tell(run.tenantId, await queueIdsOf(run.table, run.tenantId));
      return { ...NOTHING, state: next ? 'more' : 'done', position: { epoch, since, walk, clean: next ?? clean } };
    }
    const step = await walkStep(run, { since, walk }, 'all', (ticketIds) => countAnew(deps, run, projection, ticketIds));
    const position = { epoch, ...step.position, clean: step.state === 'done' ? { queueId: null, shard: 0, after: null } : null };
    return { ...step, state: 'more', position };
  };

const nextEpoch = async (table: Table, tenantId: string): Promise<number> =>
  epochOf(await table.write({ op: 'update', key: tenantKey(tenantId), add: { projectionEpoch: 1 }, when: { exists: true } }));

/** A ticket that cannot be counted does not block the others. */
const countAnew = async (deps: ProjectDeps, run: Run, projection: Projection, ticketIds: readonly string[]): Promise<Counted> => {
  const { failed } = await projectEach(
    deps,
    ticketIds.map((ticketId) => ({ tenantId: run.tenantId, ticketId, anew: true })),
  );
  const letters = await Promise.all(failed.map(async ({ ticketId, error }) => ({ key: await keyOf(run.table, run.tenantId, ticketId), error })));
  const skipped = await giveUpFailed(run, projection, letters);
  return { visited: ticketIds.length, carried: ticketIds.length - skipped, skipped };
};

const keyOf = async (table: Table, tenantId: string, ticketId: string): Promise<Key> => {
  const ticket = await loadTicket(table, tenantId, ticketId).catch(() => undefined);
  const parsed = parseTicketId(ticketId);
  const sk = ticket?.status === 'closed' && parsed ? closedTicketKey(tenantId, parsed.threadId, parsed.firstNumber).sk : 'HEAD';
  return { pk: threadPk(tenantId, parsed?.threadId ?? ticketId), sk };
};
