import { gzipSync } from 'node:zlib';
import type { CloudWatchLogsEvent, Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';

const edges = vi.hoisted(() => ({
  table: undefined as unknown,
  dsn: undefined as string | undefined,
  sent: [] as { fingerprint: string; isRegression: boolean }[],
  opened: [] as string[],
  fail: false,
  asked: [] as string[],
}));
vi.hoisted(() => {
  Object.assign(process.env, {
    POWERTOOLS_DEV: 'false',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    PARLEY_RELEASE: 'abc123',
    PARLEY_PROFILE: 'prod',
    ERROR_TRACKING_DSN_NAME: 'parley/prod/error-tracking-dsn',
  });
});
vi.mock('../../../adapters/table/dynamodb.ts', () => ({
  openTable: () => new Proxy({}, { get: (_, verb) => (edges.table as Record<string | symbol, unknown>)[verb] }),
}));
vi.mock('../../../adapters/secrets/secrets-manager.ts', () => ({
  openSecrets: () => ({
    get: async (name: string) => {
      edges.asked.push(name);
      return edges.dsn;
    },
  }),
}));
vi.mock('../../../adapters/error-tracking/sentry.ts', () => ({
  openSentry: (dsn: string) => {
    edges.opened.push(dsn);
    return {
      send: async (error: (typeof edges.sent)[number]) => {
        if (edges.fail) throw new Error('status 500');
        edges.sent.push(error);
      },
    };
  },
}));
const { handler } = await import('../../../functions/errors/collect.ts');
const { serviceOf } = await import('../../../functions/errors/log-lines.ts');

const logs = (messages: readonly object[], messageType = 'DATA_MESSAGE'): CloudWatchLogsEvent => {
  const data = {
    messageType,
    owner: '1',
    logGroup: 'parley-prod-consumers-MessagesLogs0F00BAA4-x1',
    logStream: 's',
    subscriptionFilters: ['f'],
    logEvents: messages.map((message, index) => ({ id: String(index), timestamp: Date.UTC(2026, 10, 21), message: JSON.stringify(message) })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } };
};
const line = (name: string, words = 'x'): object => ({
  level: 'ERROR',
  service: 'messages',
  message: 'event not applied',
  failure: { name, reason: `"${words}"`, frames: [] },
});

const written: Record<string, unknown>[] = [];
const collect = (event: CloudWatchLogsEvent) => handler(event, { awsRequestId: 'r' } as Context);
const counted = (name: string): unknown => written.find((entry) => name in entry)?.[name];

beforeEach(() => {
  Object.assign(edges, { table: memoryTable(), dsn: 'https://key@example.com/1', sent: [], opened: [], fail: false, asked: [] });
  written.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    for (const text of String(chunk).split('\n')) if (text.startsWith('{')) written.push(JSON.parse(text) as Record<string, unknown>);
    return true;
  });
  return () => vi.restoreAllMocks();
});

test('errors of a log are grouped, counted and forwarded; news first and ten at most', async () => {
  await collect(logs([line('Known')]));
  edges.sent = [];
  await collect(logs([line('Known'), ...Array.from({ length: 10 }, (_, n) => line(`New${String.fromCharCode(65 + n)}`)), { level: 'INFO', message: 'x' }]));
  expect(edges.sent).toHaveLength(10);
  expect(edges.sent).not.toContainEqual(expect.objectContaining({ name: 'Known' }));
  expect(edges.sent[0]).toMatchObject({ service: 'messages', release: 'abc123', environment: 'prod', isRegression: false });
  expect(edges.asked[0]).toBe('parley/prod/error-tracking-dsn');
  expect(edges.opened.length).toBeLessThanOrEqual(1);
  expect(written.filter((entry) => 'NewErrorGroups' in entry).map((entry) => entry['NewErrorGroups'])).toEqual([1, 10]);
});

test('a message without errors costs nothing', async () => {
  await collect(logs([{ level: 'INFO', message: 'x' }]));
  await collect(logs([line('Any')], 'CONTROL_MESSAGE'));
  expect(written).toEqual([]);
  expect(edges.asked).toEqual([]);
});

test('a tracker that does not take it changes nothing else, and is no error of its own', async () => {
  edges.fail = true;
  await collect(logs([line('Any')]));
  expect([counted('ErrorEvents'), counted('ErrorForwardsFailed')]).toEqual([1, 1]);
  expect(written.filter(({ level }) => level === 'ERROR')).toEqual([]);
});

test("neither the log nor the table nor the tracker gets a customer's words", async () => {
  await collect(logs([line('Any', 'my secret illness')]));
  const { items } = await (edges.table as ReturnType<typeof memoryTable>).scan();
  expect(items).toHaveLength(1);
  expect(JSON.stringify([written, items, edges.sent])).not.toContain('illness');
});

test('the log group names the function of a line that does not', () => {
  expect(serviceOf('parley-dev-api-WebhooksLogs0F00BAA4-Qx')).toBe('webhooks');
  expect(serviceOf('something else')).toBe('something else');
});
