import { aiSettingsOf, answersRequests } from '../../../configuration/ai-settings.ts';
import { tenantKey } from '../../../configuration/keys.ts';
import type { Context } from '../../../context.ts';
import { Problem, type ProblemCode } from '../../../errors.ts';
import { answerKey, bindKey } from '../../../idempotency/parts.ts';
import { beginJob, type Job, type StoredJob } from '../../../jobs/job.ts';
import { settledWithin } from '../../../jobs/settled-within.ts';
import type { Table } from '../../../table/port.ts';
import { type KeptAnswer, presentAnswer } from '../../messages/ai-answer.ts';
import type { Wanted } from './question.ts';

/** The input of the consumer of the queue `analysis`; JSON. */
export interface AskedWork {
  readonly wanted: Wanted;
  readonly by: KeptAnswer['by'];
}

/** Of a failed job: the problem for the caller. */
export interface FailedWork {
  readonly code: Extract<ProblemCode, 'unavailable' | 'conflict' | 'not_found'>;
}

/** A message of the queue `analysis`. */
export interface AskedAi {
  readonly tenantId: string;
  /** The id of the job. */
  readonly ask: string;
  readonly correlationId: string;
}

export interface AskDeps {
  readonly table: Table;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly queues: {
    send(queueUrl: string, messages: readonly { readonly body: string; readonly groupId: string; readonly dedupeId: string }[]): Promise<void>;
  };
  readonly analysisQueueUrl: string;
  sleep(ms: number): Promise<void>;
  /** How long a request waits for its answer. */
  readonly withinMs: number;
}

export type Asked = { readonly state: 'answered'; readonly answer: Omit<KeptAnswer, 'of'> } | { readonly state: 'running'; readonly job: Job };

const RETRY_AFTER_SECONDS = 30;

/** @throws Problem conflict if the tenant has turned it off; TableUnavailable */
export const refuseUnlessOn = async (table: Table, tenantId: string): Promise<void> => {
  const [tenant] = await table.get([tenantKey(tenantId)], { consistent: true });
  if (!answersRequests(aiSettingsOf(tenant))) throw new Problem('conflict', 'AI is off. An admin can turn it on.', { extra: { current: 'off' } });
};

/**
 * Queues a request to the AI toolbox for the function that can reach it, and waits a moment for the answer. Repeating the same question returns the stored answer.
 * @throws Problem unavailable: the toolbox gave no answer, and nothing is stored; conflict; Replayed; QueueUnavailable, TableUnavailable
 */
export const askAi = async (deps: AskDeps, context: Context, wanted: Wanted): Promise<Asked> => {
  const { tenantId, actor, correlationId } = context;
  await bindKey(deps.table, context);
  const by = { type: actor.type, id: 'id' in actor ? actor.id : null };
  const id = deps.newId();
  const work: AskedWork = { wanted, by };
  const asked: AskedAi = { tenantId, ask: id, correlationId };
  const job = { id, kind: wanted.about, state: 'running' as const, done: 0, total: 1, by: `${by.type}:${by.id}`, work };
  // A message group of its own: it waits for other questions about the same ticket, never behind messages that wait while the toolbox is down.
  const message = { body: JSON.stringify(asked), groupId: `ask ${wanted.ticketId}`, dedupeId: id };
  const begun = await beginJob(deps, { tenantId }, job, () => deps.queues.send(deps.analysisQueueUrl, [message]));
  const settled = await settledWithin(deps, tenantId, id);
  if (settled?.state === 'failed') throw failureOf(settled);
  const answer = settled === null ? null : presentAnswer(settled.result as KeptAnswer);
  await answerKey(deps.table, context, answer ? { status: 200, body: answer } : { status: 202, body: begun });
  return answer ? { state: 'answered', answer } : { state: 'running', job: begun };
};

const failureOf = ({ work, error = '' }: StoredJob): Problem => {
  const { code } = work as FailedWork;
  return new Problem(code, error, code === 'unavailable' ? { retryAfter: RETRY_AFTER_SECONDS } : {});
};
