import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSockets } from '../../../adapters/sockets/api-gateway.ts';
import type { Sockets } from '../../../adapters/sockets/sockets.ts';

/** What API Gateway's connections API does, as its documentation says: 200 empty, 410 for a connection that is gone. */
let server: Server;
let sockets: Sockets;
let asked: { line: string; body: string }[];
const connections = new Set<unknown>();
let answer: (line: string) => number | null;

beforeEach(async () => {
  asked = [];
  connections.clear();
  answer = () => 200;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const line = `${request.method} ${decodeURIComponent(request.url ?? '')}`;
      asked.push({ line, body });
      const status = answer(line);
      if (status !== null)
        response
          .writeHead(status, { 'content-type': 'application/json', ...(status === 410 ? { 'x-amzn-errortype': 'GoneException' } : {}) })
          .end(status === 200 ? '' : '{}');
    });
  });
  server.on('connection', (socket) => connections.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('SOCKETS_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`);
  sockets = openSockets();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('frames are posted to their connection, over a connection that is kept', async () => {
  expect(await sockets.post('a=1', '{"type":"queue"}')).toBe('sent');
  expect(await sockets.post('a=1', '{"n":2}')).toBe('sent');
  expect(asked).toEqual([
    { line: 'POST /live/@connections/a=1', body: '{"type":"queue"}' },
    { line: 'POST /live/@connections/a=1', body: '{"n":2}' },
  ]);
  expect(connections.size).toBe(1);
});

test('a connection that is gone is told, and closing it does nothing', async () => {
  answer = () => 410;
  expect(await sockets.post('a', '{}')).toBe('gone');
  await sockets.close('a');
  answer = () => 204;
  await sockets.close('b');
  expect(asked.at(-1)?.line).toBe('DELETE /live/@connections/b');
});

test('refusals and silence are errors', async () => {
  answer = () => 403;
  await expect(sockets.post('a', '{}')).rejects.toThrow();
  await expect(sockets.close('a')).rejects.toThrow();
  answer = () => null;
  await expect(sockets.post('a', '{}')).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('without an endpoint nothing opens', () => {
  vi.stubEnv('SOCKETS_ENDPOINT', '');
  expect(() => openSockets()).toThrow('SOCKETS_ENDPOINT');
});
