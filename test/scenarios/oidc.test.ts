import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { startProvider, type TestProvider, visit } from '../harness/oidc-provider.ts';
import type { Session } from '../harness/shapes.ts';
import { begin, bring, checked, connectProvider, pageSecret, readProvider, redeem, signInBy } from '../harness/sso.ts';
import { createAgent, createTenant, signIn, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const person = (email: string, isVerified = true, name = 'Grace Hopper') => ({ email, email_verified: isVerified, name });

describe('single sign-on by an OpenID provider', () => {
  let provider: TestProvider;
  let other: TestProvider;
  let hub: Hub;
  let tenant: TestTenant;

  beforeAll(async () => {
    [provider, other] = [await startProvider(), await startProvider()];
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: `${provider.host},${other.host},127.0.0.1:1` } });
    tenant = await createTenant(hub);
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(hub.home);
    await Promise.all([provider.close(), other.close()]);
  });

  it('makes new people with the role that the administrator chose, signs them in again, and lets nobody in a second time by the same answer', async () => {
    const staff = await connectProvider(tenant, provider, { newPeople: 'agent' });
    const offered = await api(hub.baseUrl).get<{ items: unknown[] }>(`/v1/sessions/oidc-providers?tenant=${tenant.slug}`);
    expect(offered.items).toEqual([{ id: staff.id, name: 'Staff' }]);
    provider.accounts.set('grace', person(`grace@${tenant.slug}.example`));
    const { begun, callback, page, answer } = await signInBy(hub, tenant, staff, 'grace');
    expect(page).toBe(`${hub.baseUrl}/#sso=${begun.state}`);
    expect(answer).toMatchObject({ status: 201, body: { user: { role: 'agent', name: 'Grace Hopper', email: `grace@${tenant.slug}.example` } } });
    const grace = api(hub.baseUrl, answer.body.accessToken);
    expect(await grace.get('/v1/tickets')).toMatchObject({ items: [] });
    // Sessions are refreshed and end as those of a password.
    const next = await api(hub.baseUrl).post<Session>('/v1/sessions/refresh', { refreshToken: answer.body.refreshToken }, 201);
    expect(next.user.id).toBe(answer.body.user.id);
    expect(await bring(callback)).toBe(`${hub.baseUrl}/#sso-failed`);
    expect(await redeem(hub, begun)).toMatchObject({ status: 401, body: { reason: 'expired' } });
    const again = await signInBy(hub, tenant, staff, 'grace');
    expect(again.answer).toMatchObject({ status: 201, body: { user: { id: answer.body.user.id } } });
    const { items } = await tenant.admin.get<{ items: { object: { type: string }; changes: { field: string; to: unknown }[] }[] }>('/v1/audit?limit=100');
    expect(items.some(({ object, changes }) => object.type === 'session' && changes.some(({ field, to }) => field === 'secondFactor' && to === 'oidc'))).toBe(
      true,
    );
  });

  it('signs an agent in by a verified address, and never by one that is not', async () => {
    const staff = await connectProvider(tenant, other, { name: 'Other' });
    const agent = await createAgent(tenant);
    other.accounts.set('mallory', person(agent.email, false));
    expect((await signInBy(hub, tenant, staff, 'mallory')).answer).toMatchObject({ status: 401, body: { reason: 'nobody' } });
    other.accounts.set('agnes', person(agent.email.toUpperCase()));
    expect((await signInBy(hub, tenant, staff, 'agnes')).answer).toMatchObject({ status: 201, body: { user: { id: agent.id } } });
    // The provider gives the address to somebody else: that is another person.
    other.accounts.set('heir', person(agent.email));
    expect((await signInBy(hub, tenant, staff, 'heir')).answer).toMatchObject({ status: 401, body: { reason: 'nobody' } });
    // The agent's own address at the provider may change.
    other.accounts.set('agnes', person('married@elsewhere.example', false));
    expect((await signInBy(hub, tenant, staff, 'agnes')).answer).toMatchObject({ status: 201, body: { user: { id: agent.id } } });
    // The password still counts.
    await signIn(hub.baseUrl, tenant.slug, agent.email);
    other.accounts.set('stranger', person('stranger@elsewhere.example'));
    expect((await signInBy(hub, tenant, staff, 'stranger')).answer).toMatchObject({ status: 401, body: { reason: 'nobody' } });
  });

  it('gives the session to the browser that began, and to no other', async () => {
    const staff = await connectProvider(tenant, provider, { name: 'Third', newPeople: 'user' });
    provider.accounts.set('mia', person(`mia@${tenant.slug}.example`));
    const begun = await begin(hub, tenant, staff.id, { returnTo: '/app?view=mine' });
    expect(await bring(await visit(begun.url, 'mia', staff.redirectUri))).toBe(`${hub.baseUrl}/app?view=mine#sso=${begun.state}`);
    const stolen = await redeem(hub, { state: begun.state, verifier: pageSecret().verifier });
    expect(stolen).toMatchObject({ status: 401, body: { reason: 'expired' } });
    expect(await redeem(hub, begun)).toMatchObject({ status: 201, body: { user: { role: 'user' } } });
  });

  it('tells apart whoever answers: another provider’s answer, a changed state and an abort sign nobody in', async () => {
    const [first, second] = [await connectProvider(tenant, provider, { name: 'Fourth' }), await connectProvider(tenant, other, { name: 'Fifth' })];
    const rival = await createTenant(hub);
    const theirs = await connectProvider(rival, other);
    provider.accounts.set('eve', person(tenant.email));
    other.accounts.set('eve', person(tenant.email));
    const begun = await begin(hub, tenant, first.id);
    const callback = new URL(await visit(begun.url, 'eve', first.redirectUri));
    const failed = `${hub.baseUrl}/#sso-failed`;
    for (const { redirectUri } of [second, theirs]) expect(await bring(`${redirectUri}${callback.search}`)).toBe(failed);
    const changed = new URL(callback);
    changed.searchParams.set('state', `${begun.state}x`);
    expect(await bring(changed.href)).toBe(failed);
    // RFC 9207: the answer names another issuer.
    const mixed = new URL(callback);
    mixed.searchParams.set('iss', other.issuer);
    await bring(mixed.href);
    expect(await redeem(hub, begun)).toMatchObject({ status: 401, body: { reason: 'refused' } });
    // The rival's provider vouches for the address of our admin: that is nobody at the rival's.
    expect((await signInBy(hub, rival, theirs, 'eve')).answer).toMatchObject({ status: 401, body: { reason: 'nobody' } });
    expect((await signInBy(hub, tenant, first, null)).answer).toMatchObject({ status: 401, body: { reason: 'denied' } });
    expect((await readProvider(tenant, first.id)).lastFailure?.reason).toBe('the provider answered access_denied');
  });

  it('tells the administrator of a wrong secret and of an issuer that does not answer, and everybody else to try later', async () => {
    const staff = await connectProvider(tenant, provider, { name: 'Sixth', newPeople: 'user' });
    await until('the hub has a wrong secret', async () => {
      await tenant.admin.patch(`/v1/identity-providers/${staff.id}`, { clientSecret: 'wrong' });
      return (await checked(tenant, staff.id)).checkError === 'the provider does not accept the client id or the secret';
    });
    provider.accounts.set('ann', person(`ann@${tenant.slug}.example`));
    expect((await signInBy(hub, tenant, staff, 'ann')).answer).toMatchObject({ status: 401, body: { reason: 'refused' } });
    expect((await readProvider(tenant, staff.id)).lastFailure?.reason).toBe('the provider answered invalid_client');
    const { id } = await tenant.admin.post<{ id: string }>('/v1/identity-providers', { name: 'Gone', issuer: 'http://127.0.0.1:1', clientId: 'x' }, 201);
    expect(await checked(tenant, id)).toMatchObject({ reachable: false, checkError: 'no answer (ECONNREFUSED)' });
    const start = { tenant: tenant.slug, provider: id, challenge: pageSecret().challenge };
    expect((await api(hub.baseUrl).call('POST', '/v1/sessions/oidc-start', { body: start })).status).toBe(503);
    for (const issuer of ['http://login.shop.example', 'https://10.0.0.1'])
      await tenant.admin.post('/v1/identity-providers', { name: 'Inside', issuer, clientId: 'x' }, 422);
  });
});
