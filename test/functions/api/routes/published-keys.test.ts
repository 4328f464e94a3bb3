import { describe, expect, it } from 'vitest';
import { type IssuerKeysEntry, type Published, readKeys } from '../../../../domain/people/issuers/published-keys.ts';
import { AUDIENCE, ISSUER, idTokenOf, type SigningKey, signingKey } from '../../../harness/issuer.ts';
import { createHarness } from '../harness.ts';

const URL_OF_KEYS = 'https://login.shop.example/keys';
const [FIRST, SECOND] = [signingKey('ES256'), signingKey('EdDSA')];

const publish = (...keys: readonly unknown[]): Published => ({ status: 200, body: JSON.stringify({ keys }) });

/** An issuer that publishes its keys. `answer`: what its server answers, when the function outside reads what was asked for. */
const world = async () => {
  const harness = createHarness();
  const tenant = await harness.tenant();
  const token = tenant.adminToken;
  let taken = 0;
  const asked = () => harness.sent.flatMap(({ queueUrl, message }) => (queueUrl === 'queue:outbound' ? [JSON.parse(message.body) as IssuerKeysEntry] : []));
  const read = async (answer: Published): Promise<readonly string[]> => {
    const urls: string[] = [];
    const deps = { ...harness.deps, read: async (url: string) => (urls.push(url), answer) };
    const entries = asked().slice(taken);
    for (const { issuerKeys } of entries) await readKeys(deps, issuerKeys);
    taken += entries.length;
    return urls;
  };
  const register = (body: object) => harness.call('POST /v1/identity-issuers', { token, body: { issuer: ISSUER, audience: AUDIENCE, ...body } });
  const signIn = async (key: SigningKey) => {
    const idToken = await idTokenOf(key, { nowMs: harness.deps.clock() });
    return harness.call('POST /v1/sessions', { body: { tenant: tenant.slug, idToken } });
  };
  const shown = async () => (await harness.call('GET /v1/identity-issuers', { token: (await tenant.person('admin')).token })).body.items[0];
  return { harness, tenant, token, read, register, signIn, shown };
};

const registered = async () => {
  const given = await world();
  const { body } = await given.register({ jwksUrl: URL_OF_KEYS });
  await given.read(publish(FIRST.jwk));
  return { ...given, id: String(body.id) };
};

describe('an issuer that publishes its keys', () => {
  it('is registered by an address, which is read outside at once', async () => {
    const { register, read, shown, signIn } = await world();
    expect(await register({ jwksUrl: URL_OF_KEYS })).toMatchObject({
      status: 201,
      body: { jwks: { keys: [] }, jwksUrl: URL_OF_KEYS, fetchedAt: null, fetchError: null },
    });
    expect(await signIn(FIRST)).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(await read(publish(FIRST.jwk))).toEqual([URL_OF_KEYS]);
    expect(await shown()).toMatchObject({ jwks: { keys: [{ kid: FIRST.kid, alg: 'ES256' }] }, fetchedAt: expect.any(String) as string, fetchError: null });
    expect((await signIn(FIRST)).status).toBe(201);
    expect(await read(publish())).toEqual([]);
  });

  it('has either keys or an address that may be called', async () => {
    const { register } = await world();
    expect(await register({})).toMatchObject({ status: 422, body: { errors: [{ path: 'jwks' }] } });
    expect(await register({ jwks: { keys: [FIRST.jwk] }, jwksUrl: URL_OF_KEYS })).toMatchObject({ status: 422, body: { errors: [{ path: 'jwksUrl' }] } });
    for (const jwksUrl of ['http://login.shop.example/keys', 'https://127.0.0.1/keys', 'nonsense'])
      expect(await register({ jwksUrl }), jwksUrl).toMatchObject({ status: 422, body: { errors: [{ path: 'jwksUrl' }] } });
  });

  it('is read again for a key that nobody knows, at most once a minute, and then the key counts', async () => {
    const { harness, signIn, read } = await registered();
    // Within the minute of the first reading.
    expect((await signIn(SECOND)).status).toBe(401);
    harness.pass(60_000);
    expect((await signIn(SECOND)).status).toBe(503);
    expect((await signIn(SECOND)).status).toBe(503);
    expect(await read(publish(FIRST.jwk, SECOND.jwk))).toEqual([URL_OF_KEYS]);
    expect([(await signIn(SECOND)).status, (await signIn(FIRST)).status]).toEqual([201, 201]);
    for (let at = 0; at < 3; at += 1) expect((await signIn(signingKey('EdDSA'))).status).toBe(401);
    expect(await read(publish())).toEqual([]);
  });

  it('waits no longer for a server that does not answer', async () => {
    const { harness, signIn } = await registered();
    harness.pass(60_000);
    expect((await signIn(SECOND)).status).toBe(503);
    harness.pass(15_000);
    expect((await signIn(SECOND)).status).toBe(401);
  });

  it('is read again behind a sign-in after ten minutes, so that a key that was withdrawn ends', async () => {
    const { harness, signIn, read } = await registered();
    harness.pass(599_999);
    expect((await signIn(FIRST)).status).toBe(201);
    expect(await read(publish(SECOND.jwk))).toEqual([]);
    harness.pass(1);
    expect((await signIn(FIRST)).status).toBe(201);
    expect(await read(publish(SECOND.jwk))).toEqual([URL_OF_KEYS]);
    expect([(await signIn(FIRST)).status, (await signIn(SECOND)).status]).toEqual([401, 201]);
  });

  it('keeps its keys for a day while its server fails, and tells why', async () => {
    const { harness, signIn, read, shown } = await registered();
    const failures: readonly (readonly [Published, string])[] = [
      [{ unanswered: 'ETIMEDOUT' }, 'no answer (ETIMEDOUT)'],
      [{ status: 500, body: '' }, 'answered 500'],
      [{ status: 200, body: '<html>' }, 'has no key that tokens may be signed with'],
      [publish({ ...FIRST.jwk, use: 'enc' }), 'has no key that tokens may be signed with'],
    ];
    for (const [answer, told] of failures) {
      harness.pass(600_000);
      expect((await signIn(FIRST)).status).toBe(201);
      expect(await read(answer)).toHaveLength(1);
      expect(await shown()).toMatchObject({ jwks: { keys: [{ kid: FIRST.kid }] }, fetchError: told });
    }
    expect((await signIn(SECOND)).status).toBe(401);
    harness.pass(86_400_000);
    expect((await signIn(FIRST)).status).toBe(503);
    await read({ status: 404, body: '' });
    expect((await signIn(FIRST)).status).toBe(401);
    harness.pass(60_000);
    await signIn(FIRST);
    await read(publish(FIRST.jwk));
    expect((await signIn(FIRST)).status).toBe(201);
    expect(await shown()).toMatchObject({ fetchError: null });
  });

  it('gives the keys that can be used, and leaves the others out', async () => {
    const { harness, read, shown, token, id } = await registered();
    const [weak, many] = [signingKey('RS256', { bits: 1024 }).jwk, Array.from({ length: 25 }, () => signingKey('EdDSA').jwk)];
    const others = [
      null,
      7,
      { kty: 'oct', kid: 'k', k: 'AAAA' },
      { kty: 'constructor', kid: 'c' },
      { ...SECOND.jwk, kid: '' },
      { ...SECOND.jwk, kid: 'x'.repeat(201) },
    ];
    await harness.call(`PATCH /v1/identity-issuers/${id}`, { token, body: { jwksUrl: `${URL_OF_KEYS}/2` } });
    expect(await read(publish(...others, weak, SECOND.jwk, SECOND.jwk, { ...FIRST.jwk, kid: SECOND.kid }, ...many))).toEqual([`${URL_OF_KEYS}/2`]);
    const { keys } = (await shown()).jwks as { keys: readonly { kid: string }[] };
    expect(keys.map(({ kid }) => kid)).toEqual([SECOND.kid, ...many.slice(0, 19).map(({ kid }) => kid)]);
  });

  it('changes to keys of its own and back, and forgets what the former address answers late', async () => {
    const { harness, read, shown, token, id, signIn } = await registered();
    const change = (body: object) => harness.call(`PATCH /v1/identity-issuers/${id}`, { token, body });
    harness.pass(60_000);
    expect((await signIn(SECOND)).status).toBe(503);
    expect((await change({ jwks: { keys: [FIRST.jwk] } })).body).toMatchObject({ jwksUrl: null, fetchedAt: null, jwks: { keys: [{ kid: FIRST.kid }] } });
    expect(await read(publish(SECOND.jwk))).toEqual([]);
    expect([(await signIn(FIRST)).status, (await signIn(SECOND)).status]).toEqual([201, 401]);
    expect((await change({ jwksUrl: URL_OF_KEYS })).body).toMatchObject({ jwksUrl: URL_OF_KEYS, jwks: { keys: [] } });
    const late = { ...harness.deps, read: async () => (await change({ jwksUrl: `${URL_OF_KEYS}/3` }), publish(FIRST.jwk)) };
    expect(await readKeys(late, { tenantId: String(harness.table.all().find(({ sk }) => sk === `ISSUER#${id}`)?.pk).slice(2), id })).toBeNull();
    expect(await shown()).toMatchObject({ jwks: { keys: [] }, jwksUrl: `${URL_OF_KEYS}/3` });
    await harness.call(`DELETE /v1/identity-issuers/${id}`, { token });
    expect(await readKeys({ ...harness.deps, read: async () => publish(FIRST.jwk) }, { tenantId: 'x', id })).toBeNull();
  });
});
