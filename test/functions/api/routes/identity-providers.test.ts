import { describe, expect, it } from 'vitest';
import { openOutside, WELL } from '../../../harness/oidc-outside.ts';
import { createHarness } from '../harness.ts';

const ISSUER = 'https://login.shop.example';
const DRAFT = { name: 'Staff', issuer: ISSUER, clientId: 'parley', clientSecret: 'top secret' };

const world = async (env: Readonly<Record<string, string>> = {}) => {
  const harness = createHarness({ env });
  const tenant = await harness.tenant();
  const outside = openOutside(harness);
  const admin = (target: string, body?: unknown) => harness.call(target, { token: tenant.adminToken, ...(body === undefined ? {} : { body }) });
  // Access tokens are good for five minutes.
  const shown = async () => (await harness.call('GET /v1/identity-providers', { token: (await tenant.person('admin')).token })).body.items;
  return { harness, tenant, outside, admin, shown };
};

const registered = async (more: object = {}) => {
  const given = await world();
  const { body } = await given.admin('POST /v1/identity-providers', { ...DRAFT, ...more });
  await given.outside.work();
  return { ...given, id: String(body.id) };
};

describe('OpenID providers of a tenant', () => {
  it('are registered, checked outside with their secret, listed without it, and audited', async () => {
    const { harness, admin, outside, shown, tenant } = await world();
    const { status, body } = await admin('POST /v1/identity-providers', { ...DRAFT, emailDomains: ['Shop.Example', 'shop.example'], scopes: ['email'] });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { hasSecret: true, reachable: false, checkedAt: null, emailDomains: ['shop.example'], scopes: ['openid', 'email'], newPeople: null, enabled: true },
    });
    expect(body.redirectUri).toBe(`https://parley.test/v1/oidc/callback/${String(body.id)}`);
    expect(await outside.work()).toEqual(['well']);
    expect(outside.checks).toEqual([{ client: { issuer: ISSUER, clientId: 'parley', clientSecret: 'top secret' }, redirectUri: body.redirectUri }]);
    expect(await shown()).toMatchObject([{ id: body.id, reachable: true, checkedAt: expect.any(String) as string, checkError: null }]);
    expect(JSON.stringify([harness.table.all(), await shown(), harness.sent])).not.toContain('top secret');
    const { items } = (await admin('GET /v1/audit')).body;
    expect(items[0]).toMatchObject({ object: { type: 'identityProvider', id: body.id }, by: { id: tenant.adminId } });
    expect(items[0].changes).toContainEqual({ field: 'secretVersion', from: '***', to: '***' });
  });

  it('are refused with an issuer that may not be called, with bad scopes, and above the most', async () => {
    const { admin } = await world();
    for (const issuer of ['http://login.shop.example', 'https://10.0.0.1', 'https://localhost', 'nonsense', `${ISSUER}/?a=b`, `${ISSUER}#x`])
      expect(await admin('POST /v1/identity-providers', { ...DRAFT, issuer }), issuer).toMatchObject({ status: 422, body: { errors: [{ path: 'issuer' }] } });
    for (const more of [{ scopes: ['a b'] }, { newPeople: 'admin' }, { clientSecret: '' }, { other: 1 }])
      expect((await admin('POST /v1/identity-providers', { ...DRAFT, ...more })).status).toBe(400);
    for (let at = 0; at < 10; at += 1) expect((await admin('POST /v1/identity-providers', { ...DRAFT, clientSecret: undefined })).status).toBe(201);
    expect((await admin('POST /v1/identity-providers', DRAFT)).status).toBe(409);
  });

  it('leave no secret behind if they cannot be written', async () => {
    const { harness, admin } = await world();
    const { transact } = harness.deps.table;
    const names: string[] = [];
    const { put, delete: remove } = harness.deps.vault;
    Object.assign(harness.deps.vault, { put: async (name: string, value: string) => (names.push(`+${name}`), put(name, value)) });
    Object.assign(harness.deps.vault, { delete: async (name: string) => (names.push(`-${name}`), remove(name)) });
    Object.assign(harness.deps.table, { transact: async () => Promise.reject(new Error('the engine says no')) });
    for (const clientSecret of ['a', undefined]) expect((await admin('POST /v1/identity-providers', { ...DRAFT, clientSecret })).status).toBe(500);
    Object.assign(harness.deps.table, { transact });
    expect(names).toHaveLength(2);
    expect(names[1]).toBe(names[0]?.replace('+', '-'));
  });

  it('change, and a new client or secret is checked; null removes the secret', async () => {
    const { admin, harness, id, outside, shown } = await registered();
    const change = (body: object) => admin(`PATCH /v1/identity-providers/${id}`, body);
    expect(await change({ name: 'All', newPeople: 'agent', emailDomains: ['A.example'], scopes: [] })).toMatchObject({
      status: 200,
      body: { name: 'All', newPeople: 'agent', emailDomains: ['a.example'], scopes: ['openid'], hasSecret: true },
    });
    expect(await outside.work()).toEqual([]);
    harness.pass(2_000);
    expect((await change({ clientSecret: 'another' })).body).toMatchObject({ checkedAt: null, hasSecret: true });
    outside.check = { discovered: null, error: 'no answer (ETIMEDOUT)' };
    expect(await outside.work()).toEqual(['failed']);
    // What was discovered before stays.
    expect(await shown()).toMatchObject([{ reachable: true, checkError: 'no answer (ETIMEDOUT)' }]);
    // Within two seconds, nobody is asked again.
    await change({ clientId: 'other' });
    expect(await outside.work()).toEqual([]);
    harness.pass(2_000);
    outside.check = WELL;
    expect((await change({ clientSecret: null, newPeople: null })).body).toMatchObject({ hasSecret: false, newPeople: null });
    await outside.work();
    expect(outside.checks.map(({ client }) => client.clientSecret)).toEqual(['top secret', 'another', null]);
    expect(await shown()).toMatchObject([{ checkError: null }]);
    expect((await admin('PATCH /v1/identity-providers/unknown', { name: 'x' })).status).toBe(404);
  });

  it('are tested when an administrator says so, and removed with their secret', async () => {
    const { admin, harness, id, outside } = await registered();
    harness.pass(2_000);
    expect(await admin(`POST /v1/identity-providers/${id}/test`)).toMatchObject({ status: 202, body: { checkedAt: null } });
    expect((await admin('POST /v1/identity-providers/unknown/test')).status).toBe(404);
    const { tenant } = { tenant: harness.table.all().find(({ sk }) => sk === `IDP#${id}`) };
    const name = `${String(tenant?.pk).slice(2)}/identity-providers/${id}`;
    expect(await harness.deps.vault.get(name)).toBe('{"clientSecret":"top secret"}');
    expect((await admin(`DELETE /v1/identity-providers/${id}`)).status).toBe(204);
    expect(await harness.deps.vault.get(name)).toBeUndefined();
    expect((await admin(`DELETE /v1/identity-providers/${id}`)).status).toBe(404);
    // The task that was queued finds nothing to do.
    expect(await outside.work()).toEqual([null]);
  });

  it('that go while they are checked stay gone', async () => {
    const { admin, harness, id, outside } = await registered();
    harness.pass(2_000);
    await admin(`POST /v1/identity-providers/${id}/test`);
    const { calls } = outside.deps;
    const late = { ...outside.deps, calls: { ...calls, check: async () => (await admin(`DELETE /v1/identity-providers/${id}`), WELL) } };
    const [task] = outside.tasks();
    const { checkProvider } = await import('../../../../domain/people/oidc/check-provider.ts');
    expect(await checkProvider(late, task ?? { tenantId: '', id: '' })).toBeNull();
    expect(harness.table.all().some(({ sk }) => sk === `IDP#${id}`)).toBe(false);
  });

  it('have no redirect address if the deployment does not know its own', async () => {
    const { admin } = await world({ PARLEY_PUBLIC_URL: '' });
    expect((await admin('POST /v1/identity-providers', DRAFT)).body.redirectUri).toBeNull();
  });

  it('of another tenant are unknown', async () => {
    const { harness, id, tenant } = await registered();
    const rival = await harness.tenant();
    for (const target of [`PATCH /v1/identity-providers/${id}`, `DELETE /v1/identity-providers/${id}`, `POST /v1/identity-providers/${id}/test`])
      expect((await harness.call(target, { token: rival.adminToken, body: {} })).status).toBe(404);
    expect((await harness.call(`GET /v1/sessions/oidc-providers?tenant=${rival.slug}`)).body.items).toEqual([]);
    expect((await harness.call(`GET /v1/sessions/oidc-providers?tenant=${tenant.slug}`)).body.items).toEqual([{ id, name: 'Staff' }]);
    expect((await harness.call('GET /v1/sessions/oidc-providers?tenant=nobody-has-this')).body.items).toEqual([]);
  });
});
