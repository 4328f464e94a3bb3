import type { Context, SQSEvent } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({
  outcomes: [] as unknown[],
  sent: [] as { url: string; body: string }[],
  postponed: [] as number[],
  given: [] as unknown[],
}));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      TABLE_NAME: 't',
      OBJECTS_BUCKET: 'b',
      ANALYSIS_QUEUE_URL: 'queue:analysis.fifo',
      ANALYSIS_DEAD_LETTER_QUEUE_URL: 'queue:dead.fifo',
      AWS_REGION: 'eu-central-1',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
vi.mock('#queues', () => ({
  openQueues: () => ({
    send: async (url: string, messages: readonly QueueMessage[]) => void hub.sent.push(...messages.map(({ body }) => ({ url, body }))),
    postpone: async (_url: string, _receipts: readonly string[], ms: number) => void hub.postponed.push(ms),
  }),
}));
vi.mock('../../../domain/support/ai/analyse-message.ts', () => ({
  analyseMessage: async () => {
    const outcome = hub.outcomes.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  },
}));
vi.mock('../../../domain/support/ai/give-up-analysis.ts', () => ({ giveUpAnalysis: async (_: unknown, waiting: unknown) => void hub.given.push(waiting) }));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: () => memoryTable() }));
const { handler } = await import('../../../functions/senders/analysis.ts');

let lines: Record<string, unknown>[];
const run = (outcomes: readonly unknown[], ageMs = 0) => {
  hub.outcomes = [...outcomes];
  const records = outcomes.map((_, index) => ({
    messageId: `m${index}`,
    receiptHandle: `r${index}`,
    body: JSON.stringify({ tenantId: 't1', threadId: `th${index}`, number: 1, correlationId: `c${index}` }),
    attributes: { MessageGroupId: `g${index}`, ApproximateReceiveCount: '1', SentTimestamp: String(Date.now() - ageMs) },
  }));
  return handler({ Records: records } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
};
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
beforeEach(() => {
  lines = written();
  Object.assign(hub, { sent: [], postponed: [], given: [] });
});

test('the outcome of each message is counted; without an outcome nothing is', async () => {
  expect(await run(['suggested', 'replied', 'analysed', 'nothing'])).toEqual(failed());
  expect(countsIn(lines)).toEqual({ MessagesAnalysed: 3, SuggestionsMade: 1, AiRepliesSent: 1 });
});

test('a bad answer is a dead letter with its reason; a toolbox that is down is asked again later, and neighbours go on', async () => {
  const bad = { outcome: 'bad', reason: 'the answer is not JSON' };
  expect(await run([bad, { outcome: 'later', reason: 'HTTP 503', afterMs: 30_000 }, 'suggested'])).toEqual(failed('m1'));
  expect(hub.sent.map(({ url, body }) => [url, JSON.parse(body) as unknown])).toEqual([
    ['queue:dead.fifo', { tenantId: 't1', threadId: 'th0', number: 1, correlationId: 'c0', reason: bad.reason }],
  ]);
  expect(hub.given).toMatchObject([{ threadId: 'th0' }]);
  expect(hub.postponed[0]).toBeGreaterThanOrEqual(30_000);
  expect(countsIn(lines)).toMatchObject({ AnalysesFailed: 1, AnalysisRetries: 1, SuggestionsMade: 1 });
});

test('after an hour it is given up, whether the toolbox or we are to blame', async () => {
  expect(await run([{ outcome: 'later', reason: 'ETIMEOUT', afterMs: null }, new Error('odd')], 3_700_000)).toEqual(failed());
  expect(hub.sent.map(({ body }) => (JSON.parse(body) as { reason: string }).reason)).toEqual(['ETIMEOUT', 'errors in Parley itself']);
  expect(countsIn(lines)).toEqual({ AnalysesFailed: 2 });
});

test('an error that nobody foresaw is tried again', async () => {
  expect(await run([new Error('odd')])).toEqual(failed('m0'));
  expect(hub.sent).toEqual([]);
});
