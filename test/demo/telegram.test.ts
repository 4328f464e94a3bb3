import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { telegram } from '../../demo/providers/telegram.ts';
import { telegramSite } from '../../demo/providers/telegram-site.ts';

const HOUR = 3_600_000;
const site = () => {
  let now = Date.parse('2026-11-29T10:00:00Z');
  const api = telegram({ clock: () => now });
  const json = async (method: string, fields: unknown, token = '7:abc') => {
    const { status, body } = await api.answer({
      token,
      method,
      contentType: 'application/json',
      body: Buffer.from(typeof fields === 'string' ? fields : JSON.stringify(fields)),
    });
    const { ok, description, result } = body as { ok: boolean; description?: string; result?: { message_id: number } };
    return { status, ok, description, number: result?.message_id ?? 0 };
  };
  const form = async (method: string, fields: Record<string, string | File>) => {
    const given = new FormData();
    for (const [name, value] of Object.entries(fields)) given.append(name, value);
    const response = new Response(given);
    return api.answer({ token: '7:abc', method, contentType: response.headers.get('content-type') ?? '', body: Buffer.from(await response.arrayBuffer()) });
  };
  return { api, json, form, pass: (ms: number) => void (now += ms) };
};
const file = (size = 4) => new File(['x'.repeat(size)], 'a.png', { type: 'image/png' });

describe('the Bot API', () => {
  test('knows a bot by its token, and takes any token of an unknown one', async () => {
    const { api, json } = site();
    api.account('7', '7:right');
    expect(await json('getMe', {}, '7:right')).toMatchObject({ status: 200, ok: true });
    expect(await json('getMe', {}, '7:wrong')).toMatchObject({ status: 401, description: 'Unauthorized' });
    expect(await json('getMe', '', '8:any')).toMatchObject({ status: 200 });
    expect(await json('getMe', {}, 'nonsense')).toMatchObject({ status: 404, description: 'Not Found' });
    expect(await json('fly', {}, '8:any')).toMatchObject({ status: 404 });
  });

  test.each<[string, string, unknown, string]>([
    ['no object', 'sendMessage', [], "can't parse the request"],
    ['no JSON', 'sendMessage', '{', "can't parse the request"],
    ['an unknown field', 'sendMessage', { chat_id: 1, text: 'a', colour: 'red' }, 'unknown field "colour"'],
    ['no chat', 'sendMessage', { text: 'a' }, 'chat not found'],
    ['no text', 'sendMessage', { chat_id: 1, text: ' ' }, 'message text is empty'],
    ['4097 characters', 'sendMessage', { chat_id: 1, text: 'x'.repeat(4097) }, 'message is too long'],
    ['a quote of nothing', 'sendMessage', { chat_id: 1, text: 'a', reply_parameters: {} }, 'message to be replied not found'],
    ['a long caption', 'editMessageCaption', { chat_id: 1, message_id: 1, caption: 'x'.repeat(1025) }, 'message caption is too long'],
    ['no message', 'deleteMessage', { chat_id: 1 }, 'message identifier is not specified'],
    ['no messages', 'deleteMessages', { chat_id: 1, message_ids: [] }, 'message identifiers are not specified'],
    ['an unknown action', 'sendChatAction', { chat_id: 1, action: 'sing' }, 'wrong parameter action in request'],
    ['no file', 'sendPhoto', { chat_id: 1 }, 'there is no photo in the request'],
    [
      'two reactions',
      'setMessageReaction',
      { chat_id: 1, message_id: 1, reaction: ['👍', '👎'].map((emoji) => ({ type: 'emoji', emoji })) },
      'REACTION_INVALID',
    ],
    ['an unknown reaction', 'setMessageReaction', { chat_id: 1, message_id: 1, reaction: [{ type: 'emoji', emoji: '🧀' }] }, 'REACTION_INVALID'],
    ['a paid reaction', 'setMessageReaction', { chat_id: 1, message_id: 1, reaction: [{ type: 'paid' }] }, 'REACTION_INVALID'],
  ])('refuses %s', async (_, method, fields, description) =>
    expect(await site().json(method, fields)).toMatchObject({ status: 400, ok: false, description: `Bad Request: ${description}` }),
  );

  test('sends, edits and deletes within 48 hours', async () => {
    const { json, pass } = site();
    const { number } = await json('sendMessage', { chat_id: 1, text: 'a', reply_parameters: { message_id: 3 } });
    const of = { chat_id: 1, message_id: number };
    expect(await json('editMessageText', { ...of, text: 'a' })).toMatchObject({ status: 400, description: expect.stringContaining('not modified') });
    expect(await json('editMessageText', { ...of, text: 'b' })).toMatchObject({ ok: true });
    expect(await json('editMessageText', { ...of, chat_id: 2, text: 'b' })).toMatchObject({ description: 'Bad Request: message to edit not found' });
    pass(49 * HOUR);
    expect(await json('deleteMessage', of)).toMatchObject({ description: "Bad Request: message can't be deleted for everyone" });
    const next = await json('sendMessage', { chat_id: 1, text: 'a' });
    expect(await json('deleteMessage', { ...of, message_id: next.number })).toMatchObject({ ok: true });
    expect(await json('deleteMessage', { ...of, message_id: next.number })).toMatchObject({ description: 'Bad Request: message to delete not found' });
    expect(await json('sendChatAction', { chat_id: 1, action: 'typing' })).toMatchObject({ ok: true });
  });

  test('takes a file with its caption, which is edited as a caption', async () => {
    const { json, form } = site();
    const { body, done } = await form('sendPhoto', { chat_id: '-5', caption: 'look', photo: file(), reply_parameters: '{"message_id":2}' });
    const { result } = body as { result: { message_id: number; chat: object } };
    expect(result.chat).toEqual({ id: -5, type: 'supergroup' });
    expect(done).toMatchObject({
      id: `-5/${result.message_id}`,
      file: { name: 'a.png', type: 'image/png', size: 4, sha256: createHash('sha256').update('xxxx').digest('hex') },
    });
    const of = { chat_id: -5, message_id: result.message_id };
    expect(await json('editMessageText', { ...of, text: 'b' })).toMatchObject({ description: 'Bad Request: there is no text in the message to edit' });
    expect(await json('editMessageCaption', { ...of, caption: 'b' })).toMatchObject({ ok: true });
    expect(await json('deleteMessages', { chat_id: -5, message_ids: [result.message_id] })).toMatchObject({ ok: true });
    expect(await json('editMessageCaption', { ...of, caption: 'c' })).toMatchObject({ ok: false });
    expect((await form('sendPhoto', { chat_id: '1', photo: file(10 * 1024 * 1024 + 1) })).status).toBe(413);
    expect((await form('sendPhoto', { chat_id: '1', document: file() })).status).toBe(400);
  });

  test('takes pictures and videos as an album, a message each, and refuses what is none', async () => {
    const { form, json } = site();
    const media = (...items: object[]): string => JSON.stringify(items);
    const [one, two] = [
      { type: 'photo', media: 'attach://file0', caption: 'look' },
      { type: 'video', media: 'attach://file1' },
    ];
    const files = { file0: file(), file1: file() };
    const { body, done } = await form('sendMediaGroup', { chat_id: '1', media: media(one, two), ...files });
    const { result } = body as { result: readonly { message_id: number }[] };
    expect(result).toHaveLength(2);
    expect(done).toMatchObject({ id: `1/${result[0]?.message_id}`, files: [{ size: 4 }, { size: 4 }] });
    expect(await json('editMessageCaption', { chat_id: 1, message_id: result[0]?.message_id, caption: 'b' })).toMatchObject({ ok: true });
    const refuses = async (given: string, more: Readonly<Record<string, File>> = files) =>
      (await form('sendMediaGroup', { chat_id: '1', media: given, ...more })).body as object;
    for (const [given, description, more] of [
      [media(one), 'at least 2'],
      [media(...Array.from({ length: 11 }, () => one)), 'too many'],
      [media(one, { ...two, has_spoiler: true }), 'unknown field "has_spoiler"'],
      [media(one, { ...two, type: 'document' }), 'unsupported type'],
      [media(one, one), 'media not found'],
      [media(one, { type: 'photo', media: 'https://x.example/a.png' }), 'media not found'],
      [media({ ...one, caption: 'x'.repeat(1025) }, two), 'caption is too long'],
      [media(one, two), 'a file that no item names', { ...files, file2: file() }],
      [media(one, two), 'file is too big', { file0: file(10 * 1024 * 1024 + 1), file1: file() }],
      ['[1,2]', 'expected an Object'],
    ] as const)
      expect(await refuses(given, more), description).toMatchObject({ ok: false, description: expect.stringContaining(description) });
  });

  test('deletes for a business account', async () => {
    const { json } = site();
    const business = { business_connection_id: 'c', chat_id: 1 };
    const { number } = await json('sendMessage', { ...business, text: 'a' });
    expect(await json('deleteBusinessMessages', { business_connection_id: 'c', message_ids: [number] })).toMatchObject({ ok: true });
    expect(await json('editMessageText', { ...business, message_id: number, text: 'b' })).toMatchObject({ ok: false });
  });
});

test('a bot tells its webhook, what waits for it and its last error', async () => {
  const own = telegramSite();
  const ask = (method: string, path: string, body: unknown) =>
    own.answer({
      method,
      url: new URL(path, 'http://telegram'),
      authorization: undefined,
      contentType: undefined,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(body)),
    });
  const info = async () => ((await ask('POST', '/bot7:abc/getWebhookInfo', {})) as { body: { result: object } }).body.result;
  expect(await info()).toMatchObject({ url: '', pending_update_count: 0 });
  await ask('PUT', '/accounts/telegram/7', { token: '7:abc', webhookUrl: 'http://hub/webhook', secretToken: 's' });
  const posted = await ask('POST', '/telegram/7/updates', [{ update_id: 1 }]);
  posted?.webhooks?.[0]?.refused?.(401);
  expect(await info()).toMatchObject({ url: 'http://hub/webhook', pending_update_count: 1, last_error_message: 'Wrong response from the webhook: 401' });
  await posted?.webhooks?.[0]?.answered?.('');
  expect(await info()).toMatchObject({ pending_update_count: 0 });
});
