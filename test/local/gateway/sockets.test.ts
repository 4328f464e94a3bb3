import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { holdSockets, openSockets } from '../../../adapters/sockets/embedded.ts';
import { closeServer } from '../../../local/gateway/http-server.ts';
import { refuse, SocketGateway } from '../../../local/gateway/sockets.ts';
import { until } from '../../harness/until.ts';
import { localFunction } from '../functions.ts';

interface SocketEvent {
  readonly headers: Record<string, string>;
  readonly queryStringParameters?: Record<string, string>;
  readonly body?: string;
  readonly requestContext: { routeKey: string; eventType: string; connectionId: string; disconnectStatusCode?: number };
}

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).reverse()) await close();
});

const serve = async (
  handler: (event: SocketEvent) => unknown,
  routes: Record<string, string> = { $connect: 'f', $default: 'f', $disconnect: 'f' },
  selector: string | null = 'action',
  pingMs?: number,
) => {
  const events: SocketEvent[] = [];
  const record = localFunction('f', (event: SocketEvent) => {
    events.push(event);
    return handler(event);
  });
  const gateway = new SocketGateway({ apiId: 'ws', stage: 'live', selector, routes }, new Map([['f', record]]), pingMs);
  const server = createServer();
  server.on('upgrade', (incoming, socket, head) => {
    if (incoming.url?.startsWith('/ws')) void gateway.upgrade(incoming, socket, head);
    else refuse(socket, 404);
  });
  vi.stubEnv('SOCKETS_ENDPOINT', 'laptop:ws');
  holdSockets('laptop:ws', gateway);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => closeServer(server, 10),
    () => gateway.close(200),
  );
  const port = (server.address() as AddressInfo).port;
  return { events, gateway, port, sockets: openSockets() };
};
const open = (port: number, path = '/ws?ticket=abc'): Promise<{ socket: WebSocket; frames: string[] }> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { 'X-Mixed': 'v' } });
    const frames: string[] = [];
    socket.on('message', (data: Buffer) => frames.push(data.toString()));
    socket.on('open', () => resolve({ socket, frames }));
    socket.on('error', reject);
    closing.push(() => socket.terminate());
  });

test('a connection lives from $connect over its frames to $disconnect', async () => {
  const { events, port } = await serve(() => ({ statusCode: 200 }));
  const { socket } = await open(port);
  socket.send('{"hello":"wörld"}');
  await until('the frame came', () => events.length === 2);
  socket.close(1000, 'bye');
  await until('the end came', () => events.length === 3);
  expect(events.map(({ requestContext: { routeKey, eventType } }) => [routeKey, eventType])).toEqual([
    ['$connect', 'CONNECT'],
    ['$default', 'MESSAGE'],
    ['$disconnect', 'DISCONNECT'],
  ]);
  expect(events[0]).toMatchObject({ queryStringParameters: { ticket: 'abc' }, headers: { 'X-Mixed': 'v' } });
  expect(events[1]?.body).toBe('{"hello":"wörld"}');
  expect(events[2]?.requestContext).toMatchObject({ disconnectStatusCode: 1000, disconnectReason: 'bye' });
  expect(new Set(events.map(({ requestContext }) => requestContext.connectionId)).size).toBe(1);
});

test.each([401, 403, 500])('a $connect that answers %i refuses the handshake', async (statusCode) => {
  const { port, events } = await serve(() => ({ statusCode }));
  await expect(open(port, '/ws')).rejects.toThrow(String(statusCode));
  expect(events).toHaveLength(1);
});

test('a $connect that throws is a 502, another path a 404', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { port } = await serve(() => {
    throw new Error('bug');
  });
  await expect(open(port)).rejects.toThrow('502');
  await expect(open(port, '/other')).rejects.toThrow('404');
});

test('functions of the process send and close; afterwards the connection is gone', async () => {
  const { events, port, sockets } = await serve(() => ({ statusCode: 200 }));
  const { socket, frames } = await open(port);
  const id = events[0]?.requestContext.connectionId ?? '';
  expect(await sockets.post(id, '{"ü":1}')).toBe('sent');
  await until('the frame is here', () => frames.length === 1);
  expect(frames).toEqual(['{"ü":1}']);
  // By bytes, as API Gateway counts.
  expect(await sockets.post(id, 'ü'.repeat(65_537))).toBe('refused');
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await sockets.close(id);
  await closed;
  await until('$disconnect ran', () => events.length === 2);
  expect(await sockets.post(id, '{}')).toBe('gone');
  await sockets.close(id);
});

test('a function in a process that holds no connections hears so', async () => {
  vi.stubEnv('SOCKETS_ENDPOINT', 'laptop:elsewhere');
  await expect(openSockets().post('c', '{}')).rejects.toThrow('laptop:elsewhere');
  vi.stubEnv('SOCKETS_ENDPOINT', '');
  expect(() => openSockets()).toThrow('SOCKETS_ENDPOINT');
});

test('frames over 128 KB end the connection', async () => {
  const { port } = await serve(() => ({ statusCode: 200 }));
  const { socket } = await open(port);
  const code = new Promise((resolve) => socket.on('close', resolve));
  socket.send('x'.repeat(131_073));
  expect(await code).toBe(1009);
});

test('the route is chosen by the frame where the API has routes to choose from', async () => {
  const { events, port } = await serve(() => ({ statusCode: 200 }), { $connect: 'f', $default: 'f', join: 'f' });
  const { socket } = await open(port);
  for (const frame of ['{"action":"join"}', '{"action":"none"}', 'no json', 'null']) socket.send(frame);
  await until('all frames came', () => events.length === 5);
  expect(
    events
      .slice(1)
      .map(({ requestContext }) => requestContext.routeKey)
      .sort(),
  ).toEqual(['$default', '$default', '$default', 'join']);
});

test('a frame that no route takes, or whose function fails, is answered with an error frame', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const nowhere = await serve(() => ({ statusCode: 200 }), { $connect: 'f' }, null);
  const first = await open(nowhere.port);
  first.socket.send('x');
  await until('it is refused', () => first.frames.length === 1);
  expect(first.frames[0]).toContain('Forbidden');
  const failing = await serve((event) => {
    if (event.requestContext.eventType === 'MESSAGE') throw new Error('bug');
    return { statusCode: 200 };
  });
  const second = await open(failing.port);
  second.socket.send('x');
  await until('it failed', () => second.frames.length === 1);
  expect(second.frames[0]).toContain('Internal server error');
});

test('a peer that answers no ping is found and let go', async () => {
  const { events, port } = await serve(() => ({ statusCode: 200 }), undefined, null, 30);
  const { socket } = await open(port);
  socket.pong = () => undefined;
  await until('it is gone', () => events.some(({ requestContext }) => requestContext.eventType === 'DISCONNECT'));
});

test('an API without $connect lets everybody in', async () => {
  const { port } = await serve(() => ({ statusCode: 200 }), { $default: 'f' });
  await expect(open(port)).resolves.toBeDefined();
});

test.each([
  [
    'a refused ticket',
    '/ws',
    { upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
    401,
  ],
  ['another path', '/other', { upgrade: 'websocket', connection: 'Upgrade' }, 404],
  ['no handshake', '/ws?ok', { upgrade: 'websocket', connection: 'Upgrade' }, 400],
])('%s is answered with the headers of every answer', async (_, path, headers, expected) => {
  const { port } = await serve((event) => ({ statusCode: event.queryStringParameters?.['ok'] === undefined ? 401 : 200 }));
  const answer = await new Promise<{ statusCode?: number | undefined; headers: Record<string, unknown> }>((resolve, reject) =>
    request({ host: '127.0.0.1', port, path, headers }, resolve).on('error', reject).end(),
  );
  expect(answer.statusCode).toBe(expected);
  expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
});
