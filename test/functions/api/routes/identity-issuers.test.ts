import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AUDIENCE, ISSUER, idTokenOf, type SigningKey, signingKey, type TokenOf } from '../../../harness/issuer.ts';
import { createHarness, type Harness, PASSWORD } from '../harness.ts';

const KEY = signingKey('EdDSA');

const signIn = (harness: Harness, tenant: string, idToken: string, address = '192.0.2.1') =>
  harness.call('POST /v1/sessions', { body: { tenant, idToken }, address });

const world = async (keys: readonly SigningKey[] = [KEY], env: Record<string, string> = {}) => {
  const harness = createHarness({ env });
  const tenant = await harness.tenant();
  const { token } = await tenant.key('admin');
  const register = (more: object = {}) =>
    harness.call('POST /v1/identity-issuers', { token, body: { issuer: ISSUER, audience: AUDIENCE, jwks: { keys: keys.map(({ jwk }) => jwk) }, ...more } });
  const registered = await register();
  const now = (more: Omit<TokenOf, 'nowMs'> = {}) => ({ nowMs: harness.deps.clock(), ...more });
  return { harness, tenant, token, register, registered, now, id: String(registered.body.id) };
};

describe('an issuer', () => {
  it('is registered with public keys, listed, changed and removed, and the audit tells', async () => {
    const { harness, token, registered, register, id } = await world();
    expect(registered).toMatchObject({
      status: 201,
      body: { issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [{ kid: KEY.kid, alg: 'EdDSA', use: 'sig' }] } },
    });
    expect((await register()).status).toBe(409);
    expect((await harness.call('GET /v1/identity-issuers', { token })).body.items).toEqual([registered.body]);
    const next = signingKey('ES256');
    const changed = await harness.call(`PATCH /v1/identity-issuers/${id}`, { token, body: { audience: 'other', jwks: { keys: [KEY.jwk, next.jwk] } } });
    expect(changed).toMatchObject({ status: 200, body: { audience: 'other', jwks: { keys: [{ kid: KEY.kid }, { kid: next.kid, alg: 'ES256' }] } } });
    expect((await harness.call(`DELETE /v1/identity-issuers/${id}`, { token })).status).toBe(204);
    for (const method of ['PATCH', 'DELETE']) expect((await harness.call(`${method} /v1/identity-issuers/${id}`, { token, body: {} })).status).toBe(404);
    const { items } = (await harness.call('GET /v1/audit', { token })).body;
    expect(items.filter((line: { object: { type: string } }) => line.object.type === 'identityIssuer')).toHaveLength(3);
  });

  it('has no keys that are weak, secret, doubled or for something else', async () => {
    const { register } = await world();
    const { jwk } = signingKey('ES256');
    const wrong: readonly [object, RegExp][] = [
      [signingKey('RS256', { bits: 1024 }).jwk, /2048 bits/],
      [{ ...jwk, d: 'secret' }, /secret part/],
      [{ ...jwk, use: 'enc' }, /not for signatures/],
      [{ ...jwk, alg: 'HS256' }, /must be for ES256/],
      [{ ...jwk, crv: 'P-384' }, /curve P-256/],
      [{ ...jwk, x: 'AAAA' }, /is no EC key/],
      [{ kty: 'RSA', kid: 'a' }, /is no RSA key/],
      [KEY.jwk, /another key/],
    ];
    const keys = [KEY.jwk, ...wrong.map(([key], index) => (index === wrong.length - 1 ? key : { ...key, kid: `k${index}` }))];
    const { status, body } = await register({ issuer: 'other', jwks: { keys } });
    expect(status).toBe(422);
    for (const [index, [, message]] of wrong.entries())
      expect(body.errors[index]).toMatchObject({ path: `jwks.keys.${index + 1}`, message: expect.stringMatching(message) as string });
    expect((await register({ issuer: 'other', jwks: { keys: [{ kty: 'oct', kid: 'x', k: 'AAAA' }] } })).status).toBe(400);
  });

  it('is one of at most twenty', async () => {
    const { register } = await world();
    for (let at = 1; at < 20; at += 1) expect((await register({ issuer: `issuer ${at}` })).status).toBe(201);
    expect((await register({ issuer: 'one more' })).status).toBe(409);
  });
});

describe('signing in by a token of the business', () => {
  it.each(['RS256', 'ES256', 'EdDSA'] as const)('opens a session with %s, for the same user each time', async (alg) => {
    const key = signingKey(alg);
    const { harness, tenant, now } = await world([KEY, key]);
    const claims = { name: ' Mia Moss ', email: 'mia@mail.example' };
    const first = await signIn(harness, tenant.slug, await idTokenOf(key, now({ claims })));
    expect(first).toMatchObject({ status: 201, body: { user: { name: 'Mia Moss', email: 'mia@mail.example', role: 'user' } } });
    const again = await signIn(harness, tenant.slug, await idTokenOf(key, now()));
    expect(again.body.user).toEqual(first.body.user);
    expect((await harness.call('GET /v1/me', { token: again.body.accessToken })).body).toMatchObject({ type: 'user', id: first.body.user.id });
    expect((await harness.call('POST /v1/sessions/refresh', { body: { refreshToken: again.body.refreshToken } })).status).toBe(201);
    const other = await signIn(harness, tenant.slug, await idTokenOf(key, now({ sub: 'u-2' })));
    expect(other.body.user).toMatchObject({ name: 'u-2', email: '' });
    expect((await harness.call('GET /v1/users?q=mia', { token: other.body.accessToken })).body.items).toMatchObject([{ id: first.body.user.id }]);
  });

  it('makes one user of several first tokens at the same instant', async () => {
    const { harness, tenant, now } = await world();
    const tokens = await Promise.all(Array.from({ length: 4 }, () => idTokenOf(KEY, now())));
    const replies = await Promise.all(tokens.map((token) => signIn(harness, tenant.slug, token)));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(replies.map(({ body }) => body.user.id)).size).toBe(1);
  });

  it('takes each token once, with or without a jti', async () => {
    const { harness, tenant, now } = await world();
    for (const claims of [{}, { jti: undefined }]) {
      const token = await idTokenOf(KEY, now({ claims }));
      const both = await Promise.all([signIn(harness, tenant.slug, token), signIn(harness, tenant.slug, token)]);
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 401]));
      expect((await signIn(harness, tenant.slug, token)).status).toBe(401);
    }
    const same = { jti: 'one' };
    expect((await signIn(harness, tenant.slug, await idTokenOf(KEY, now({ claims: same })))).status).toBe(201);
    expect((await signIn(harness, tenant.slug, await idTokenOf(KEY, now({ claims: same, sub: 'u-3' })))).status).toBe(401);
  });

  it('gives one answer for every reason to refuse', async () => {
    const { harness, tenant, now } = await world();
    const seconds = Math.floor(harness.deps.clock() / 1000);
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ iss: ISSUER, aud: AUDIENCE, sub: 'u-1', iat: seconds, exp: seconds + 300 });
    const hmac = (header: string): string =>
      `${header}.${claims}.${createHmac('sha256', String(KEY.jwk['x'])).update(`${header}.${claims}`).digest('base64url')}`;
    const other = await harness.tenant();
    const good = await idTokenOf(KEY, now());
    const wrong: Record<string, readonly [string, string]> = {
      'another key with the same kid': [tenant.slug, await idTokenOf(signingKey('EdDSA', { kid: KEY.kid }), now())],
      'an unknown kid': [tenant.slug, await idTokenOf(KEY, now({ header: { kid: 'x' } }))],
      'another issuer': [tenant.slug, await idTokenOf(KEY, now({ claims: { iss: 'https://evil.example' } }))],
      'no issuer': [tenant.slug, await idTokenOf(KEY, now({ claims: { iss: undefined } }))],
      'another audience': [tenant.slug, await idTokenOf(KEY, now({ claims: { aud: 'other' } }))],
      over: [tenant.slug, await idTokenOf(KEY, now({ claims: { iat: seconds - 600, exp: seconds - 61 } }))],
      'not yet good': [tenant.slug, await idTokenOf(KEY, now({ claims: { nbf: seconds + 61 } }))],
      'made in the future': [tenant.slug, await idTokenOf(KEY, now({ claims: { iat: seconds + 61 } }))],
      'good for a day': [tenant.slug, await idTokenOf(KEY, now({ claims: { exp: seconds + 86_400 } }))],
      'made hours ago': [tenant.slug, await idTokenOf(KEY, now({ claims: { iat: seconds - 7_200 } }))],
      'without an end': [tenant.slug, await idTokenOf(KEY, now({ claims: { exp: undefined } }))],
      'without a subject': [tenant.slug, await idTokenOf(KEY, now({ claims: { sub: undefined } }))],
      'with an empty subject': [tenant.slug, await idTokenOf(KEY, now({ claims: { sub: '' } }))],
      'with a long subject': [tenant.slug, await idTokenOf(KEY, now({ claims: { sub: 's'.repeat(256) } }))],
      unsigned: [tenant.slug, `${part({ alg: 'none' })}.${claims}.`],
      'an HMAC by the public key': [tenant.slug, hmac(part({ alg: 'HS256', kid: KEY.kid }))],
      nonsense: [tenant.slug, 'nonsense'],
      'no JWT': [tenant.slug, 'a.b.c'],
      'another tenant': [other.slug, good],
      'no such tenant': ['nowhere', good],
    };
    const told = new Set<string>();
    for (const [index, [why, [slug, token]]] of Object.entries(wrong).entries()) {
      const { status, body } = await signIn(harness, slug, token, `192.0.2.${index}`);
      expect(status, why).toBe(401);
      told.add(JSON.stringify(body));
    }
    expect(told.size).toBe(1);
    expect((await signIn(harness, tenant.slug, good)).status).toBe(201);
    expect(JSON.stringify(harness.table.all())).not.toContain(good);
  });

  it('allows for clocks that differ by a minute', async () => {
    const { harness, tenant, now } = await world();
    const seconds = Math.floor(harness.deps.clock() / 1000);
    for (const claims of [
      { iat: seconds + 50, nbf: seconds + 50 },
      { iat: seconds - 400, exp: seconds - 50 },
    ])
      expect((await signIn(harness, tenant.slug, await idTokenOf(KEY, now({ claims })))).status).toBe(201);
  });

  it('follows the keys as they are replaced', async () => {
    const { harness, tenant, token, now, id } = await world();
    const next = signingKey('ES256');
    const replace = (keys: readonly SigningKey[]) =>
      harness.call(`PATCH /v1/identity-issuers/${id}`, { token, body: { jwks: { keys: keys.map(({ jwk }) => jwk) } } });
    const status = async (key: SigningKey) => (await signIn(harness, tenant.slug, await idTokenOf(key, now()))).status;
    expect([await status(KEY), await status(next)]).toEqual([201, 401]);
    await replace([KEY, next]);
    expect([await status(KEY), await status(next)]).toEqual([201, 201]);
    await replace([next]);
    expect([await status(KEY), await status(next)]).toEqual([401, 201]);
    await harness.call(`DELETE /v1/identity-issuers/${id}`, { token });
    expect(await status(next)).toBe(401);
  });

  it('takes no address from another person, nor one that was not verified, nor one that is none', async () => {
    const { harness, tenant, now } = await world();
    const emails = [{ email: tenant.adminEmail.toUpperCase() }, { email: 'a@mail.example', email_verified: false }, { email: 'no address' }, { email: 7 }];
    for (const [index, claims] of emails.entries()) {
      const { status, body } = await signIn(harness, tenant.slug, await idTokenOf(KEY, now({ sub: `u-${index}`, claims })));
      expect([status, body.user.email]).toEqual([201, '']);
    }
    // The administrator's password still opens the administrator's account.
    const admin = await harness.call('POST /v1/sessions', { body: { tenant: tenant.slug, email: tenant.adminEmail, password: PASSWORD } });
    expect(admin.body.user.id).toBe(tenant.adminId);
  });

  it('is limited for an address, and has no second factor of the hub', async () => {
    const { harness, tenant, now, token } = await world([KEY], { SIGN_IN_FAILURES_PER_ADDRESS: '2' });
    await harness.call('PATCH /v1/tenant', { token, body: { secondFactorRoles: ['user'] } });
    const session = (await signIn(harness, tenant.slug, await idTokenOf(KEY, now()))).body;
    expect((await harness.call('GET /v1/groups', { token: session.accessToken })).status).toBe(200);
    expect((await harness.call('POST /v1/me/totp', { token: session.accessToken, body: { password: PASSWORD } })).status).toBe(403);
    for (let i = 0; i < 2; i += 1) expect((await signIn(harness, tenant.slug, 'x')).status).toBe(401);
    expect((await signIn(harness, tenant.slug, await idTokenOf(KEY, now()))).status).toBe(429);
  });

  it('needs the tenant, and takes no password beside the token', async () => {
    const { harness, tenant } = await world();
    expect(await harness.call('POST /v1/sessions', { body: { idToken: 'x' } })).toMatchObject({ status: 400, body: { errors: [{ path: 'tenant' }] } });
    expect(await harness.call('POST /v1/sessions', { body: { tenant: tenant.slug, idToken: 'x', password: 'y' } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'password' }] },
    });
  });
});
