import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../../functions/api/routes.ts';
import { createHarness } from '../harness.ts';

interface Line {
  readonly object: { readonly type: string; readonly id: string };
  readonly by: { readonly type: string; readonly id: string };
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
}

/** Each route that administers, and what its call (or the job that it starts) leaves in the audit; null: it changes no configuration, people or origins. */
const LEAVES: Readonly<Record<string, string | null>> = {
  'PATCH /v1/tenant': 'tenant',
  'POST /v1/agents': 'agent',
  'PATCH /v1/agents/{id}': 'agent',
  'DELETE /v1/agents/{id}': 'agent',
  'DELETE /v1/agents/{id}/totp': 'agent',
  'DELETE /v1/agents/{id}/passkeys': 'agent',
  'POST /v1/invitations': 'invitation',
  'POST /v1/invitations/{id}/resend': 'invitation',
  'DELETE /v1/invitations/{id}': 'invitation',
  'POST /v1/identity-issuers': 'identityIssuer',
  'PATCH /v1/identity-issuers/{id}': 'identityIssuer',
  'DELETE /v1/identity-issuers/{id}': 'identityIssuer',
  'POST /v1/identity-providers': 'identityProvider',
  'PATCH /v1/identity-providers/{id}': 'identityProvider',
  'DELETE /v1/identity-providers/{id}': 'identityProvider',
  'POST /v1/identity-providers/{id}/test': null,
  'POST /v1/teams': 'team',
  'PATCH /v1/teams/{id}': 'team',
  'DELETE /v1/teams/{id}': 'team',
  'POST /v1/api-keys': 'apiKey',
  'DELETE /v1/api-keys/{id}': 'apiKey',
  'POST /v1/origins': 'origin',
  'PATCH /v1/origins/{id}': 'origin',
  'DELETE /v1/origins/{id}': 'origin',
  'POST /v1/origins/{id}/test': null,
  'POST /v1/origins/{id}/events/{eventId}/replay': null,
  'POST /v1/webhooks': 'webhook',
  'PATCH /v1/webhooks/{id}': 'webhook',
  'DELETE /v1/webhooks/{id}': 'webhook',
  'POST /v1/webhooks/{id}/deliveries/{deliveryId}/retry': null,
  'POST /v1/webhooks/{id}/replay': null,
  'POST /v1/applications': 'application',
  'PATCH /v1/applications/{token}': 'application',
  'PATCH /v1/reports/{id}': 'report',
  'POST /v1/queues': 'queue',
  'PATCH /v1/queues/{id}': 'queue',
  'DELETE /v1/queues/{id}': 'queue',
  'POST /v1/rules': 'rule',
  'PATCH /v1/rules/{id}': 'rule',
  'DELETE /v1/rules/{id}': 'rule',
  'POST /v1/enrichment-lists': 'enrichmentList',
  'PATCH /v1/enrichment-lists/{id}': 'enrichmentList',
  'DELETE /v1/enrichment-lists/{id}': 'enrichmentList',
  'POST /v1/enrichment-lists/{id}/uploads': null,
  'POST /v1/enrichment-lists/{id}/uploads/{uploadId}/start': 'enrichmentList',
  'POST /v1/rules/import': 'rule',
  'POST /v1/rules/dry-run': null,
  'POST /v1/events/{topic}': null,
  'POST /v1/dead-letters/{id}/replay': null,
  'POST /v1/admin/rebuild': null,
  'POST /v1/admin/recount': null,
  'POST /v1/admin/rebuild-queues': null,
  'POST /v1/admin/reindex': null,
};

const condition = { field: 'status', op: 'eq', value: 'created' };
const credentials = { appSecret: 'very-secret-one', verifyToken: 'v', accessToken: 'very-secret-two', accountId: '1555' };
/** A body for the creation and one for the change, by the first part of the path. */
const BODIES: Readonly<Record<string, readonly [object, object]>> = {
  agents: [
    { name: 'Bo', email: 'bo@shop.example', password: 'correct horse battery staple', role: 'agent', teamIds: [] },
    { name: 'Bob', password: 'another horse battery staple' },
  ],
  teams: [{ name: 'Support' }, { name: 'Care' }],
  'api-keys': [{ name: 'CRM', role: 'agent' }, {}],
  origins: [
    { channel: 'whatsapp', name: 'WA', credentials },
    { name: 'WhatsApp', credentials: { accessToken: 'very-secret-three' } },
  ],
  queues: [{ name: 'New', priority: 1, condition, visibleTo: { teamIds: [], agentIds: [] } }, { priority: 2 }],
  rules: [{ name: 'Urgent', event: 'ticket.updated', condition, actions: [] }, { enabled: false }],
  'enrichment-lists': [{ name: 'VIPs', key: 'author.id', match: 'exact', entries: [{ value: 'ann', set: { priority: 'high' } }] }, { name: 'Best customers' }],
};

const hub = async () => {
  const harness = createHarness();
  const world = await harness.tenant();
  const token = world.adminToken;
  const call = (target: string, body?: unknown) => {
    harness.pass(1);
    return harness.call(target, { token, ...(body === undefined ? {} : { body }) });
  };
  const audit = async (query = '') => (await call(`GET /v1/audit${query}`)).body.items as Line[];
  return { harness, world, call, audit };
};

describe('the audit of a tenant', () => {
  it('knows every route that administers: add yours to LEAVES, and its items to AUDIT_KINDS', () => {
    const administers = ROUTES.filter(({ method, roles }) => method !== 'GET' && Array.isArray(roles) && !roles.includes('agent') && !roles.includes('user'));
    expect(Object.keys(LEAVES).toSorted()).toEqual(administers.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it.each(Object.keys(BODIES))('tells each creation, change and deletion of %s, without secrets', async (part) => {
    const { world, call, audit } = await hub();
    const [creation, change] = BODIES[part] as readonly [object, object];
    const { id } = (await call(`POST /v1/${part}`, creation)).body;
    const type = LEAVES[`POST /v1/${part}`];
    const by = { type: 'agent', id: world.adminId };
    const [created] = await audit();
    expect(created).toMatchObject({ object: { type, id }, by, cause: null, correlationId: expect.any(String) as unknown });
    expect(created?.changes).toContainEqual({ field: 'name', from: null, to: (creation as { name: string }).name });
    if (LEAVES[`PATCH /v1/${part}/{id}`]) {
      expect((await call(`PATCH /v1/${part}/${id}`, change)).status).toBe(200);
      const [changed] = await audit();
      expect(changed).toMatchObject({ object: { type, id }, by });
      const { credentials: given, password, ...open } = change as Readonly<Record<string, unknown>>;
      for (const [field, to] of Object.entries(open))
        expect(changed?.changes).toContainEqual({ field, from: (creation as Readonly<Record<string, unknown>>)[field] ?? true, to });
      if (given) expect(changed?.changes).toContainEqual({ field: 'credentials.accessToken', from: '***', to: '***' });
      if (password) expect(changed?.changes).toContainEqual({ field: 'password', from: '***', to: '***' });
    }
    expect((await call(`DELETE /v1/${part}/${id}`)).status).toBeLessThan(300);
    const all = await audit();
    expect(all[0]).toMatchObject({ object: { type, id } });
    expect(all[0]?.changes).toContainEqual({ field: 'name', from: expect.any(String) as unknown, to: null });
    expect(JSON.stringify(all)).not.toMatch(/very-secret|battery/);
  });

  it('tells the tenant’s settings, and of a secret that it changed', async () => {
    const { world, call, audit } = await hub();
    await call('PATCH /v1/tenant', { name: 'Another shop', settings: { webhookSecret: 'a-secret-of-thirty-two-characters' } });
    const [line] = await audit();
    expect(line?.object).toEqual({ type: 'tenant', id: world.tenantId });
    expect(line?.changes).toContainEqual({ field: 'name', from: 'A shop', to: 'Another shop' });
    expect(line?.changes).toContainEqual({ field: 'webhookSecret', from: '***', to: '***' });
  });

  it('comes newest first, page by page, since a time and by one actor; and what changes nothing leaves nothing', async () => {
    const { harness, world, call, audit } = await hub();
    const key = await world.key('admin');
    const { id } = (await call('POST /v1/teams', { name: 'One' })).body;
    harness.pass(1000);
    const since = new Date(harness.deps.clock()).toISOString();
    await harness.call(`PATCH /v1/teams/${id}`, { token: key.token, body: { name: 'Two' } });
    await harness.call(`PATCH /v1/teams/${id}`, { token: key.token, body: { name: 'Two' } });
    expect((await audit()).map(({ object }) => object.type)).toEqual(['team', 'team', 'apiKey']);
    expect(await audit(`?since=${since}`)).toMatchObject([{ by: { type: 'key', id: key.id }, changes: [{ field: 'name', from: 'One', to: 'Two' }] }]);
    expect(await audit(`?actor=${world.adminId}`)).toHaveLength(2);
    const first = (await call('GET /v1/audit?limit=2')).body;
    const second = (await call(`GET /v1/audit?limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items]).toEqual(await audit());
    expect(second.nextCursor).toBeNull();
  });

  it('tells that entries of a list changed, by their number and digest; the same entries again leave nothing', async () => {
    const { call, audit } = await hub();
    const [creation] = BODIES['enrichment-lists'] as readonly [{ readonly entries: readonly object[] }, object];
    const { id } = (await call('POST /v1/enrichment-lists', creation)).body;
    await call(`PATCH /v1/enrichment-lists/${id}`, { entries: creation.entries });
    expect(await audit()).toHaveLength(1);
    await call(`PATCH /v1/enrichment-lists/${id}`, { entries: [{ value: 'bob', set: { priority: 'high' } }] });
    const text = expect.any(String) as unknown;
    expect((await audit())[0]?.changes).toEqual([{ field: 'digest', from: text, to: text }]);
    await call(`PATCH /v1/enrichment-lists/${id}`, { entries: [] });
    expect((await audit())[0]?.changes).toEqual([
      { field: 'size', from: 1, to: 0 },
      { field: 'digest', from: text, to: text },
    ]);
  });

  it('is of one tenant', async () => {
    const { harness, call } = await hub();
    await call('POST /v1/teams', { name: 'One' });
    const other = await harness.tenant();
    expect((await harness.call('GET /v1/audit', { token: other.adminToken })).body.items).toEqual([]);
  });
});
