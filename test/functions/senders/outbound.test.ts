import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ActionRefused } from '../../../domain/delivery/run-action.ts';
import { TryAgain } from '../../../domain/delivery/sending.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({ outcomes: [] as unknown[] }));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      TABLE_NAME: 't',
      OBJECTS_BUCKET: 'o',
      AWS_REGION: 'eu-central-1',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
const next = async (): Promise<unknown> => {
  const outcome = hub.outcomes.shift();
  if (outcome instanceof Error) throw outcome;
  return outcome;
};
vi.mock('../../../domain/delivery/send-reply.ts', () => ({ sendReply: () => next() }));
vi.mock('../../../domain/delivery/run-action.ts', async (original) => ({ ...(await original<object>()), runAction: () => next() }));
const { handler } = await import('../../../functions/senders/outbound.ts');

let lines: Record<string, unknown>[];
const send = (outcomes: readonly unknown[], type = 'reply') => {
  hub.outcomes = [...outcomes];
  const records = outcomes.map((_, place) => ({
    messageId: `m${place}`,
    body: JSON.stringify({ type, tenantId: 't1', correlationId: `c${place}` }),
    attributes: { MessageGroupId: `g${place}`, ApproximateReceiveCount: '1' },
  }));
  return handler({ Records: records } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
};
beforeEach(() => {
  lines = written();
});
afterEach(() => vi.restoreAllMocks());

test('what came of each reply is counted and told with its correlation id; nothing to send counts as nothing', async () => {
  expect(await send(['sent', 'failed', 'unknown', 'sent', null])).toEqual({ batchItemFailures: [] });
  expect(countsIn(lines)).toEqual({ RepliesSent: 2, RepliesFailed: 1, RepliesUnknown: 1 });
  expect(lines.find(({ message }) => message === 'reply')).toMatchObject({ correlation_id: 'c0', tenantId: 't1', outcome: 'sent' });
});

test('a provider that says later is no error; what nobody foresaw is', async () => {
  expect(await send([new TryAgain('429', 5), new TypeError('"secret illness" is not a function')])).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }],
  });
  expect(countsIn(lines)).toEqual({ SendRetries: 2 });
  expect(lines.filter(({ message }) => message === 'not sent').map(({ level }) => level)).toEqual(['WARN', 'ERROR']);
  expect(JSON.stringify(lines)).not.toContain('illness');
});

test("a rule's call that may never go out is counted and forgotten", async () => {
  expect(await send([new ActionRefused('not public'), undefined], 'action')).toEqual({ batchItemFailures: [] });
  expect(countsIn(lines)).toEqual({ ActionsRefused: 1 });
});
