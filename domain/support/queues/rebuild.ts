import * as z from 'zod/mini';
import { tenantKey } from '../../configuration/keys.ts';
import type { Context } from '../../context.ts';
import { threadPk } from '../../conversations/kinds/thread.ts';
import type { Addressed } from '../../dead-letters/dead-letter.ts';
import { letterOf } from '../../dead-letters/letter-of.ts';
import { failureKind } from '../../edge-errors.ts';
import { commit } from '../../idempotency/commit.ts';
import type { Item, Table, Write } from '../../table/port.ts';
import { closedTicketKey, parseTicketId } from '../threads/keys.ts';
import { loadTicket } from '../tickets/store.ts';
import { STATUSES } from '../tickets/ticket.ts';
import { listQueues } from './commands.ts';
import { counterName, epochOf } from './counters.ts';
import { allPartitions, tenantSince } from './every-ticket.ts';
import { counterKey, rowPk, ticketIdOfRow } from './keys.ts';
import { type ProjectDeps, projectEach } from './project.ts';
import { parseProjected, projectedKeyOf } from './projected.ts';
import { walkActivity, walkSchema } from './walk.ts';

/** Makes the rows and counters of a tenant's queues again from its tickets. A job of the bulk queue: one stretch of it. */
export const rebuildQueuesJobSchema = z.strictObject({
  job: z.literal('rebuildQueues'),
  tenantId: z.string().check(z.minLength(1)),
  /** The epoch that the rebuild counts under; null: it has yet to begin. */
  epoch: z.nullable(z.int().check(z.positive())),
  walk: z.nullable(walkSchema),
});
export type RebuildQueuesJob = z.infer<typeof rebuildQueuesJobSchema>;

export type RebuildQueuesStep =
  | { readonly state: 'more'; readonly job: RebuildQueuesJob; readonly delaySeconds: number }
  | { readonly state: 'done' | 'overtaken' };

export interface RebuildQueuesDeps extends ProjectDeps {
  readonly clock: () => number;
  /** Write shards of the activity index. */
  readonly shards: number;
  /** To the dead letters; without it what fails permanently fails the stretch. @throws when they could not be sent */
  readonly giveUp?: ((letters: readonly Addressed[]) => Promise<void>) | undefined;
}

const QUEUED = { state: 'queued' } as const;
const STRETCH_MS = 45_000;
const PAGE = 100;

interface StartDeps {
  readonly table: Table;
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string }[]): Promise<void> };
  readonly bulkQueueUrl: string;
}

/** Queued before the request's key is written: who asks again after a crash between the two starts again, which does no harm. @throws Replayed, QueueUnavailable, TableUnavailable */
export const startQueueRebuild = async (deps: StartDeps, context: Pick<Context, 'tenantId' | 'once'>): Promise<typeof QUEUED> => {
  const job: RebuildQueuesJob = { job: 'rebuildQueues', tenantId: context.tenantId, epoch: null, walk: null };
  await deps.queues.send(deps.bulkQueueUrl, [{ body: JSON.stringify(job) }]);
  if (context.once) await commit(deps.table, context, [], { status: 202, body: QUEUED });
  return QUEUED;
};

/**
 * Begins a new epoch, in which nothing is counted yet; then brings every ticket into it by the projector's own transaction, beside
 * live traffic, which counts under it from its beginning; at last takes away rows that no ticket answers for. Counters start at
 * nothing and are whole again at the end. @throws TableUnavailable; repeating a stretch is safe
 */
export const rebuildQueuesChunk = async (deps: RebuildQueuesDeps, given: RebuildQueuesJob, stretchMs = STRETCH_MS): Promise<RebuildQueuesStep> => {
  const { tenantId } = given;
  const [tenant] = await deps.table.get([tenantKey(tenantId)], { consistent: true });
  if (!tenant) return { state: 'overtaken' };
  if (given.epoch === null) return { state: 'more', job: { ...given, epoch: await nextEpoch(deps.table, tenantId) }, delaySeconds: 0 };
  const startedAt = given.walk?.startedAt ?? new Date(deps.clock()).toISOString();
  const step = await walkActivity(deps, given.walk, {
    partitions: allPartitions(tenantId, { shards: deps.shards, since: tenantSince(tenant), now: startedAt }),
    stretchMs,
    goOn: async () => epochOf((await deps.table.get([tenantKey(tenantId)], { consistent: true }))[0]) === given.epoch,
    async visit(ticketIds) {
      const { failed } = await projectEach(
        deps,
        ticketIds.map((ticketId) => ({ tenantId, ticketId, anew: true })),
      );
      const { giveUp } = deps;
      const fatal = failed.find(({ error }) => !giveUp || failureKind(error) === 'unavailable');
      if (fatal) throw fatal.error;
      // A ticket that can never be counted keeps no other from being counted.
      if (giveUp && failed.length > 0)
        await giveUp(await Promise.all(failed.map(({ ticketId, error }) => letterOfTicket(deps.table, tenantId, ticketId, error))));
    },
  });
  if (step.state === 'stopped') return { state: 'overtaken' };
  if (step.state === 'more') return { state: 'more', job: { ...given, walk: step.walk }, delaySeconds: step.delaySeconds };
  for (const { id } of await listQueues(deps, { tenantId })) await cleanUp(deps, tenantId, id, given.epoch);
  return { state: 'done' };
};

const letterOfTicket = async (table: Table, tenantId: string, ticketId: string, error: unknown): Promise<Addressed> => {
  const ticket = await loadTicket(table, tenantId, ticketId).catch(() => undefined);
  const parsed = parseTicketId(ticketId);
  const sk = ticket?.status === 'closed' && parsed ? closedTicketKey(tenantId, parsed.threadId, parsed.firstNumber).sk : 'HEAD';
  return letterOf({ name: 'queues' }, { pk: threadPk(tenantId, parsed?.threadId ?? ticketId), sk }, error);
};

const nextEpoch = async (table: Table, tenantId: string): Promise<number> =>
  epochOf(await table.write({ op: 'update', key: tenantKey(tenantId), add: { projectionEpoch: 1 }, when: { exists: true } }));

const cleanUp = async (deps: RebuildQueuesDeps, tenantId: string, queueId: string, epoch: number): Promise<void> => {
  for (let shard = 0; shard < deps.counterShards; shard += 1) {
    let after: Readonly<Record<string, string>> | null | undefined;
    do {
      const page = await deps.table.query({ pk: rowPk(tenantId, queueId, shard), limit: PAGE, consistent: true, ...(after ? { after } : {}) });
      await dropOrphans(deps.table, tenantId, queueId, shard, page.items);
      after = page.next;
    } while (after);
    await forgetEpochs(deps.table, tenantId, queueId, shard, epoch);
  }
};

/** A row is read before the note that answers for it: both were written in one transaction, so the note is no older than the row. */
const dropOrphans = async (table: Table, tenantId: string, queueId: string, shard: number, rows: readonly Item[]): Promise<void> => {
  const notes = await table.get(
    rows.map(({ sk }) => projectedKeyOf(tenantId, ticketIdOfRow(sk))),
    { consistent: true },
  );
  const orphans = rows.filter(({ sk }, place) => {
    const note = parseProjected(notes[place]);
    const order = sk.slice(0, sk.lastIndexOf('#'));
    return note?.shard !== shard || !note.queues[queueId]?.endsWith(`|${order}`);
  });
  if (orphans.length === 0) return;
  await table.transact(orphans.map(({ pk, sk, revision }): Write => ({ op: 'delete', key: { pk, sk }, when: { equals: { revision: revision as number } } })));
};

const forgetEpochs = async (table: Table, tenantId: string, queueId: string, shard: number, epoch: number): Promise<void> => {
  const key = counterKey(tenantId, queueId, shard);
  const [item] = await table.get([key]);
  const kept = new Set(STATUSES.map((status) => counterName(status, epoch)));
  const old = Object.keys(item ?? {}).filter((name) => name !== 'pk' && name !== 'sk' && !kept.has(name));
  if (old.length > 0) await table.write({ op: 'update', key, remove: old });
};
