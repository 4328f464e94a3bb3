import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { beginJob, type Job } from '../../jobs/job.ts';
import { settledWithin } from '../../jobs/settled-within.ts';
import { findOrigin } from '../../origins/read-origin.ts';
import type { Table } from '../../table/port.ts';
import { deliveryError } from '../../vocabulary/delivery-error.ts';
import { type OriginTest, originTestOf } from './credential-check.ts';

/** A message of the queue `outbound`: the job of a test. */
export interface AskedTest {
  readonly tenantId: string;
  readonly originTest: string;
}

interface Deps {
  readonly table: Table;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly queues: {
    send(queueUrl: string, messages: readonly { readonly body: string; readonly groupId: string; readonly dedupeId: string }[]): Promise<void>;
  };
  readonly outboundQueueUrl: string;
  sleep(ms: number): Promise<void>;
  /** How long a request waits for the provider. */
  readonly withinMs: number;
  /** Whether this channel has a call that checks credentials. */
  readonly isChecked: (channel: string) => boolean;
}

const RETRY_AFTER_SECONDS = 30;

/**
 * Requests a check of an origin's credentials from the function that can reach the provider, and waits a moment for the result.
 * @throws Problem not_found; unavailable after an error of our own; QueueUnavailable, TableUnavailable
 */
export const askTest = async (deps: Deps, context: Context, originId: string): Promise<{ readonly test: OriginTest } | { readonly job: Job }> => {
  const { tenantId, actor } = context;
  const origin = await findOrigin(deps, tenantId, originId);
  const error = deliveryError('no_check', `No call checks credentials of ${origin.channel}: an event, or a reply, shows whether they are right.`);
  if (!deps.isChecked(origin.channel)) return { test: originTestOf({ state: 'not_checked', error }, deps.clock()) };
  const id = deps.newId();
  const asked: AskedTest = { tenantId, originTest: id };
  const by = `${actor.type}:${'id' in actor ? actor.id : ''}`;
  const job = { id, kind: 'origin-test', state: 'running' as const, done: 0, total: 1, by, work: { originId } };
  // A separate group, so that it never waits behind replies.
  const message = { body: JSON.stringify(asked), groupId: `test ${originId}`, dedupeId: id };
  const begun = await beginJob(deps, { tenantId }, job, () => deps.queues.send(deps.outboundQueueUrl, [message]));
  const settled = await settledWithin(deps, tenantId, id);
  if (settled === null) return { job: begun };
  if (settled.state === 'failed') throw new Problem('unavailable', settled.error ?? '', { retryAfter: RETRY_AFTER_SECONDS });
  return { test: settled.result as OriginTest };
};
