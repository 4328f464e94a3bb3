import { describe, expect, it } from 'vitest';
import { openPostOffice, tokenIn } from '../../../harness/account-mail.ts';
import { createHarness, PASSWORD } from '../harness.ts';

const DAY = 86_400_000;
const EMAIL = 'grace@shop.example';

const world = async (env: Record<string, string> = { MAIL_FROM: 'no-reply@parley.example' }) => {
  const harness = createHarness({ env });
  const tenant = await harness.tenant();
  // A key, because days pass.
  const { token } = await tenant.key('admin');
  const post = openPostOffice(harness);
  const invite = (more: object = {}) => harness.call('POST /v1/invitations', { token, body: { email: EMAIL, role: 'agent', ...more } });
  const accept = (link: string, more: object = {}) =>
    harness.call('POST /v1/invitations/accept', { body: { token: link, name: 'Grace', password: PASSWORD, ...more } });
  const list = async () => (await harness.call('GET /v1/invitations', { token })).body.items;
  return { harness, tenant, token, post, invite, accept, list };
};

describe('an invitation', () => {
  it('makes an agent with a name and password of their own, once', async () => {
    const { harness, tenant, token, post, invite, accept, list } = await world();
    const team = (await harness.call('POST /v1/teams', { token, body: { name: 'Front' } })).body.id;
    const invited = await invite({ role: 'supervisor', teamIds: [team, team] });
    expect(invited).toMatchObject({ status: 201, body: { email: EMAIL, role: 'supervisor', teamIds: [team], state: 'open', mail: 'queued' } });
    const link = await post.deliver();
    expect(post.mails).toMatchObject([{ to: EMAIL, senderName: 'A shop' }]);
    expect(post.mails[0]?.text).toContain(`https://parley.test/#invitation=${tenant.slug}.`);
    expect(await list()).toMatchObject([{ id: invited.body.id, mail: 'sent', state: 'open' }]);
    expect(JSON.stringify(await list())).not.toContain('hash');
    expect(await accept(link, { password: 'password' })).toMatchObject({ status: 422, body: { errors: [{ path: 'password' }] } });
    const both = await Promise.all([accept(link), accept(link)]);
    const made = both.find(({ status }) => status === 201);
    expect(made?.body).toMatchObject({ name: 'Grace', email: EMAIL, role: 'supervisor', teamIds: [team] });
    expect(both.find(({ status }) => status !== 201)?.status).toBe(409);
    expect((await accept(link)).status).toBe(422);
    expect(await list()).toEqual([]);
    expect((await harness.call('POST /v1/sessions', { body: { tenant: tenant.slug, email: EMAIL, password: PASSWORD } })).status).toBe(201);
    const audit = JSON.stringify((await harness.call('GET /v1/audit?limit=100', { token })).body);
    expect(audit).toContain('"type":"invitation"');
    expect(audit).toContain(`"id":"${String(made?.body.id)}"`);
  });

  it('is one for each address, and none for a person of the tenant', async () => {
    const { tenant, invite } = await world();
    expect((await invite({ email: tenant.adminEmail.toUpperCase() })).status).toBe(409);
    expect((await invite()).status).toBe(201);
    expect((await invite({ email: EMAIL.toUpperCase() })).status).toBe(409);
    expect(await invite({ email: 'b@shop.example', teamIds: ['none'] })).toMatchObject({ status: 422, body: { errors: [{ path: 'teamIds.0' }] } });
  });

  it('expires after seven days, and can then be made anew', async () => {
    const { harness, post, invite, accept, list } = await world();
    await invite();
    const link = await post.deliver();
    harness.pass(7 * DAY);
    expect((await accept(link)).status).toBe(422);
    expect(await list()).toMatchObject([{ state: 'expired' }]);
    expect((await invite()).status).toBe(201);
    expect((await accept(link)).status).toBe(422);
    expect((await accept(await post.deliver())).status).toBe(201);
  });

  it('can be sent again, which ends the former link, and revoked', async () => {
    const { harness, token, post, invite, accept, list } = await world();
    const { id } = (await invite()).body;
    const first = await post.deliver();
    harness.pass(DAY);
    expect(await harness.call(`POST /v1/invitations/${id}/resend`, { token })).toMatchObject({ status: 202, body: { id, mail: 'queued' } });
    const second = await post.deliver();
    expect((await accept(first)).status).toBe(422);
    expect((await harness.call(`DELETE /v1/invitations/${id}`, { token })).status).toBe(204);
    expect((await accept(second)).status).toBe(422);
    expect(await list()).toEqual([]);
    for (const target of [`POST /v1/invitations/${id}/resend`, `DELETE /v1/invitations/${id}`])
      expect((await harness.call(target, { token })).status).toBe(404);
  });

  it('leaves out teams that were deleted meanwhile, and yields to a person who has the address by now', async () => {
    const { harness, token, post, invite, accept } = await world();
    const team = (await harness.call('POST /v1/teams', { token, body: { name: 'Front' } })).body.id;
    await invite({ teamIds: [team] });
    const link = await post.deliver();
    await harness.call(`DELETE /v1/teams/${team}`, { token });
    const other = { name: 'Bo', email: EMAIL, password: PASSWORD, role: 'agent' };
    const taken = (await harness.call('POST /v1/agents', { token, body: other })).body.id;
    expect((await accept(link)).status).toBe(409);
    await harness.call(`DELETE /v1/agents/${taken}`, { token });
    expect(await accept(link)).toMatchObject({ status: 201, body: { teamIds: [] } });
  });

  it('opens nothing in another tenant, nor without its secret', async () => {
    const { harness, post, invite, accept } = await world();
    await invite();
    const [slug = '', id = '', secret = ''] = (await post.deliver()).split('.');
    const other = await harness.tenant();
    for (const link of [`${other.slug}.${id}.${secret}`, `${slug}.${id}.${'x'.repeat(43)}`, `nowhere.${id}.${secret}`])
      expect((await accept(link)).status).toBe(422);
  });

  it('is not made where the deployment has no address for mails', async () => {
    const { harness, token, invite } = await world({});
    expect(await invite()).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await harness.call('POST /v1/invitations/x/resend', { token })).status).toBe(409);
    expect(harness.sent).toEqual([]);
  });

  it('shows what came of its mail', async () => {
    const { post, invite, list, harness, token } = await world();
    const { id } = (await invite()).body;
    const [entry] = post.entries();
    if (!entry) throw new Error('no mail was asked for');
    const error = { code: 'x', message: 'y' };
    post.answer({ outcome: 'retry', error });
    await expect(post.send(entry)).rejects.toMatchObject({ name: 'RetryLater' });
    expect(await list()).toMatchObject([{ mail: 'queued' }]);
    expect(await post.send(entry, harness.deps.clock() - 120_000)).toBe('failed');
    expect(await list()).toMatchObject([{ mail: 'failed' }]);
    post.answer({ outcome: 'unknown', error });
    expect(await post.send(entry)).toBe('unknown');
    post.answer({ outcome: 'failed', error });
    expect(await post.send(entry)).toBe('failed');
    expect(new Set(post.mails.map(({ text }) => tokenIn(text))).size).toBe(4);
    expect(await post.giveUp(entry)).toBe('failed');
    await harness.call(`DELETE /v1/invitations/${id}`, { token });
    expect([await post.send(entry), await post.giveUp(entry)]).toEqual(['nobody', 'failed']);
    expect(post.mails).toHaveLength(4);
    expect(await list()).toEqual([]);
  });
});

describe('a mail with a link to set a new password', () => {
  const reset = (slug: string, email: string) => ({ kind: 'password_reset' as const, slug, email, correlationId: 'c' });

  it('is written for nobody who has no account, and given up without a trace', async () => {
    const { harness, tenant, post } = await world();
    expect(await post.send(reset('nowhere', tenant.adminEmail))).toBe('nobody');
    expect(await post.send(reset(tenant.slug, 'nobody@shop.example'))).toBe('nobody');
    // Somebody without a password.
    const { id } = await tenant.person('agent');
    await harness.table.write({ op: 'put', item: { pk: `T#${tenant.tenantId}#EM#${EMAIL}`, sk: 'EMAIL', personId: id } });
    await harness.table.write({ op: 'delete', key: { pk: `T#${tenant.tenantId}#U#${id}`, sk: 'CREDENTIAL' } });
    expect(await post.send(reset(tenant.slug, EMAIL))).toBe('nobody');
    expect(await post.giveUp(reset(tenant.slug, EMAIL))).toBe('failed');
    expect(post.mails).toEqual([]);
  });
});
