import { describe, expect, it } from 'vitest';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { credentialWrite } from '../../../../domain/people/credentials/credential.ts';
import { hashPassword } from '../../../../domain/people/credentials/passwords.ts';
import { webhookSecretOf } from '../../../../domain/tenants/tenant.ts';
import { createHarness, KEYS, PASSWORD } from '../harness.ts';

const admin = { name: 'Ada', email: 'ada@shop.example', password: PASSWORD };

describe('a tenant', () => {
  it('comes with an admin who can sign in at once', async () => {
    const harness = createHarness();
    const reply = await harness.call('POST /v1/tenants', { token: KEYS.adminToken, body: { name: 'Shop', slug: 'shop', admin } });
    expect(reply).toMatchObject({ status: 201, body: { id: expect.any(String), slug: 'shop', name: 'Shop' } });
    const session = await harness.call('POST /v1/sessions', { body: { tenant: 'shop', email: admin.email, password: PASSWORD } });
    expect(session).toMatchObject({ status: 201, body: { user: { role: 'admin', name: 'Ada' } } });
  });

  it('has a slug of its own: the second one is a 409 and leaves nothing behind', async () => {
    const harness = createHarness();
    await harness.call('POST /v1/tenants', { token: KEYS.adminToken, body: { name: 'Shop', slug: 'shop', admin } });
    const items = harness.table.all().length;
    const second = await harness.call('POST /v1/tenants', { token: KEYS.adminToken, body: { name: 'Other', slug: 'shop', admin } });
    expect(second).toMatchObject({ status: 409, body: { code: 'conflict', errors: [{ path: 'slug' }] } });
    expect(harness.table.all()).toHaveLength(items);
  });

  it.each(['Shop', '-shop', 'shop-', 'sh op', '', 'shöp', 'a'.repeat(64), 'a#b'])('cannot have the slug %j', async (slug) => {
    const reply = await createHarness().call('POST /v1/tenants', { token: KEYS.adminToken, body: { name: 'Shop', slug, admin } });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ path: 'slug' }] } });
  });

  it('keeps no password readable', async () => {
    const harness = createHarness();
    await harness.tenant();
    expect(JSON.stringify(harness.table.all())).not.toContain(PASSWORD);
  });

  it('is changed by its admin, member by member', async () => {
    const harness = createHarness();
    const { adminToken: token, slug } = await harness.tenant();
    expect((await harness.call('GET /v1/tenant', { token })).body).toMatchObject({ slug, name: 'A shop', registration: 'closed', settings: {} });
    const changed = await harness.call('PATCH /v1/tenant', {
      token,
      body: { registration: { domains: ['shop.example'] }, settings: { language: 'de', dark: true } },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'A shop', registration: { domains: ['shop.example'] }, settings: { language: 'de', dark: true } },
    });
    expect((await harness.call('PATCH /v1/tenant', { token, body: { name: 'B shop' } })).body).toMatchObject({
      name: 'B shop',
      settings: { language: 'de', dark: true },
    });
    expect((await harness.call('PATCH /v1/tenant', { token, body: { linkPreviews: false } })).body).toMatchObject({ name: 'B shop', linkPreviews: false });
    expect((await harness.call('PATCH /v1/tenant', { token, body: { linkPreviews: true } })).body).toMatchObject({ linkPreviews: true });
    expect((await harness.call('PATCH /v1/tenant', { token, body: {} })).body).toEqual((await harness.call('GET /v1/tenant', { token })).body);
    expect((await harness.call('PATCH /v1/tenant', { token, body: { slug: 'mine' } })).status).toBe(400);
    const settings = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`s${i}`, i]));
    expect((await harness.call('PATCH /v1/tenant', { token, body: { settings } })).status).toBe(400);
  });
});

describe('registration', () => {
  const person = (tenant: string, email: string) => ({ tenant, name: 'Bo', email, password: PASSWORD, mobileNumber: '+49 30 123456' });

  it('is closed unless the tenant opened it', async () => {
    const harness = createHarness();
    const { slug } = await harness.tenant();
    expect(await harness.call('POST /v1/registrations', { body: person(slug, 'bo@mail.example') })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await harness.call('POST /v1/registrations', { body: person('nowhere', 'bo@mail.example') })).status).toBe(404);
  });

  it('makes a user, who signs in and sees no agents', async () => {
    const harness = createHarness();
    const { slug } = await harness.tenant({ registration: 'open' });
    const reply = await harness.call('POST /v1/registrations', { body: person(slug, 'Bo@Mail.example') });
    expect(reply).toMatchObject({ status: 201, body: { role: 'user', email: 'Bo@Mail.example', mobileNumber: '+49 30 123456' } });
    const { body } = await harness.call('POST /v1/sessions', { body: { tenant: slug, email: 'bo@mail.example', password: PASSWORD } });
    expect((await harness.call('GET /v1/me', { token: body.accessToken })).body).toMatchObject({ type: 'user', id: reply.body.id });
    expect((await harness.call('GET /v1/agents', { token: body.accessToken })).status).toBe(403);
  });

  it('for domains lets exactly these in, whatever their case', async () => {
    const harness = createHarness();
    const { slug } = await harness.tenant({ registration: { domains: ['Shop.example', 'b.example'] } });
    const status = async (email: string) => (await harness.call('POST /v1/registrations', { body: person(slug, email) })).status;
    expect(await status('a@shop.EXAMPLE')).toBe(201);
    expect(await status('a@b.example')).toBe(201);
    expect(await status('a@mail.shop.example')).toBe(403);
    expect(await status('a@notshop.example')).toBe(403);
  });

  it("takes an address once in a tenant, agents' included, and again in another", async () => {
    const harness = createHarness();
    const world = await harness.tenant({ registration: 'open' });
    const other = await harness.tenant({ registration: 'open' });
    const status = async (slug: string, email: string) => (await harness.call('POST /v1/registrations', { body: person(slug, email) })).status;
    expect(await status(world.slug, 'bo@mail.example')).toBe(201);
    expect(await status(world.slug, 'BO@mail.example')).toBe(409);
    expect(await status(world.slug, world.adminEmail)).toBe(409);
    expect(await status(other.slug, 'bo@mail.example')).toBe(201);
  });

  it('is limited for an address', async () => {
    const harness = createHarness({ env: { REGISTRATIONS_PER_ADDRESS: '2' } });
    const { slug } = await harness.tenant();
    const attempt = (address: string) => harness.call('POST /v1/registrations', { body: person(slug, 'bo@mail.example'), address });
    expect([(await attempt('192.0.2.7')).status, (await attempt('192.0.2.7')).status]).toEqual([403, 403]);
    const limited = await attempt('192.0.2.7');
    expect(limited.status).toBe(429);
    expect(Number(limited.headers['retry-after'])).toBe(60);
    expect((await attempt('192.0.2.8')).status).toBe(403);
    harness.pass(60_000);
    expect((await attempt('192.0.2.7')).status).toBe(403);
  });
});

describe('a password that is easy to guess', () => {
  const refused = (path: string) => ({ status: 422, body: { code: 'unprocessable', detail: expect.stringContaining('several words'), errors: [{ path }] } });

  it.each(['        ', 'password', '12345678', 'ada@weak.example'])(
    '%j opens no tenant, makes no agent, changes none and registers nobody',
    async (password) => {
      const harness = createHarness();
      const admin = { name: 'Ada', email: 'ada@weak.example', password };
      const before = harness.table.all();
      const body = { name: 'Weak', slug: 'weak', admin };
      expect(await harness.call('POST /v1/tenants', { token: KEYS.adminToken, body })).toMatchObject(refused('admin.password'));
      expect(harness.table.all()).toEqual(before);
      const { adminToken: token, adminId, slug } = await harness.tenant({ registration: 'open' });
      expect(await harness.call('POST /v1/agents', { token, body: { ...admin, role: 'agent' } })).toMatchObject(refused('password'));
      await harness.call(`PATCH /v1/agents/${adminId}`, { token, body: { email: admin.email } });
      expect(await harness.call(`PATCH /v1/agents/${adminId}`, { token, body: { password } })).toMatchObject(refused('password'));
      expect(await harness.call('POST /v1/registrations', { body: { ...admin, tenant: slug } })).toMatchObject(refused('password'));
      expect((await harness.call('GET /v1/me', { token })).status).toBe(200);
    },
  );

  it('still signs its person in when it was set before', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const person = credentialWrite(world.tenantId, world.adminId, await hashPassword('password', () => 'salt', 'a'), 1);
    await harness.table.write(person);
    const body = { tenant: world.slug, email: world.adminEmail, password: 'password' };
    expect((await harness.call('POST /v1/sessions', { body })).status).toBe(201);
  });
});

describe('the secret that signs calls of rules', () => {
  it('is written and never read back, stays when other settings are replaced, and goes with null', async () => {
    const harness = createHarness();
    const { adminToken: token, tenantId } = await harness.tenant();
    const patch = (settings: object) => harness.call('PATCH /v1/tenant', { token, body: { settings } });
    const stored = async () => webhookSecretOf((await harness.table.get([tenantKey(tenantId)]))[0]);
    expect((await patch({ webhookSecret: 'hush-hush', theme: 'dark' })).body).toMatchObject({ settings: { theme: 'dark' }, secretsSet: ['webhookSecret'] });
    expect(JSON.stringify((await harness.call('GET /v1/tenant', { token })).body)).not.toContain('hush');
    expect((await patch({ theme: 'light' })).body).toMatchObject({ settings: { theme: 'light' }, secretsSet: ['webhookSecret'] });
    expect(await stored()).toBe('hush-hush');
    expect((await patch({ webhookSecret: null })).body).toMatchObject({ settings: {}, secretsSet: [] });
    expect(await stored()).toBeUndefined();
  });

  it('of before November 2026 lies among the settings: it is hidden too, and not lost', async () => {
    const harness = createHarness();
    const { adminToken: token, tenantId } = await harness.tenant();
    await harness.table.write({ op: 'update', key: tenantKey(tenantId), set: { settings: { webhookSecret: 'hush-hush', theme: 'dark' } } });
    expect((await harness.call('GET /v1/tenant', { token })).body).toMatchObject({ settings: { theme: 'dark' }, secretsSet: ['webhookSecret'] });
    await harness.call('PATCH /v1/tenant', { token, body: { settings: { theme: 'light' } } });
    const [item] = await harness.table.get([tenantKey(tenantId)]);
    expect(webhookSecretOf(item)).toBe('hush-hush');
    expect(item?.['settings']).toEqual({ theme: 'light' });
  });

  it.each([['short'], [12345678], [true]])('%j is none', async (webhookSecret) => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const { status, body } = await harness.call('PATCH /v1/tenant', { token, body: { settings: { webhookSecret } } });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: 'settings.webhookSecret' }]);
  });
});
