import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function simulator() {
  const started = await startProviderSimulator({ port: 0, statusDelays: [1, 30, 60], retryDelay: 5 });
  closing.push(started.close);
  return started.url;
}

/** A hub's webhook that refuses the first `refusals` calls, and a promise of `wanted` accepted calls. */
async function hub(wanted: number, refusals = 0) {
  const calls: { body: string; signature: string }[] = [];
  const { promise, resolve } = Promise.withResolvers<typeof calls>();
  let refused = 0;
  const server = createServer((request, response) => {
    void take(request, response);
  });
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    if (refused < refusals) {
      refused += 1;
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200).end('ok');
    calls.push({ body: Buffer.concat(parts).toString('utf8'), signature: String(request.headers['x-hub-signature-256']) });
    if (calls.length === wanted) resolve(calls);
  };
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => new Promise((done) => server.close(() => done())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/whatsapp/o1`, seen: promise };
}

const good = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '+39 333 1234567', type: 'text', text: { preview_url: false, body: 'Ciao!' } };
const post = (url: string, body: unknown, headers: Record<string, string> = { authorization: 'Bearer t' }) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
const put = (url: string, body: unknown) => fetch(url, { method: 'PUT', body: JSON.stringify(body) });
const status = (call: { body: string }) => JSON.parse(call.body).entry[0].changes[0].value.statuses[0];

const reaction = (given: object) => ({ ...good, text: undefined, type: 'reaction', reaction: given });

describe('the WhatsApp side', () => {
  test('a text is accepted with the contact and a wamid, and remembered', async () => {
    const url = await simulator();
    const answer = await post(`${url}/v24.0/106540352242922/messages`, good);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+39 333 1234567', wa_id: '393331234567' }],
      messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/=]{30,}$/) }],
    });
    const sent = (await (await fetch(`${url}/sent`)).json()) as { items: { request: unknown }[] };
    expect(sent.items.map((item) => item.request)).toEqual([good]);
  });

  test('a read mark is answered with success, and remembered apart from messages', async () => {
    const url = await simulator();
    const mark = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.in' };
    for (const body of [mark, { ...mark, typing_indicator: { type: 'text' } }]) {
      const answer = await post(`${url}/v26.0/106540352242922/messages`, body);
      expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
    }
    const { items } = (await (await fetch(`${url}/marks`)).json()) as { items: unknown[] };
    expect(items).toMatchObject([
      { account: '106540352242922', message: 'wamid.in', typing: true },
      { message: 'wamid.in', typing: false },
    ]);
    expect(await (await fetch(`${url}/sent`)).json()).toEqual({ items: [] });
  });

  test.each([
    ['no token', good, {}, 401, 190],
    ['not JSON', '{', undefined, 400, 100],
    ['an array', [], undefined, 400, 100],
    ['an unknown member', { ...good, colour: 'red' }, undefined, 400, 100],
    ['no messaging_product', { ...good, messaging_product: undefined }, undefined, 400, 131008],
    ['another product', { ...good, messaging_product: 'signal' }, undefined, 400, 100],
    ['another recipient type', { ...good, recipient_type: 'crowd' }, undefined, 400, 100],
    ['no recipient', { ...good, to: undefined }, undefined, 400, 131008],
    ['a recipient that is no number', { ...good, to: 'Giulia' }, undefined, 400, 131009],
    ['a business-scoped id that is none', { ...good, to: undefined, recipient: 'me' }, undefined, 400, 131009],
    ['another type', { ...good, type: 'hologram' }, undefined, 400, 131051],
    ['answers that are none', { ...good, type: 'interactive', text: undefined, interactive: {} }, undefined, 400, 100],
    ['a read mark without its message', { messaging_product: 'whatsapp', status: 'read' }, undefined, 400, 131008],
    ['a read mark with an unknown member', { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.a', to: '1' }, undefined, 400, 100],
    ['a read mark of another product', { status: 'read', message_id: 'wamid.a' }, undefined, 400, 131008],
    ['another mark', { messaging_product: 'whatsapp', status: 'seen', message_id: 'wamid.a' }, undefined, 400, 100],
    ['a read mark of no message', { messaging_product: 'whatsapp', status: 'read', message_id: 'm1' }, undefined, 400, 131009],
    ['another indicator', { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.a', typing_indicator: { type: 'audio' } }, undefined, 400, 100],
    ['no reaction', { ...good, text: undefined, type: 'reaction' }, undefined, 400, 131008],
    ['an unknown member of a reaction', reaction({ message_id: 'wamid.a', emoji: '👍', big: true }), undefined, 400, 100],
    ['a reaction to no message', reaction({ message_id: 'm1', emoji: '👍' }), undefined, 400, 131009],
    ['a reaction by words', reaction({ message_id: 'wamid.a', emoji: 'like' }), undefined, 400, 131009],
    ['a reaction without an emoji', reaction({ message_id: 'wamid.a' }), undefined, 400, 131009],
    ['no text', { ...good, text: undefined }, undefined, 400, 131008],
    ['an empty text', { ...good, text: { body: '' } }, undefined, 400, 131008],
    ['a text that is no string', { ...good, text: { body: 7 } }, undefined, 400, 100],
    ['an unknown member of text', { ...good, text: { body: 'a', bold: true } }, undefined, 400, 100],
    ['a preview that is no boolean', { ...good, text: { body: 'a', preview_url: 'yes' } }, undefined, 400, 100],
    ['4097 characters', { ...good, text: { body: 'x'.repeat(4097) } }, undefined, 400, 100],
    ['a broken context', { ...good, context: {} }, undefined, 400, 100],
    ['a broken opaque value', { ...good, biz_opaque_callback_data: 1 }, undefined, 400, 100],
  ])('%s is refused as Meta refuses it', async (_name, body, headers, expected, code) => {
    const url = await simulator();
    const answer = await post(`${url}/v24.0/1/messages`, body, headers);
    expect([answer.status, ((await answer.json()) as { error: { code: number } }).error.code]).toEqual([expected, code]);
  });

  test('a business-scoped id and a group are recipients too', async () => {
    const url = await simulator();
    const contact = async (more: object) =>
      ((await (await post(`${url}/v26.0/1/messages`, { ...good, ...more })).json()) as { contacts: unknown[] }).contacts[0];
    expect(await contact({ to: undefined, recipient: 'US.13491208655302741918' })).toEqual({
      input: 'US.13491208655302741918',
      user_id: 'US.13491208655302741918',
    });
    expect(await contact({ recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' })).toEqual({ input: 'Y2FwaV9ncm91cDox' });
  });

  test('a known account demands its own token', async () => {
    const url = await simulator();
    const account = { accessToken: 'EAAG', appSecret: 's', webhookUrl: 'http://127.0.0.1:9/x' };
    expect((await put(`${url}/accounts/whatsapp/77`, { accessToken: 'EAAG' })).status).toBe(400);
    expect((await put(`${url}/accounts/whatsapp/77`, account)).status).toBe(200);
    expect((await post(`${url}/v24.0/77/messages`, good, { authorization: 'Bearer other' })).status).toBe(401);
    expect((await post(`${url}/v24.0/77/messages`, good, { authorization: 'Bearer EAAG' })).status).toBe(200);
  });

  test('statuses come as sent, delivered and read, signed, and again until they are taken', async () => {
    const url = await simulator();
    const { url: webhookUrl, seen } = await hub(3, 1);
    await put(`${url}/accounts/whatsapp/77`, { accessToken: 'EAAG', appSecret: 'shh', webhookUrl, displayNumber: '39055' });
    const answer = await post(`${url}/v24.0/77/messages`, good, { authorization: 'Bearer EAAG' });
    const { messages } = (await answer.json()) as { messages: { id: string }[] };
    const calls = await seen;
    expect(new Set(calls.map((call) => status(call).status))).toEqual(new Set(['sent', 'delivered', 'read']));
    for (const call of calls) {
      expect(status(call)).toMatchObject({ id: messages[0]?.id, recipient_id: '393331234567', timestamp: expect.stringMatching(/^\d{10}$/) });
      expect(call.signature).toBe(`sha256=${createHmac('sha256', 'shh').update(call.body).digest('hex')}`);
    }
  });
});

test('a reaction is reported as sent, or as failed if its message is too old', async () => {
  const url = await simulator();
  const { url: webhookUrl, seen } = await hub(2);
  await put(`${url}/accounts/whatsapp/78`, { accessToken: 'EAAG', appSecret: 'shh', webhookUrl });
  await put(`${url}/gone/whatsapp/78`, ['wamid.old']);
  for (const id of ['wamid.old', 'wamid.new'])
    expect((await post(`${url}/v26.0/78/messages`, reaction({ message_id: id, emoji: '👍' }), { authorization: 'Bearer EAAG' })).status).toBe(200);
  const reported = (await seen).map((call) => status(call)).toSorted((left, right) => left.status.localeCompare(right.status));
  expect(reported).toMatchObject([{ status: 'failed', errors: [{ code: 131009 }] }, { status: 'sent' }]);
  expect(reported[1].errors).toBeUndefined();
});

describe("WhatsApp's files", () => {
  const upload = (url: string, fields: Record<string, string | File>, headers: Record<string, string> = { authorization: 'Bearer t' }) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return fetch(`${url}/v26.0/1/media`, { method: 'POST', body: form, headers });
  };
  const file = (type: string, size = 4) => new File(['x'.repeat(size)], 'a name.bin', { type });
  const fields = (type: string, size?: number) => ({ messaging_product: 'whatsapp', type, file: file(type, size) });
  const stored = async (url: string, type: string): Promise<string> => ((await (await upload(url, fields(type))).json()) as { id: string }).id;
  const errorOf = async (answer: Response) => [answer.status, ((await answer.json()) as { error: { code: number } }).error.code];

  test.each([
    ['image', 'image/png', { caption: 'a' }],
    ['video', 'video/mp4', { caption: 'a' }],
    ['audio', 'audio/ogg', {}],
    ['sticker', 'image/webp', {}],
    ['document', 'application/pdf', { caption: 'a', filename: 'a.pdf' }],
  ])('a %s is uploaded, sent by its id and remembered', async (kind, type, more) => {
    const url = await simulator();
    const id = await stored(url, type);
    const message = { messaging_product: 'whatsapp', to: '393331234567', type: kind, [kind]: { id, ...more } };
    expect((await post(`${url}/v26.0/1/messages`, message)).status).toBe(200);
    const { items } = (await (await fetch(`${url}/sent`)).json()) as { items: unknown[] };
    const sha256 = createHash('sha256').update('xxxx').digest('hex');
    expect(items).toMatchObject([{ request: message, media: { id, type, name: 'a name.bin', size: 4, sha256 } }]);
    // The file is the account's own.
    expect(await errorOf(await post(`${url}/v26.0/2/messages`, message))).toEqual([400, 100]);
  });

  test.each<[string, Record<string, string | File>, number, number]>([
    ['without product', { type: 'image/png', file: file('image/png') }, 400, 131008],
    ['without type', { messaging_product: 'whatsapp', file: file('image/png') }, 400, 131008],
    ['without file', { messaging_product: 'whatsapp', type: 'image/png' }, 400, 131008],
    ['of a text as file', { messaging_product: 'whatsapp', type: 'image/png', file: 'bytes' }, 400, 131008],
    ['of another type than it says', { ...fields('image/png'), type: 'image/jpeg' }, 400, 100],
    ['of a type that WhatsApp does not take', fields('application/zip'), 400, 100],
    ['of an image that is too large', fields('image/png', 5 * 1024 * 1024 + 1), 400, 131053],
    ['with an unknown field', { ...fields('image/png'), colour: 'red' }, 400, 100],
  ])('an upload %s is refused', async (_, given, status, code) => {
    expect(await errorOf(await upload(await simulator(), given))).toEqual([status, code]);
  });

  test('an upload needs a token and a form', async () => {
    const url = await simulator();
    expect(await errorOf(await upload(url, fields('image/png'), {}))).toEqual([401, 190]);
    expect(await errorOf(await post(`${url}/v26.0/1/media`, { file: 'a' }))).toEqual([400, 100]);
  });

  test.each<[string, string, (id: string) => object, number]>([
    ['without a file', 'image', () => ({}), 131008],
    ['without an id', 'image', () => ({ image: { caption: 'a' } }), 131008],
    ['with an unknown id', 'image', () => ({ image: { id: '1' } }), 100],
    ['of another kind', 'video', (id) => ({ video: { id } }), 131053],
    ['with an unknown member', 'image', (id) => ({ image: { id, filename: 'a' } }), 100],
    ['with an empty caption', 'image', (id) => ({ image: { id, caption: '' } }), 100],
    ['with a caption of 1025', 'image', (id) => ({ image: { id, caption: 'x'.repeat(1025) } }), 100],
    ['with the member of another type', 'image', (id) => ({ image: { id }, text: { body: 'a' } }), 100],
  ])('a message %s is refused', async (_, type, more, code) => {
    const url = await simulator();
    const id = await stored(url, 'image/png');
    const answer = await post(`${url}/v26.0/1/messages`, { messaging_product: 'whatsapp', to: '393331234567', type, ...more(id) });
    expect(await errorOf(answer)).toEqual([400, code]);
  });

  test('faults are the answers of the next calls, in order', async () => {
    const url = await simulator();
    await put(`${url}/faults/whatsapp/1/messages`, [{ status: 400, code: 130429, retryAfter: 3 }, null, { status: 500 }]);
    const left = async () => ((await (await fetch(`${url}/faults/whatsapp/1/messages`)).json()) as { left: number }).left;
    expect(await left()).toBe(3);
    const answers = [await post(`${url}/v26.0/1/messages`, good), await post(`${url}/v26.0/1/messages`, good), await post(`${url}/v26.0/1/messages`, good)];
    expect(answers.map(({ status: code }) => code)).toEqual([400, 200, 500]);
    expect(answers[0]?.headers.get('retry-after')).toBe('3');
    expect(await left()).toBe(0);
    await put(`${url}/faults/whatsapp/1/messages`, [{ hang: true }]);
    await expect(fetch(`${url}/v26.0/1/messages`, { method: 'POST', signal: AbortSignal.timeout(100) })).rejects.toThrow();
  });
});

describe("WhatsApp's templates", () => {
  const text = (value: string, more: object = {}) => ({ type: 'text', text: value, ...more });
  const body = (...parameters: object[]) => ({ type: 'body', parameters });
  const template = (more: object = {}) => ({ name: 'order_update', language: { code: 'en_US' }, components: [body(text('Ann'))], ...more });
  const send = (url: string, given: unknown) =>
    post(`${url}/v26.0/1/messages`, { messaging_product: 'whatsapp', to: '393331234567', type: 'template', template: given });
  const told = async () => {
    const url = await simulator();
    await put(`${url}/templates/whatsapp/1`, [{ name: 'order_update', language: 'en_US', placeholders: 1 }]);
    return url;
  };

  test.each<[string, object]>([
    ['with its values', template()],
    ['with a named value', template({ components: [body(text('Ann', { parameter_name: 'who' }))] })],
    [
      'with a button and a header',
      template({
        components: [{ type: 'header', parameters: [text('a')] }, body(text('Ann')), { type: 'button', sub_type: 'url', index: '0', parameters: [text('a')] }],
      }),
    ],
  ])('one %s is accepted', async (_, given) => {
    expect((await send(await told(), given)).status).toBe(200);
  });

  test.each<[string, unknown, number]>([
    ['none', undefined, 131008],
    ['one without a name', template({ name: 'Order!' }), 131008],
    ['one without a language', template({ language: 'en' }), 131008],
    ['an unknown member', template({ namespace: 'a' }), 100],
    ['components that are no list', template({ components: {} }), 100],
    ['a component that is no object', template({ components: [1] }), 100],
    ['an unknown component', template({ components: [{ type: 'footer', parameters: [] }] }), 100],
    ['a button without a place', template({ components: [{ type: 'button', sub_type: 'url', parameters: [] }] }), 100],
    ['a body with a place', template({ components: [{ type: 'body', index: '0', parameters: [] }] }), 100],
    ['a component without values', template({ components: [{ type: 'body' }] }), 131008],
    ['a value that is no object', template({ components: [{ type: 'body', parameters: [1] }] }), 100],
    ['a value of another type', template({ components: [body({ type: 'currency' })] }), 100],
    ['an unknown member of a value', template({ components: [body(text('a', { bold: true }))] }), 100],
    ['an empty value', template({ components: [body(text(''))] }), 131008],
    ['a long value', template({ components: [body(text('x'.repeat(1025)))] }), 132005],
    ['a line break in a value', template({ components: [body(text('a\nb'))] }), 132018],
    ['a header of an unknown file', template({ components: [{ type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] }] }), 100],
    ['one that was never approved', template({ name: 'other' }), 132001],
    ['one of another language', template({ language: { code: 'de' } }), 132001],
    ['too few values', template({ components: [] }), 132000],
  ])('%s is refused', async (_, given, code) => {
    expect(((await (await send(await told(), given)).json()) as { error: { code: number } }).error.code).toBe(code);
  });
});

describe('the receiver of api callbacks', () => {
  test('takes what is signed with its secret and nothing else', async () => {
    const url = await simulator();
    await put(`${url}/accounts/api/orders`, { signingSecret: 'k' });
    const body = JSON.stringify({ text: 'hello' });
    const signature = `sha256=${createHmac('sha256', 'k').update(body).digest('hex')}`;
    expect((await post(`${url}/callbacks/orders`, body, { 'x-parley-signature': signature })).status).toBe(200);
    expect((await post(`${url}/callbacks/orders`, `${body} `, { 'x-parley-signature': signature })).status).toBe(401);
    expect((await post(`${url}/callbacks/orders`, body, {})).status).toBe(401);
    expect((await post(`${url}/callbacks/nobody`, body, { 'x-parley-signature': signature })).status).toBe(404);
  });
});

describe('the Trustpilot side', () => {
  test('posts new reviews to the webhook, signed, and remembers replies to them', async () => {
    const url = await simulator();
    const { url: webhookUrl, seen } = await hub(1, 1);
    const account = { apiKey: 'k', apiSecret: 's', businessUserId: 'b', webhookUrl, webhookSecret: 'shh' };
    expect((await put(`${url}/accounts/trustpilot/unit`, { apiKey: 'k' })).status).toBe(400);
    expect((await put(`${url}/accounts/trustpilot/unit`, account)).status).toBe(200);
    const reviews = [{ id: 'r1', title: 'Hm', text: 'Late', stars: 2, consumer: { id: 'c1', displayName: 'Ida' } }];
    const write = async (unit = 'unit') => (await post(`${url}/trustpilot/${unit}/reviews`, { reviews })).json();
    expect([await write(), await write()]).toEqual([{ written: 1 }, { written: 0 }]);
    const [call] = await seen;
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      events: [{ eventName: 'service-review-created', eventData: { id: 'r1', stars: 2, companyReply: null } }],
    });

    const basic = { authorization: `Basic ${Buffer.from('k:s').toString('base64')}` };
    const answer = await post(`${url}/v1/oauth/oauth-business-users-for-applications/accesstoken`, 'grant_type=client_credentials', basic);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const reply = { authorBusinessUserId: 'b', message: 'Sorry' };
    expect((await post(`${url}/v1/private/reviews/r1/reply`, reply, { authorization: `Bearer ${token}` })).status).toBe(201);
    expect((await post(`${url}/v1/private/reviews/r1/reply`, reply, { authorization: 'Bearer x' })).status).toBe(401);
    const { items } = (await (await fetch(`${url}/sent`)).json()) as { items: object[] };
    expect(items).toMatchObject([{ channel: 'trustpilot', account: 'unit', providerId: 'r1', request: { text: 'Sorry' } }]);
  });

  test('takes reviews of a unit without a webhook', async () => {
    const url = await simulator();
    const reviews = [{ id: 'r1', title: '', text: '', stars: 2, consumer: { id: 'c1', displayName: 'Ida' } }];
    expect(await (await post(`${url}/trustpilot/unit/reviews`, { reviews })).json()).toEqual({ written: 1 });
  });
});

describe('the sides of X and LinkedIn', () => {
  test('post what people write and what the account does to the webhook, signed, and remember what it sends', async () => {
    const url = await simulator();
    const { url: webhookUrl, seen } = await hub(4);
    const account = { handle: 'shop', consumerSecret: 'shh', clientId: 'c', accessToken: 'a', refreshToken: 'r', webhookUrl };
    expect((await put(`${url}/accounts/x/1`, { handle: 'shop' })).status).toBe(400);
    expect((await put(`${url}/accounts/x/1`, account)).status).toBe(200);
    const user = { id: '7', name: 'Ida', handle: 'ida' };
    const posts = { posts: [{ id: '51', text: '@shop hi', user }] };
    const write = async (path: string, body: object) => (await post(`${url}${path}`, body)).json();
    expect([await write('/x/1/posts', posts), await write('/x/1/posts', posts)]).toEqual([{ written: 1 }, { written: 0 }]);
    expect(await write('/x/2/messages', { messages: [{ id: '52', text: 'nobody listens', user }] })).toEqual({ written: 1 });
    expect(await write('/x/1/messages', { messages: [{ id: '53', text: 'psst', user }] })).toEqual({ written: 1 });
    const token = { authorization: 'Bearer a' };
    const reply = { text: 'Hello', reply: { in_reply_to_tweet_id: '51' } };
    expect((await post(`${url}/2/tweets`, reply, { authorization: '' })).status).toBe(401);
    expect((await post(`${url}/2/tweets`, reply, token)).status).toBe(201);
    expect((await post(`${url}/2/dm_conversations/with/7/messages`, { text: 'psst!' }, token)).status).toBe(201);
    const calls = (await seen).map(({ body }) => JSON.parse(body) as Record<string, object[]>);
    const echoes = calls.flatMap((call) => [...(call['tweet_create_events'] ?? []), ...(call['direct_message_events'] ?? [])]);
    expect(echoes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id_str: '51', text: '@shop hi' }),
        expect.objectContaining({ id: '53', type: 'message_create' }),
        expect.objectContaining({ text: 'Hello', in_reply_to_status_id_str: '51', in_reply_to_user_id_str: '7' }),
        expect.objectContaining({ message_create: expect.objectContaining({ sender_id: '1', target: { recipient_id: '7' } }) as object }),
      ]),
    );
    const { items } = (await (await fetch(`${url}/sent`)).json()) as { items: { channel: string; providerId: string }[] };
    expect(items.map(({ channel }) => channel)).toEqual(['x', 'x']);
    expect((await fetch(`${url}/2/tweets/${items[1]?.providerId}`, { method: 'DELETE', headers: token })).status).toBe(200);
  });

  test('comment below a member’s comment', async () => {
    const url = await simulator();
    const account = { clientId: 'c', clientSecret: 's', accessToken: 'a', refreshToken: 'r', webhookUrl: 'http://127.0.0.1:9/' };
    expect((await put(`${url}/accounts/linkedin/8`, account)).status).toBe(200);
    expect(await (await post(`${url}/linkedin/8/comments`, { comments: [{ id: '1', text: 'Hi', owner: 'urn:li:person:a' }] })).json()).toEqual({ written: 1 });
    const parentComment = 'urn:li:comment:(urn:li:activity:7094637247890620418,1)';
    const body = { actor: 'urn:li:organization:8', object: 'urn:li:activity:7094637247890620418', message: { text: 'Hello' }, parentComment };
    const headers = { authorization: 'Bearer a', 'linkedin-version': '202606', 'x-restli-protocol-version': '2.0.0' };
    expect((await post(`${url}/rest/socialActions/${encodeURIComponent(parentComment)}/comments`, body, headers)).status).toBe(201);
    const { items } = (await (await fetch(`${url}/sent`)).json()) as { items: object[] };
    expect(items).toMatchObject([{ channel: 'linkedin', account: '8', request: { text: 'Hello' } }]);
  });
});

test('a node of the Graph API is read with its token, and has documented fields only', async () => {
  const url = await simulator();
  await put(`${url}/accounts/whatsapp/106`, { accessToken: 'EAAG', appSecret: 'shh', webhookUrl: `${url}/none` });
  const read = async (path: string, token = 'EAAG'): Promise<[number, unknown]> => {
    const response = await fetch(`${url}/v26.0/${path}`, { headers: { authorization: `Bearer ${token}` } });
    return [response.status, await response.json()];
  };
  expect(await read('106?fields=id')).toEqual([200, { id: '106' }]);
  expect(await read('106')).toEqual([200, { id: '106' }]);
  expect(await read('106?fields=id,verified_name')).toEqual([200, { id: '106', verified_name: 'The verified_name of 106' }]);
  expect((await read('106?fields=shoe_size'))[0]).toBe(400);
  expect((await read('106?metadata=1'))[0]).toBe(400);
  expect(await read('106?fields=id', 'wrong')).toMatchObject([401, { error: { code: 190 } }]);
  // Whom nobody told of: any token will do.
  expect((await read('107?fields=id', 'any'))[0]).toBe(200);
});

test('other paths are unknown, a huge body is refused', async () => {
  const url = await simulator();
  expect((await fetch(`${url}/v24.0/me`)).status).toBe(404);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect((await post(`${url}/v24.0/1/messages`, 'x'.repeat(1_000_001))).status).toBe(413);
});
