import { type IncomingHttpHeaders, IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { HttpRoute } from '../../../local/assembly/plan.ts';
import { planOf } from '../../../local/assembly/read.ts';
import { FunctionTimedOut, type LocalFunction } from '../../../local/functions/host.ts';
import { answerOf } from '../../../local/gateway/http-answer.ts';
import { clf, type HttpEvent, httpEvent } from '../../../local/gateway/http-event.ts';
import { closeServer, createGateway, type HttpGateway } from '../../../local/gateway/http-server.ts';
import { Router } from '../../../local/gateway/router.ts';
import { smallAssembly, without } from '../assembly/small.ts';
import { localFunction } from '../functions.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closing.splice(0)) await close();
});

const serve = async (
  handler: (event: HttpEvent) => unknown,
  more: Partial<HttpGateway> = {},
  routes: readonly string[] = ['ANY /v1/{id}', 'POST /webhooks/{channel}/{originId}'],
): Promise<number> => {
  const list = routes.map(
    (routeKey): HttpRoute => ({
      apiId: 'api',
      routeKey,
      method: routeKey.split(' ')[0] ?? '',
      path: routeKey.split(' ')[1] ?? '',
      functionName: 'f',
      timeoutMs: 200,
    }),
  );
  const server = createGateway({ router: new Router(list), functions: new Map([['f', localFunction('f', handler)]]), ...more });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => closeServer(server, 50));
  return (server.address() as AddressInfo).port;
};

/** A plain call: `fetch` would decide on headers itself. */
const call = (port: number, method: string, path: string, headers: Record<string, string | string[]> = {}, body?: Uint8Array | string) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
const echo = (event: HttpEvent): unknown => ({ statusCode: 200, body: JSON.stringify(event) });
const eventOf = async (port: number, ...rest: [string, string, Record<string, string | string[]>?, (Uint8Array | string)?]): Promise<HttpEvent> =>
  JSON.parse((await call(port, ...rest)).text) as HttpEvent;

test('an event is API Gateway’s, payload 2.0', async () => {
  const port = await serve(echo);
  const event = await eventOf(
    port,
    'POST',
    '/v1/a%20b?x=1&x=2&y=%C3%A4&z',
    { 'X-Thing': ['a', 'b'], cookie: 'one=1; two=2', 'user-agent': 'test', 'content-type': 'application/json' },
    '{"ä":1}',
  );
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'ANY /v1/{id}',
    rawPath: '/v1/a b',
    rawQueryString: 'x=1&x=2&y=%C3%A4&z',
    cookies: ['one=1', 'two=2'],
    queryStringParameters: { x: '1,2', y: 'ä', z: '' },
    pathParameters: { id: 'a b' },
    body: '{"ä":1}',
    isBase64Encoded: false,
    requestContext: {
      apiId: 'api',
      stage: '$default',
      routeKey: 'ANY /v1/{id}',
      http: { method: 'POST', path: '/v1/a b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
    },
  });
  expect(event.headers).toMatchObject({ 'x-thing': 'a, b', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' });
  expect(event.headers['cookie']).toBeUndefined();
  expect(event.requestContext['requestId']).toMatch(/^[0-9a-f-]{36}$/);
});

test('without query, cookies, body and parameters the event has none of those members', async () => {
  const port = await serve(echo, {}, ['GET /plain']);
  const event = await eventOf(port, 'GET', '/plain', { 'x-forwarded-for': '1.2.3.4' });
  for (const member of ['cookies', 'queryStringParameters', 'pathParameters', 'body']) expect(event).not.toHaveProperty(member);
  expect(event.headers['x-forwarded-for']).toBe('1.2.3.4, 127.0.0.1');
});

test.each([
  ['application/json', '{}', false],
  ['application/problem+json', '{}', false],
  ['text/plain; charset=utf-8', 'ä', false],
  ['application/xml', '<a/>', false],
  ['application/x-www-form-urlencoded', 'a=b', true],
  ['message/rfc822', 'Subject: x', true],
  ['image/png', 'png', true],
])('a body of type %s comes as it does on AWS', async (type, body, encoded) => {
  const port = await serve(echo);
  const event = await eventOf(port, 'POST', '/v1/x', { 'content-type': type }, body);
  expect(event.isBase64Encoded).toBe(encoded);
  expect(Buffer.from(event.body ?? '', encoded ? 'base64' : 'utf8').toString()).toBe(body);
});

test('bytes that are not the text they claim to be, or are compressed, arrive unharmed', async () => {
  const port = await serve(echo);
  const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
  const event = await eventOf(port, 'POST', '/v1/x', { 'content-type': 'application/json' }, bytes);
  expect(Buffer.from(event.body ?? '', 'base64')).toEqual(bytes);
  expect((await eventOf(port, 'POST', '/v1/x', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, '{}')).isBase64Encoded).toBe(true);
});

test.each([
  [
    { statusCode: 201, headers: { Location: '/x', 'X-N': 5, none: undefined }, body: 'made' },
    201,
    { location: '/x', 'x-n': '5', 'content-type': 'text/plain;charset=UTF-8' },
    'made',
  ],
  [
    { statusCode: 200, body: Buffer.from('ü').toString('base64'), isBase64Encoded: true, headers: { 'content-type': 'a/b' } },
    200,
    { 'content-type': 'a/b' },
    'ü',
  ],
  [{ statusCode: 200, cookies: ['a=1', 'b=2'], body: '' }, 200, { 'set-cookie': ['a=1', 'b=2'] }, ''],
  [{ hello: 'world' }, 200, { 'content-type': 'application/json' }, '{"hello":"world"}'],
  ['just text', 200, { 'content-type': 'application/json' }, 'just text'],
  [undefined, 200, {}, 'null'],
  [{ statusCode: '204' }, 204, {}, ''],
  [{ statusCode: 200, body: { not: 'text' } }, 500, {}, '{"message":"Internal Server Error"}'],
  [{ statusCode: 'x' }, 500, {}, '{"message":"Internal Server Error"}'],
])('the result %j is answered as API Gateway does', async (result, status, headers, text) => {
  const port = await serve(() => result);
  const answer = await call(port, 'GET', '/v1/x');
  expect(answer).toMatchObject({ status, headers, text });
  expect(answer.headers['apigw-requestid']).toBeDefined();
  expect(answerOf(result).status).toBe(status);
});

test('no route is a 404, and a HEAD has no body', async () => {
  const port = await serve(() => ({ statusCode: 200, body: 'x' }));
  expect(await call(port, 'GET', '/none')).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
  expect(await call(port, 'HEAD', '/v1/x')).toMatchObject({ status: 200, text: '', headers: { 'content-length': '1' } });
});

test('a body over the limit is a 413, declared or not', async () => {
  const port = await serve(echo, { maxBodyBytes: 1_000 });
  expect((await call(port, 'POST', '/v1/x', { 'content-type': 'text/plain' }, 'x'.repeat(1_000))).status).toBe(200);
  expect((await call(port, 'POST', '/v1/x', {}, 'x'.repeat(1_001))).status).toBe(413);
  expect((await call(port, 'POST', '/v1/x', { 'transfer-encoding': 'chunked' }, 'x'.repeat(5_000))).status).toBe(413);
});

test('a function that throws is a 500, one that takes too long a 503 to be tried again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const broken = await serve(() => {
    throw new Error('bug');
  });
  expect(await call(broken, 'GET', '/v1/x')).toMatchObject({ status: 500, text: '{"message":"Internal Server Error"}' });
  const slow = await serve(() => {
    throw new FunctionTimedOut('f', 1);
  });
  expect(await call(slow, 'GET', '/v1/x')).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
});

test('a result whose headers cannot be sent is a 500', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const port = await serve(() => ({ statusCode: 200, headers: { 'bad header': 'x' }, body: '' }));
  expect((await call(port, 'GET', '/v1/x')).status).toBe(500);
});

test('a request line or headers that nobody reads are a 431, and no HTTP at all a 400, as problems', async () => {
  const port = await serve(echo);
  const wide = await call(port, 'GET', `/v1/x?q=${'x'.repeat(20_000)}`);
  expect(wide).toMatchObject({ status: 431, headers: { 'content-type': 'application/problem+json' } });
  expect(JSON.parse(wide.text)).toMatchObject({ code: 'too_large', status: 431, errors: [] });
  const said = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('no request\r\n\r\n'));
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });
  expect(said).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(said).toContain('"code":"invalid_request"');
});

test('a caller that breaks off harms nobody', async () => {
  const port = await serve(echo);
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST /v1/x HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf', () => socket.destroy());
    });
    socket.on('close', () => resolve());
  });
  expect((await call(port, 'GET', '/v1/x')).status).toBe(200);
});

test('the laptop’s own paths come first where there are any', async () => {
  const port = await serve(echo, {
    own: (_, response, path) => {
      if (path !== '/_mine') return false;
      response.end('mine');
      return true;
    },
  });
  expect((await call(port, 'GET', '/_mine')).text).toBe('mine');
  expect((await call(port, 'GET', '/_other')).status).toBe(404);
});

test('a route taken out of its stack is a 404', async () => {
  const router = (stacks: Parameters<typeof planOf>[0]): Router => new Router(planOf(stacks).http);
  const functions = new Map<string, LocalFunction>([['app-Api', localFunction('app-Api', () => 'here')]]);
  expect((await call(await serve(echo, { router: router(smallAssembly()), functions }), 'GET', '/a/1')).text).toBe('here');
  expect((await call(await serve(echo, { router: router(without(smallAssembly(), 'RouteA')), functions }), 'GET', '/a/1')).status).toBe(404);
});

test.each([
  ['an IPv4 caller of a dual-stack socket', '::ffff:192.0.2.1', '192.0.2.1'],
  ['an IPv6 caller', '2001:db8::1', '2001:db8::1'],
  ['a caller that has gone already', undefined, ''],
])('%s is named as API Gateway would', (_, remoteAddress, sourceIp) => {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const incoming = Object.assign(new IncomingMessage(socket), { method: 'GET', headers: {}, httpVersion: '1.0' });
  const route: HttpRoute = { apiId: 'api', routeKey: 'GET /', method: 'GET', path: '/', functionName: 'f', timeoutMs: 200 };
  const event = httpEvent(incoming, '/', '', Buffer.alloc(0), { route, pathParameters: undefined }, 'id', 0);
  expect(event.headers['x-forwarded-for']).toBe(sourceIp);
  expect(event.requestContext).toMatchObject({ domainName: '', http: { sourceIp, protocol: 'HTTP/1.0', userAgent: '' } });
});

test('a header that Node keeps as a list is joined', async () => {
  const port = await serve(echo);
  expect((await eventOf(port, 'GET', '/v1/x', { 'set-cookie': ['a=1', 'b=2'] })).headers['set-cookie']).toBe('a=1,b=2');
});

test('time is written as in common logs', () => {
  expect(clf(Date.parse('2026-11-21T01:35:07.999Z'))).toBe('21/Nov/2026:01:35:07 +0000');
});

test("every response of the gateway, its own or a function's, has the common headers", async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const port = await serve(
    (event) => {
      if (event.rawPath === '/v1/throws') throw new Error('bug');
      if (event.rawPath === '/v1/strange') return { statusCode: 'x' };
      return { statusCode: 204 };
    },
    { maxBodyBytes: 10 },
  );
  const raw = (text: string): Promise<string> =>
    new Promise((resolve) => {
      let all = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (data) => (all += String(data)));
      socket.on('close', () => resolve(all));
    });
  const answers = [
    await call(port, 'GET', '/v1/fine'),
    await call(port, 'GET', '/nowhere'),
    await call(port, 'GET', '/v1/throws'),
    await call(port, 'GET', '/v1/strange'),
    await call(port, 'POST', '/v1/large', {}, 'x'.repeat(11)),
    await call(port, 'GET', '/v1/fine', { expect: 'the impossible' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([204, 404, 500, 500, 413, 417]);
  for (const { headers } of answers) expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  for (const text of [
    await raw('no request\r\n\r\n'),
    await raw(`GET /${'x'.repeat(40_000)} HTTP/1.1\r\n\r\n`),
    await raw('GET /v1/fine HTTP/1.1\r\nconnection: close\r\n\r\n'),
  ]) {
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d/);
    expect(text.toLowerCase()).toContain('x-content-type-options: nosniff\r\n');
    expect(text.toLowerCase()).toContain('referrer-policy: no-referrer\r\n');
  }
});
