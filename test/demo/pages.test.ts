import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';

/** Whatever JSON says. */
type Told = ReturnType<typeof JSON.parse>;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A simulator with an account of each kind, and what their webhooks get. */
async function world() {
  const simulator = await startProviderSimulator({ port: 0, statusDelays: [1, 20, 40], retryDelay: 5 });
  const told: { path: string; body: Told; signed: boolean }[] = [];
  const hub = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      const signature = `sha256=${createHmac('sha256', 'shh').update(text).digest('hex')}`;
      told.push({ path: String(request.url), body: JSON.parse(text), signed: request.headers['x-hub-signature-256'] === signature });
      response.writeHead(200).end('ok');
    });
  });
  await new Promise<void>((listening) => hub.listen(0, '127.0.0.1', listening));
  // Connections that are kept alive would delay the end by seconds.
  const closeHub = (): Promise<unknown> => new Promise((done) => hub.close(done).closeAllConnections());
  closing.push(simulator.close, closeHub);
  const address = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
  const put = (path: string, body: unknown) => fetch(`${simulator.url}${path}`, { method: 'PUT', body: JSON.stringify(body) });
  const register = (channel: string, id: string, accessToken: string) =>
    put(`/accounts/${channel}/${id}`, { accessToken, appSecret: 'shh', webhookUrl: `${address}/${channel}` });
  await register('facebook', '682', 'EAAF');
  await register('instagram', '178', 'EAAI');
  const call = async (method: string, path: string, body?: unknown, token = 'EAAF') => {
    const form = body instanceof FormData;
    const headers = { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...(form ? {} : { 'content-type': 'application/json' }) };
    const sent = form ? body : typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${simulator.url}/v26.0/${path}`, { method, headers, ...(method === 'DELETE' ? {} : { body: sent }) });
    return { status: answer.status, body: (await answer.json()) as Told };
  };
  const sent = async () => ((await (await fetch(`${simulator.url}/sent`)).json()) as { items: Record<string, unknown>[] }).items;
  const heard = async (what: (one: (typeof told)[number]) => boolean) => {
    while (!told.some(what)) await new Promise((resolve) => setTimeout(resolve, 5));
    return told.find(what);
  };
  return { call, put, register, sent, told, heard };
}
const message = (more: object = {}) => ({ recipient: { id: 'p' }, messaging_type: 'RESPONSE', message: { text: 'Hi' }, ...more });
const react = (more: object = {}) => ({ recipient: { id: 'p' }, sender_action: 'react', payload: { message_id: 'm', reaction: '👍' }, ...more });
const photo = (field: string, texts: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [key, value] of Object.entries(texts)) form.append(key, value);
  form.append(field, new Blob(['png'], { type: 'image/png' }), 'a.png');
  return form;
};
const asset = (type: string) => JSON.stringify({ attachment: { type, payload: { is_reusable: true } } });

describe('messages of Pages and Instagram accounts', () => {
  test('are accepted, echoed with their mark, delivered and read, signed', async () => {
    const { call, heard, sent } = await world();
    const { status, body } = await call('POST', '682/messages', message({ message: { text: 'Hi', metadata: 'mine' } }));
    expect([status, body]).toEqual([200, { recipient_id: 'p', message_id: expect.stringMatching(/^m_/) as string }]);
    const entry = (kind: string) => heard(({ body: { entry: entries } }) => kind in entries[0].messaging[0]);
    expect(await entry('message')).toMatchObject({
      path: '/facebook',
      signed: true,
      body: { object: 'page', entry: [{ id: '682', messaging: [{ message: { is_echo: true, metadata: 'mine' } }] }] },
    });
    expect(await entry('delivery')).toMatchObject({ body: { entry: [{ messaging: [{ sender: { id: 'p' }, delivery: { mids: [body['message_id']] } }] }] } });
    expect(await entry('read')).toMatchObject({ body: { entry: [{ messaging: [{ read: { watermark: expect.any(Number) as number } }] }] } });
    expect(await sent()).toMatchObject([{ channel: 'facebook', account: '682', path: '682/messages', request: { message: { text: 'Hi' } } }]);
  });

  test('reactions are set and taken back, and no message is made of them', async () => {
    const { call, sent } = await world();
    expect(await call('POST', '682/messages', react())).toEqual({ status: 200, body: { recipient_id: 'p' } });
    expect(await call('POST', '682/messages', react({ sender_action: 'unreact', payload: { message_id: 'm' } }))).toMatchObject({ status: 200 });
    for (const action of ['mark_seen', 'typing_on', 'typing_off'])
      expect(await call('POST', '682/messages', { recipient: { id: 'p' }, sender_action: action })).toMatchObject({ status: 200 });
    expect(await call('POST', 'me/messages', react({ payload: { message_id: 'm', reaction: 'love' } }), 'EAAI')).toMatchObject({ status: 200 });
    expect((await sent()).map(({ providerId }) => providerId)).toEqual(Array.from({ length: 6 }, () => null));
  });

  test('Instagram has no deliveries and names what was seen', async () => {
    const { call, heard, told } = await world();
    const { body } = await call('POST', 'me/messages', message(), 'EAAI');
    const seen = await heard(({ body: { entry } }) => 'read' in entry[0].messaging[0]);
    expect(seen).toMatchObject({
      path: '/instagram',
      body: { object: 'instagram', entry: [{ id: '178', messaging: [{ read: { mid: body['message_id'] } }] }] },
    });
    expect(told.some(({ body: told }) => 'delivery' in told['entry'][0].messaging[0])).toBe(false);
  });

  test('files are uploaded first, and sent by their id', async () => {
    const { call, sent } = await world();
    const uploaded = await call('POST', '682/message_attachments', photo('filedata', { message: asset('image') }));
    const attachment = { type: 'image', payload: { attachment_id: uploaded.body['attachment_id'] } };
    expect((await call('POST', '682/messages', message({ message: { attachment } }))).status).toBe(200);
    expect((await sent())[0]).toMatchObject({ file: createHash('sha256').update('png').digest('hex') });
    const forInstagram = photo('filedata', { message: asset('image'), platform: 'instagram' });
    expect((await call('POST', 'me/message_attachments', forInstagram, 'EAAI')).status).toBe(200);
  });

  test('a comment has one private reply, and a deleted one none', async () => {
    const { call } = await world();
    const privately = (recipient: object) => call('POST', '682/messages', message({ recipient }));
    expect((await privately({ comment_id: '88_1' })).body).toMatchObject({ recipient_id: 'writer-of-88_1' });
    expect((await privately({ comment_id: '88_1' })).body['error']).toMatchObject({ code: 10900 });
    expect((await privately({ post_id: '682_88' })).status).toBe(200);
    await call('DELETE', '88_2');
    expect((await privately({ comment_id: '88_2' })).body['error']).toMatchObject({ code: 100 });
  });

  test.each<[string, string, unknown, string]>([
    ['not JSON', '682/messages', '{', 'EAAF'],
    ['an array', '682/messages', [], 'EAAF'],
    ['an unknown member', '682/messages', message({ colour: 'red' }), 'EAAF'],
    ['nobody', '682/messages', message({ recipient: {} }), 'EAAF'],
    ['two people', '682/messages', message({ recipient: { id: '1', comment_id: '2' } }), 'EAAF'],
    ['a post of Instagram', 'me/messages', message({ recipient: { post_id: '1' } }), 'EAAI'],
    ['an empty id', '682/messages', message({ recipient: { id: '' } }), 'EAAF'],
    ['another type', '682/messages', message({ messaging_type: 'UPDATE' }), 'EAAF'],
    ['a tag without its type', '682/messages', message({ tag: 'HUMAN_AGENT' }), 'EAAF'],
    ['another tag', '682/messages', message({ messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }), 'EAAF'],
    ['a private reply with a tag', '682/messages', message({ recipient: { comment_id: '9' }, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }), 'EAAF'],
    ['no message', '682/messages', message({ message: undefined }), 'EAAF'],
    ['an empty message', '682/messages', message({ message: {} }), 'EAAF'],
    ['text and file', '682/messages', message({ message: { text: 'x', attachment: {} } }), 'EAAF'],
    ['2,000 characters', '682/messages', message({ message: { text: 'x'.repeat(2_000) } }), 'EAAF'],
    ['1,001 bytes on Instagram', 'me/messages', message({ message: { text: `${'ü'.repeat(500)}x` } }), 'EAAI'],
    ['metadata on Instagram', 'me/messages', message({ message: { text: 'x', metadata: 'y' } }), 'EAAI'],
    ['long metadata', '682/messages', message({ message: { text: 'x', metadata: 'y'.repeat(1_000) } }), 'EAAF'],
    ['a file that nobody uploaded', '682/messages', message({ message: { attachment: { type: 'image', payload: { attachment_id: '1' } } } }), 'EAAF'],
    ['a file of no type', '682/messages', message({ message: { attachment: { type: 'scent', payload: {} } } }), 'EAAF'],
    ['an attachment that is none', '682/messages', message({ message: { attachment: 1 } }), 'EAAF'],
    ['a sender action for nobody', '682/messages', react({ recipient: {} }), 'EAAF'],
    ['typing with a payload', '682/messages', react({ sender_action: 'typing_on' }), 'EAAF'],
    ['another sender action', '682/messages', react({ sender_action: 'sing' }), 'EAAF'],
    ['a sender action with a message', '682/messages', react({ message: { text: 'x' } }), 'EAAF'],
    ['a reaction to nothing', '682/messages', react({ payload: { reaction: '👍' } }), 'EAAF'],
    ['a reaction by words', '682/messages', react({ payload: { message_id: 'm', reaction: 'like' } }), 'EAAF'],
    ['a reaction that is taken back and set', '682/messages', react({ sender_action: 'unreact' }), 'EAAF'],
    ['another reaction than a heart on Instagram', 'me/messages', react(), 'EAAI'],
    ['no form', '682/message_attachments', { message: {} }, 'EAAF'],
    ['a form of something else', '682/message_attachments', photo('filedata', { colour: 'red' }), 'EAAF'],
    ['a file of an unknown type', '682/message_attachments', photo('filedata', { message: asset('scent') }), 'EAAF'],
    ['a form without a file', '682/message_attachments', photo('message'), 'EAAF'],
    ['a comment that is no object', '88_1/comments', [], 'EAAF'],
    ['a comment without words', '88_1/comments', {}, 'EAAF'],
    ['an endless comment', '88_1/comments', { message: 'x'.repeat(8_001) }, 'EAAF'],
    ['an unknown member of a comment', '88_1/comments', { message: 'x', colour: 'red' }, 'EAAF'],
    ['a broken form of a comment', '88_1/comments', photo('picture'), 'EAAF'],
    ['a mention of nothing', '178/mentions', { message: 'x' }, 'EAAI'],
    ['a change of nothing', '88_1', {}, 'EAAF'],
    ['a change that is no object', '88_1', [], 'EAAF'],
    ['hiding as on Instagram', '88_1', { hide: true }, 'EAAF'],
    ['hiding as on Facebook', '17801', { is_hidden: true }, 'EAAI'],
    ['editing on Instagram', '17801', { message: 'x' }, 'EAAI'],
    ['hiding by words', '88_1', { is_hidden: 'yes' }, 'EAAF'],
    ['two changes', '88_1', { is_hidden: true, message: 'x' }, 'EAAF'],
  ])('%s is refused', async (_, path, body, token) => {
    const { call } = await world();
    const { status, body: told } = await call('POST', path, body, token);
    expect([status, told['error']]).toMatchObject([400, { code: 100 }]);
  });

  test('need the account’s own token, and a revoked one opens nothing', async () => {
    const { call, register, put } = await world();
    expect((await call('POST', '682/messages', message(), '')).body['error']).toMatchObject({ code: 190 });
    expect((await call('POST', '682/messages', message(), 'other')).status).toBe(401);
    expect((await call('POST', '999/messages', message(), 'made-up')).status).toBe(200);
    await register('facebook', '682', 'EAAF2');
    expect((await call('POST', '88_1', { is_hidden: true })).status).toBe(401);
    expect((await call('POST', '682/messages', message(), 'EAAF2')).status).toBe(200);
    expect((await put('/accounts/facebook/683', { accessToken: 'x' })).status).toBe(400);
  });

  test('fail as they are told to', async () => {
    const { call, put } = await world();
    await put('/faults/pages/682/messages', [{ status: 400, code: 613, retryAfter: 3 }, null]);
    expect((await call('POST', '682/messages', message())).body['error']).toMatchObject({ code: 613 });
    expect((await call('POST', '682/messages', message())).status).toBe(200);
  });
});

describe('comments', () => {
  test('are answered, which the feed tells, with a photo too', async () => {
    const { call, heard, sent } = await world();
    const { body } = await call('POST', '88_1/comments', { message: 'Hi' });
    const value = { item: 'comment', verb: 'add', comment_id: body['id'], post_id: '682_88', parent_id: '88_1', from: { id: '682' }, message: 'Hi' };
    expect(await heard(({ path }) => path === '/facebook')).toMatchObject({ signed: true, body: { entry: [{ changes: [{ field: 'feed', value }] }] } });
    expect((await call('POST', '682_88/comments', photo('source', { message: 'Look' }))).body['id']).toMatch(/^88_\d+$/);
    expect((await sent())[0]).toMatchObject({ path: '682_88/comments', request: { message: 'Look' }, file: createHash('sha256').update('png').digest('hex') });
    expect((await call('POST', '88_1/comments', photo('source'))).status).toBe(200);
  });

  test('of Instagram and answers to mentions too', async () => {
    const { call, heard } = await world();
    const { body } = await call('POST', '17801/replies', { message: 'Hi' }, 'EAAI');
    const value = { id: body['id'], from: { id: '178' }, parent_id: '17801', text: 'Hi' };
    expect(await heard(({ path }) => path === '/instagram')).toMatchObject({ body: { entry: [{ changes: [{ field: 'comments', value }] }] } });
    expect((await call('POST', '178/mentions', { media_id: '1', comment_id: '2', message: 'Hi' }, 'EAAI')).status).toBe(200);
  });

  test('are hidden, shown, edited and deleted, once', async () => {
    const { call, heard, sent } = await world();
    const verb = (name: string) => heard(({ body: { entry } }) => entry[0].changes?.[0].value.verb === name);
    for (const [change, told] of [
      [{ is_hidden: true }, 'hide'],
      [{ is_hidden: false }, 'unhide'],
    ] as const) {
      expect((await call('POST', '88_1', change)).body).toEqual({ success: true });
      expect(await verb(told)).toMatchObject({ body: { entry: [{ changes: [{ value: { comment_id: '88_1' } }] }] } });
    }
    expect((await call('POST', '88_1', { message: 'Better' })).status).toBe(200);
    expect((await call('DELETE', '88_1')).body).toEqual({ success: true });
    await verb('remove');
    for (const [method, path, body] of [
      ['DELETE', '88_1', undefined],
      ['POST', '88_1', { is_hidden: true }],
    ] as const)
      expect((await call(method, path, body)).body['error']).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await call('POST', '88_1/comments', { message: 'x' })).body['error']).toMatchObject({ code: 100 });
    expect((await call('POST', '17801', { hide: true }, 'EAAI')).status).toBe(200);
    expect((await call('DELETE', '17801', undefined, 'EAAI')).status).toBe(200);
    expect(await sent()).toHaveLength(6);
  });
});
