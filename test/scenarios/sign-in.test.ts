import { beforeAll, describe, expect, inject, it } from 'vitest';
import { authenticatorCode } from '../harness/authenticator.ts';
import { type Api, api, type Problem } from '../harness/http.ts';
import type { Session } from '../harness/shapes.ts';
import { createAgent, createTenant, PASSWORD, type TestTenant } from '../harness/tenant.ts';

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
