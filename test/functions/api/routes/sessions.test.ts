import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createHarness, type Harness, KEYS, PASSWORD, type World } from '../harness.ts';

const signIn = (harness: Harness, world: World, password = PASSWORD, more: { address?: string; email?: string; tenant?: string } = {}) =>
  harness.call('POST /v1/sessions', {
    body: { tenant: more.tenant ?? world.slug, email: more.email ?? world.adminEmail, password },
    ...(more.address ? { address: more.address } : {}),
  });

const me = (harness: Harness, token: string) => harness.call('GET /v1/me', { token });
const refresh = (harness: Harness, refreshToken: string) => harness.call('POST /v1/sessions/refresh', { body: { refreshToken } });

describe('signing in', () => {
  it('gives tokens and the user, and no password in any form', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const reply = await signIn(harness, world);
    expect(reply).toMatchObject({ status: 201, body: { expiresIn: 300, user: { id: world.adminId, email: world.adminEmail, role: 'admin', teamIds: [] } } });
    expect(JSON.stringify(reply.body)).not.toMatch(/password|scrypt/i);
    expect((await me(harness, reply.body.accessToken)).body).toMatchObject({ type: 'agent', id: world.adminId, tenant: { slug: world.slug } });
  });

  it('folds the case of the address', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    expect((await signIn(harness, world, PASSWORD, { email: world.adminEmail.toUpperCase() })).status).toBe(201);
  });

  it.each([
    ['the address as the user, beside a tenant in the body', (w: World) => ({ user: w.adminEmail, body: { tenant: w.slug } })],
    ['tenant and address as the user', (w: World) => ({ user: `${w.slug}/${w.adminEmail}`, body: undefined })],
  ])('takes HTTP Basic with %s', async (_, of) => {
    const harness = createHarness();
    const world = await harness.tenant();
    const { user, body } = of(world);
    const headers = { authorization: `Basic ${Buffer.from(`${user}:${PASSWORD}`).toString('base64')}` };
    expect(await harness.call('POST /v1/sessions', { headers, body })).toMatchObject({ status: 201, body: { user: { id: world.adminId } } });
  });

  it('asks for what is missing and refuses a malformed Basic', async () => {
    const harness = createHarness();
    const reply = await harness.call('POST /v1/sessions', { body: { email: 'a@b.example' } });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ path: 'tenant' }, { path: 'password' }] } });
    const headers = { authorization: `Basic ${Buffer.from('no colon').toString('base64')}` };
    expect((await harness.call('POST /v1/sessions', { headers })).status).toBe(401);
    expect((await harness.call('POST /v1/sessions', { headers: { authorization: 'Bearer x' } })).status).toBe(400);
  });

  it('answers the same to a wrong password, an unknown address and an unknown tenant', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const replies = [
      await signIn(harness, world, 'wrong'),
      await signIn(harness, world, PASSWORD, { email: 'nobody@shop.example' }),
      await signIn(harness, world, PASSWORD, { tenant: 'nowhere' }),
    ];
    expect(new Set(replies.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(replies[0]).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  });

  it('in one tenant opens nothing in another', async () => {
    const harness = createHarness();
    const [world, other] = [await harness.tenant(), await harness.tenant()];
    expect((await signIn(harness, other, PASSWORD, { email: world.adminEmail })).status).toBe(401);
  });
});

describe('failed sign-ins', () => {
  const env = { SIGN_IN_FAILURES_PER_ACCOUNT: '3', SIGN_IN_FAILURES_PER_ADDRESS: '5' };

  it('are limited for an account from anywhere, the right password included, until the minute is over', async () => {
    const harness = createHarness({ env });
    const world = await harness.tenant();
    for (let i = 0; i < 3; i += 1) expect((await signIn(harness, world, 'wrong', { address: `192.0.2.${i}` })).status).toBe(401);
    harness.pass(20_000);
    const limited = await signIn(harness, world, PASSWORD, { address: '192.0.2.99' });
    expect(limited).toMatchObject({ status: 429, body: { code: 'rate_limited' }, headers: { 'retry-after': '40' } });
    expect((await signIn(harness, await harness.tenant(), PASSWORD)).status).toBe(201);
    harness.pass(40_000);
    expect((await signIn(harness, world)).status).toBe(201);
  });

  it('are limited for unknown accounts just the same', async () => {
    const harness = createHarness({ env });
    const world = await harness.tenant();
    const attempt = () => signIn(harness, world, 'wrong', { email: 'nobody@shop.example' });
    for (let i = 0; i < 3; i += 1) expect((await attempt()).status).toBe(401);
    expect((await attempt()).status).toBe(429);
  });

  it('are limited for an address over all accounts', async () => {
    const harness = createHarness({ env });
    const world = await harness.tenant();
    for (let i = 0; i < 5; i += 1) expect((await signIn(harness, world, 'wrong', { email: `n${i}@shop.example` })).status).toBe(401);
    expect((await signIn(harness, world)).status).toBe(429);
    expect((await signIn(harness, world, PASSWORD, { address: '198.51.100.1' })).status).toBe(201);
  });

  it('sent all at once tell no more than the limit allows', async () => {
    const harness = createHarness({ env });
    const world = await harness.tenant();
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await signIn(harness, world, 'wrong')).status));
    expect(statuses.filter((status) => status === 401)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it('begin anew when their minute is over', async () => {
    const harness = createHarness({ env });
    const world = await harness.tenant();
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 3; i += 1) expect((await signIn(harness, world, 'wrong')).status).toBe(401);
      expect((await signIn(harness, world, 'wrong')).status).toBe(429);
      harness.pass(60_000);
    }
  });

  it('do not count what succeeds', async () => {
    const harness = createHarness({ env });
    const world = await harness.tenant();
    for (let i = 0; i < 6; i += 1) expect((await signIn(harness, world)).status).toBe(201);
  });
});

describe('an access token', () => {
  it('is over after 5 minutes', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    harness.pass(299_000);
    expect((await me(harness, world.adminToken)).status).toBe(200);
    harness.pass(2_000);
    expect((await me(harness, world.adminToken)).status).toBe(401);
  });

  it('is a 401 at once after signing out, and its sockets close', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    expect(await harness.call('DELETE /v1/sessions', { token: world.adminToken })).toMatchObject({ status: 204, body: '' });
    expect((await me(harness, world.adminToken)).status).toBe(401);
    expect((await refresh(harness, world.refreshToken)).status).toBe(401);
    expect(harness.closed).toEqual([expect.objectContaining({ tenantId: world.tenantId, personId: world.adminId, sessionId: expect.any(String) })]);
  });

  it('of one device outlives the signing out of another', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const second = (await signIn(harness, world)).body.accessToken;
    await harness.call('DELETE /v1/sessions', { token: second });
    expect((await me(harness, world.adminToken)).status).toBe(200);
  });

  it('is good for nothing when it is a refresh token, unsigned, signed by another key or changed', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const claims = JSON.parse(Buffer.from(world.adminToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
    const foreign = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from('another key, also long enough'));
    const [head, , seal] = world.adminToken.split('.');
    const changed = [head, Buffer.from(JSON.stringify({ ...claims, tid: 'other' })).toString('base64url'), seal].join('.');
    for (const token of [world.refreshToken, none, foreign, changed, '', 'pk_']) expect((await me(harness, token)).status, token).toBe(401);
    expect((await refresh(harness, world.adminToken)).status).toBe(401);
  });

  it('carries names of people and sessions and no more', async () => {
    const world = await createHarness().tenant();
    const claims = JSON.parse(Buffer.from(world.adminToken.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(Object.keys(claims).toSorted()).toEqual(['aud', 'exp', 'gen', 'iat', 'sid', 'sub', 'tid']);
  });

  it("works under a tenant's own admin token being anything but tenants: never", async () => {
    const harness = createHarness();
    expect((await harness.call('GET /v1/me', { token: KEYS.adminToken })).status).toBe(403);
    expect((await harness.call('GET /v1/me', { headers: { authorization: `Basic ${KEYS.adminToken}` } })).status).toBe(401);
  });
});

describe('refreshing', () => {
  it('gives new tokens for old ones, again and again', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    let token = world.refreshToken;
    for (let i = 0; i < 3; i += 1) {
      harness.pass(86_400_000 * 20);
      const reply = await refresh(harness, token);
      expect(reply).toMatchObject({ status: 201, body: { expiresIn: 300, user: { id: world.adminId } } });
      expect((await me(harness, reply.body.accessToken)).status).toBe(200);
      token = reply.body.refreshToken;
    }
  });

  it('keeps the replaced token good for 30 seconds, for an answer that was lost', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const lost = (await refresh(harness, world.refreshToken)).body;
    harness.pass(30_000);
    const again = await refresh(harness, world.refreshToken);
    expect(again).toMatchObject({ status: 201, body: { expiresIn: 300, user: { id: world.adminId } } });
    for (const { accessToken } of [lost, again.body]) expect((await me(harness, accessToken)).status).toBe(200);
    expect((await refresh(harness, again.body.refreshToken)).status).toBe(201);
    expect(harness.closed).toEqual([]);
  });

  it('with a token that was replaced longer ago ends the session for whoever holds it', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const next = (await refresh(harness, world.refreshToken)).body;
    harness.pass(30_001);
    expect(await refresh(harness, world.refreshToken)).toMatchObject({ status: 401, body: { detail: expect.stringContaining('used before') } });
    expect((await refresh(harness, next.refreshToken)).status).toBe(401);
    expect((await me(harness, next.accessToken)).status).toBe(401);
    expect(harness.closed).toHaveLength(1);
  });

  it('by several tabs at one instant gives each of them tokens that go on', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const replies = await Promise.all(Array.from({ length: 5 }, () => refresh(harness, world.refreshToken)));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    for (const { body } of replies) expect((await me(harness, body.accessToken)).status).toBe(200);
    // Each tab refreshes in its turn, with what it got.
    for (const { body } of replies) expect((await refresh(harness, body.refreshToken)).status).toBe(201);
    expect((await me(harness, world.adminToken)).status).toBe(200);
  });

  it('after signing out is a 401, by the present token and by the replaced one', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const next = (await refresh(harness, world.refreshToken)).body;
    await harness.call('DELETE /v1/sessions', { token: next.accessToken });
    for (const token of [world.refreshToken, next.refreshToken]) expect((await refresh(harness, token)).status).toBe(401);
  });

  it('is over 30 days after the last one', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    harness.pass(86_400_000 * 30 + 1000);
    expect((await refresh(harness, world.refreshToken)).status).toBe(401);
  });
});
