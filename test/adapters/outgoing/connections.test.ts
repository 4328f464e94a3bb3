import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectionsOf, isKept } from '../../../adapters/outgoing/connections.ts';
import { guardedFetch } from '../../../adapters/outgoing/guarded-fetch.ts';
import { parseAllowed } from '../../../adapters/outgoing/permission.ts';
import { until } from '../../harness/until.ts';

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

/** A receiver that counts connections and keeps what it got. */
const receiver = async (headers: Record<string, string> = {}) => {
  const sockets = new Set<Socket>();
  const got: { body: Buffer; headers: IncomingMessage['headers'] }[] = [];
  const server: Server = createServer((request, response) => {
    void bytesOf(request).then(
      (body) => {
        got.push({ body, headers: request.headers });
        response.writeHead(200, headers).end(String(got.length));
      },
      () => {},
    );
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetch = guardedFetch(parseAllowed(host));
  const post = (body: string | AsyncIterable<Uint8Array>, more: Record<string, string> = {}) =>
    fetch(`http://${host}/`, { method: 'POST', headers: more, body, timeoutMs: 5_000 });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { sockets, got, post, server };
};
const closing: (() => void)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const close of closing.splice(0)) close();
});

async function* pieces(count: number, size: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n += 1) yield Buffer.alloc(size, n % 256);
}

describe('connections of outgoing calls', () => {
  it('serve the next call to the same host', async () => {
    const { sockets, post } = await receiver();
    expect((await post('a')).body).toBe('1');
    expect((await post('b')).body).toBe('2');
    expect((await post('c')).body).toBe('3');
    expect(sockets.size).toBe(1);
  });

  it('are not kept where the server does not say that it keeps them', async () => {
    const { sockets, post } = await receiver({ connection: 'close' });
    await post('a');
    await post('b');
    expect(sockets.size).toBe(2);
  });

  it('that have waited for long are not used again, also when timers stood still meanwhile', async () => {
    const { sockets, post } = await receiver();
    await post('a');
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
    await post('b');
    expect(sockets.size).toBe(2);
  });

  it('that the server has closed in the meantime are not used again', async () => {
    const { sockets, post } = await receiver();
    await post('a');
    const [first] = sockets;
    const port = String(first?.localPort);
    first?.destroy();
    await until('this end knows it', () => !Object.keys(connectionsOf('http:').freeSockets).some((name) => name.includes(`:${port}:`)));
    expect((await post('b')).body).toBe('2');
    expect(sockets.size).toBe(2);
  });

  it.each([
    ['keep-alive', true],
    ['Keep-Alive', true],
    ['upgrade, keep-alive', true],
    ['close', false],
    ['not-keep-alive', false],
    [undefined, false],
  ])('Connection: %s is kept: %s', (connection, kept) => expect(isKept(connection)).toBe(kept));
});

describe('a body of pieces', () => {
  it('arrives whole, by its size or in chunks, and is never held as a whole', async () => {
    const { got, post } = await receiver();
    let open = 0;
    let most = 0;
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const piece of pieces(200, 64 * 1024)) {
        open += 1;
        most = Math.max(most, open);
        yield piece;
        open -= 1;
      }
    }
    const size = 200 * 64 * 1024;
    expect((await post(watched(), { 'content-length': String(size) })).status).toBe(200);
    expect((await post(pieces(3, 10))).status).toBe(200);
    expect(got.map(({ body, headers }) => [body.length, headers['content-length'], headers['transfer-encoding']])).toEqual([
      [size, String(size), undefined],
      [30, undefined, 'chunked'],
    ]);
    expect(most).toBe(1);
  });

  it('that breaks off sent certainly nothing', async () => {
    const { got, post, sockets } = await receiver();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(100_000);
      await Promise.resolve();
      throw new Error('the store is gone');
    }
    await expect(post(broken())).rejects.toMatchObject({ name: 'NoAnswer', code: 'BODY_BROKE_OFF', left: false });
    expect(got).toEqual([]);
    expect((await post('next')).body).toBe('1');
    expect(sockets.size).toBe(2);
  });

  it('is not read on when the server answers before its end', async () => {
    let closed = false;
    const server = createServer((request, response) => {
      request.once('data', () => response.writeHead(413).end('too much'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.alloc(64 * 1024);
      } finally {
        closed = true;
      }
    }
    const call = guardedFetch(parseAllowed(host));
    expect(await call(`http://${host}/`, { method: 'POST', headers: {}, body: endless(), timeoutMs: 5_000 })).toMatchObject({ status: 413 });
    await until('nothing is read any more', () => closed);
  });
});
