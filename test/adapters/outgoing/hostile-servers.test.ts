import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedFetch } from '../../../adapters/outgoing/guarded-fetch.ts';
import { parseAllowed } from '../../../adapters/outgoing/permission.ts';
import { rawServer } from './raw-server.ts';

/** Milliseconds that a call waits for its status line here. */
const TIMEOUT = 400;

const says =
  (text: string | Buffer, end = true) =>
  (socket: Socket): void => {
    socket.write(text);
    if (end) socket.end();
  };
const body = (encoding: string, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${bytes.length}\r\n\r\n`), bytes]);
const forEver = (socket: Socket, first: string, piece: string): void => {
  socket.write(first);
  const timer = setInterval(() => socket.writable && socket.write(piece), 5);
  socket.on('close', () => clearInterval(timer));
};
const slowly = (socket: Socket, piece: string): void => {
  const timer = setInterval(() => socket.writable && socket.write(piece), TIMEOUT / 5);
  socket.on('close', () => clearInterval(timer));
};
const BOMB = gzipSync(Buffer.alloc(50_000_000));

const VALUES: Readonly<Record<string, [(socket: Socket) => void, { status: number; body?: string; retryAfter?: string | null }]>> = {
  'status 600': [says('HTTP/1.1 600 Odd\r\ncontent-length: 2\r\n\r\nno'), { status: 600, body: 'no' }],
  'status 999 without a reason': [says('HTTP/1.1 999\r\ncontent-length: 0\r\n\r\n'), { status: 999 }],
  'a reason that is no ASCII': [says('HTTP/1.1 200 \u00e9\u00e8\r\ncontent-length: 0\r\n\r\n'), { status: 200 }],
  'a 204 with a body': [says('HTTP/1.1 204 OK\r\ncontent-length: 2\r\n\r\nno'), { status: 204, body: '' }],
  'a 304': [says('HTTP/1.1 304 Not Modified\r\n\r\n'), { status: 304 }],
  'a 101 that nobody asked for': [says('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', false), { status: 101 }],
  'headers that are no headers elsewhere': [
    says('HTTP/1.1 200 OK\r\nx-a: \u00fc\u2603\r\nset-cookie: a\r\nset-cookie: b\r\nretry-after: 3\r\nretry-after: 9\r\ncontent-length: 0\r\n\r\n'),
    { status: 200, retryAfter: '3' },
  ],
  'a limit that says only when it ends': [
    says('HTTP/1.1 429 Slow\r\nx-rate-limit-reset: 1795511040\r\ncontent-length: 0\r\n\r\n'),
    { status: 429, retryAfter: new Date(1_795_511_040_000).toUTCString() },
  ],
  'a limit that ends at no time': [says('HTTP/1.1 429 Slow\r\nx-rate-limit-reset: soon\r\ncontent-length: 0\r\n\r\n'), { status: 429, retryAfter: null }],
  'the end of a limit that is not reached': [
    says('HTTP/1.1 200 OK\r\nx-rate-limit-reset: 1795511040\r\ncontent-length: 0\r\n\r\n'),
    { status: 200, retryAfter: null },
  ],
  'a body that breaks off': [says('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"id":'), { status: 200, body: '{"id":' }],
  'a chunk that is no chunk': [says('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'), { status: 200, body: '' }],
  'a body that does not end': [says('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"id":', false), { status: 200, body: '{"id":' }],
  'a body of drops': [(socket) => forEver(socket, 'HTTP/1.1 503 Busy\r\nretry-after: 7\r\n\r\n', '.'), { status: 503, retryAfter: '7' }],
  'a body without end, fast': [(socket) => forEver(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(200_000)), { status: 200 }],
  'gzip although identity was asked for': [says(body('gzip', gzipSync('{"id":"7"}'))), { status: 200, body: '{"id":"7"}' }],
  brotli: [says(body('BR', brotliCompressSync('{"id":"7"}'))), { status: 200, body: '{"id":"7"}' }],
  'gzip that is none': [says(body('gzip', Buffer.from('{"id":"7"}'))), { status: 200, body: '' }],
  'gzip that unpacks to 50 MB': [says(body('gzip', BOMB)), { status: 200, body: '' }],
  'an encoding that nobody knows': [says(body('zip', Buffer.from('x'))), { status: 200, body: '' }],
  'an interim answer before the final one': [says('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'), { status: 200 }],
};

const FAILURES: Readonly<Record<string, [(socket: Socket) => void, string]>> = {
  'no answer': [() => {}, 'ETIMEDOUT'],
  'a socket that closes': [(socket) => socket.end(), 'ECONNRESET'],
  'a socket that is reset': [(socket) => socket.resetAndDestroy(), 'ECONNRESET'],
  'no HTTP': [says('SSH-2.0-OpenSSH_9\r\n'), 'HPE_INVALID_CONSTANT'],
  'a status of two digits': [says('HTTP/1.1 99 Odd\r\n\r\n'), 'HPE_INVALID_STATUS'],
  'headers without end': [(socket) => forEver(socket, 'HTTP/1.1 200 OK\r\n', `x-a: ${'b'.repeat(1000)}\r\n`), 'HPE_HEADER_OVERFLOW'],
  'headers in drops': [(socket) => forEver(socket, 'HTTP/1.1 200 OK\r\nx-a: ', 'b'), 'ETIMEDOUT'],
  'a flood of interim answers': [says('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000), false), 'TOO_MANY_INTERIM_ANSWERS'],
  'a header name that is none': [says('HTTP/1.1 200 OK\r\nx-\u00fc: v\r\n\r\n'), 'HPE_INVALID_HEADER_TOKEN'],
  'interim answers for ever, slowly': [(socket) => slowly(socket, 'HTTP/1.1 102 Processing\r\n\r\n'), 'ETIMEDOUT'],
};

describe('any answer of any server is a value', () => {
  let server: Awaited<ReturnType<typeof rawServer>>;
  const unforeseen: unknown[] = [];
  const note = (error: unknown): void => void unforeseen.push(error);
  const paths = [...Object.entries(VALUES), ...Object.entries(FAILURES)].map(([name, [run]]) => [`/${encodeURIComponent(name)}`, run] as const);
  const call = (name: string) =>
    guardedFetch(parseAllowed(server.host))(`http://${server.host}/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: {},
      body: '{}',
      timeoutMs: TIMEOUT,
    });
  beforeAll(async () => {
    process.on('uncaughtExceptionMonitor', note);
    server = await rawServer(Object.fromEntries(paths));
  });
  afterAll(() => {
    server.close();
    process.off('uncaughtExceptionMonitor', note);
    expect(unforeseen).toEqual([]);
  });

  it.each(Object.keys(VALUES))('%s', async (name) => expect(await call(name)).toMatchObject(VALUES[name]?.[1] ?? {}));

  it.each(Object.keys(FAILURES))('%s ends as an error that says that the request may have left', async (name) => {
    await expect(call(name)).rejects.toMatchObject({ name: 'NoAnswer', code: FAILURES[name]?.[1], left: true });
  });

  it('a server that speaks no TLS got nothing of the request', async () => {
    const plain = await rawServer({});
    const fetch = guardedFetch(parseAllowed(plain.host));
    await expect(fetch(`https://${plain.host}/`, { method: 'POST', headers: {}, body: '{}', timeoutMs: TIMEOUT })).rejects.toMatchObject({ left: false });
    plain.close();
  });

  it('a request that Node refuses to write is an error, and nothing hangs', async () => {
    const call = guardedFetch(parseAllowed(server.host))(`http://${server.host}/`, { method: 'POST', headers: { 'x-a': '\n' }, body: '', timeoutMs: TIMEOUT });
    await expect(call).rejects.toMatchObject({ code: 'ERR_INVALID_CHAR' });
  });

  it('closes the connection of a server that goes on talking', async () => {
    let closed: Promise<unknown> | undefined;
    const talker = await rawServer({
      '/': (socket) => {
        closed = new Promise((resolve) => socket.once('close', resolve));
        forEver(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(100_000));
      },
    });
    await guardedFetch(parseAllowed(talker.host))(`http://${talker.host}/`, { method: 'POST', headers: {}, body: '', timeoutMs: TIMEOUT });
    await closed;
    talker.close();
  });
});
