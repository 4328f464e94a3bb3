import { beforeEach, describe, expect, it } from 'vitest';
import { shadowSpansPk } from '../../../../domain/origins/origin.ts';
import { createHarness, type Harness, type World } from '../harness.ts';

const credentials = { appSecret: 'app-secret', verifyToken: 'verify-token', accessToken: 'access-token', accountId: '106' };
const body = { channel: 'whatsapp', name: 'Hotline', credentials };

let harness: Harness;
let world: World;
beforeEach(async () => {
  harness = createHarness();
  world = await harness.tenant();
});
const call = (target: string, given?: unknown, headers?: Record<string, string>) =>
  harness.call(target, { token: world.adminToken, ...(given === undefined ? {} : { body: given }), ...(headers ? { headers } : {}) });

describe('origins by API', () => {
  it('are connected, listed, read, changed and disconnected', async () => {
    const made = await call('POST /v1/origins', body);
    expect(made).toMatchObject({
      status: 201,
      body: { channel: 'whatsapp', name: 'Hotline', state: 'enabled', accountId: '106', webhookPath: `/webhooks/whatsapp/${made.body.id}` },
    });
    expect((await call('GET /v1/origins?sort=-createdAt')).body).toEqual({ items: [made.body], nextCursor: null });
    expect((await call(`GET /v1/origins/${made.body.id}`)).body).toEqual(made.body);
    expect(await call(`PATCH /v1/origins/${made.body.id}`, { name: 'Desk', state: 'disabled' })).toMatchObject({
      status: 200,
      body: { name: 'Desk', state: 'disabled' },
    });
    expect((await call(`DELETE /v1/origins/${made.body.id}`)).status).toBe(204);
    expect((await call(`GET /v1/origins/${made.body.id}`)).status).toBe(404);
  });

  it('never answer a secret', async () => {
    const made = await call('POST /v1/origins', body);
    const patched = await call(`PATCH /v1/origins/${made.body.id}`, { credentials: { appSecret: 'next-secret' } });
    const answers = [
      made,
      patched,
      await call('GET /v1/origins'),
      await call(`GET /v1/origins/${made.body.id}`),
      await call('POST /v1/origins', { ...body, credentials: { ...credentials, appSecret: 7 } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 400]);
    expect(JSON.stringify(answers.map((answer) => answer.body))).not.toMatch(/app-secret|next-secret|verify-token|access-token/);
    expect(JSON.stringify(harness.table.all())).not.toMatch(/app-secret|next-secret|verify-token|access-token/);
  });

  it('the same key gives the same origin', async () => {
    const [first, again] = [await call('POST /v1/origins', body, { 'idempotency-key': 'k' }), await call('POST /v1/origins', body, { 'idempotency-key': 'k' })];
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await call('GET /v1/origins')).body.items).toHaveLength(1);
  });

  it('enabling answers 202 with progress while messages wait, and asks the bulk lane', async () => {
    const { body: origin } = await call('POST /v1/origins', body);
    await call(`PATCH /v1/origins/${origin.id}`, { state: 'disabled' });
    await harness.table.write({
      op: 'put',
      item: { pk: `T#${world.tenantId}#TH#x`, sk: 'SP#0000000001', aPk: shadowSpansPk(world.tenantId, origin.id), aSk: 'a' },
    });
    expect(await call(`PATCH /v1/origins/${origin.id}`, { state: 'enabled' })).toMatchObject({
      status: 202,
      body: { state: 'enabled', progress: { total: 1, revealed: 0 } },
    });
    expect(harness.sent.map(({ queueUrl, message }) => [queueUrl, JSON.parse(message.body)])).toEqual([
      ['queue:bulk', { job: 'reveal', tenantId: world.tenantId, originId: origin.id }],
    ]);
  });

  it.each([
    ['an unknown channel', { ...body, channel: 'pigeon' }, 'channel'],
    ['an unknown credential', { ...body, credentials: { ...credentials, colour: 1 } }, 'credentials.colour'],
    ['a missing credential', { ...body, credentials: { ...credentials, appSecret: undefined } }, 'credentials.appSecret'],
    ['an unknown field', { ...body, colour: 1 }, 'colour'],
    ['no name', { ...body, name: ' ' }, 'name'],
    ['no credentials', { channel: 'api', name: 'x' }, 'credentials'],
  ])('%s is a 400 that says where, and changes nothing', async (_, given, path) => {
    expect(await call('POST /v1/origins', given)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path }] } });
    expect((await call('GET /v1/origins')).body.items).toEqual([]);
  });

  it('of another tenant are not found', async () => {
    const { body: origin } = await call('POST /v1/origins', body);
    const other = await harness.tenant();
    for (const target of [`GET /v1/origins/${origin.id}`, `PATCH /v1/origins/${origin.id}`, `DELETE /v1/origins/${origin.id}`]) {
      expect((await harness.call(target, { token: other.adminToken, ...(target.startsWith('PATCH') ? { body: { name: 'x' } } : {}) })).status).toBe(404);
    }
  });

  it.each([
    ['http://shop.example/replies', 'https'],
    ['https://127.0.0.1:9000/replies', 'PARLEY_OUTGOING_ALLOW=127.0.0.1:9000'],
    ['https://[fec0::1]/replies', 'public internet'],
    ['https://localhost/replies', 'public internet'],
    ['https://ann:pass@shop.example/', 'password'],
  ])('whose callback Parley may not call (%s) are refused, and the answer says what helps', async (callbackUrl, says) => {
    const credentials = { signingSecret: 'secret-of-api', callbackUrl };
    const refused = {
      status: 422,
      body: { code: 'unprocessable', errors: [{ path: 'credentials.callbackUrl', message: expect.stringContaining(says) as string }] },
    };
    expect(await call('POST /v1/origins', { channel: 'api', name: 'Shop', credentials })).toMatchObject(refused);
    const { body: made } = await call('POST /v1/origins', { channel: 'api', name: 'Shop', credentials: { signingSecret: 'secret-of-api' } });
    expect(await call(`PATCH /v1/origins/${made.id}`, { credentials: { callbackUrl } })).toMatchObject(refused);
    expect((await call('GET /v1/origins')).body.items).toHaveLength(1);
  });

  it('take a callback on a host that is allowed on a laptop, and other changes beside one that was saved before', async () => {
    const allowing = createHarness({ env: { PARLEY_OUTGOING_ALLOW: '127.0.0.1:9000' } });
    const { adminToken: token } = await allowing.tenant();
    const credentials = { signingSecret: 'secret-of-api', callbackUrl: 'http://127.0.0.1:9000/replies' };
    const made = await allowing.call('POST /v1/origins', { token, body: { channel: 'api', name: 'Shop', credentials } });
    expect(made.status).toBe(201);
    // The next start allows it no more.
    Object.assign(allowing.deps.settings, { outgoingAllow: '' });
    const changed = await allowing.call(`PATCH /v1/origins/${made.body.id}`, { token, body: { credentials: { signingSecret: 'another-secret' } } });
    expect(changed.status).toBe(200);
  });

  it('of live chats continue by mail through a mailbox of the tenant, until that is turned off', async () => {
    const chat = (
      await call('POST /v1/origins', { channel: 'livechat', name: 'Chat', credentials: { allowedDomains: ['a.example'], identitySecret: 'identity-secret' } })
    ).body;
    const mailbox = (
      await call('POST /v1/origins', { channel: 'mail', name: 'Mail', credentials: { address: 'a@shop.example', inboundSecret: 'secret-of-mail' } })
    ).body;
    const continueBy = (id: string, continuity: unknown) => call(`PATCH /v1/origins/${id}`, { continuity });
    const continuity = { mailOriginId: mailbox.id, afterMinutes: 0.5 };
    expect(chat).not.toHaveProperty('continuity');
    expect((await continueBy(chat.id, continuity)).body).toMatchObject({ continuity });
    expect((await call(`PATCH /v1/origins/${chat.id}`, { name: 'Shop' })).body).toMatchObject({ continuity });
    expect((await call(`GET /v1/origins/${chat.id}`)).body).toMatchObject({ name: 'Shop', continuity });
    const wrong = (path: string) => ({ status: 422, body: { code: 'unprocessable', errors: [{ path }] } });
    expect(await continueBy(mailbox.id, continuity)).toMatchObject(wrong('continuity'));
    for (const mailOriginId of [chat.id, 'unknown'])
      expect(await continueBy(chat.id, { ...continuity, mailOriginId })).toMatchObject(wrong('continuity.mailOriginId'));
    for (const afterMinutes of [0, 20_000, '5']) expect((await continueBy(chat.id, { ...continuity, afterMinutes })).status).toBe(400);
    expect((await continueBy(chat.id, null)).body).not.toHaveProperty('continuity');
    expect((await call(`GET /v1/origins/${chat.id}`)).body).not.toHaveProperty('continuity');
  });
});
