import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSockets } from '../../../adapters/sockets/api-gateway.ts';
import { RequestSigner } from '../../../adapters/sockets/sign-request.ts';
import type { Sockets } from '../../../adapters/sockets/sockets.ts';
import { Throttled } from '../../../domain/realtime/sockets.ts';

/** What API Gateway's connections API does, as its documentation says: 200 empty, 410 for a connection that is gone. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let server: Server;
let endpoint: string;
let sockets: Sockets;
let asked: Asked[];
const connections = new Set<unknown>();
/** Null: never. */
let answer: () => number | null;

beforeEach(async () => {
  asked = [];
  connections.clear();
  answer = () => 200;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      const status = answer();
      if (status !== null) response.writeHead(status, { 'content-type': 'application/json' }).end(status === 200 ? '' : '{}');
    });
  });
  server.on('connection', (socket) => connections.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
  for (const [name, value] of Object.entries({
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_SESSION_TOKEN: '',
    SOCKETS_ENDPOINT: endpoint,
  })) {
    vi.stubEnv(name, value);
  }
  sockets = openSockets();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const lines = () => asked.map(({ method, path, body }) => `${method} ${decodeURIComponent(path)} ${body}`);

test('frames are posted to their connection, over a connection that is kept', async () => {
  expect(await sockets.post('a=1', '{"type":"queue"}')).toBe('sent');
  expect(await sockets.post('a=1', '{"n":"é"}')).toBe('sent');
  expect(lines()).toEqual(['POST /live/@connections/a=1 {"type":"queue"}', 'POST /live/@connections/a=1 {"n":"é"}']);
  expect(connections.size).toBe(1);
});

test('a connection that is gone is told, and closing it does nothing', async () => {
  answer = () => 410;
  expect(await sockets.post('a', '{}')).toBe('gone');
  await sockets.close('a');
  answer = () => 204;
  await sockets.close('b');
  expect(lines().at(-1)).toBe('DELETE /live/@connections/b ');
});

test('throttling and failures are tried once more, refusals are not', async () => {
  for (const status of [429, 500]) {
    answer = () => (asked.length % 2 ? status : 200);
    expect(await sockets.post('a', '{}')).toBe('sent');
  }
  answer = () => 429;
  await expect(sockets.post('a', '{}')).rejects.toBeInstanceOf(Throttled);
  answer = () => 503;
  await expect(sockets.post('a', '{}')).rejects.toMatchObject({ name: 'SocketsUnavailable', status: 503 });
  const before = asked.length;
  answer = () => 403;
  await expect(sockets.post('a', '{}')).rejects.toMatchObject({ status: 403 });
  await expect(sockets.close('a')).rejects.toMatchObject({ status: 403 });
  expect(asked.length - before).toBe(2);
});

test.each([413, 400])('a frame that is refused with %i is refused for good, at once', async (status) => {
  answer = () => status;
  expect(await sockets.post('a', '{}')).toBe('refused');
  expect(asked).toHaveLength(1);
  answer = () => 200;
  expect(await sockets.post('a', '{}')).toBe('sent');
});

test('an answer that never ends is given up in time, and not asked for again', async () => {
  server.removeAllListeners('request');
  let calls = 0;
  server.on('request', (_request, response) => {
    calls += 1;
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 100);
    response.on('close', () => clearInterval(drip));
  });
  await expect(sockets.post('a', '{}')).rejects.toMatchObject({ name: 'SocketsUnavailable', status: 0 });
  expect(calls).toBe(1);
});

test('silence and an unreachable gateway are errors', async () => {
  answer = () => null;
  await expect(sockets.post('a', '{}')).rejects.toMatchObject({ name: 'SocketsUnavailable', status: 0 });
  vi.stubEnv('SOCKETS_ENDPOINT', 'https://127.0.0.1:1/live');
  await expect(openSockets().post('a', '{}')).rejects.toMatchObject({ status: 0 });
});

test('without an endpoint nothing opens', () => {
  vi.stubEnv('SOCKETS_ENDPOINT', '');
  expect(() => openSockets()).toThrow('SOCKETS_ENDPOINT');
});

describe('signatures', () => {
  /** What AWS does with a request: it signs the headers that the request names, and compares. */
  const isSigned = ({ method, path, headers, body }: Asked): boolean => {
    const [, scope = '', names = '', signature] = /Credential=AKID\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(headers.authorization ?? '') ?? [];
    const [day = '', region = '', service = ''] = scope.split('/');
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
    const signedHeaders = names
      .split(';')
      .map((name) => `${name}:${String(headers[name]).trim()}\n`)
      .join('');
    const canonical = [method, encodeURIComponent(path).replaceAll('%2F', '/'), '', signedHeaders, names, hash(body)].join('\n');
    const key = hmac(hmac(hmac(hmac(`AWS4${SECRET}`, day), region), service), 'aws4_request');
    return signature === hmac(key, ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash(canonical)].join('\n')).toString('hex');
  };

  test('are those of AWS’s own client', async () => {
    const credentials = { accessKeyId: 'AKID', secretAccessKey: SECRET };
    const client = new ApiGatewayManagementApiClient({ endpoint, region: 'eu-central-1', credentials });
    await client.send(new PostToConnectionCommand({ ConnectionId: 'L0SM9cOFvHcCIhw=', Data: '{"é":1}' }));
    await sockets.post('L0SM9cOFvHcCIhw=', '{"é":1}');
    vi.stubEnv('AWS_SESSION_TOKEN', 'a/token+of==');
    await sockets.post('L0SM9cOFvHcCIhw=', '{"é":1}');
    await sockets.close('b');
    expect(asked.map(isSigned)).toEqual([true, true, true, true]);
    expect(asked[1]?.path).toBe(asked[0]?.path);
    expect(asked[2]?.headers['x-amz-security-token']).toBe('a/token+of==');
    expect(isSigned({ ...(asked[1] as Asked), body: 'other' })).toBe(false);
  });

  // "post-vanilla" of AWS's Signature Version 4 test suite.
  test('are those of AWS’s test suite', () => {
    const now = Date.parse('2015-08-30T12:36:00Z');
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET, sessionToken: '' };
    const signer = new RequestSigner('us-east-1', 'service');
    for (let turn = 0; turn < 2; turn += 1) {
      expect(signer.sign({ method: 'POST', host: 'example.amazonaws.com', path: '/', body: '', now }, credentials).authorization).toBe(
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
      );
    }
  });
});
