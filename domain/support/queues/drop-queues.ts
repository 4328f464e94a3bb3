import * as z from 'zod/mini';
import { partPk } from '../../configuration/keys.ts';
import { presentPk } from '../../configuration/old-layout.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Key, Table, Write } from '../../table/port.ts';
import { counterKey, rowPk } from './keys.ts';

/** Deletes rows and counters of deleted queues once no active ticket is in them any more. A job of the bulk queue. */
export const dropQueuesJobSchema = z.strictObject({
  job: z.literal('dropQueues'),
  tenantId: z.string().check(z.minLength(1)),
  queueIds: z.array(z.string()),
  /** How often it has waited for the projector. */
  waited: z.int().check(z.nonnegative()),
});
export type DropQueuesJob = z.infer<typeof dropQueuesJobSchema>;

export type DropStep =
  | { readonly state: 'more'; readonly job: DropQueuesJob; readonly delaySeconds: number }
  | { readonly state: 'done'; readonly dropped: readonly string[] };

/** Records, in the transaction of the deletion, that a clean-up is pending. */
const goneKey = (tenantId: string, queueId: string): Key => ({ pk: partPk(tenantId, 'policy'), sk: `GONE#${queueId}` });
export const goneWrite = (tenantId: string, queueId: string): Write => ({ op: 'put', item: { ...goneKey(tenantId, queueId) } });

/** Queues per job: its message must fit into a queue. */
const MOST_QUEUES = 1_000;

/** Null if no clean-up is pending. @throws TableUnavailable */
export const queuesToDrop = async (table: Table, tenantId: string): Promise<DropQueuesJob | null> => {
  const items = await everyItem(table, await presentPk(table, tenantId, 'GONE'), 'GONE#');
  return items.length > 0 ? { job: 'dropQueues', tenantId, queueIds: items.slice(0, MOST_QUEUES).map(({ sk }) => sk.slice(5)), waited: 0 } : null;
};

const WAITS = 20;
const WAIT_SECONDS = 5;
const PAGE = 100;

/**
 * A row is deleted together with its ticket's count, in the projector's transaction. While rows are left, counts may still change, and
 * deleting the counters would recreate them. Waits for that, but not forever. @throws TableUnavailable
 */
export const dropQueues = async (deps: { readonly table: Table; readonly counterShards: number }, job: DropQueuesJob): Promise<DropStep> => {
  const { tenantId } = job;
  const left: string[] = [];
  for (const queueId of job.queueIds) {
    if (job.waited < WAITS && (await hasRows(deps, tenantId, queueId))) left.push(queueId);
    else await drop(deps, tenantId, queueId);
  }
  if (left.length > 0) return { state: 'more', job: { ...job, queueIds: left, waited: job.waited + 1 }, delaySeconds: WAIT_SECONDS };
  return { state: 'done', dropped: job.queueIds };
};

type Deps = Parameters<typeof dropQueues>[0];
const shardsOf = ({ counterShards }: Deps): number[] => Array.from({ length: counterShards }, (_, shard) => shard);

const hasRows = async (deps: Deps, tenantId: string, queueId: string): Promise<boolean> => {
  const pages = await Promise.all(shardsOf(deps).map((shard) => deps.table.query({ pk: rowPk(tenantId, queueId, shard), limit: 1, consistent: true })));
  return pages.some(({ items }) => items.length > 0);
};

const drop = async (deps: Deps, tenantId: string, queueId: string): Promise<void> => {
  for (const shard of shardsOf(deps)) {
    for (;;) {
      const { items } = await deps.table.query({ pk: rowPk(tenantId, queueId, shard), limit: PAGE, consistent: true });
      if (items.length === 0) break;
      await deps.table.transact(items.map(({ pk, sk }) => ({ op: 'delete', key: { pk, sk } })));
    }
  }
  await deps.table.transact([
    ...shardsOf(deps).map((shard): Write => ({ op: 'delete', key: counterKey(tenantId, queueId, shard) })),
    { op: 'delete', key: { ...goneKey(tenantId, queueId), pk: await presentPk(deps.table, tenantId, 'GONE') } },
  ]);
};
