import { describe, expect, it } from 'vitest';
import { TransactionRefused } from '../../../domain/table/port.ts';
import { createHarness, KEYS, PASSWORD } from './harness.ts';

const key = (value: string) => ({ 'idempotency-key': value });

describe('an Idempotency-Key', () => {
  it('gives the same answer again and has one effect', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const send = () => harness.call('POST /v1/teams', { token, body: { name: 'One' }, headers: key('k1') });
    const first = await send();
    const second = await send();
    expect(first.status).toBe(201);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(second.facts.replayed).toBe(true);
    expect((await harness.call('GET /v1/teams', { token })).body.items).toHaveLength(1);
  });

  it('sent many times at once has one effect and one answer', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () =>
        harness.call('POST /v1/agents', { token, body: { name: 'B', email: 'b@shop.example', password: PASSWORD, role: 'agent' }, headers: key('k1') }),
      ),
    );
    for (const reply of replies) expect([reply.status, reply.body]).toEqual([201, replies[0]?.body]);
    expect((await harness.call('GET /v1/agents', { token })).body.items).toHaveLength(2);
  });

  it('is the same request when only the order of members differs', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const first = await harness.call('POST /v1/attachments', { token, raw: '{"name":"a.png","type":"image/png","size":3}', headers: key('k') });
    const second = await harness.call('POST /v1/attachments', { token, raw: ' {"size":3,"type":"image/png","name":"a.png"}', headers: key('k') });
    expect(second.body).toEqual(first.body);
  });

  it('with another body is a 422, and changes nothing', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    await harness.call('POST /v1/teams', { token, body: { name: 'One' }, headers: key('k1') });
    expect(await harness.call('POST /v1/teams', { token, body: { name: 'Two' }, headers: key('k1') })).toMatchObject({
      status: 422,
      body: { code: 'unprocessable', errors: [{ path: 'Idempotency-Key' }] },
    });
    expect((await harness.call('GET /v1/teams', { token })).body.items).toHaveLength(1);
  });

  it('with another body at the same instant is a 422 for one of the two', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const statuses = await Promise.all(
      ['One', 'Two'].map(async (name) => (await harness.call('POST /v1/teams', { token, body: { name }, headers: key('k1') })).status),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 422]);
  });

  it('keeps no plain hash of a body with a password', async () => {
    const harness = createHarness();
    const { adminToken: token, slug } = await harness.tenant({ registration: 'open' });
    const agent = { name: 'B', email: 'b@shop.example', password: PASSWORD, role: 'agent' };
    const user = { tenant: slug, name: 'U', email: 'u@shop.example', password: PASSWORD };
    expect((await harness.call('POST /v1/agents', { token, body: agent, headers: key('k1') })).status).toBe(201);
    expect((await harness.call('POST /v1/registrations', { body: user, headers: key('k1') })).status).toBe(201);
    expect((await harness.call('POST /v1/registrations', { body: user, headers: key('k1') })).facts.replayed).toBe(true);
    expect((await harness.call('POST /v1/registrations', { body: { ...user, name: 'V' }, headers: key('k1') })).status).toBe(422);
    const hashes = harness.table.all().flatMap((item) => (typeof item['requestHash'] === 'string' ? [item['requestHash']] : []));
    expect(hashes).toHaveLength(2);
    for (const hash of hashes) expect(hash).toMatch(/^k1\./);
  });

  it('goes on over a replacement of the secret: nothing happens twice', async () => {
    let cursorKey = KEYS.cursorKey;
    const harness = createHarness({ deps: { keys: async () => ({ ...KEYS, cursorKey }) } });
    const { adminToken: token } = await harness.tenant();
    const send = () => harness.call('POST /v1/teams', { token, body: { name: 'One' }, headers: key('k1') });
    const first = await send();
    cursorKey = 'another key, made by an operator';
    expect((await send()).body).toEqual(first.body);
    expect((await harness.call('GET /v1/teams', { token })).body.items).toHaveLength(1);
  });

  it('belongs to its principal and its route', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const other = await harness.tenant();
    const second = await world.person('admin');
    const apiKey = await world.key('admin');
    const body = { name: 'One' };
    const made = await Promise.all(
      [world.adminToken, second.token, apiKey.token, other.adminToken].map(
        async (token) => (await harness.call('POST /v1/teams', { token, body, headers: key('k1') })).body.id,
      ),
    );
    expect(new Set(made).size).toBe(4);
    const elsewhere = await harness.call('POST /v1/attachments', {
      token: world.adminToken,
      body: { name: 'a', type: 'text/plain', size: 1 },
      headers: key('k1'),
    });
    expect(elsewhere.status).toBe(201);
  });

  it('counts for 48 hours, also where the engine deletes late', async () => {
    const harness = createHarness();
    // An API key, because a session would not last as long.
    const { token } = await (await harness.tenant()).key('admin');
    const send = (name: string) => harness.call('POST /v1/teams', { token, body: { name }, headers: key('k1') });
    const first = await send('One');
    harness.pass(47 * 3_600_000);
    expect((await send('One')).body).toEqual(first.body);
    harness.pass(2 * 3_600_000);
    const later = await send('Two');
    expect(later.status).toBe(201);
    expect(later.body.id).not.toBe(first.body.id);
  });

  it('keeps no failure: a request that was refused may succeed when tried again', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const agent = (email: string) =>
      harness.call('POST /v1/agents', { token, body: { name: 'B', email, password: PASSWORD, role: 'agent', teamIds: [] }, headers: key('k') });
    await harness.call('POST /v1/agents', { token, body: { name: 'A', email: 'a@shop.example', password: PASSWORD, role: 'agent' } });
    expect((await agent('a@shop.example')).status).toBe(409);
    const { body } = await harness.call('GET /v1/agents?sort=-createdAt', { token });
    const blocking = body.items.find((a: { email: string }) => a.email === 'a@shop.example');
    await harness.call(`DELETE /v1/agents/${blocking.id}`, { token });
    expect((await agent('a@shop.example')).status).toBe(201);
  });

  it('works before there is a tenant: creating one, and registering in one', async () => {
    const harness = createHarness();
    const body = { name: 'Shop', slug: 'shop', registration: 'open', admin: { name: 'Ada', email: 'ada@shop.example', password: PASSWORD } };
    const create = () => harness.call('POST /v1/tenants', { token: KEYS.adminToken, body, headers: key('k1') });
    const [first, second] = [await create(), await create()];
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect((await harness.call('POST /v1/tenants', { token: KEYS.adminToken, body })).status).toBe(409);

    const person = { tenant: 'shop', name: 'Bo', email: 'bo@mail.example', password: PASSWORD };
    const register = () => harness.call('POST /v1/registrations', { body: person, headers: key('k2') });
    const [once, twice] = [await register(), await register()];
    expect([twice.status, twice.body]).toEqual([201, once.body]);
    expect((await harness.call('POST /v1/registrations', { body: person })).status).toBe(409);
  });

  it.each(['', 'two words', 'ü', 'x'.repeat(256)])('%j is malformed', async (value) => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    expect(await harness.call('POST /v1/teams', { token, body: { name: 'One' }, headers: key(value) })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'Idempotency-Key' }] },
    });
  });

  it('does nothing for sessions and API keys: each call makes a new one', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const signIn = () => harness.call('POST /v1/sessions', { body: { tenant: world.slug, email: world.adminEmail, password: PASSWORD }, headers: key('k') });
    expect((await signIn()).body.refreshToken).not.toBe((await signIn()).body.refreshToken);
    const make = () => harness.call('POST /v1/api-keys', { token: world.adminToken, body: { name: 'k', role: 'agent' }, headers: key('k') });
    expect((await make()).body.key).not.toBe((await make()).body.key);
  });

  it("whose twin won meanwhile answers with the twin's answer, whatever made this one fail", async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const send = () => harness.call('POST /v1/teams', { token, body: { name: 'One' }, headers: key('k1') });
    const first = await send();
    // The first look is taken before the twin is done; then its very effect is in the way.
    const { get, transact } = harness.table;
    let looks = 0;
    Object.assign(harness.table, {
      get: (keys: Parameters<typeof get>[0], options: Parameters<typeof get>[1]) =>
        keys[0]?.pk.includes('#I#') && looks++ === 0 ? Promise.resolve([undefined]) : get.call(harness.table, keys, options),
      transact: () => Promise.reject(new TransactionRefused([{ index: 0, reason: 'condition' }])),
    });
    const second = await send();
    Object.assign(harness.table, { get, transact });
    expect([second.status, second.body]).toEqual([201, first.body]);
  });
});
