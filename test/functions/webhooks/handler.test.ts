import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { TopicUnavailable } from '../../../adapters/topics/topics.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { SAFE_HEADERS } from '../../../functions/safe-headers.ts';
import { observer } from '../../../functions/webhooks/observe.ts';
import { callOf } from '../../../functions/webhooks/request.ts';
import { fixture } from '../../channels/reading.ts';
import { edge, gatewayEvent, SECRET, signatures } from './edge.ts';

const engines = vi.hoisted(() => ({
  current: undefined as unknown as Record<'table' | 'secrets' | 'topics' | 'objects', Record<string, (...given: never[]) => unknown>>,
}));
// Then the logger writes to the console that tests listen to.
vi.hoisted(() => void (process.env['POWERTOOLS_DEV'] = 'true'));
/** An edge that hands every call to the test's engine of the moment. */
const through = vi.hoisted(
  () => (name: 'table' | 'secrets' | 'topics' | 'objects') => () =>
    new Proxy(
      {},
      {
        get: (_, method) =>
          // An edge is no promise: awaiting it must not call it.
          method === 'then' ? undefined : (...given: never[]) => engines.current[name][String(method)]?.(...given),
      },
    ),
);
vi.mock('#topics', () => ({ openTopics: through('topics') }));
vi.mock('#objects', () => ({ openObjects: through('objects') }));
vi.mock('../../../adapters/secrets/origin-secrets.ts', () => ({ openOriginSecrets: through('secrets') }));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: through('table') }));

const { handler } = await import('../../../functions/webhooks/handler.ts');
const context = { functionName: 'webhooks', awsRequestId: 'r' } as never;
const call = (...given: Parameters<typeof gatewayEvent>) =>
  (handler(gatewayEvent(...given), context) as Promise<{ statusCode: number; headers: Record<string, string>; body: string }>).then((answer) => {
    // Of every answer in this file.
    expect(answer.headers).toMatchObject(SAFE_HEADERS);
    return answer;
  });

let hub: Awaited<ReturnType<typeof edge>>;
const written = vi.spyOn(console, 'error').mockImplementation(() => undefined);
vi.spyOn(console, 'warn').mockImplementation(() => undefined);
vi.spyOn(console, 'log').mockImplementation(() => undefined);
afterAll(() => {
  vi.restoreAllMocks();
});

beforeEach(async () => {
  hub = await edge();
  engines.current = {
    table: hub.world.table as never,
    secrets: hub.world.deps.vault as never,
    topics: hub.deps.topics as never,
    objects: hub.deps.objects as never,
  };
  written.mockClear();
});

const connect = async () => {
  const { webhookPath } = await hub.connect('whatsapp');
  // Names of origins repeat from test to test, and the handler remembers: give each its own.
  const unique = `w-${Math.random().toString(36).slice(2)}`;
  for (const item of hub.world.table.all())
    if (item.pk.startsWith('DIR#origin#')) await hub.world.table.write({ op: 'put', item: { ...item, pk: `DIR#origin#${unique}` } });
  const [secret] = [...hub.world.deps.vault.kept.values()];
  hub.world.deps.vault.kept.set(`t1/origins/${unique}`, secret ?? '');
  return webhookPath.replace(/[^/]+$/, unique);
};

describe('the function', () => {
  it('accepts what is signed, base64 or not', async () => {
    const path = await connect();
    const body = fixture('whatsapp/batch.json');
    for (const base64 of [true, false]) {
      expect(await call(path, { body, base64, headers: signatures(SECRET, body) })).toMatchObject({
        statusCode: 200,
        body: 'EVENT_RECEIVED',
        headers: SAFE_HEADERS,
      });
    }
    expect(hub.records).toHaveLength(10);
  });

  it.each([
    ['the topic', () => ({ topics: { produce: () => Promise.reject(new TopicUnavailable(new Error('down'))) } })],
    ['the table', () => ({ table: { get: () => Promise.reject(new TableUnavailable(new Error('down'))) } })],
    ['the secrets', () => ({ secrets: { get: () => Promise.reject(new Error('down')) } })],
    ['the objects', () => ({ objects: { put: () => Promise.reject(new Error('down')) } })],
  ])('says 503 and when to come again while %s cannot be reached, and nothing is half-written', async (_, broken) => {
    const path = await connect();
    engines.current = { ...engines.current, ...(broken() as object) };
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [7, ...(JSON.parse(fixture('whatsapp/batch.json').toString()) as { entry: unknown[] }).entry],
    });
    const answer = await call(path, { body, headers: signatures(SECRET, body) });
    expect(answer).toMatchObject({ statusCode: 503, headers: { ...SAFE_HEADERS, 'content-type': 'application/problem+json', 'retry-after': '2' } });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'unavailable', status: 503 });
    expect(hub.records).toEqual([]);
    expect(written).toHaveBeenCalledOnce();
    expect(JSON.stringify(written.mock.calls)).toContain('webhook not stored');
    expect(JSON.stringify(written.mock.calls)).not.toContain('Does it come');
  });

  it('another shape of path is a 404', async () => {
    for (const path of ['/webhooks/whatsapp', '/webhooks/whatsapp/a/b', '/webhooks/whatsapp/%20']) expect((await call(path)).statusCode).toBe(404);
    expect((await call('/webhooks/whatsapp/x', { method: 'DELETE' })).statusCode).toBe(404);
  });
});

describe('the call that API Gateway hands over', () => {
  it('keeps the bytes that were signed', () => {
    const bytes = Buffer.from([0, 255, 10]);
    expect(callOf(gatewayEvent('/webhooks/mail/x', { body: bytes, base64: true }), 5)?.request).toMatchObject({
      method: 'POST',
      body: bytes,
      receivedAt: 5,
      query: {},
    });
    expect(callOf(gatewayEvent('/webhooks/mail/x', { body: 'è' }), 5)?.request.body).toEqual(Buffer.from('è'));
    expect(callOf({ ...gatewayEvent('/prod/webhooks/api/x', { method: 'GET', query: { a: 'b' } }), body: undefined }, 5)).toMatchObject({
      channel: 'api',
      originId: 'x',
      request: { body: Buffer.alloc(0), query: { a: 'b' } },
    });
  });

  it('has the address that the provider knows, behind a stage and a proxy too', () => {
    const event = { ...gatewayEvent('/prod/webhooks/twilio/x'), rawQueryString: 'bodySHA256=a%20b' };
    expect(callOf(event, 5, 'https://hub.example/base')?.request.url).toBe('https://hub.example/base/webhooks/twilio/x?bodySHA256=a%20b');
    expect(callOf(gatewayEvent('/webhooks/twilio/x'), 5, 'https://hub.example')?.request.url).toBe('https://hub.example/webhooks/twilio/x');
    expect(callOf(gatewayEvent('/webhooks/twilio/x'), 5)?.request).not.toHaveProperty('url');
  });
});

describe('what is written down', () => {
  const watch = () => {
    let now = 0;
    const counted: Record<string, number> = {};
    const lines: [string, unknown][] = [];
    const log = (level: string) => (_: unknown, facts?: unknown) => void lines.push([level, facts]);
    const observe = observer({
      logger: { info: log('info') as never, warn: log('warn') as never, error: log('error') as never },
      count: (name, value) => void (counted[name] = (counted[name] ?? 0) + value),
      clock: () => now,
    });
    return { observe, counted, lines, pass: (ms: number) => void (now += ms) };
  };
  const received = (counts: object) => ({
    result: {},
    outcome: 'accepted' as const,
    tenantId: 't',
    counts: { events: 0, unreadable: 0, unrouted: 0, ignored: 0, ...counts },
    reasons: [],
  });
  const made = callOf(gatewayEvent('/webhooks/api/x'), 0);
  if (!made) throw new Error('no call');

  it('accepted messages are counted at once the first time, so that one message in a quiet hour is seen, and then every few seconds', () => {
    const { observe, counted, lines, pass } = watch();
    observe.received(made, received({ events: 1 }));
    expect([counted, lines]).toEqual([{ MessagesAccepted: 1 }, []]);
    observe.received(made, received({ events: 3, ignored: 1 }));
    observe.received(made, received({ events: 2 }));
    expect([counted, lines]).toEqual([{ MessagesAccepted: 1 }, []]);
    pass(5000);
    observe.received(made, { result: {}, outcome: 'verified' });
    expect(counted).toEqual({ MessagesAccepted: 6, WebhookIgnored: 1 });
    pass(5000);
    observe.received(made, { result: {}, outcome: 'verified' });
    expect(counted).toEqual({ MessagesAccepted: 6, WebhookIgnored: 1 });
  });

  it('raw and rejected elements are counted and logged at once', () => {
    const { observe, counted, lines } = watch();
    observe.received(made, received({ unreadable: 2, unrouted: 1 }));
    observe.received(made, { result: {}, outcome: 'unsigned', tenantId: 't' });
    observe.failed(made, new Error('x', { cause: new TypeError('y') }));
    observe.failed(made, 'x');
    expect(counted).toEqual({ WebhookUnreadable: 2, WebhookUnrouted: 1, WebhookSignatureRejected: 1, WebhookUnavailable: 2 });
    expect(lines.map(([level]) => level)).toEqual(['warn', 'warn', 'error', 'error']);
    expect(lines[2]?.[1]).toMatchObject({ correlation_id: 'request-1', failure: { name: 'Error', reason: 'x', cause: 'TypeError' } });
  });
});
