import { createECDH } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guardedFetch } from '../../../adapters/outgoing/guarded-fetch.ts';
import { vapidKeys } from '../../../adapters/push/vapid-keys.ts';
import { webPush } from '../../../adapters/push/web-push.ts';
import { startProviderSimulator } from '../../../demo/providers/server.ts';
import { decrypt, refusalOf } from '../../../demo/providers/web-push.ts';
import type { Notice, Push } from '../../../domain/push/gateway.ts';

let simulator: Awaited<ReturnType<typeof startProviderSimulator>>;
beforeAll(async () => {
  simulator = await startProviderSimulator({ port: 0 });
});
afterAll(() => simulator.close());

const keys = vapidKeys('a text of the deployment');
const notice: Notice = { conversationId: 'g.1', kind: 'group', count: 2, number: 7, senderName: 'Zoë 🦊', conversationName: 'Crew', text: 'hello' };
const call = async (method: string, path: string, body?: object) => {
  const answer = await fetch(`${simulator.url}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  return (await answer.json()) as Record<string, unknown>;
};
const browser = async (applicationServerKey = keys.publicKey) => {
  const subscription = await call('POST', '/web-push/browsers', { applicationServerKey });
  const id = String(subscription['endpoint']).split('/').at(-1) ?? '';
  const device = { id, kind: 'webpush', token: JSON.stringify(subscription), name: null, createdAt: '', sessionId: null, endpointArn: null } as const;
  return { push: { device, notice, topic: 'a-topic', ttlSeconds: 60 } satisfies Push, at: `/web-push/browsers/${id}` };
};
const sender = (allow = new URL(simulator.url).host) =>
  webPush({
    keys: async () => keys,
    contact: 'mailto:ops@shop.example',
    timeoutMs: 5_000,
    fetch: guardedFetch(new Set([allow])),
    retryAfterOf: ({ retryAfter }) => (retryAfter === null ? {} : { retryAfterSeconds: Number(retryAfter) }),
  });

test('a browser can read what was encrypted for it, and a newer push replaces it', async () => {
  const { push, at } = await browser();
  expect(await sender()(push)).toEqual({ outcome: 'sent' });
  expect(await call('GET', at)).toEqual({ shown: [notice] });
  expect(await sender()({ ...push, notice: { ...notice, count: 3 } })).toEqual({ outcome: 'sent' });
  expect(await call('GET', at)).toEqual({ shown: [{ ...notice, count: 3 }] });
  const { items } = await call('GET', '/sent');
  expect((items as object[])[0]).toMatchObject({ channel: 'webpush', request: { topic: 'a-topic', ttl: 60, urgency: 'high' } });
});

test('the key of another deployment is refused', async () => {
  const { push } = await browser(vapidKeys('another deployment').publicKey);
  expect(await sender()(push)).toEqual({ outcome: 'refused', reason: 'the push service answered 403' });
});

test.each([
  [404, undefined, { outcome: 'gone' }],
  [410, undefined, { outcome: 'gone' }],
  [429, 30, { outcome: 'later', reason: 'the push service answered 429', retryAfterSeconds: 30 }],
  [500, undefined, { outcome: 'later', reason: 'the push service answered 500' }],
  [413, undefined, { outcome: 'refused', reason: 'the push service answered 413' }],
])('a %i of the push service', async (status, retryAfter, outcome) => {
  const { push, at } = await browser();
  await call('PUT', at, { status, ...(retryAfter === undefined ? {} : { retryAfter }) });
  expect(await sender()(push)).toEqual(outcome);
});

test('no answer is later; an address that may not be called is refused', async () => {
  const { push } = await browser();
  const token = (endpoint: string) => JSON.stringify({ ...(JSON.parse(push.device.token) as object), endpoint });
  expect(await sender('127.0.0.1:9')({ ...push, device: { ...push.device, token: token('http://127.0.0.1:9/x') } })).toMatchObject({ outcome: 'later' });
  expect(await sender()({ ...push, device: { ...push.device, token: token('https://10.0.0.1/x') } })).toEqual({
    outcome: 'refused',
    reason: 'OUTGOING_REFUSED',
  });
});

test('keys that are no keys are refused', async () => {
  const { push } = await browser();
  const token = JSON.stringify({ endpoint: simulator.url, keys: { p256dh: 'AAAA', auth: 'AAAA' } });
  expect(await sender()({ ...push, device: { ...push.device, token } })).toMatchObject({ outcome: 'refused' });
});

test('the double reads the example of RFC 8291, appendix A, so that it is a judge of the format', () => {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url');
  const auth = Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url');
  const body =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
  expect(decrypt(Buffer.from(body, 'base64url'), { ecdh, auth })).toBe('When I grow up, I want to be a watermelon');
});

test('the double refuses a call without a right', () => {
  expect(refusalOf(undefined, 'push.example', '')).toBe('not the key of the subscription');
  expect(refusalOf(`vapid t=a.b.c, k=${keys.publicKey}`, 'push.example', '')).toBe('a wrong signature');
});
