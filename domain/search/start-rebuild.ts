import type { Context } from '../context.ts';
import { commit } from '../idempotency/commit.ts';
import type { Table } from '../table/port.ts';
import { firstRebuildJob } from './rebuild.ts';

interface Deps {
  readonly table: Table;
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string }[]): Promise<void> };
  readonly bulkQueueUrl: string;
}

const QUEUED = { state: 'queued' } as const;

/**
 * Asks for a rebuild of the index. It is queued before the request's key is written: a repeated request after a crash between the
 * two begins the rebuild again, which does no harm. @throws Replayed, QueueUnavailable, TableUnavailable
 */
export const startRebuild = async (deps: Deps, context: Pick<Context, 'once'>): Promise<typeof QUEUED> => {
  await deps.queues.send(deps.bulkQueueUrl, [{ body: JSON.stringify(firstRebuildJob()) }]);
  if (context.once) await commit(deps.table, context, [], { status: 202, body: QUEUED });
  return QUEUED;
};
