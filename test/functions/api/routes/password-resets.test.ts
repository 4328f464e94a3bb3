import { describe, expect, it } from 'vitest';
import { openPostOffice } from '../../../harness/account-mail.ts';
import { createHarness, type Harness, PASSWORD, type World } from '../harness.ts';

const NEW = 'a horse of another colour entirely';

const world = async (env: Record<string, string> = {}) => {
  const harness = createHarness({ env });
  const tenant = await harness.tenant();
  return { harness, tenant, post: openPostOffice(harness) };
};
const ask = (harness: Harness, tenant: string, email: string, address = '192.0.2.1') =>
  harness.call('POST /v1/password-resets', { body: { tenant, email }, address });
const complete = (harness: Harness, token: string, password = NEW, address = '192.0.2.9') =>
  harness.call('POST /v1/password-resets/complete', { body: { token, password }, address });
const signIn = (harness: Harness, { slug, adminEmail }: World, password: string) =>
  harness.call('POST /v1/sessions', { body: { tenant: slug, email: adminEmail, password } });

describe('asking for a new password', () => {
  it('is answered the same, with the same work, whether or not there is such an account', async () => {
    const { harness, tenant } = await world();
    const calls: string[] = [];
    const { get, write, transact } = harness.table;
    Object.assign(harness.table, {
      get: (...given: Parameters<typeof get>) => (calls.push('get'), get(...given)),
      write: (...given: Parameters<typeof write>) => (calls.push('write'), write(...given)),
      transact: (...given: Parameters<typeof transact>) => (calls.push('transact'), transact(...given)),
    });
    const told: string[] = [];
    for (const [slug, email] of [
      [tenant.slug, tenant.adminEmail],
      [tenant.slug, 'nobody@shop.example'],
      ['nowhere', tenant.adminEmail],
    ] as const) {
      const before = harness.sent.length;
      calls.length = 0;
      const { status, body } = await ask(harness, slug, email, `192.0.2.${told.length + 1}`);
      const [message] = harness.sent.slice(before);
      const shape = Object.keys((JSON.parse(message?.message.body ?? '{}') as { accountMail: object }).accountMail);
      told.push(JSON.stringify([status, body, calls, harness.sent.length - before, message?.queueUrl, shape]));
    }
    expect(new Set(told).size).toBe(1);
    expect(told[0]).toContain('202');
  });

  it('is limited for an address and for an account', async () => {
    const { harness, tenant } = await world({ PASSWORD_RESETS_PER_ADDRESS: '2' });
    const statuses = [];
    for (const email of ['a@b.example', 'c@d.example', tenant.adminEmail]) statuses.push((await ask(harness, tenant.slug, email)).status);
    expect(statuses).toEqual([202, 202, 429]);
    const own = await world();
    const again = [];
    for (let i = 0; i < 6; i += 1) again.push((await ask(own.harness, own.tenant.slug, own.tenant.adminEmail, `192.0.2.${i}`)).status);
    expect(again).toEqual([202, 202, 202, 202, 202, 429]);
  });

  it('twice is one entry of the queue within five minutes', async () => {
    const { harness, tenant, post } = await world();
    await ask(harness, tenant.slug, tenant.adminEmail);
    await ask(harness, tenant.slug, tenant.adminEmail.toUpperCase());
    expect(new Set(harness.sent.map(({ message }) => message.dedupeId)).size).toBe(1);
    expect(post.entries()).toHaveLength(2);
  });
});

describe('a link to set a new password', () => {
  it('goes to the stored address, is good once, ends all sessions, and is in the audit', async () => {
    const { harness, tenant, post } = await world();
    await ask(harness, tenant.slug, tenant.adminEmail.toUpperCase());
    const token = await post.deliver();
    expect(post.mails).toMatchObject([{ to: tenant.adminEmail, senderName: 'A shop', tenantId: tenant.tenantId }]);
    expect(post.mails[0]?.text).toContain(`https://parley.test/#reset=${tenant.slug}.`);
    expect(JSON.stringify(harness.table.all())).not.toContain(token.split('.')[2]);
    expect(JSON.stringify(harness.sent)).not.toContain(token);
    expect(await complete(harness, token, 'password')).toMatchObject({ status: 422, body: { errors: [{ path: 'password' }] } });
    expect((await complete(harness, token)).status).toBe(204);
    expect(await complete(harness, token)).toMatchObject({ status: 422, body: { errors: [{ path: 'token' }] } });
    expect((await harness.call('GET /v1/me', { token: tenant.adminToken })).status).toBe(401);
    expect(harness.closed).toContainEqual({ tenantId: tenant.tenantId, personId: tenant.adminId, sessionId: null });
    expect((await signIn(harness, tenant, PASSWORD)).status).toBe(401);
    const session = (await signIn(harness, tenant, NEW)).body;
    const audit = JSON.stringify((await harness.call('GET /v1/audit', { token: session.accessToken })).body);
    expect(audit).toContain('{"field":"passwordReset","from":null,"to":"asked"}');
    expect(audit).toContain('{"field":"password","from":"***","to":"***"}');
    expect(audit).not.toContain(NEW);
  });

  it('can be used by one of two at the same instant', async () => {
    const { harness, tenant, post } = await world();
    await ask(harness, tenant.slug, tenant.adminEmail);
    const token = await post.deliver();
    const both = await Promise.all([complete(harness, token), complete(harness, token, 'yet another horse of a colour')]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([204, 422]));
  });

  it('ends with a newer one, with its hour, and when the password was changed by another way', async () => {
    const { harness, tenant, post } = await world();
    await ask(harness, tenant.slug, tenant.adminEmail);
    const first = await post.deliver();
    await ask(harness, tenant.slug, tenant.adminEmail);
    const second = await post.deliver();
    expect((await complete(harness, first)).status).toBe(422);
    await harness.call(`PATCH /v1/agents/${tenant.adminId}`, { token: tenant.adminToken, body: { password: 'set by an administrator' } });
    expect((await complete(harness, second)).status).toBe(422);
    harness.pass(60_000);
    await ask(harness, tenant.slug, tenant.adminEmail);
    const third = await post.deliver();
    harness.pass(3_600_000);
    expect((await complete(harness, third)).status).toBe(422);
  });

  it('that nobody made gets the same answer, whatever it looks like', async () => {
    const { harness, tenant, post } = await world();
    await ask(harness, tenant.slug, tenant.adminEmail);
    const [slug = '', id = '', secret = ''] = (await post.deliver()).split('.');
    const wrong = [
      `${slug}.${id}.${'x'.repeat(43)}`,
      `${slug}.nobody.${secret}`,
      `nowhere.${id}.${secret}`,
      'nonsense',
      `${slug}.${id}`,
      `../.${id}.${secret}`,
    ];
    const replies = [];
    for (const [at, token] of wrong.entries()) replies.push(await complete(harness, token, NEW, `192.0.2.${at}`));
    expect(new Set(replies.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(replies[0]?.status).toBe(422);
  });

  it('is not guessed: tries are limited for an address', async () => {
    const { harness } = await world({ PASSWORD_RESETS_PER_ADDRESS: '2' });
    expect([(await complete(harness, 'a')).status, (await complete(harness, 'b')).status, (await complete(harness, 'c')).status]).toEqual([422, 422, 429]);
  });

  it('serves a user who registered, and leaves a second factor on', async () => {
    const { harness, tenant, post } = await world();
    await harness.call('PATCH /v1/tenant', { token: tenant.adminToken, body: { registration: 'open' } });
    const email = 'mia@mail.example';
    await harness.call('POST /v1/registrations', { body: { tenant: tenant.slug, name: 'Mia', email, password: PASSWORD } });
    await ask(harness, tenant.slug, email);
    expect((await complete(harness, await post.deliver())).status).toBe(204);
    const body = { tenant: tenant.slug, email, password: NEW };
    const session = (await harness.call('POST /v1/sessions', { body })).body;
    await harness.call('POST /v1/me/totp', { token: session.accessToken, body: { password: NEW } });
    const key = { pk: `T#${tenant.tenantId}#U#${session.user.id}`, sk: 'FACTOR' };
    await harness.table.write({ op: 'update', key, set: { secret: 'A'.repeat(32) } });
    harness.pass(60_000);
    await ask(harness, tenant.slug, email);
    expect((await complete(harness, await post.deliver(), 'one more horse of a colour')).status).toBe(204);
    expect((await harness.call('POST /v1/sessions', { body: { ...body, password: 'one more horse of a colour' } })).body.code).toBe('second_factor_required');
  });
});
