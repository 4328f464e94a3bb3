import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { poller } from '../../../channels/trustpilot/poller.ts';
import type { PollRow } from '../../../domain/origins/poll-rows.ts';
import { deliverPolled } from '../../../functions/jobs/deliver-polled.ts';
import { edge, SECRET, signatures } from '../webhooks/edge.ts';

const row = { channel: 'trustpilot', originId: 'origin/1' } as unknown as PollRow;
let answer: { status: number; headers?: Record<string, string> };
let calls: { path: string; signature: unknown; body: string }[];
const server = createServer((request, response) => {
  void text(request).then((body) => {
    calls.push({ path: String(request.url), signature: request.headers['x-parley-signature'], body });
    response.writeHead(answer.status, answer.headers).end('x');
  });
});
beforeEach(async () => {
  calls = [];
  answer = { status: 200 };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => new Promise<void>((resolve) => void server.close(() => resolve())));
const deliver = (): ReturnType<typeof deliverPolled> =>
  deliverPolled(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, row, { headers: { 'x-parley-signature': 's' }, body: '{}' });

test('polled elements go to the origin’s own webhook, signed', async () => {
  expect(await deliver()).toMatchObject({ ok: true });
  expect(calls).toEqual([{ path: '/webhooks/trustpilot/origin%2F1', signature: 's', body: '{}' }]);
});

test('what the webhook does not keep is told, with the pause that it asks for', async () => {
  answer = { status: 503, headers: { 'retry-after': '2' } };
  expect(await deliver()).toEqual({ ok: false, reason: 'webhook: 503', afterSeconds: 2 });
  answer = { status: 302, headers: { location: '/elsewhere' } };
  expect(await deliver()).toEqual({ ok: false, reason: 'webhook: no answer' });
  expect(await deliverPolled('http://127.0.0.1:9', row, { headers: {}, body: '{}' })).toEqual({ ok: false, reason: 'webhook: no answer' });
});

test('a review that the webhook and the poller bring has one identity, and so has its edit', async () => {
  const world = await edge();
  const { id: originId } = await world.connect('trustpilot');
  const review = {
    id: 'r1',
    title: 'Good',
    text: 'Quick',
    stars: 4,
    createdAt: '2026-11-20T00:00:00Z',
    updatedAt: '2026-11-20T01:00:00Z',
    consumer: { id: 'c1', name: 'Ada' },
  };
  const posted = JSON.stringify({ events: ['created', 'updated'].map((what) => ({ eventName: `service-review-${what}`, eventData: review })) });
  const credentials = { businessUnitId: 'unit', webhookSecret: SECRET, apiKey: 'deliver-polled', apiSecret: 's' };
  const polled = await poller.poll({
    cursor: null,
    since: '2026-11-01T00:00:00.000Z',
    credentials,
    settings: {
      baseUrl: 'https://api.trustpilot.example',
      timeoutMs: 1_000,
      fetch: async (url) => ({
        status: 200,
        retryAfter: null,
        body: JSON.stringify(url.includes('accesstoken') ? { access_token: 't' } : { reviews: [review] }),
      }),
    },
  });
  if (polled.outcome !== 'page') throw new Error(polled.outcome);
  const call = poller.callOf(polled.news, credentials);
  const path = `/webhooks/trustpilot/${originId}`;
  const results = [await world.post(path, { headers: signatures(SECRET, posted), body: posted }), await world.post(path, call)];
  expect(results.map(({ result }) => result.statusCode)).toEqual([200, 200]);
  const identities = world.events().map(({ identity, event }) => `${identity} ${event.verb} ${event.version}`);
  expect(identities).toHaveLength(4);
  expect(new Set(identities).size).toBe(2);
});
