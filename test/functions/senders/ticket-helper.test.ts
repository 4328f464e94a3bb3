import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({
  answers: [] as unknown[],
  signatures: [] as unknown[],
  sent: [] as { url: string; message: { body: string } }[],
  secret: undefined as string | undefined,
}));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      HELPER_QUEUE_URL: 'queue:helper.fifo',
      HELPER_DEAD_LETTER_QUEUE_URL: 'queue:dead.fifo',
      TICKET_HELPER_SERVICE_URL: 'https://helper.test',
      TICKET_HELPER_SECRET_NAME: 'helper',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
vi.mock('#queues', () => ({
  openQueues: () => ({
    send: async (url: string, messages: readonly QueueMessage[]) => void hub.sent.push(...messages.map((message) => ({ url, message }))),
    postpone: async () => undefined,
  }),
}));
vi.mock('#secrets', () => ({ openSecrets: () => ({ get: async () => hub.secret }) }));
vi.mock('../../../adapters/outgoing/guarded-fetch.ts', () => ({
  guardedFetch:
    () =>
    async (_url: string, { headers }: { headers: Record<string, string> }) => {
      hub.signatures.push(headers['x-parley-signature']);
      return hub.answers.shift();
    },
}));
const { handler } = await import('../../../functions/senders/ticket-helper.ts');

let lines: Record<string, unknown>[];
const run = (answer: unknown, ageMs = 0) => {
  hub.answers = [answer];
  const body = JSON.stringify({ tenantId: 't1', ticketId: 'k', event: { id: 'k.r1' } });
  const attributes = { MessageGroupId: 'k', ApproximateReceiveCount: '1', SentTimestamp: String(Date.now() - ageMs) };
  return handler({ Records: [{ messageId: 'm0', receiptHandle: 'r0', body, attributes }] } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
};
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
beforeEach(() => {
  lines = written();
  Object.assign(hub, { sent: [], signatures: [], secret: 'made' });
});
afterEach(() => vi.restoreAllMocks());

test('an event is told, signed with the secret that the deployment names', async () => {
  expect(await run({ status: 200 })).toEqual(failed());
  expect(countsIn(lines)).toEqual({ HelperTold: 1 });
  expect(hub.signatures).toEqual([expect.stringMatching(/^sha256=[0-9a-f]{64}$/)]);
});

test('a helper that is not well is told again', async () => {
  expect(await run({ status: 503 })).toEqual(failed('m0'));
  expect(countsIn(lines)).toEqual({ HelperRetries: 1 });
});

test('an event that it rejects is a dead letter with the reason', async () => {
  expect(await run({ status: 400 })).toEqual(failed());
  expect(countsIn(lines)).toEqual({ HelperRefused: 1 });
  expect(hub.sent).toMatchObject([{ url: 'queue:dead.fifo', message: { groupId: 'k', dedupeId: 'm0' } }]);
  expect(JSON.parse(hub.sent[0]?.message.body ?? '')).toMatchObject({ ticketId: 'k', reason: 'the helper answered 400' });
});

test.each([undefined, ''])('with the secret %j nothing leaves; after its time the event is a dead letter', async (secret) => {
  hub.secret = secret;
  expect(await run({ status: 200 })).toEqual(failed('m0'));
  expect(await run({ status: 200 }, 5 * 3_600_000)).toEqual(failed());
  expect([hub.signatures, hub.sent.length]).toEqual([[], 1]);
});
