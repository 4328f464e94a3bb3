import { describe, expect, it } from 'vitest';
import { PASSWORD } from '../harness.ts';
import { ssoWorld } from './oidc-world.ts';

const nobody = { status: 401, body: { reason: 'nobody' } };

const withAgent = async (more: Readonly<Record<string, unknown>> = {}) => {
  const world = await ssoWorld(more);
  const email = `li@${world.tenant.slug}.example`;
  const draft = { name: 'Li', email, password: PASSWORD, role: 'agent', teamIds: [] };
  const { body } = await world.harness.call('POST /v1/agents', { token: world.token, body: draft });
  return { ...world, email, agentId: String(body.id) };
};

describe('who somebody is, by what a provider says', () => {
  it('an agent is found by a verified address once, and by the subject from then on', async () => {
    const { signIn, email, agentId, harness, tenant } = await withAgent();
    expect(await signIn({ subject: 's-1', email: email.toUpperCase() })).toMatchObject({ status: 201, body: { user: { id: agentId, role: 'agent' } } });
    expect(await signIn({ subject: 's-1', email: 'other@elsewhere.example', emailVerified: false })).toMatchObject({
      status: 201,
      body: { user: { id: agentId } },
    });
    expect(await signIn({ subject: 's-1', email: null, name: null })).toMatchObject({ status: 201, body: { user: { id: agentId } } });
    const { items } = (await harness.call('GET /v1/audit', { token: (await tenant.person('admin')).token })).body;
    const linked = items.filter(({ changes }: { changes: { field: string }[] }) => changes.some(({ field }) => field === 'identityProvider'));
    expect(linked).toMatchObject([{ object: { type: 'agent', id: agentId }, changes: [{ field: 'identityProvider', from: null, to: 'Staff' }] }]);
    expect((await harness.call('POST /v1/sessions', { body: { tenant: tenant.slug, email, password: PASSWORD } })).status).toBe(201);
  });

  it('an address that was not verified, is none, or is absent finds nobody and makes nobody', async () => {
    const { signIn, email, failure, harness } = await withAgent({ newPeople: 'agent' });
    const before = harness.table.all().filter(({ sk }) => sk === 'PROFILE').length;
    for (const claims of [{ email, emailVerified: false }, { email: null }, { email: 'no address' }, { email: `${'x'.repeat(65)}@shop.example` }])
      expect(await signIn({ subject: 'eve', ...claims })).toMatchObject(nobody);
    expect(harness.table.all().filter(({ sk }) => sk === 'PROFILE')).toHaveLength(before);
    expect(await failure()).toBe('the account has no verified address of an admitted domain, or belongs to nobody here');
  });

  it('a second subject with the address of a person is not that person', async () => {
    const { signIn, email } = await withAgent({ newPeople: 'agent' });
    expect((await signIn({ subject: 's-1', email })).status).toBe(201);
    expect(await signIn({ subject: 's-2', email })).toMatchObject(nobody);
  });

  it('only people with a verified address of an admitted domain sign in, also those who were linked before', async () => {
    const { signIn, change } = await ssoWorld({ newPeople: 'user', emailDomains: ['shop.example'] });
    expect((await signIn({ subject: 'a', email: 'a@Shop.Example' })).status).toBe(201);
    for (const claims of [
      { email: 'b@mail.shop.example' },
      { email: 'b@shop.example.evil' },
      { email: 'b@shop.example', emailVerified: false },
      { email: null },
    ])
      expect(await signIn({ subject: 'b', ...claims })).toMatchObject(nobody);
    await change({ emailDomains: ['other.example'] });
    expect(await signIn({ subject: 'a', email: 'a@shop.example' })).toMatchObject(nobody);
  });

  it.each(['user', 'agent', 'supervisor'] as const)('new people become %ss, once, whatever comes at the same instant', async (role) => {
    const { start, callback, outside, redeem, harness, tenant } = await ssoWorld({ newPeople: role });
    const claims = { subject: 'new', email: `new@${tenant.slug}.example`, emailVerified: true, name: 'A\uD800 Newcomer' };
    outside.exchange = { claims };
    const begun = await Promise.all([start(), start(), start()]);
    for (const { state } of begun) await callback({ code: 'c', state });
    await outside.work();
    const answers = await Promise.all(begun.map((one) => redeem(one)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1);
    expect(answers[0]?.body.user).toMatchObject({ role, name: 'A\uFFFD Newcomer', email: claims.email });
    const token = String(answers[0]?.body.accessToken);
    expect((await harness.call('GET /v1/me', { token })).body).toMatchObject({ role });
    const admin = (await tenant.person('admin')).token;
    if (role === 'user') return;
    const { items } = (await harness.call('GET /v1/agents', { token: admin })).body;
    expect(items.filter(({ email }: { email: string }) => email === claims.email)).toHaveLength(1);
    const audit = (await harness.call('GET /v1/audit?limit=100', { token: admin })).body.items;
    expect(audit.some(({ object, by }: { object: { type: string }; by: { type: string } }) => object.type === 'agent' && by.type === 'system')).toBe(true);
    expect(audit.some(({ changes }: { changes: { to: unknown }[] }) => changes.some(({ to }) => to === 'oidc'))).toBe(true);
  });

  it('without a name, a new person has the address as the name', async () => {
    const { signIn, tenant } = await ssoWorld({ newPeople: 'user' });
    expect((await signIn({ name: null })).body.user.name).toBe(`grace@${tenant.slug}.example`);
  });

  it('people who are new sign in only if the provider may make them', async () => {
    const { signIn, change } = await ssoWorld();
    expect(await signIn()).toMatchObject(nobody);
    await change({ newPeople: 'user' });
    expect((await signIn()).status).toBe(201);
    await change({ newPeople: null });
    expect((await signIn()).status).toBe(201);
  });

  it('a user who registered with somebody’s address loses the password and the sessions to its owner', async () => {
    const { signIn, harness, tenant } = await ssoWorld();
    const email = `victim@${tenant.slug}.example`;
    const credentials = { tenant: tenant.slug, email, password: PASSWORD };
    await harness.call('POST /v1/registrations', { body: { ...credentials, name: 'Mallory' } });
    const { body: old } = await harness.call('POST /v1/sessions', { body: credentials });
    const { status, body } = await signIn({ email });
    expect({ status, id: body.user.id }).toEqual({ status: 201, id: old.user.id });
    expect((await harness.call('GET /v1/me', { token: old.accessToken })).status).toBe(401);
    expect((await harness.call('POST /v1/sessions/refresh', { body: { refreshToken: old.refreshToken } })).status).toBe(401);
    expect((await harness.call('POST /v1/sessions', { body: credentials })).status).toBe(401);
    expect(harness.closed).toContainEqual({ tenantId: tenant.tenantId, personId: old.user.id, sessionId: null });
    expect((await harness.call('GET /v1/me', { token: body.accessToken })).status).toBe(200);
    expect((await signIn({ email })).body.user.id).toBe(old.user.id);
  });

  it('a user whom a token of the business brought is not linked by the address', async () => {
    const { signIn, harness, tenant } = await ssoWorld({ newPeople: 'user' });
    const email = `token@${tenant.slug}.example`;
    await harness.table.write({ op: 'put', item: { pk: `T#${tenant.tenantId}#EM#${email}`, sk: 'EMAIL', personId: 'p-token' } });
    expect(await signIn({ email })).toMatchObject(nobody);
    const profile = { pk: `T#${tenant.tenantId}#U#p-token`, sk: 'PROFILE', id: 'p-token', kind: 'user', name: 'T', email, role: 'user', teamIds: [] };
    await harness.table.write({ op: 'put', item: profile });
    expect(await signIn({ email })).toMatchObject(nobody);
  });

  it('whoever was deleted is new at the next sign-in, and has no old session', async () => {
    const { signIn, harness, tenant } = await ssoWorld({ newPeople: 'agent' });
    const { body } = await signIn();
    const admin = (await tenant.person('admin')).token;
    expect((await harness.call(`DELETE /v1/agents/${String(body.user.id)}`, { token: admin })).status).toBe(204);
    expect((await harness.call('GET /v1/me', { token: body.accessToken })).status).toBe(401);
    const again = await signIn();
    expect(again.status).toBe(201);
    expect(again.body.user.id).not.toBe(body.user.id);
  });

  it('the session counts as one with a second factor, and the person has no password to guess', async () => {
    const { signIn, harness, token, tenant } = await ssoWorld({ newPeople: 'supervisor' });
    await harness.call('PATCH /v1/tenant', { token, body: { secondFactorRoles: ['supervisor'] } });
    const { body } = await signIn();
    expect((await harness.call('GET /v1/tickets', { token: body.accessToken })).status).toBe(200);
    const guess = { tenant: tenant.slug, email: body.user.email, password: PASSWORD };
    expect((await harness.call('POST /v1/sessions', { body: guess })).status).toBe(401);
  });

  it('a role that is taken away counts at once', async () => {
    const { signIn, harness, tenant } = await ssoWorld({ newPeople: 'supervisor' });
    const { body } = await signIn();
    const admin = (await tenant.person('admin')).token;
    await harness.call(`PATCH /v1/agents/${String(body.user.id)}`, { token: admin, body: { role: 'agent' } });
    expect((await harness.call('GET /v1/agents', { token: body.accessToken })).status).toBe(403);
    expect((await signIn()).body.user.role).toBe('agent');
  });
});
