import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ErrorNotTaken, type TrackedError } from '../../../adapters/error-tracking/error-tracker.ts';
import { envelopeOf, openSentry, parseDsn } from '../../../adapters/error-tracking/sentry.ts';
import { parseAuth, parseEnvelope } from './envelope-parser.ts';

/** A server that takes what the protocol allows and nothing else. */
let server: Server;
let origin: string;
let answer: { status: number; headers?: Record<string, string> };
const taken: { url: string; auth: Record<string, string>; envelope: ReturnType<typeof parseEnvelope> }[] = [];

const read = (method: string | undefined, url: string, headers: IncomingHttpHeaders, body: Buffer): void => {
  if (method !== 'POST' || headers['content-type'] !== 'application/x-sentry-envelope') throw new Error('not an envelope');
  taken.push({ url, auth: parseAuth(headers['x-sentry-auth'] as string | undefined), envelope: parseEnvelope(body) });
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      try {
        read(request.method, request.url ?? '', request.headers, Buffer.concat(chunks));
        response.writeHead(answer.status, answer.headers).end('{"id":"1"}');
      } catch (error) {
        response.writeHead(400).end(String(error));
      }
    });
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<unknown>((closed) => void server.close(closed)));
beforeEach(() => {
  taken.length = 0;
  answer = { status: 200 };
});

const error: TrackedError = {
  fingerprint: '0123456789abcdef',
  service: 'messages',
  name: 'TypeError',
  logged: 'event not applied',
  reason: 'größer\nals',
  frames: [
    { fn: 'appendAll', file: 'domain/conversations/log/append.ts', line: 90, column: 15, inApp: true },
    { fn: '', file: 'index.mjs', line: null, column: null, inApp: true },
    { fn: 'runRequest', file: 'node_modules/@middy/core/index.js', line: 191, column: 26, inApp: false },
  ],
  at: '2026-11-21T05:00:00.000Z',
  release: 'abc123',
  environment: 'prod',
  correlationId: 'c-1',
  isRegression: true,
};

test('an error arrives as one event, authenticated, grouped by our own fingerprint', async () => {
  await openSentry(`http://key1@${origin}/sub/42`).send(error);
  expect(taken).toHaveLength(1);
  const [{ url, auth, envelope } = { url: '', auth: {}, envelope: parseEnvelope(Buffer.from('{}\n')) }] = taken;
  expect(url).toBe('/sub/api/42/envelope/');
  expect(auth).toMatchObject({ sentry_key: 'key1' });
  const event = JSON.parse(String(envelope.items[0]?.payload)) as Record<string, unknown>;
  expect(event).toMatchObject({
    event_id: envelope.headers['event_id'],
    platform: 'node',
    level: 'error',
    release: 'abc123',
    environment: 'prod',
    fingerprint: ['0123456789abcdef'],
    tags: { service: 'messages', correlation_id: 'c-1', regression: 'true' },
    exception: { values: [{ type: 'TypeError', value: 'event not applied: größer\nals' }] },
  });
  const { frames } = (event['exception'] as { values: { stacktrace: { frames: { filename: string; function?: string }[] } }[] }).values[0]?.stacktrace ?? {
    frames: [],
  };
  expect(frames.map(({ filename }) => filename)).toEqual(['node_modules/@middy/core/index.js', 'index.mjs', 'domain/conversations/log/append.ts']);
  expect(frames[1]).toEqual({ filename: 'index.mjs', in_app: true });
});

test('an error without frames or correlation has none in the event either', () => {
  const { items } = parseEnvelope(Buffer.from(envelopeOf({ ...error, frames: [], correlationId: null, reason: '' }, 0)));
  const event = JSON.parse(String(items[0]?.payload)) as { tags: object; exception: { values: object[] } };
  expect(event.exception.values).toEqual([{ type: 'TypeError', value: 'event not applied' }]);
  expect(event.tags).not.toHaveProperty('correlation_id');
});

test('a tracker that asks for a pause gets no calls for that long', async () => {
  let now = 0;
  const tracker = openSentry(`http://key1@${origin}/42`, () => now);
  answer = { status: 429, headers: { 'retry-after': '30' } };
  await expect(tracker.send(error)).rejects.toThrow('status 429');
  await expect(tracker.send(error)).rejects.toThrow('left alone');
  expect(taken).toHaveLength(1);
  now = 30_000;
  answer = { status: 429 };
  await expect(tracker.send(error)).rejects.toThrow('status 429');
  now = 89_000;
  await expect(tracker.send(error)).rejects.toThrow('left alone');
  now = 90_000;
  answer = { status: 200 };
  await tracker.send(error);
  expect(taken).toHaveLength(3);
});

test('a redirect is not followed, and nobody there is no crash', async () => {
  answer = { status: 302, headers: { location: `http://${origin}/elsewhere` } };
  await expect(openSentry(`http://key1@${origin}/42`).send(error)).rejects.toBeInstanceOf(ErrorNotTaken);
  await expect(openSentry('http://key1@127.0.0.1:1/42').send(error)).rejects.toBeInstanceOf(ErrorNotTaken);
});

test.each(['https://o1.ingest.example.com/1', 'http://key@example.com/1', 'https://key@example.com/', 'https://key@example.com/x', 'nonsense', ''])(
  '%s is no DSN, and is not repeated',
  (dsn) => {
    expect(() => parseDsn(dsn)).toThrow('the DSN of the error tracker is not of the form https://{key}@{host}/{project}');
  },
);

test.each([
  '',
  '{}',
  '{}\n{"type":"event"}\n{}\n',
  '{}\n{"type":"event","length":9}\n{}\n',
  '{}\n{"type":"event","length":1}\n{}\n',
  ' {}\n',
  '{"x":1}\n',
  '{}\n{"length":0}\n\n',
  '[]\n',
])('the server refuses %j', (body) => {
  expect(() => parseEnvelope(Buffer.from(body))).toThrow();
});
