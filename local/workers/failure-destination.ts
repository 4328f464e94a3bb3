import { randomUUID } from 'node:crypto';
import { wake } from '../../adapters/embedded/wake.ts';
import type { QueueEngine } from '../../adapters/queues/embedded/engine.ts';

export interface Failure {
  readonly functionArn: string;
  readonly condition: 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';
  readonly attempts: number;
  /** The function's last error; null when it reported the records as failed without throwing. */
  readonly error: unknown;
}

/** Sends on-failure records to a queue, as Lambda does; `null` (no destination) drops them with a line in the log. */
export type GiveUp = (queue: string | null, failure: Failure, facts: Readonly<Record<string, unknown>>) => void;

/**
 * Lambda's on-failure record (docs.aws.amazon.com/lambda/latest/dg/with-kafka-on-failure.html and services-dynamodb-errors.html,
 * 2026-11); `responsePayload`, which only asynchronous invocations have on Lambda, is added to all, because it has the reason.
 */
export function giveUpTo(engine: QueueEngine): GiveUp {
  return (queue, { functionArn, condition, attempts, error }, facts) => {
    const record = {
      requestContext: { requestId: randomUUID(), functionArn: `${functionArn}:$LATEST`, condition, approximateInvokeCount: attempts },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: error === null ? null : 'Unhandled' },
      responsePayload: reasonOf(error),
      version: '1.0',
      timestamp: new Date().toISOString(),
      ...facts,
    };
    console.error(`parley: given up after ${attempts} tries (${condition}): ${record.responsePayload.errorType}: ${record.responsePayload.errorMessage}`);
    if (queue === null) return;
    engine.send([{ queue, body: JSON.stringify(record), ...(queue.endsWith('.fifo') ? { groupId: functionArn, dedupeId: randomUUID() } : {}) }], Date.now());
    wake(`queue:${queue}`);
  };
}

/** The record must fit into a queue, so long messages are cut. */
const MESSAGE_CHARACTERS = 2_000;

function reasonOf(error: unknown): { errorType: string; errorMessage: string } {
  if (error === null) return { errorType: 'BatchItemFailure', errorMessage: 'the function reported the records as failed' };
  const [errorType, message] = error instanceof Error ? [error.name, error.message] : ['Error', JSON.stringify(error) ?? ''];
  return { errorType, errorMessage: message.slice(0, MESSAGE_CHARACTERS).toWellFormed() };
}
