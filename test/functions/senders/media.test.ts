import type { Context, SQSEvent } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import type { PreviewOutcome } from '../../../domain/chat/previews/fetch-preview.ts';
import type { FetchMediaDeps, FetchOutcome } from '../../../domain/outbound/media/fetch-media.ts';
import { RetryLater } from '../../../domain/outbound/retry-later.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({
  outcomes: [] as unknown[],
  sent: [] as { url: string; body: string }[],
  postponed: [] as number[],
  settled: [] as unknown[],
  noted: 'noted',
  deps: undefined as unknown,
  secrets: {} as Record<string, string>,
  locatedWith: [] as unknown[],
  previewed: [] as unknown[],
}));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      TABLE_NAME: 't',
      OBJECTS_BUCKET: 'b',
      MEDIA_QUEUE_URL: 'queue:media.fifo',
      MEDIA_DEAD_LETTER_QUEUE_URL: 'queue:dead.fifo',
      ORIGIN_SECRETS_PREFIX: 'parley/',
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
vi.mock('../../../domain/outbound/media/fetch-media.ts', () => ({
  fetchMedia: async (deps: unknown) => {
    hub.deps = deps;
    const outcome = hub.outcomes.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  },
}));
vi.mock('../../../domain/chat/previews/fetch-preview.ts', () => ({
  fetchPreview: async (_: unknown, entry: unknown) => {
    hub.previewed.push(entry);
    const outcome = hub.outcomes.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  },
}));
vi.mock('../../../domain/outbound/media/settle-media.ts', () => ({
  settleMedia: async (_: unknown, entry: unknown, kept: unknown) => {
    hub.settled.push([entry, kept]);
    return hub.noted;
  },
}));
vi.mock('../../../adapters/secrets/origin-secrets.ts', () => ({ openOriginSecrets: () => ({ get: async (name: string) => hub.secrets[name] }) }));
vi.mock('../../../channels/telegram/incoming-media.ts', () => ({
  incomingMedia: {
    locate: async (...given: unknown[]) => {
      hub.locatedWith = given;
      return { failed: 'gone' };
    },
  },
}));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: () => memoryTable() }));
const { handler } = await import('../../../functions/senders/media.ts');

let lines: Record<string, unknown>[];
const run = (outcomes: readonly (FetchOutcome | PreviewOutcome | Error)[], ageMs = 0, preview?: object) => {
  hub.outcomes = [...outcomes];
  const records = outcomes.map((_, index) => ({
    messageId: `m${index}`,
    receiptHandle: `r${index}`,
    body: JSON.stringify(preview ?? { tenantId: 't1', threadId: `th${index}`, number: 1, source: 's', correlationId: `c${index}` }),
    attributes: { MessageGroupId: `g${index}`, ApproximateReceiveCount: '1', SentTimestamp: String(Date.now() - ageMs) },
  }));
  return handler({ Records: records } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
};
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
beforeEach(() => {
  lines = written();
  Object.assign(hub, { previewed: [], sent: [], postponed: [], settled: [], noted: 'noted', secrets: {} });
});

test('what became of each file is counted, and a bad one stops none of its neighbours', async () => {
  const outcomes: (FetchOutcome | Error)[] = [
    { outcome: 'kept' },
    new RetryLater('busy', 9_000),
    { outcome: 'failed', reason: 'gone' },
    { outcome: 'nothing' },
  ];
  expect(await run([...outcomes, { outcome: 'kept' }])).toEqual(failed('m1'));
  expect(countsIn(lines)).toEqual({ MediaKept: 2, MediaRetries: 1, MediaFailed: 1 });
  expect(hub.postponed[0]).toBe(9_000);
  expect(hub.sent).toEqual([]);
});

test('a file that could not be had for hours is a dead letter with its reason', async () => {
  expect(await run([{ outcome: 'exhausted', reason: 'the provider answered 503' }])).toEqual(failed());
  expect(hub.sent.map(({ url, body }) => [url, JSON.parse(body) as unknown])).toEqual([
    ['queue:dead.fifo', { tenantId: 't1', threadId: 'th0', number: 1, source: 's', correlationId: 'c0', reason: 'the provider answered 503' }],
  ]);
  expect(countsIn(lines)).toEqual({ MediaFailed: 1 });
});

test('an error of our own is tried again, and after hours the message shows it', async () => {
  expect(await run([new Error('odd')])).toEqual(failed('m0'));
  expect(hub.settled).toEqual([]);
  expect(await run([new Error('odd')], 241 * 60_000)).toEqual(failed());
  expect(hub.settled).toMatchObject([[{ threadId: 'th0' }, { failed: 'internal' }]]);
  expect(hub.sent.map(({ body }) => (JSON.parse(body) as { reason: string }).reason)).toEqual(['errors in Parley itself']);
  hub.noted = 'gone';
  expect(await run([new Error('odd')], 241 * 60_000)).toEqual(failed());
  expect(countsIn(lines)['MediaFailed']).toBe(1);
});

test('a file is found through its channel with the credentials of its origin', async () => {
  await run([{ outcome: 'nothing' }]);
  const { locate, download } = hub.deps as FetchMediaDeps;
  const origin = (channel: 'telegram' | 'facebook') => ({ id: 'o1', channel });
  expect(await locate('t1', origin('facebook'), { url: 'https://a.example/1', mediaId: null })).toEqual({ url: 'https://a.example/1', headers: {} });
  expect(await locate('t1', origin('telegram'), { url: null, mediaId: '7' })).toEqual({ failed: 'disconnected' });
  hub.secrets['t1/origins/o1'] = JSON.stringify({ current: { botToken: 'x' }, previous: [] });
  expect(await locate('t1', origin('telegram'), { url: null, mediaId: '7' })).toEqual({ failed: 'gone' });
  expect(hub.locatedWith).toMatchObject([{ mediaId: '7' }, { botToken: 'x' }, { baseUrl: 'https://api.telegram.org' }]);
  await expect(download({ url: 'https://10.0.0.1/', headers: {} }, async () => 1)).rejects.toMatchObject({ code: 'OUTGOING_REFUSED' });
});

const PREVIEW = { kind: 'preview', tenantId: 't1', conversationId: 'g.1', number: 1, link: 'l', correlationId: 'g.1.1' };

test('links of chats get previews beside the files, and each outcome is counted', async () => {
  const outcomes: PreviewOutcome[] = ['shown', 'nothing', 'off', 'none', 'limited'];
  expect(await run(outcomes, 0, PREVIEW)).toEqual(failed());
  expect(hub.previewed).toEqual(outcomes.map(() => PREVIEW));
  expect(countsIn(lines)).toEqual({ PreviewsShown: 1, PreviewsMissing: 2 });
  expect(hub.sent).toEqual([]);
});

test('a preview that our own errors hold is tried again, and is a dead letter after hours', async () => {
  expect(await run([new Error('odd')], 0, PREVIEW)).toEqual(failed('m0'));
  expect(await run([new Error('odd')], 241 * 60_000, PREVIEW)).toEqual(failed());
  expect(hub.sent.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ ...PREVIEW, reason: 'errors in Parley itself' }]);
  expect(hub.settled).toEqual([]);
});
