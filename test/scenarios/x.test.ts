import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { x } from '../../demo/providers/x.ts';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { type ProviderDouble, startDouble } from '../harness/provider-double.ts';
import { allTickets, threadMessages, ticketMessages } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { createTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { uploadFile } from '../harness/upload.ts';

/** Only ends a broken test: repeats come at growing intervals. */
const LIMIT_MS = 120_000;
const OURS = '2244994945';
const CREDENTIALS = {
  consumerSecret: 'consumer-secret-of-x',
  accessToken: 'x-access-0',
  userId: OURS,
  refreshToken: 'x-refresh-0',
  clientId: 'x-client',
  clientSecret: 'x-client-secret',
};

interface Shown extends Origin {
  readonly lostAccess?: { readonly error: { readonly code: string } };
}

describe('an account at X', { timeout: 240_000 }, () => {
  const provider = x();
  let double: ProviderDouble;
  let hub: Hub;
  let admin: Api;
  let origin: Shown;
  let written = 0;

  beforeAll(async () => {
    provider.account(OURS, { ...CREDENTIALS, handle: 'shop' });
    double = await startDouble(async ({ method, url, headers, body }) => {
      const call = { method, url, authorization: headers.authorization, contentType: headers['content-type'], body };
      const { status, body: told, rateLimitReset } = (await provider.answer(call)) ?? { status: 404, body: null };
      return { status, body: told, ...(rateLimitReset === undefined ? {} : { headers: { 'x-rate-limit-reset': String(rateLimitReset) } }) };
    });
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: double.host, X_API_URL: double.url, SEND_TIMEOUT_MS: '2500', SEND_PAUSE_MS: '300' } });
    ({ admin } = await createTenant(hub));
    origin = await admin.post<Shown>('/v1/origins', { channel: 'x', name: 'X', credentials: CREDENTIALS });
  });
  afterAll(async () => {
    double.close();
    await hub.stop();
    removeHome(hub.home);
  });

  const sign = (body: string, secret = CREDENTIALS.consumerSecret) => `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
  const post = async (events: object, signature?: string): Promise<number> => {
    const body = JSON.stringify({ for_user_id: OURS, ...events });
    const headers = { 'content-type': 'application/json', 'x-twitter-webhooks-signature': signature ?? sign(body) };
    return (await api(hub.baseUrl).call('POST', origin.webhookPath, { raw: body, headers })).status;
  };
  const nextId = (): string => {
    written += 1;
    return `19900000000${String(written).padStart(8, '0')}`;
  };
  const person = (name: string) => ({ id_str: `77${nextId().slice(-8)}`, name, screen_name: name.toLowerCase() });
  const mention = (user: object, text: string, more: object = {}) => ({ id_str: nextId(), text, user, timestamp_ms: String(Date.now()), ...more });
  const message = (user: { readonly id_str: string }, text: string, more: object = {}) => ({
    type: 'message_create',
    id: nextId(),
    created_timestamp: String(Date.now()),
    message_create: { sender_id: user.id_str, target: { recipient_id: OURS }, message_data: { text, ...more } },
  });
  const ticketOf = (name: string): Promise<Ticket> =>
    until(`there is a ticket of ${name}`, async () =>
      (await allTickets(admin, `?originId=${origin.id}`)).find(({ author }) => author.id !== '' && author.name === name),
    );
  const shown = () => admin.get<Shown>(`/v1/origins/${origin.id}`);
  const replyTo = async (ticket: Ticket, text: string, more: object = {}) =>
    admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text, ...more });
  const settled = (ticket: Ticket, number: number, state = 'sent'): Promise<Message> =>
    until(
      `message ${number} is ${state}`,
      async () => (await ticketMessages(admin, ticket.id)).find((one) => one.number === number && one.delivery?.state === state),
      LIMIT_MS,
    );

  it('proves itself to X, and to nobody who wants a webhook signed', async () => {
    const asked = (token: string) => api(hub.baseUrl).call<{ response_token?: string }>('GET', `${origin.webhookPath}?crc_token=${encodeURIComponent(token)}`);
    expect(await asked('NDcyNWRhNDYtYTcz')).toMatchObject({ status: 200, body: { response_token: sign('NDcyNWRhNDYtYTcz') } });
    expect((await asked('{"for_user_id":"1"}')).status).toBe(403);
  });

  it('believes only what is signed', async () => {
    const user = person('Mallory');
    const events = { tweet_create_events: [mention(user, 'forged')] };
    const body = JSON.stringify({ for_user_id: OURS, ...events });
    for (const wrong of ['', sign(body, 'another'), sign(body).slice(0, -2), sign(`${body} `)]) expect(await post(events, wrong)).toBe(401);
    expect(await post({ tweet_create_events: [mention(person('Early'), 'signed')] })).toBe(200);
    await ticketOf('Early');
    expect((await allTickets(admin, `?originId=${origin.id}`)).filter(({ author }) => author.name === 'Mallory')).toEqual([]);
  });

  it('has one ticket a person, each message once, whatever the order, the company and the repeats; its own words open nothing', async () => {
    const [ann, bob] = [person('Ann'), person('Bob')];
    const first = mention(ann, '@shop where is it? &amp; why', {
      entities: { media: [{ id_str: '1', media_url_https: 'https://pbs.twimg.com/media/a.jpg' }] },
    });
    const edit = {
      ...first,
      id_str: nextId(),
      text: '@shop where is my lamp?',
      edit_history: { edit_tweet_ids: [first.id_str, '2'], initial_tweet_id: first.id_str },
    };
    const quote = mention(bob, 'look at this', { quoted_status_id_str: '5', timestamp_ms: String(Date.now() + 5) });
    const removed = mention(bob, 'never mind');
    const own = mention({ id_str: OURS, name: 'Shop', screen_name: 'shop' }, 'New lamps!');
    // The deletion and the edit come before what they are about.
    expect(await post({ tweet_delete_events: [{ status: { id: removed.id_str, user_id: bob.id_str }, timestamp_ms: String(Date.now()) }] })).toBe(200);
    expect(await post({ tweet_create_events: [edit, { broken: true }, own, quote] })).toBe(200);
    for (let n = 0; n < 2; n += 1) expect(await post({ tweet_create_events: [removed, first, quote], favorite_events: [{}], poke_events: 7 })).toBe(200);
    const [hers, his] = [await ticketOf('Ann'), await ticketOf('Bob')];
    await until('both are complete', async () => (await threadMessages(admin, his.threadId)).length === 2);
    const [complaint, ...more] = await until('the picture is there', async () => {
      const found = await ticketMessages(admin, hers.id);
      return found[0]?.text === '@shop where is my lamp?' ? found : undefined;
    });
    expect(more).toEqual([]);
    expect(complaint).toMatchObject({ providerId: first.id_str, surface: 'comment', kind: 'customer', author: { id: ann.id_str } });
    const theirs = await threadMessages(admin, his.threadId);
    expect(theirs.map(({ text, deleted }) => `${text} ${deleted}`).toSorted()).toEqual(['look at this false', 'null true']);
    expect((await allTickets(admin, `?originId=${origin.id}`)).filter(({ author }) => author.name === 'Shop')).toEqual([]);
  });

  it('answers a post by a post and a message by a message, once each; its echo is no second message; read marks arrive', async () => {
    const user = person('Carla');
    const asked = mention(user, 'Do you ship?');
    await post({ tweet_create_events: [asked] });
    const ticket = await ticketOf('Carla');
    const reply = await replyTo(ticket, 'Yes, everywhere, Carla');
    const { providerId } = await settled(ticket, reply.number);
    expect(double.calls(/\/2\/tweets$/).map(({ body, authorization }) => [JSON.parse(body), authorization])).toEqual([
      [{ text: 'Yes, everywhere, Carla', reply: { in_reply_to_tweet_id: asked.id_str } }, 'Bearer x-access-0'],
    ]);
    const me = { id_str: OURS, name: 'Shop', screen_name: 'shop' };
    await post({
      tweet_create_events: [
        { id_str: providerId, text: 'Yes, everywhere, Carla', user: me, in_reply_to_status_id_str: asked.id_str, in_reply_to_user_id_str: user.id_str },
      ],
    });

    const written2 = message(user, 'And to Norway?', {
      attachment: { type: 'media', media: { id_str: '9', media_url_https: 'https://ton.twitter.com/a.png' } },
    });
    await post({ direct_message_events: [written2] });
    await until('the message is there', async () => (await ticketMessages(admin, ticket.id)).length >= 3);
    const second = await replyTo(ticket, 'Also to Norway');
    const sent = await settled(ticket, second.number);
    expect(double.calls(/dm_conversations/).map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
      [`/2/dm_conversations/with/${user.id_str}/messages`, { text: 'Also to Norway' }],
    ]);
    await post({ direct_message_mark_read_events: [{ sender_id: user.id_str, last_read_event_id: sent.providerId, created_timestamp: String(Date.now()) }] });
    await settled(ticket, second.number, 'read');
    // What the customer reads last may be their own message.
    await post({ direct_message_mark_read_events: [{ sender_id: user.id_str, last_read_event_id: written2.id, created_timestamp: String(Date.now()) }] });
    const marker = message(user, 'Thanks');
    await post({ direct_message_events: [marker] });
    const all = await until('the last message is there', async () => {
      const found = await ticketMessages(admin, ticket.id);
      return found.some(({ providerId: id }) => id === marker.id) ? found : undefined;
    });
    expect(all.map(({ kind, text, delivery }) => [kind, text, delivery?.state ?? null])).toEqual([
      ['customer', 'Do you ship?', null],
      ['reply', 'Yes, everywhere, Carla', 'sent'],
      ['customer', 'And to Norway?', null],
      ['reply', 'Also to Norway', 'read'],
      ['customer', 'Thanks', null],
    ]);
    await admin.call('DELETE', `/v1/tickets/${ticket.id}/messages/${reply.number}`);
    await until('the post is deleted', () => double.calls(/\/2\/tweets\/\d+$/).some(({ method, status }) => method === 'DELETE' && status === 200), LIMIT_MS);
  });

  it('refuses a post that is too long by X’s count, and sends one that only looks too long', async () => {
    await post({ tweet_create_events: [mention(person('Dora'), 'Hello')] });
    const ticket = await ticketOf('Dora');
    const refused = await admin.call('POST', `/v1/tickets/${ticket.id}/messages`, { body: { kind: 'reply', text: '日'.repeat(141) } });
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { errors: [{ path: 'text', message: expect.stringContaining('280 weighted characters') as string }] },
    ]);
    const { number } = await replyTo(ticket, `See https://shop.example/${'a'.repeat(400)}`);
    await settled(ticket, number);
  });

  it('answers with pictures: all in one post, and refuses what X would not take', async () => {
    await post({ tweet_create_events: [mention(person('Hugo'), 'Show me')] });
    const ticket = await ticketOf('Hugo');
    const upload = (name: string, type: string): Promise<string> =>
      uploadFile(admin, { name, type }, new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Buffer.from(name)]));
    const [front, back, moving] = [await upload('front.png', 'image/png'), await upload('back.png', 'image/png'), await upload('moving.gif', 'image/gif')];
    const refused = await admin.call('POST', `/v1/tickets/${ticket.id}/messages`, { body: { kind: 'reply', text: 'Look', attachmentIds: [moving, front] } });
    expect([refused.status, refused.body]).toMatchObject([422, { errors: [{ path: 'attachmentIds' }] }]);
    const { number } = await replyTo(ticket, 'Both sides', { attachmentIds: [front, back] });
    await settled(ticket, number);
    expect(double.calls(/media\/upload/).map(({ status, body }) => [status, /filename="(\w+)/.exec(body)?.[1]])).toEqual([
      [200, 'front'],
      [200, 'back'],
    ]);
    const [sent] = double.calls(/\/2\/tweets$/).slice(-1);
    expect(JSON.parse(sent?.body ?? '{}')).toMatchObject({ text: 'Both sides', media: { media_ids: [expect.any(String), expect.any(String)] } });
    const film = await uploadFile(admin, { name: 'turn.mp4', type: 'video/mp4' }, new Uint8Array(Buffer.from('film')));
    for (const [text, attached] of [
      ['Moving', moving],
      ['Turning', film],
    ] as const) {
      const before = double.calls(/media\/upload/).length;
      const made = await replyTo(ticket, text, { attachmentIds: [attached] });
      await settled(ticket, made.number);
      const steps = double.calls(/media\/upload/).slice(before);
      expect(steps.slice(0, 3).map(({ status }) => status)).toEqual([200, 200, 200]);
      // X converts a film, whose state is then asked.
      expect(steps.length, text).toBe(text === 'Moving' ? 3 : 5);
      expect(JSON.parse(double.calls(/\/2\/tweets$/).at(-1)?.body ?? '{}')).toMatchObject({ text, media: { media_ids: [expect.any(String)] } });
    }
  });

  it('renews an expired token, stores the new refresh token, and renews again with it', async () => {
    await post({ direct_message_events: [message(person('Emil'), 'Hello?')], users: {} });
    const ticket = await until('there is a ticket', async () =>
      (await allTickets(admin, `?originId=${origin.id}`)).find(({ lastMessage }) => lastMessage?.text === 'Hello?'),
    );
    for (const round of [1, 2]) {
      provider.expire();
      const { number } = await replyTo(ticket, `Round ${round}`);
      await settled(ticket, number);
      expect(double.calls(/oauth2\/token/)).toHaveLength(round);
    }
    const refreshed = double.calls(/oauth2\/token/).map(({ body, status }) => [new URLSearchParams(body).get('refresh_token'), status]);
    expect(refreshed).toEqual([
      ['x-refresh-0', 200],
      [expect.not.stringContaining('x-refresh-0') as string, 200],
    ]);
    expect(await shown()).not.toHaveProperty('lostAccess');
    expect(JSON.stringify(await shown())).not.toMatch(/x-refresh|x-access/);
  });

  it('waits for the end of X’s limit, shows what nobody knows, and fails with X’s words', async () => {
    await post({ tweet_create_events: [mention(person('Fritz'), 'Hm')] });
    const ticket = await ticketOf('Fritz');
    const reset = Math.ceil(Date.now() / 1_000) + 3;
    double.behave(/\/2\/tweets$/, { status: 429, body: { title: 'Too Many Requests' }, headers: { 'x-rate-limit-reset': String(reset) } });
    const before = double.calls(/\/2\/tweets$/).length;
    const limited = await replyTo(ticket, 'Later');
    await settled(ticket, limited.number);
    const [first, second, ...more] = double.calls(/\/2\/tweets$/).slice(before);
    expect([first?.status, second?.status, more]).toEqual([429, 201, []]);
    expect(second?.at).toBeGreaterThanOrEqual(reset * 1_000 - 1_000);
    const twice = await replyTo(ticket, 'Later');
    expect(await settled(ticket, twice.number, 'failed')).toMatchObject({
      delivery: { error: { message: expect.stringContaining('duplicate content') as string } },
    });
    double.behave(/\/2\/tweets$/, 'lost');
    const lost = await replyTo(ticket, 'Perhaps');
    await settled(ticket, lost.number, 'unknown');
    expect(double.calls(/\/2\/tweets$/).filter(({ body }) => body.includes('Perhaps'))).toHaveLength(1);
  });

  it('shows that its access is lost when the permission is taken back, until an admin sets new tokens', async () => {
    await post({ tweet_create_events: [mention(person('Gina'), 'Hm')] });
    const ticket = await ticketOf('Gina');
    provider.revoke();
    const { number } = await replyTo(ticket, 'Nobody hears this yet');
    await settled(ticket, number, 'failed');
    expect(await until('the origin shows it', async () => (await shown()).lostAccess)).toMatchObject({ error: { code: '401' } });
    await admin.patch(`/v1/origins/${origin.id}`, { credentials: { accessToken: `given-${randomUUID()}` } });
    await admin.post(`/v1/tickets/${ticket.id}/messages/${number}/retry`, {}, 200);
    await settled(ticket, number);
    expect(await shown()).not.toHaveProperty('lostAccess');
  });
});
