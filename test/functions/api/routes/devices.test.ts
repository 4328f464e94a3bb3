import { beforeEach, describe, expect, test } from 'vitest';
import { DEVICES_OF_PERSON } from '../../../../domain/limits.ts';
import { deviceKey, deviceOwnerKey } from '../../../../domain/people/devices/device.ts';
import { subscription } from '../../../domain/push/world.ts';
import { createHarness, type Harness, type World } from '../harness.ts';

interface Person {
  readonly id: string;
  readonly token: string;
}
let harness: Harness;
let shop: World;
let ann: Person;
let bo: Person;
const call = (target: string, by: { readonly token: string }, body?: unknown, headers: Record<string, string> = {}) =>
  harness.call(target, { token: by.token, headers, ...(body === undefined ? {} : { body }) });
const register = (by: Person, token: string, more: object = {}) => call('POST /v1/devices', by, { kind: 'webpush', token, ...more });
const list = async (by: Person) => (await call('GET /v1/devices', by)).body.items as readonly { readonly id: string; readonly name: string | null }[];

beforeEach(async () => {
  harness = createHarness();
  shop = await harness.tenant();
  [ann, bo] = [await shop.person('user'), await shop.person('agent')];
});

describe('devices', () => {
  test('are registered, listed without their token, and removed', async () => {
    const { status, body } = await register(ann, subscription(1), { name: 'Firefox' });
    expect(status).toBe(201);
    expect(await list(ann)).toEqual([{ id: body.id, kind: 'webpush', name: 'Firefox', createdAt: expect.any(String) as string }]);
    expect(await list(bo)).toEqual([]);
    expect((await call(`DELETE /v1/devices/${body.id}`, bo)).status).toBe(404);
    expect((await call(`DELETE /v1/devices/${body.id}`, ann)).status).toBe(204);
    expect((await call(`DELETE /v1/devices/${body.id}`, ann)).status).toBe(404);
    expect(await harness.table.get([deviceKey(shop.tenantId, ann.id, body.id), deviceOwnerKey(shop.tenantId, body.id)])).toEqual([undefined, undefined]);
  });

  test('the key for browsers is a point of P-256 and does not change', async () => {
    const { body } = await call('GET /v1/devices', ann);
    expect(body).toMatchObject({ nextCursor: null, kinds: ['webpush'] });
    expect(Buffer.from(String(body.webPushKey), 'base64url')).toHaveLength(65);
    expect((await call('GET /v1/devices', bo)).body.webPushKey).toBe(body.webPushKey);
  });

  test('the same token again is the same device', async () => {
    const [first, second] = [await register(ann, subscription(1), { name: 'Old' }), await register(ann, subscription(1), { name: 'New' })];
    expect(second.body).toEqual(first.body);
    expect(await list(ann)).toMatchObject([{ name: 'New' }]);
  });

  test('a token passes from one person to another, and nobody gets the pushes of somebody else', async () => {
    await register(ann, subscription(1));
    await register(bo, subscription(1));
    expect([await list(ann), await list(bo)]).toMatchObject([[], [{ id: expect.any(String) as string }]]);
    // The one who had it cannot take it away any more.
    const [{ id } = { id: '' }] = await list(bo);
    expect((await call(`DELETE /v1/devices/${id}`, ann)).status).toBe(404);
    expect(await list(bo)).toHaveLength(1);
  });

  test('of another tenant are another matter', async () => {
    const eve = await (await harness.tenant()).person('user');
    const { body } = await register(ann, subscription(1));
    await register(eve, subscription(1));
    expect([await list(ann), await list(eve)]).toMatchObject([[{ id: body.id }], [{ id: body.id }]]);
    expect((await call(`DELETE /v1/devices/${body.id}`, eve)).status).toBe(204);
    expect(await list(ann)).toHaveLength(1);
  });

  test('end with the session that registered them, and only they', async () => {
    await register(ann, subscription(1));
    expect((await call('DELETE /v1/sessions', ann)).status).toBe(204);
    const left = await harness.table.query({ pk: deviceKey(shop.tenantId, ann.id, '').pk, beginsWith: 'DV#' });
    expect(left.items).toEqual([]);
    await register(bo, subscription(2));
    expect(await list(bo)).toHaveLength(1);
  });

  test('end with the person', async () => {
    await register(bo, subscription(1));
    expect((await harness.call(`DELETE /v1/agents/${bo.id}`, { token: shop.adminToken })).status).toBe(204);
    const left = await harness.table.query({ pk: deviceKey(shop.tenantId, bo.id, '').pk, beginsWith: 'DV#' });
    expect(left.items).toEqual([]);
  });

  test('are limited in number; the present ones may register again', async () => {
    for (let n = 1; n <= DEVICES_OF_PERSON; n += 1) expect((await register(ann, subscription(n))).status).toBe(201);
    expect(await register(ann, subscription(99))).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await register(ann, subscription(3))).status).toBe(201);
  });

  test('several people who register one token at the same time: one has it', async () => {
    const people = await Promise.all([shop.person('user'), shop.person('user'), shop.person('user')]);
    await Promise.all(people.map((one) => register(one, subscription(1))));
    expect((await Promise.all(people.map(list))).flat()).toHaveLength(1);
  });

  test('a repeated request with a key has the same answer', async () => {
    const headers = { 'idempotency-key': 'one' };
    const draft = { kind: 'webpush', token: subscription(1) };
    const [first, second] = [await call('POST /v1/devices', ann, draft, headers), await call('POST /v1/devices', ann, draft, headers)];
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect((await call('POST /v1/devices', ann, { kind: 'webpush', token: subscription(2) }, headers)).status).toBe(422);
  });

  test.each<[string, object, number, string]>([
    ['a kind that is not set up', { kind: 'apns', token: 'ab'.repeat(32) }, 422, 'kind'],
    ['an unknown kind', { kind: 'pager', token: '1' }, 400, 'kind'],
    ['a token that is no subscription', { kind: 'webpush', token: '{}' }, 422, 'token'],
    ['an address inside of the network', { kind: 'webpush', token: subscription(1).replace('push.example', '10.0.0.1') }, 422, 'token.endpoint'],
    ['an address without TLS', { kind: 'webpush', token: subscription(1).replace('https', 'http') }, 422, 'token.endpoint'],
    ['no token', { kind: 'webpush' }, 400, 'token'],
  ])('%s is refused', async (_, draft, status, path) => {
    const answer = await call('POST /v1/devices', ann, draft);
    expect(answer).toMatchObject({ status, body: { errors: [{ path }] } });
    expect(await list(ann)).toEqual([]);
  });

  test('a program has none', async () => {
    const key = await shop.key('agent');
    for (const target of ['GET /v1/devices', 'DELETE /v1/devices/1']) expect((await call(target, key)).status).toBe(403);
    expect((await call('POST /v1/devices', key, { kind: 'webpush', token: subscription(1) })).status).toBe(403);
  });

  test('mobile devices are accepted where the operator has set them up', async () => {
    harness = createHarness({ env: { PUSH_APNS_APPLICATION_ARN: 'arn:aws:sns:eu-west-1:1:app/APNS/shop' } });
    shop = await harness.tenant();
    ann = await shop.person('user');
    expect((await call('GET /v1/devices', ann)).body.kinds).toEqual(['webpush', 'apns']);
    expect((await call('POST /v1/devices', ann, { kind: 'apns', token: 'AB'.repeat(32) })).status).toBe(201);
  });
});

describe('how somebody wants pushes', () => {
  const quietHours = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' };

  test('is in PATCH /v1/me, for users too', async () => {
    expect((await call('GET /v1/me', ann)).body).toMatchObject({ quietHours: null, pushText: false });
    expect(await call('PATCH /v1/me', ann, { quietHours })).toMatchObject({ status: 200, body: { quietHours, pushText: false } });
    expect(await call('PATCH /v1/me', ann, { pushText: true })).toMatchObject({ status: 200, body: { quietHours, pushText: true } });
    expect(await call('PATCH /v1/me', ann, {})).toMatchObject({ status: 200, body: { quietHours, pushText: true } });
    expect(await call('PATCH /v1/me', ann, { quietHours: null, pushText: false })).toMatchObject({ body: { quietHours: null, pushText: false } });
  });

  test('of an agent goes with their availability', async () => {
    const changed = await call('PATCH /v1/me', bo, { availability: 'away', quietHours });
    expect(changed.body).toMatchObject({ availability: { availability: 'away' }, quietHours });
  });

  test.each<[string, object, number]>([
    ['no length', { quietHours: { from: '22:00', to: '22:00', timeZone: 'UTC' } }, 422],
    ['no time zone', { quietHours: { from: '22:00', to: '07:00', timeZone: 'Mars/Base' } }, 422],
    ['no time', { quietHours: { from: '24:00', to: '07:00', timeZone: 'UTC' } }, 400],
    ['an end without an availability', { until: '2027-01-01T00:00:00Z' }, 422],
    ['an availability of a user', { availability: 'away' }, 403],
  ])('%s is refused', async (_, change, status) => {
    expect((await call('PATCH /v1/me', ann, change)).status).toBe(status);
  });
});
