import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authenticatorCode } from '../../../harness/authenticator.ts';
import { type Authenticator, type Otherwise, openAuthenticator } from '../../../harness/passkey.ts';
import { createHarness, type Harness, PASSWORD, type Reply, type World } from '../harness.ts';

const ORIGIN = 'https://parley.test';
const RP_ID = 'parley.test';

const options = async (harness: Harness, token: string, more: object = {}): Promise<Reply> =>
  harness.call('POST /v1/me/passkeys/options', { token, body: { password: PASSWORD, ...more } });

const register = async (harness: Harness, token: string, authenticator = openAuthenticator(ORIGIN), name = 'Phone'): Promise<Reply> => {
  const { body } = await options(harness, token);
  return harness.call('POST /v1/me/passkeys', { token, body: { name, credential: authenticator.create(body) } });
};

const signInWith = (harness: Harness, passkey: unknown, address = '192.0.2.9'): Promise<Reply> =>
  harness.call('POST /v1/sessions', { body: { passkey }, address });

const signIn = async (harness: Harness, authenticator: Authenticator, otherwise: Otherwise = {}): Promise<Reply> =>
  signInWith(harness, authenticator.get((await harness.call('POST /v1/sessions/passkey-options')).body, otherwise));

/** The admin with a passkey. */
const withPasskey = async (env: Record<string, string> = {}, authenticator = openAuthenticator(ORIGIN)) => {
  const harness = createHarness({ env });
  const world = await harness.tenant();
  const added = await register(harness, world.adminToken, authenticator);
  return { harness, world, token: world.adminToken, authenticator, added };
};

const auditOf = async ({ harness, token }: { harness: Harness; token: string }): Promise<string> =>
  JSON.stringify((await harness.call('GET /v1/audit?limit=100', { token })).body.items);

describe('a passkey', () => {
  it('is added after the password, named, listed and removed, and the audit tells', async () => {
    const { harness, token, added, authenticator, world } = await withPasskey();
    expect(added).toMatchObject({ status: 201, body: { name: 'Phone', backedUp: false, lastUsedAt: null } });
    const { id } = added.body as { id: string };
    expect((await harness.call('GET /v1/me/passkeys', { token })).body).toEqual({ items: [added.body], nextCursor: null });
    harness.pass(1000);
    const renamed = await harness.call(`PATCH /v1/me/passkeys/${id}`, { token, body: { name: 'Old phone' } });
    expect(renamed).toMatchObject({ status: 200, body: { id, name: 'Old phone' } });
    // A name that stays tells the audit nothing.
    await harness.call(`PATCH /v1/me/passkeys/${id}`, { token, body: { name: 'Old phone' } });
    harness.pass(1000);
    expect((await harness.call(`DELETE /v1/me/passkeys/${id}`, { token })).status).toBe(204);
    for (const method of ['PATCH', 'DELETE']) expect((await harness.call(`${method} /v1/me/passkeys/${id}`, { token, body: { name: 'x' } })).status).toBe(404);
    expect((await harness.call('GET /v1/me/passkeys', { token })).body.items).toEqual([]);
    expect((await signIn(harness, authenticator)).status).toBe(401);
    expect(harness.table.all().filter(({ pk }) => pk.startsWith('DIR#passkey'))).toEqual([]);
    const lines = (await harness.call('GET /v1/audit', { token })).body.items.filter((line: { object: { type: string } }) => line.object.type === 'agent');
    expect(lines.map((line: { changes: unknown[] }) => line.changes)).toEqual([
      [{ field: 'passkey', from: 'Old phone', to: null }],
      [{ field: 'passkey', from: 'Phone', to: 'Old phone' }],
      [{ field: 'passkey', from: null, to: 'Phone' }],
    ]);
    expect(lines[0]).toMatchObject({ by: { type: 'agent', id: world.adminId }, object: { id: world.adminId } });
  });

  it('is kept by an authenticator that verifies the person, for the domain of the deployment', async () => {
    const harness = createHarness();
    const { adminToken: token, adminEmail } = await harness.tenant();
    const { status, body } = await options(harness, token);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      rp: { id: RP_ID, name: 'A shop' },
      user: { name: adminEmail, displayName: 'Ada' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    });
    const authenticator = openAuthenticator(ORIGIN);
    expect((await register(harness, token, authenticator)).status).toBe(201);
    expect((await options(harness, token)).body.excludeCredentials).toEqual([{ id: authenticator.credentialId, type: 'public-key', transports: ['internal'] }]);
  });

  it.each([-7, -8, -257] as const)('may have the algorithm %i', async (alg) => {
    const { harness, added, authenticator } = await withPasskey({}, openAuthenticator(ORIGIN, { alg }));
    expect(added.status).toBe(201);
    expect((await signIn(harness, authenticator)).status).toBe(201);
  });

  it('needs the password, as rarely as sign-in lets anybody guess', async () => {
    const harness = createHarness({ env: { SIGN_IN_FAILURES_PER_ACCOUNT: '2' } });
    const { adminToken: token } = await harness.tenant();
    const statuses = [];
    for (const password of ['wrong', 'wrong', PASSWORD]) statuses.push((await options(harness, token, { password })).status);
    expect(statuses).toEqual([403, 403, 429]);
  });

  it('needs a code too where codes are on, each once', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const { secret } = (await harness.call('POST /v1/me/totp', { token, body: { password: PASSWORD } })).body;
    await harness.call('POST /v1/me/totp/confirm', { token, body: { code: authenticatorCode(secret, harness.deps.clock()) } });
    expect((await options(harness, token)).body.errors).toMatchObject([{ path: 'code' }]);
    const code = authenticatorCode(secret, harness.deps.clock(), 1);
    const both = await Promise.all([options(harness, token, { code }), options(harness, token, { code })]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 403]));
    expect((await options(harness, token, { code })).status).toBe(403);
  });

  it('answers the options of its session once, within five minutes', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const [own, other] = [world.adminToken, (await world.person('agent')).token];
    const add = (token: string, credential: unknown) => harness.call('POST /v1/me/passkeys', { token, body: { name: 'Phone', credential } });
    const made = openAuthenticator(ORIGIN).create((await options(harness, own)).body);
    expect((await add(other, made)).status).toBe(422);
    const both = await Promise.all([add(own, made), add(own, made)]);
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await add(own, made)).status).toBe(422);
    const late = openAuthenticator(ORIGIN).create((await options(harness, own)).body);
    harness.pass(299_999);
    // Refreshed meanwhile: the session is the same one.
    const { accessToken: token } = (await harness.call('POST /v1/sessions/refresh', { body: { refreshToken: world.refreshToken } })).body;
    harness.pass(1);
    expect((await add(token, late)).status).toBe(422);
  });

  const WRONG: Readonly<Record<string, Otherwise>> = {
    'another origin': { origin: 'https://evil.example' },
    'another domain': { rpId: 'evil.example' },
    'a challenge of nobody': { challenge: Buffer.alloc(56).toString('base64url') },
    'another ceremony': { type: 'webauthn.get' },
    'no verification of the person': { verified: false },
  };
  it.each(Object.entries(WRONG))('is not added from %s', async (_, otherwise) => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const credential = openAuthenticator(ORIGIN).create((await options(harness, token)).body, otherwise);
    const reply = await harness.call('POST /v1/me/passkeys', { token, body: { name: 'Phone', credential } });
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ path: 'credential' }] } });
    expect(harness.table.all().filter(({ sk }) => sk === 'PASSKEYS')).toEqual([]);
  });

  it('belongs to one person of all tenants', async () => {
    const { harness, authenticator } = await withPasskey();
    const { adminToken: token } = await harness.tenant();
    const credential = authenticator.create((await options(harness, token)).body);
    expect((await harness.call('POST /v1/me/passkeys', { token, body: { name: 'Mine', credential } })).status).toBe(409);
  });

  it('is one of at most twenty', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const early = openAuthenticator(ORIGIN).create((await options(harness, token)).body);
    for (let at = 0; at < 20; at += 1) expect((await register(harness, token)).status).toBe(201);
    expect((await options(harness, token)).status).toBe(409);
    expect((await harness.call('POST /v1/me/passkeys', { token, body: { name: 'One more', credential: early } })).status).toBe(409);
  });

  it('is for people, and for deployments that know their address', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const { token } = await world.key('admin');
    expect((await harness.call('GET /v1/me/passkeys', { token })).status).toBe(403);
    const nowhere = createHarness({ env: { PARLEY_PUBLIC_URL: '' } });
    expect((await nowhere.call('POST /v1/sessions/passkey-options')).status).toBe(409);
  });
});

describe('signing in with a passkey', () => {
  it('opens a session without a tenant, a name or a password, which counts as one with a second factor', async () => {
    const { harness, world, token, authenticator } = await withPasskey();
    await harness.call('PATCH /v1/tenant', { token, body: { secondFactorRoles: ['admin'] } });
    const { status, body } = await signIn(harness, authenticator);
    expect(status).toBe(201);
    expect(body.user).toMatchObject({ id: world.adminId, role: 'admin' });
    expect((await harness.call('GET /v1/queues', { token: body.accessToken })).status).toBe(200);
    expect((await harness.call('POST /v1/sessions/refresh', { body: { refreshToken: body.refreshToken } })).status).toBe(201);
    expect((await harness.call('GET /v1/me/passkeys', { token })).body.items[0].lastUsedAt).not.toBeNull();
    expect(await auditOf({ harness, token: body.accessToken })).toContain('{"field":"secondFactor","from":null,"to":"passkey"}');
  });

  it('tells nobody who there is: the options are the same for everybody', async () => {
    const { harness } = await withPasskey();
    const before = harness.table.all().length;
    const [first, second] = [(await harness.call('POST /v1/sessions/passkey-options')).body, (await harness.call('POST /v1/sessions/passkey-options')).body];
    expect(first).toEqual({ ...second, challenge: expect.any(String) as string });
    expect(first.challenge).not.toBe(second.challenge);
    expect(first).not.toHaveProperty('allowCredentials');
    expect(harness.table.all()).toHaveLength(before);
  });

  it('uses each challenge up, also at the same instant', async () => {
    const { harness, authenticator } = await withPasskey();
    const asked = (await harness.call('POST /v1/sessions/passkey-options')).body;
    const given = authenticator.get(asked);
    const both = await Promise.all([signInWith(harness, given), signInWith(harness, given)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 401]));
    expect((await signInWith(harness, given)).status).toBe(401);
    // Nor a second signature of it.
    expect((await signInWith(harness, authenticator.get(asked))).status).toBe(401);
    const late = authenticator.get((await harness.call('POST /v1/sessions/passkey-options')).body);
    harness.pass(300_000);
    expect((await signInWith(harness, late)).status).toBe(401);
  });

  it('refuses a counter that goes back or stands still, unless the authenticator counts nothing', async () => {
    const { harness, authenticator, token } = await withPasskey();
    expect((await signIn(harness, authenticator, { counter: 7 })).status).toBe(201);
    for (const counter of [7, 6, 0]) expect((await signIn(harness, authenticator, { counter })).status).toBe(401);
    expect((await signIn(harness, authenticator, { counter: 8 })).status).toBe(201);
    expect(await auditOf({ harness, token })).toContain('{"field":"failedSignIns","from":0,"to":3}');
    const synchronised = openAuthenticator(ORIGIN, { counts: false });
    expect((await register(harness, token, synchronised)).body).toMatchObject({ backedUp: true });
    for (let time = 0; time < 3; time += 1) expect((await signIn(harness, synchronised)).status).toBe(201);
  });

  it('lets two devices of a person in at the same instant', async () => {
    const { harness, authenticator, token } = await withPasskey();
    const second = openAuthenticator(ORIGIN);
    await register(harness, token, second, 'Tablet');
    const replies = await Promise.all([signIn(harness, authenticator), signIn(harness, second)]);
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    const { items } = (await harness.call('GET /v1/me/passkeys', { token })).body;
    expect(items.map(({ lastUsedAt }: { lastUsedAt: string | null }) => lastUsedAt)).not.toContain(null);
  });

  it('gives one answer for every reason to refuse', async () => {
    const { harness, world, authenticator } = await withPasskey();
    const asked = (await harness.call('POST /v1/sessions/passkey-options')).body;
    const other = await harness.tenant();
    const person = await world.person('user');
    const strange = openAuthenticator(ORIGIN);
    strange.create({ challenge: '', rp: { id: RP_ID }, user: { id: Buffer.from(world.adminId).toString('base64url') } });
    const good = authenticator.get(asked);
    const creation = (await options(harness, world.adminToken)).body as { challenge: string };
    const wrong: Readonly<Record<string, unknown>> = {
      'another origin': authenticator.get(asked, { origin: 'https://evil.example' }),
      'another domain': authenticator.get(asked, { rpId: 'evil.example' }),
      'another ceremony': authenticator.get(asked, { type: 'webauthn.create' }),
      'no verification of the person': authenticator.get(asked, { verified: false }),
      'a challenge of nobody': authenticator.get(asked, { challenge: 'AAAA' }),
      'a challenge for a new passkey': authenticator.get(asked, { challenge: creation.challenge }),
      'a passkey that nobody registered': strange.get(asked),
      'no owner': authenticator.get(asked, { userHandle: null }),
      'another owner': authenticator.get(asked, { userHandle: Buffer.from(person.id).toString('base64url') }),
      'an owner of another tenant': authenticator.get(asked, { userHandle: Buffer.from(other.adminId).toString('base64url') }),
      'another key': { ...strange.get(asked), id: authenticator.credentialId, rawId: authenticator.credentialId },
      'a changed signature': { ...good, response: { ...(good['response'] as object), signature: 'AAAA' } },
      'no JSON': { ...good, response: { ...(good['response'] as object), clientDataJSON: 'AAAA' } },
    };
    const answers = new Set<string>();
    for (const [why, passkey] of Object.entries(wrong)) {
      const { status, body } = await signInWith(harness, passkey);
      expect(status, why).toBe(401);
      answers.add(JSON.stringify(body));
    }
    expect(answers.size).toBe(1);
    expect((await signIn(harness, authenticator)).status).toBe(201);
  });

  it('counts failures for the address', async () => {
    const { harness, authenticator } = await withPasskey({ SIGN_IN_FAILURES_PER_ADDRESS: '2' });
    const bad = { origin: 'https://evil.example' };
    const statuses = [await signIn(harness, authenticator, bad), await signIn(harness, authenticator, bad), await signIn(harness, authenticator)];
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 429]);
  });

  it('takes nothing beside the passkey', async () => {
    const { harness, world, authenticator } = await withPasskey();
    const passkey = authenticator.get((await harness.call('POST /v1/sessions/passkey-options')).body);
    const reply = await harness.call('POST /v1/sessions', { body: { passkey, tenant: world.slug } });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ path: 'tenant' }] } });
  });

  it('works for pages and apps that the settings name', async () => {
    const app = openAuthenticator('android:apk-key-hash:abc');
    const env = { PASSKEY_RP_ID: 'test', PASSKEY_ORIGINS: 'https://shop.test, android:apk-key-hash:abc' };
    const { harness, added } = await withPasskey(env, app);
    expect(added.status).toBe(201);
    expect((await signIn(harness, app)).status).toBe(201);
  });
});

describe('the end of passkeys', () => {
  it('comes by an administrator for an agent who has lost the device, and ends their sessions', async () => {
    const { harness, authenticator, world, token } = await withPasskey();
    const other = await world.person('admin');
    const remove = (id: string) => harness.call(`DELETE /v1/agents/${id}/passkeys`, { token: other.token });
    expect((await remove('nobody')).status).toBe(404);
    expect((await remove(other.id)).status).toBe(204);
    expect((await remove(world.adminId)).status).toBe(204);
    expect((await harness.call('GET /v1/me', { token })).status).toBe(401);
    expect((await signIn(harness, authenticator)).status).toBe(401);
    const { items } = (await harness.call('GET /v1/audit', { token: other.token })).body;
    expect(items).toContainEqual(expect.objectContaining({ by: { type: 'agent', id: other.id }, changes: [{ field: 'passkey', from: 'Phone', to: null }] }));
  });

  it('comes with the agent', async () => {
    const { harness, world, token, authenticator } = await withPasskey();
    const draft = { name: 'Bo', email: `bo@${world.slug}.example`, password: PASSWORD, role: 'admin' };
    await harness.call('POST /v1/agents', { token, body: draft });
    const session = await harness.call('POST /v1/sessions', { body: { tenant: world.slug, email: draft.email, password: PASSWORD } });
    expect((await harness.call(`DELETE /v1/agents/${world.adminId}`, { token: session.body.accessToken })).status).toBe(204);
    expect((await signIn(harness, authenticator)).status).toBe(401);
    expect(harness.table.all().filter(({ pk, sk }) => sk === 'PASSKEYS' || pk.startsWith('DIR#passkey'))).toEqual([]);
  });
});

describe('a tenant that requires a second factor', () => {
  const required = async () => {
    const harness = createHarness();
    const world: World = await harness.tenant();
    await harness.call('PATCH /v1/tenant', { token: world.adminToken, body: { secondFactorRoles: ['admin'] } });
    return { harness, world, token: world.adminToken };
  };
  const byPassword = async (harness: Harness, { slug, adminEmail }: World) =>
    (await harness.call('POST /v1/sessions', { body: { tenant: slug, email: adminEmail, password: PASSWORD } })).body.accessToken as string;

  it('takes a passkey as one, in the session that adds it and in those that it opens', async () => {
    const { harness, world, token } = await required();
    expect((await harness.call('GET /v1/queues', { token })).status).toBe(403);
    const authenticator = openAuthenticator(ORIGIN);
    expect((await register(harness, token, authenticator)).status).toBe(201);
    expect((await harness.call('GET /v1/queues', { token })).status).toBe(200);
    expect((await signIn(harness, authenticator)).status).toBe(201);
    // The password alone is not enough, nor does it get past the passkey.
    const weak = await byPassword(harness, world);
    expect((await harness.call('GET /v1/queues', { token: weak })).status).toBe(403);
    expect((await options(harness, weak)).status).toBe(409);
    expect((await harness.call('POST /v1/me/totp', { token: weak, body: { password: PASSWORD } })).status).toBe(409);
    const { items } = (await harness.call('GET /v1/me/passkeys', { token: weak })).body as { items: { id: string }[] };
    expect((await harness.call(`DELETE /v1/me/passkeys/${items[0]?.id}`, { token: weak })).status).toBe(403);
  });

  it('keeps the last one', async () => {
    const { harness, token } = await required();
    const first = (await register(harness, token)).body as { id: string };
    expect((await harness.call(`DELETE /v1/me/passkeys/${first.id}`, { token })).status).toBe(409);
    await register(harness, token, openAuthenticator(ORIGIN), 'Key');
    expect((await harness.call(`DELETE /v1/me/passkeys/${first.id}`, { token })).status).toBe(204);
  });
});

describe('a response of an authenticator', () => {
  it('opens nothing if a byte of what is signed differs', async () => {
    const { harness, authenticator } = await withPasskey({ SIGN_IN_FAILURES_PER_ADDRESS: '1000000' }, openAuthenticator(ORIGIN, { alg: -8 }));
    const asked = (await harness.call('POST /v1/sessions/passkey-options')).body;
    const good = authenticator.get(asked) as { response: Record<string, string> };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('clientDataJSON', 'authenticatorData', 'signature'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (member, at, flip) => {
          const bytes = Buffer.from(String(good.response[member]), 'base64url');
          const place = at % bytes.length;
          bytes[place] = Number(bytes[place]) ^ flip;
          const passkey = { ...good, response: { ...good.response, [member]: bytes.toString('base64url') } };
          expect((await signInWith(harness, passkey)).status).toBe(401);
        },
      ),
    );
    expect((await signInWith(harness, good)).status).toBe(201);
  });
});
