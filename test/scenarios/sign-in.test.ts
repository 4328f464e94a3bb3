import { beforeAll, describe, expect, inject, it } from 'vitest';
import { tokenIn } from '../harness/account-mail.ts';
import { authenticatorCode } from '../harness/authenticator.ts';
import { type Api, api, type Problem } from '../harness/http.ts';
import { AUDIENCE, ISSUER, idTokenOf, signingKey } from '../harness/issuer.ts';
import { openAuthenticator } from '../harness/passkey.ts';
import { mailsFrom, simulatorOf } from '../harness/sent-mail.ts';
import type { Session } from '../harness/shapes.ts';
import { createAgent, createTenant, PASSWORD, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const hub = inject('hub');

describe('an agent with a second factor', () => {
  let tenant: TestTenant;
  let agent: { id: string; email: string; session: Api };
  let secret: string;
  let recoveryCodes: string[];
  const signIn = (more: object = {}) =>
    api(hub.baseUrl).call<Session & Problem>('POST', '/v1/sessions', { body: { tenant: tenant.slug, email: agent.email, password: PASSWORD, ...more } });

  beforeAll(async () => {
    tenant = await createTenant(hub);
    agent = await createAgent(tenant);
  });

  it('sets it up because the business requires it, and works on', async () => {
    await tenant.admin.patch('/v1/tenant', { secondFactorRoles: ['agent'] });
    expect((await agent.session.get<Problem>('/v1/queues', 403)).code).toBe('second_factor_not_set_up');
    ({ secret } = await agent.session.post<{ secret: string }>('/v1/me/totp', { password: PASSWORD }));
    const code = authenticatorCode(secret, Date.now());
    ({ recoveryCodes } = await agent.session.post<{ recoveryCodes: string[] }>('/v1/me/totp/confirm', { code }, 200));
    await agent.session.get('/v1/queues');
    expect(await signIn({ code })).toMatchObject({ status: 401, body: { code: 'second_factor_required', errors: [{ path: 'code' }] } });
  });

  it('signs in with the password and then a code, each code once', async () => {
    expect(await signIn()).toMatchObject({ status: 401, body: { code: 'second_factor_required', errors: [] } });
    // The code of the step that follows counts already.
    const code = authenticatorCode(secret, Date.now(), 1);
    const both = await Promise.all([signIn({ code }), signIn({ code })]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 401]));
    const session = both.find(({ status }) => status === 201)?.body as Session;
    await api(hub.baseUrl, session.accessToken).get('/v1/queues');
  });

  it('comes in with a recovery code after the phone is lost, and with nothing after an administrator took it off but the password', async () => {
    expect((await signIn({ code: recoveryCodes[0] })).status).toBe(201);
    expect((await signIn({ code: recoveryCodes[0] })).status).toBe(401);
    await tenant.admin.delete(`/v1/agents/${agent.id}/totp`);
    expect((await agent.session.call('GET', '/v1/me')).status).toBe(401);
    await tenant.admin.patch('/v1/tenant', { secondFactorRoles: [] });
    const { status, body } = await signIn();
    expect(status).toBe(201);
    await api(hub.baseUrl, body.accessToken).get('/v1/queues');
    expect(JSON.stringify(await tenant.admin.get('/v1/audit?limit=100'))).not.toContain(secret);
  });
});

describe('an agent with a passkey', () => {
  it('signs in without a password, on one device after the other, until it is removed', async () => {
    const tenant = await createTenant(hub);
    await tenant.admin.patch('/v1/tenant', { secondFactorRoles: ['agent'] });
    const agent = await createAgent(tenant);
    const open = api(hub.baseUrl);
    const authenticator = openAuthenticator(`http://localhost:${new URL(hub.baseUrl).port}`);
    expect((await agent.session.get<Problem>('/v1/queues', 403)).code).toBe('second_factor_not_set_up');
    const options = await agent.session.post<object>('/v1/me/passkeys/options', { password: PASSWORD }, 200);
    const { id } = await agent.session.post<{ id: string }>('/v1/me/passkeys', { name: 'Phone', credential: authenticator.create(options) }, 201);
    await agent.session.get('/v1/queues');
    const asked = () => open.post<object>('/v1/sessions/passkey-options', undefined, 200);
    const signIn = (passkey: object) => open.call<Session>('POST', '/v1/sessions', { body: { passkey } });
    const given = authenticator.get(await asked());
    const both = await Promise.all([signIn(given), signIn(given)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 401]));
    const session = both.find(({ status }) => status === 201)?.body as Session;
    expect((await api(hub.baseUrl, session.accessToken).get<{ id: string }>('/v1/me')).id).toBe(agent.id);
    await api(hub.baseUrl, session.accessToken).get('/v1/queues');
    expect((await signIn(authenticator.get(await asked(), { origin: 'https://evil.example' }))).status).toBe(401);
    expect((await signIn(authenticator.get(await asked(), { counter: 1 }))).status).toBe(401);
    await tenant.admin.delete(`/v1/agents/${agent.id}/passkeys`);
    expect((await agent.session.call('GET', '/v1/me')).status).toBe(401);
    expect((await signIn(authenticator.get(await asked()))).status).toBe(401);
    expect(JSON.stringify(await tenant.admin.get('/v1/audit?limit=100'))).toContain(`"from":"Phone","to":null`);
    expect(id).not.toBe(authenticator.credentialId);
  });
});

describe('mails about accounts', () => {
  const SENDER = 'no-reply@parley.example';
  let tenant: TestTenant;
  const open = api(hub.baseUrl);
  /** The token of the newest of so many mails to an address. */
  const tokenTo = async (address: string, count: number): Promise<string> => {
    const mails = await until(`mail ${count} to ${address}`, async () => {
      const sent = (await mailsFrom(simulatorOf(hub.home), SENDER)).filter(({ to }) => to.includes(address));
      return sent.length === count ? sent : undefined;
    });
    return tokenIn((mails.at(-1)?.raw ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '='));
  };
  const signIn = (email: string, password: string) => open.call<Session>('POST', '/v1/sessions', { body: { tenant: tenant.slug, email, password } });

  beforeAll(async () => {
    tenant = await createTenant(hub);
  });

  it('an invited agent chooses a password, forgets it, and sets a new one', async () => {
    const email = `grace@${tenant.slug}.example`;
    const { id } = await tenant.admin.post<{ id: string }>('/v1/invitations', { email, role: 'agent' });
    const first = await tokenTo(email, 1);
    await tenant.admin.post(`/v1/invitations/${id}/resend`, undefined, 202);
    const second = await tokenTo(email, 2);
    const draft = { name: 'Grace', password: PASSWORD };
    await open.post('/v1/invitations/accept', { token: first, ...draft }, 422);
    await open.post('/v1/invitations/accept', { token: second, ...draft }, 201);
    const session = await signIn(email, PASSWORD);
    expect(session.status).toBe(201);

    await open.post('/v1/password-resets', { tenant: tenant.slug, email: `nobody@${tenant.slug}.example` }, 202);
    await open.post('/v1/password-resets', { tenant: tenant.slug, email }, 202);
    const token = await tokenTo(email, 3);
    expect((await open.call('POST', '/v1/password-resets/complete', { body: { token, password: 'a horse of another colour' } })).status).toBe(204);
    expect((await open.call('GET', '/v1/me', { token: session.body.accessToken })).status).toBe(401);
    expect([(await signIn(email, PASSWORD)).status, (await signIn(email, 'a horse of another colour')).status]).toEqual([401, 201]);
    expect((await open.call('POST', '/v1/password-resets/complete', { body: { token, password: PASSWORD } })).status).toBe(422);
  });
});

describe('a business that signs its own users in', () => {
  it('opens a session for each new token, and replaces its key', async () => {
    const tenant = await createTenant(hub);
    const [old, next] = [signingKey('ES256'), signingKey('EdDSA')];
    const { id } = await tenant.admin.post<{ id: string }>('/v1/identity-issuers', { issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [old.jwk] } });
    const open = api(hub.baseUrl);
    const signIn = (idToken: string) => open.call<Session>('POST', '/v1/sessions', { body: { tenant: tenant.slug, idToken } });
    const token = await idTokenOf(old, { nowMs: Date.now(), claims: { name: 'Mia' } });
    const both = await Promise.all([signIn(token), signIn(token)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 401]));
    const session = both.find(({ status }) => status === 201)?.body as Session;
    const me = await api(hub.baseUrl, session.accessToken).get<{ id: string; name: string }>('/v1/me');
    expect(me.name).toBe('Mia');
    await tenant.admin.patch(`/v1/identity-issuers/${id}`, { jwks: { keys: [next.jwk] } });
    expect((await signIn(await idTokenOf(old, { nowMs: Date.now() }))).status).toBe(401);
    const again = await signIn(await idTokenOf(next, { nowMs: Date.now() }));
    expect((await api(hub.baseUrl, again.body.accessToken).get<{ id: string }>('/v1/me')).id).toBe(me.id);
  });
});
