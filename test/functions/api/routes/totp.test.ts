import { describe, expect, it } from 'vitest';
import { MOST_FAILURES } from '../../../../domain/people/second-factor/factor.ts';
import { codeAt, stepAt } from '../../../../domain/people/second-factor/totp.ts';
import { createHarness, type Harness, PASSWORD, type World } from '../harness.ts';

const STEP = 30_000;
const codeNow = (harness: Harness, secret: string, steps = 0): string => codeAt(secret, stepAt(harness.deps.clock()) + steps);
/** Six digits that count neither now nor in the next step. */
const wrongCode = (harness: Harness, secret: string): string => {
  const good = [-1, 0, 1, 2].map((steps) => codeNow(harness, secret, steps));
  return ['000000', '111111', '222222', '333333', '444444'].find((code) => !good.includes(code)) as string;
};

const signIn = (harness: Harness, world: World, code?: string, more: { password?: string; address?: string; email?: string } = {}) =>
  harness.call('POST /v1/sessions', {
    body: { tenant: world.slug, email: more.email ?? world.adminEmail, password: more.password ?? PASSWORD, ...(code === undefined ? {} : { code }) },
    ...(more.address ? { address: more.address } : {}),
  });

/** The admin with a second factor, one step after its first code. */
const enrolled = async (env: Record<string, string> = {}) => {
  const harness = createHarness({ env });
  const world = await harness.tenant();
  const token = world.adminToken;
  const started = await harness.call('POST /v1/me/totp', { token, body: { password: PASSWORD } });
  const { secret } = started.body as { secret: string };
  const confirmed = await harness.call('POST /v1/me/totp/confirm', { token, body: { code: codeNow(harness, secret) } });
  harness.pass(STEP);
  return { harness, world, token, secret, started, confirmed, codes: confirmed.body.recoveryCodes as string[] };
};

describe('setting up a second factor', () => {
  it('takes the password and the first code, and gives recovery codes that are stored as hashes', async () => {
    const { harness, token, secret, started, confirmed, codes, world } = await enrolled();
    expect(started).toMatchObject({ status: 201, body: { uri: expect.stringContaining(`secret=${secret}`) as string } });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(confirmed.status).toBe(200);
    expect(codes).toHaveLength(10);
    expect((await harness.call('GET /v1/me/totp', { token })).body).toEqual({
      enabled: true,
      confirmedAt: expect.any(String) as string,
      recoveryCodesLeft: 10,
      required: false,
    });
    expect(JSON.stringify(harness.table.all())).not.toContain(codes[0]);
    const audit = (await harness.call('GET /v1/audit', { token })).body;
    expect(audit.items[0]).toMatchObject({
      by: { type: 'agent', id: world.adminId },
      object: { type: 'agent', id: world.adminId },
      changes: [{ field: 'secondFactor', from: 'off', to: 'on' }],
    });
    expect(JSON.stringify(audit)).not.toContain(secret);
  });

  it('changes nothing at sign-in before its first code', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const token = world.adminToken;
    expect((await harness.call('POST /v1/me/totp/confirm', { token, body: { code: '123456' } })).status).toBe(409);
    expect(await harness.call('POST /v1/me/totp', { token, body: { password: 'wrong' } })).toMatchObject({
      status: 403,
      body: { errors: [{ path: 'password' }] },
    });
    const { secret } = (await harness.call('POST /v1/me/totp', { token, body: { password: PASSWORD } })).body;
    const wrong = await harness.call('POST /v1/me/totp/confirm', { token, body: { code: wrongCode(harness, secret) } });
    expect(wrong).toMatchObject({ status: 403, body: { errors: [{ path: 'code' }] } });
    expect((await harness.call('GET /v1/me/totp', { token })).body).toMatchObject({ enabled: false, confirmedAt: null, recoveryCodesLeft: 0 });
    expect((await signIn(harness, world)).status).toBe(201);
    expect((await signIn(harness, world, '123456')).status).toBe(201);
  });

  it('a second time needs a code of the first, which stays until the new one is confirmed', async () => {
    const { harness, world, token, secret, codes } = await enrolled();
    expect((await harness.call('POST /v1/me/totp', { token, body: { password: PASSWORD } })).status).toBe(403);
    const again = await harness.call('POST /v1/me/totp', { token, body: { password: PASSWORD, code: codeNow(harness, secret) } });
    expect(again.status).toBe(201);
    harness.pass(STEP);
    expect((await signIn(harness, world, codeNow(harness, secret))).status).toBe(201);
    const next = String(again.body.secret);
    expect((await harness.call('POST /v1/me/totp/confirm', { token, body: { code: codeNow(harness, next) } })).status).toBe(200);
    harness.pass(STEP);
    expect((await signIn(harness, world, codeNow(harness, secret))).status).toBe(401);
    expect((await signIn(harness, world, codes[0])).status).toBe(401);
    expect((await signIn(harness, world, codeNow(harness, next))).status).toBe(201);
  });

  it('is limited like sign-in', async () => {
    const harness = createHarness({ env: { SIGN_IN_FAILURES_PER_ACCOUNT: '2' } });
    const { adminToken: token } = await harness.tenant();
    const start = (password: string) => harness.call('POST /v1/me/totp', { token, body: { password } });
    expect([(await start('wrong')).status, (await start('wrong')).status, (await start(PASSWORD)).status]).toEqual([403, 403, 429]);
    harness.pass(60_000);
    expect((await start(PASSWORD)).status).toBe(201);
  });

  it('is for people: an API key has none', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const { token } = await world.key('admin');
    expect((await harness.call('POST /v1/me/totp', { token, body: { password: PASSWORD } })).status).toBe(403);
  });
});

describe('signing in with a second factor', () => {
  it('asks for a code, and only who knows the password', async () => {
    const { harness, world, secret } = await enrolled();
    expect(await signIn(harness, world)).toMatchObject({ status: 401, body: { code: 'second_factor_required', errors: [] } });
    const code = codeNow(harness, secret);
    const replies = [
      await signIn(harness, world, code, { password: 'wrong' }),
      await signIn(harness, world, code, { email: 'nobody@shop.example' }),
      await signIn(harness, world, undefined, { password: 'wrong' }),
    ];
    expect(new Set(replies.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(replies[0]).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect((await signIn(harness, world, `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(201);
    const { items } = (await harness.call('GET /v1/audit?limit=3', { token: world.adminToken })).body;
    expect(JSON.stringify(items)).toContain('{"field":"secondFactor","from":null,"to":"code"}');
  });

  it('takes each code once, also at the same instant', async () => {
    const { harness, world, secret } = await enrolled();
    const code = codeNow(harness, secret);
    const both = await Promise.all([signIn(harness, world, code), signIn(harness, world, code)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 401]));
    expect(await signIn(harness, world, code)).toMatchObject({ status: 401, body: { code: 'second_factor_required', errors: [{ path: 'code' }] } });
    // Nor one that is older than the one that was used.
    expect((await signIn(harness, world, codeNow(harness, secret, -1))).status).toBe(401);
    harness.pass(STEP);
    expect((await signIn(harness, world, codeNow(harness, secret))).status).toBe(201);
  });

  it('takes each recovery code once', async () => {
    const { harness, world, token, codes } = await enrolled();
    const [first = '', second = ''] = codes;
    expect((await signIn(harness, world, first)).status).toBe(201);
    expect((await signIn(harness, world, first)).status).toBe(401);
    expect((await signIn(harness, world, second.toLowerCase().replaceAll('-', ''))).status).toBe(201);
    expect((await harness.call('GET /v1/me/totp', { token })).body).toMatchObject({ recoveryCodesLeft: 8 });
  });

  it('counts wrong codes like wrong passwords, and tells the audit', async () => {
    const { harness, world, secret, token } = await enrolled({ SIGN_IN_FAILURES_PER_ACCOUNT: '3' });
    for (let i = 0; i < 3; i += 1) expect((await signIn(harness, world, wrongCode(harness, secret), { address: `192.0.2.${i}` })).status).toBe(401);
    expect((await signIn(harness, world, codeNow(harness, secret), { address: '192.0.2.77' })).status).toBe(429);
    const { items } = (await harness.call('GET /v1/audit', { token })).body;
    expect(JSON.stringify(items)).toContain('{"field":"failedSignIns","from":0,"to":3}');
  });

  it('ends the codes of the app after many wrong ones in a row, until a recovery code is used', async () => {
    const { harness, world, secret, codes } = await enrolled({ SIGN_IN_FAILURES_PER_ACCOUNT: '1000', SIGN_IN_FAILURES_PER_ADDRESS: '1000' });
    const key = { pk: `T#${world.tenantId}#U#${world.adminId}`, sk: 'FACTOR' };
    await harness.table.write({ op: 'update', key, add: { failures: MOST_FAILURES - 1 } });
    expect((await signIn(harness, world, wrongCode(harness, secret))).status).toBe(401);
    expect((await signIn(harness, world, codeNow(harness, secret))).status).toBe(401);
    expect((await signIn(harness, world, codes[0])).status).toBe(201);
    expect((await signIn(harness, world, codeNow(harness, secret))).status).toBe(201);
  });
});

describe('the end of a second factor', () => {
  it('takes the password and a code', async () => {
    const { harness, world, token, secret } = await enrolled();
    const disable = (body: object) => harness.call('POST /v1/me/totp/disable', { token, body });
    expect((await disable({ password: 'wrong', code: codeNow(harness, secret) })).status).toBe(403);
    expect((await disable({ password: PASSWORD, code: wrongCode(harness, secret) })).status).toBe(403);
    expect((await disable({ password: PASSWORD, code: codeNow(harness, secret) })).status).toBe(204);
    expect((await signIn(harness, world)).status).toBe(201);
    expect((await harness.call('GET /v1/me/totp', { token })).body).toMatchObject({ enabled: false, recoveryCodesLeft: 0 });
  });

  it('comes by an administrator for an agent who has lost everything, and ends their sessions', async () => {
    const { harness, world, token } = await enrolled();
    const other = await world.person('admin');
    expect((await harness.call('DELETE /v1/agents/nobody/totp', { token: other.token })).status).toBe(404);
    expect((await harness.call(`DELETE /v1/agents/${other.id}/totp`, { token: other.token })).status).toBe(204);
    expect((await harness.call(`DELETE /v1/agents/${world.adminId}/totp`, { token: other.token })).status).toBe(204);
    expect((await harness.call('GET /v1/me', { token })).status).toBe(401);
    expect((await signIn(harness, world)).status).toBe(201);
    const { items } = (await harness.call('GET /v1/audit', { token: other.token })).body;
    expect(items).toContainEqual(expect.objectContaining({ by: { type: 'agent', id: other.id }, changes: [{ field: 'secondFactor', from: 'on', to: 'off' }] }));
  });

  it('comes with the agent', async () => {
    const { harness, world, token } = await enrolled();
    const draft = { name: 'Bo', email: `bo@${world.slug}.example`, password: PASSWORD, role: 'admin' };
    expect((await harness.call('POST /v1/agents', { token, body: draft })).status).toBe(201);
    const other = (await signIn(harness, world, undefined, { email: draft.email })).body.accessToken as string;
    expect((await harness.call(`DELETE /v1/agents/${world.adminId}`, { token: other })).status).toBe(204);
    expect(harness.table.all().filter(({ sk }) => sk === 'FACTOR')).toEqual([]);
  });

  it('renews recovery codes with a code', async () => {
    const { harness, world, token, secret, codes } = await enrolled();
    expect((await harness.call('POST /v1/me/totp/recovery-codes', { token, body: { code: '1' } })).status).toBe(403);
    const renewed = await harness.call('POST /v1/me/totp/recovery-codes', { token, body: { code: codeNow(harness, secret) } });
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect((await signIn(harness, world, codes[0])).status).toBe(401);
    expect((await signIn(harness, world, renewed.body.recoveryCodes[9])).status).toBe(201);
  });
});

describe('a tenant that requires a second factor of a role', () => {
  it('lets a session without one only set it up, also one that was open before', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const token = world.adminToken;
    const agent = await world.person('agent');
    const changed = await harness.call('PATCH /v1/tenant', { token, body: { secondFactorRoles: ['admin'] } });
    expect(changed).toMatchObject({ status: 200, body: { secondFactorRoles: ['admin'] } });
    expect((await harness.call('GET /v1/queues', { token: agent.token })).status).toBe(200);
    for (const target of ['GET /v1/queues', 'GET /v1/tenant', 'POST /v1/socket-tickets', 'PATCH /v1/me'])
      expect(await harness.call(target, { token, body: {} }), target).toMatchObject({ status: 403, body: { code: 'second_factor_not_set_up' } });
    expect((await harness.call('GET /v1/me', { token })).status).toBe(200);
    expect((await harness.call('GET /v1/me/totp', { token })).body).toMatchObject({ enabled: false, required: true });
    const { secret } = (await harness.call('POST /v1/me/totp', { token, body: { password: PASSWORD } })).body;
    const session = (await signIn(harness, world)).body;
    await harness.call('POST /v1/me/totp/confirm', { token, body: { code: codeNow(harness, secret) } });
    expect((await harness.call('GET /v1/queues', { token })).status).toBe(200);
    // Another session that was opened with the password alone.
    expect((await harness.call('GET /v1/queues', { token: session.accessToken })).status).toBe(403);
    harness.pass(STEP);
    const proven = (await signIn(harness, world, codeNow(harness, secret))).body;
    const refreshed = (await harness.call('POST /v1/sessions/refresh', { body: { refreshToken: proven.refreshToken } })).body;
    expect((await harness.call('GET /v1/queues', { token: refreshed.accessToken })).status).toBe(200);
    const body = { password: PASSWORD, code: codeNow(harness, secret) };
    expect((await harness.call('POST /v1/me/totp/disable', { token, body })).status).toBe(409);
    expect((await harness.call('DELETE /v1/sessions', { token: session.accessToken })).status).toBe(204);
  });

  it('does not concern API keys', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const key = await world.key('admin');
    await harness.call('PATCH /v1/tenant', { token: world.adminToken, body: { secondFactorRoles: ['admin', 'agent'] } });
    expect((await harness.call('GET /v1/queues', { token: key.token })).status).toBe(200);
  });
});
