import { describe, expect, it } from 'vitest';
import { causationKeyOf, signCausation } from '../../../../domain/automation/causation.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { messageKey } from '../../../../domain/conversations/log/draft.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { inbound } from '../../../domain/support/inbound/events.ts';
import { createHarness } from '../harness.ts';
import { receiverOf } from '../receiver.ts';

const CREDENTIALS = {
  whatsapp: { appSecret: 'secret-of-app', verifyToken: 'v', accessToken: 'a', accountId: '1555' },
  facebook: { appSecret: 'secret-of-app', verifyToken: 'v', accessToken: 'a', accountId: '1556' },
  mail: { address: 'help@shop.example', inboundSecret: 'secret-of-mail' },
  trustpilot: { businessUnitId: 'unit', webhookSecret: 'secret-of-webhook', apiKey: 'k', apiSecret: 's', businessUserId: 'u' },
  api: { signingSecret: 'secret-of-api', callbackUrl: 'https://shop.example/replies' },
} as const;
const HOUR = 3_600_000;

/** An origin with one ticket of `ann`. */
const shop = async (channel: keyof typeof CREDENTIALS) => {
  const harness = createHarness();
  const world = await harness.tenant();
  // A key outlives the days that these tests let pass.
  const { token } = await world.key('admin');
  const call = (target: string, body?: unknown, headers: Record<string, string> = {}) =>
    harness.call(target, { token, headers, ...(body === undefined ? {} : { body }) });
  const origin = (await call('POST /v1/origins', { channel, name: channel, credentials: CREDENTIALS[channel] })).body;
  const { table, deps } = harness;
  const receiver = receiverOf(harness);
  const receive = async (id: string, late = false) => {
    const event = inbound('ann', id, { occurredAt: new Date(deps.clock() - (late ? 100 * HOUR : 0)).toISOString() });
    await applyBatch(receiver, [{ ...event, late, tenantId: world.tenantId, originId: origin.id, channel }]);
  };
  await receive('m1');
  const threadId = threadIdOf(origin.id, 'ann');
  const at = `/v1/tickets/${threadId}.1`;
  const stored = async (number: number) => (await table.get([messageKey(threadPk(world.tenantId, threadId), number)]))[0];
  /** As the sender leaves it. */
  const outcome = async (number: number, state: string) => {
    const item = await stored(number);
    if (!item) throw new Error('no such message');
    await table.write({ op: 'put', item: { ...item, delivery: { state, error: null } } });
  };
  const reply = (more: object = {}) => call(`POST ${at}/messages`, { kind: 'reply', text: 'hi', ...more });
  const file = async (type = 'image/png', size = 3) => (await call('POST /v1/attachments', { name: 'a file', type, size })).body.id as string;
  return { harness, world, origin, call, at, receive, reply, file, stored, outcome, pass: harness.pass };
};

describe('a reply that its channel cannot take is refused when it is posted', () => {
  it('over the limit of its text, which is named', async () => {
    const { reply } = await shop('whatsapp');
    expect(await reply({ text: 'x'.repeat(4097) })).toMatchObject({
      status: 422,
      body: { code: 'unprocessable', detail: expect.stringContaining('4,096 characters') as string, errors: [{ path: 'text' }] },
    });
    expect((await reply({ text: 'x'.repeat(4096) })).status).toBe(201);
    expect((await reply({ kind: 'note', text: 'x'.repeat(4097) })).status).toBe(201);
  });

  it('with answers to pick that are too many or too long for the channel, or that nobody can read', async () => {
    const { reply, file, stored } = await shop('whatsapp');
    const choices = { options: [{ title: 'Monday' }, { title: 'Tuesday' }] };
    expect(await reply({ choices })).toMatchObject({ status: 201, body: { text: 'hi', choices } });
    expect(await stored(2)).toMatchObject({ choices });
    const many = { options: ['a', 'b', 'c', 'd'].map((title) => ({ title })) };
    expect(await reply({ choices: many })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'choices', message: expect.stringContaining('buttons (at most 3') as string }] },
    });
    expect((await reply({ choices: { ...many, label: 'Days' } })).status).toBe(201);
    expect(await reply({ choices, attachmentIds: [await file()] })).toMatchObject({ status: 422, body: { errors: [{ path: 'choices' }] } });
    const mail = await shop('mail');
    expect(await mail.reply({ choices })).toMatchObject({ status: 422, body: { errors: [{ path: 'choices' }] } });
    for (const wrong of [
      { choices: { options: [] } },
      { choices: { options: [{ title: 'a' }, { title: 'a' }] } },
      { choices: { options: [{ title: ' ' }] } },
      { choices: { options: [{ title: 'a', id: '1' }] } },
      { kind: 'note', choices },
      { text: undefined, template: { name: 't', language: 'de' }, choices },
    ])
      expect(await reply(wrong), JSON.stringify(wrong)).toMatchObject({ status: 400 });
  });

  it.each(['trustpilot'] as const)('with files on %s', async (channel) => {
    const { reply, file } = await shop(channel);
    const attachmentIds = [await file()];
    expect(await reply({ attachmentIds })).toMatchObject({ status: 422, body: { errors: [{ path: 'attachmentIds' }] } });
    expect((await reply({ kind: 'note', attachmentIds })).status).toBe(201);
  });

  it('with files that WhatsApp does not take, and not with others', async () => {
    const { reply, file } = await shop('whatsapp');
    const MB = 1024 * 1024;
    const refused = async (attachmentIds: readonly string[], message: RegExp) =>
      expect(await reply({ attachmentIds })).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'attachmentIds', message: expect.stringMatching(message) as string }] },
      });
    await refused([await file('application/zip')], /type application\/zip/);
    await refused([await file('image/png', 5 * MB + 1)], /at most 5,242,880/);
    await refused([await file('image/webp', 500 * 1024 + 1)], /sticker files/);
    await refused(await Promise.all(Array.from({ length: 11 }, () => file())), /at most 10 files/);
    expect((await reply({ attachmentIds: [await file(), await file('application/pdf', 20 * MB), await file('image/webp')] })).status).toBe(201);
  });

  it('but not where files go by link', async () => {
    const { reply, file } = await shop('api');
    expect((await reply({ attachmentIds: [await file()] })).body).toMatchObject({ attachments: [{ name: 'a file' }] });
  });

  it('outside of its window, counted from the newest message of the customer', async () => {
    const { reply, receive, pass, call, at } = await shop('whatsapp');
    pass(24 * HOUR);
    expect((await reply()).status).toBe(201);
    pass(1);
    for (const more of [{}, { inReplyTo: 1 }])
      expect(await reply(more)).toMatchObject({ status: 422, body: { detail: expect.stringContaining('24 hours') as string, errors: [{ path: 'text' }] } });
    expect((await reply({ kind: 'note' })).status).toBe(201);
    await receive('m2');
    expect((await reply({ inReplyTo: 1 })).status).toBe(201);
    expect((await call(`GET ${at}/messages`)).body.items).toHaveLength(5);
  });

  it('but not for a message that was replayed late: the provider decides', async () => {
    const { reply, receive } = await shop('whatsapp');
    await receive('m0', true);
    expect((await reply()).status).toBe(201);
  });

  it.each(['mail'] as const)('a longer text goes where it fits (%s)', async (channel) => {
    const { reply } = await shop(channel);
    expect((await reply({ text: 'x'.repeat(5000) })).status).toBe(201);
  });
});

describe('a reply is sent again', () => {
  it.each(['failed', 'unknown'])('when it is %s', async (state) => {
    const { reply, outcome, call, at } = await shop('whatsapp');
    await reply();
    await outcome(2, state);
    expect((await call(`POST ${at}/messages/2/retry`)).body).toMatchObject({ delivery: { state: 'queued', error: null } });
  });

  it.each(['queued', 'sent', 'delivered', 'read'])('but not when it is %s', async (state) => {
    const { reply, outcome, call, at } = await shop('whatsapp');
    await reply();
    await outcome(2, state);
    expect(await call(`POST ${at}/messages/2/retry`)).toMatchObject({ status: 409, body: { code: 'conflict', current: state } });
  });

  it('nor on a disabled origin', async () => {
    const { reply, outcome, call, at, origin } = await shop('whatsapp');
    await reply();
    await outcome(2, 'failed');
    await call(`PATCH /v1/origins/${origin.id}`, { state: 'disabled' });
    expect(await call(`POST ${at}/messages/2/retry`)).toMatchObject({ status: 409, body: { code: 'conflict', current: 'disabled' } });
  });

  it('of a closed ticket is a 409', async () => {
    const { reply, outcome, call, at } = await shop('whatsapp');
    await reply();
    await outcome(2, 'failed');
    await call(`PATCH ${at}`, { status: 'closed' });
    expect(await call(`POST ${at}/messages/2/retry`)).toMatchObject({ status: 409, body: { code: 'illegal_transition', current: 'closed' } });
  });
});

describe('delivery errors', () => {
  it.each([
    ['131047: Re-engagement message (too late)', { code: '131047', message: 'Re-engagement message (too late)' }],
    ['sender_not_built', { code: 'sender_not_built', message: 'Parley cannot send on this channel yet.' }],
    ['the callback answered 500', { code: 'failed', message: 'the callback answered 500' }],
    [
      { code: '190', message: 'no' },
      { code: '190', message: 'no' },
    ],
    [null, null],
  ])('stored as %j are read', async (error, shown) => {
    const { harness, reply, stored, call, at } = await shop('whatsapp');
    await reply();
    const item = await stored(2);
    if (item) await harness.table.write({ op: 'put', item: { ...item, delivery: { state: 'failed', error } } });
    const { items } = (await call(`GET ${at}/messages`)).body;
    expect(items[1].delivery).toEqual({ state: 'failed', error: shown });
  });
});

describe('a chain of automation', () => {
  const depthOf = async (headers: (key: string, tenantId: string) => Record<string, string>): Promise<unknown> => {
    const { harness, world, at, call, stored } = await shop('api');
    const [tenant] = await harness.table.get([tenantKey(world.tenantId)]);
    await call(`POST ${at}/messages`, { kind: 'reply', text: 'hi' }, headers(causationKeyOf(tenant) ?? '', world.tenantId));
    return (await stored(2))?.['depth'] ?? 0;
  };
  const token = (value: string) => ({ 'x-parley-causation': value });

  it('goes on from the depth that a call brings back', async () => {
    expect(await depthOf((key, tenantId) => token(signCausation(key, tenantId, { depth: 3, id: 'x' })))).toBe(3);
  });

  it.each([
    ['without the header', () => ({})],
    ['unsigned', () => token('3')],
    ['signed with another key', (_: string, tenantId: string) => token(signCausation('guess', tenantId, { depth: 3, id: 'x' }))],
    ['of another tenant', (key: string) => token(signCausation(key, 'other', { depth: 3, id: 'x' }))],
    ['with another depth', (key: string, tenantId: string) => token(signCausation(key, tenantId, { depth: 3, id: 'x' }).replace(/^3/, '1'))],
    ['endless', () => token('9'.repeat(10_000))],
  ])('begins anew %s', async (_, headers) => expect(await depthOf(headers)).toBe(0));
});

describe('a reply that was sent', () => {
  const sent = async (channel: 'trustpilot' | 'whatsapp') => {
    const world = await shop(channel);
    await world.reply();
    await world.outcome(2, 'sent');
    return { ...world, edit: (body: object, number = 2) => world.call(`PATCH ${world.at}/messages/${number}`, body) };
  };

  it('is edited where its channel edits, keeps its earlier text, and says that the state is the edit’s', async () => {
    const { edit, call, at } = await sent('trustpilot');
    expect(await edit({ text: 'hello', html: '<p>hello</p>' })).toMatchObject({
      status: 200,
      body: { text: 'hello', html: '<p>hello</p>', delivery: { state: 'queued', error: null, change: 'edit' } },
    });
    expect((await call(`GET ${at}/messages/2/edits`)).body).toMatchObject({ items: [{ text: 'hi', replacedBy: { type: 'key' } }] });
    expect(await edit({ text: 'hello' }, 1)).toMatchObject({ status: 409 });
  });

  it('is a 422 on other channels, and what is no single change is a 400', async () => {
    const { edit } = await sent('whatsapp');
    expect(await edit({ text: 'hello' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'text', message: 'The channel whatsapp does not support editing.' }] },
    });
    for (const body of [{}, { hidden: true, text: 'x' }, { html: 'x' }, { hidden: true, html: 'x' }, { text: '' }]) expect((await edit(body)).status).toBe(400);
    expect(await edit({ text: ' ' })).toMatchObject({ status: 422, body: { errors: [{ path: 'text', message: 'must not be blank' }] } });
    expect(await edit({ hidden: true })).toMatchObject({ status: 200, body: { hidden: true } });
    expect(await edit({ hidden: false })).toMatchObject({ status: 200, body: { hidden: false } });
  });

  it('is taken back when it is deleted, and makes room for the next one', async () => {
    const { call, at, reply } = await sent('trustpilot');
    expect(await reply()).toMatchObject({ status: 422, body: { errors: [{ path: 'inReplyTo', message: expect.stringContaining('message 2 is it') }] } });
    expect((await call(`DELETE ${at}/messages/2`)).status).toBe(204);
    const { items } = (await call(`GET ${at}/messages`)).body as { items: object[] };
    expect(items[1]).toMatchObject({ deleted: true, text: null, delivery: { state: 'queued', change: 'delete' } });
    expect((await reply()).status).toBe(201);
  });
});
