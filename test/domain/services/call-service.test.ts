import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { openBreaker } from '../../../domain/services/breaker.ts';
import { callService } from '../../../domain/services/call-service.ts';
import type { Service, ServicePost } from '../../../domain/services/service.ts';

const world = (answer: () => Awaited<ReturnType<ServicePost>>, secret: () => Promise<string> = async () => 's') => {
  let now = 1_000_000;
  const calls: { url: string; headers: Readonly<Record<string, string>>; body: string }[] = [];
  const clock = (): number => now;
  const post: ServicePost = async (url, headers, body) => (calls.push({ url, headers, body }), answer());
  const service: Service = { url: 'https://service.test//', secret, post, breaker: openBreaker(clock), clock };
  return { calls, call: () => callService(service, '/v1/x', { a: 1 }), pass: (ms: number) => void (now += ms) };
};
const ok = { status: 200, body: '{}' };

test('a call is signed over its time and body', async () => {
  const { calls, call } = world(() => ok);
  expect(await call()).toEqual({ outcome: 'answered', ...ok });
  const signed = createHmac('sha256', 's').update('1000.{"a":1}').digest('hex');
  expect(calls).toEqual([
    {
      url: 'https://service.test/v1/x',
      headers: { 'content-type': 'application/json', 'x-parley-timestamp': '1000', 'x-parley-signature': `sha256=${signed}` },
      body: '{"a":1}',
    },
  ]);
});

test.each([
  ['no answer', { unanswered: 'ETIMEOUT' }, 'ETIMEOUT', false],
  ['a 503', { status: 503, body: '' }, 'HTTP 503', false],
  ['a 429', { status: 429, body: '' }, 'HTTP 429', false],
  ['a status that is none', { status: 99, body: '' }, 'HTTP 99', false],
  ['a redirect', { status: 302, body: '' }, 'HTTP 302', true],
  ['a refused signature', { status: 401, body: '' }, 'HTTP 401', true],
  ['a wrong path', { status: 404, body: '' }, 'HTTP 404', true],
])('%s is not now', async (_, given, reason, isOperators) => {
  expect(await world(() => given).call()).toEqual({ outcome: 'later', reason, restMs: null, isOperators });
});

test('any other status is an answer', async () => {
  expect(await world(() => ({ status: 422, body: 'no' })).call()).toEqual({ outcome: 'answered', status: 422, body: 'no' });
});

test('after three calls in a row without an answer the service rests for 30 s; then one call tries', async () => {
  let answer: Awaited<ReturnType<ServicePost>> = { unanswered: 'ECONNREFUSED' };
  const { calls, call, pass } = world(() => answer);
  for (let n = 0; n < 5; n += 1) await call();
  expect(calls).toHaveLength(3);
  expect(await call()).toMatchObject({ outcome: 'later', restMs: 30_000 });
  pass(30_000);
  answer = ok;
  expect(await call()).toMatchObject({ outcome: 'answered' });
  expect(await call()).toMatchObject({ outcome: 'answered' });
});

test('without a secret nothing leaves', async () => {
  const { calls, call } = world(
    () => ok,
    async () => Promise.reject(new Error('no secret')),
  );
  await expect(call()).rejects.toThrow('no secret');
  expect(calls).toEqual([]);
});
