import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { outbound } from '../../../channels/telegram/outbound.ts';
import type { ChannelAction } from '../../../domain/channels/actions.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';

const credentials = { botToken: '4242:AbC-d_1', secretToken: 'a-secret' };
const MB = 1024 * 1024;
const { text: _text, html: _html, ...placed } = reply;
const ours = { ...placed, to: '1111111', message: '1111111/50' };

const sent = (number = 51, chat = 1111111) => json(200, { ok: true, result: { message_id: number, chat: { id: chat, type: 'private' } } });
const yes = () => json(200, { ok: true, result: true });
const refused = (status: number, description: string, parameters?: object) => () => json(status, { ok: false, error_code: status, description, parameters });
const file = (type: string, size = 4, name: string | null = 'a "b".bin') => ({
  id: 'f',
  name,
  type,
  size,
  url: '',
  async *open() {
    yield Buffer.alloc(size, 'x');
  },
});

/** The answers in order; the last one is given again. */
const perform = async (action: Partial<ChannelAction> & { kind: ChannelAction['kind'] }, ...answers: (() => OutgoingAnswer)[]) => {
  let nth = 0;
  const { settings, sent: calls } = receiver(() => (answers[Math.min(nth++, answers.length - 1)] ?? sent)(), 'https://api.telegram.org');
  const outcome = await outbound.perform(
    { ...(action.kind === 'reply' ? { ...reply, to: '1111111' } : ours), ...action } as ChannelAction,
    credentials,
    settings,
  );
  return {
    outcome,
    calls,
    methods: calls.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)),
    bodies: calls.map(({ body }) => (body.startsWith('{') ? JSON.parse(body) : body)),
  };
};

describe('a reply by the Bot API', () => {
  it('is one call of the bot’s address, and its id names chat and message', async () => {
    const { outcome, calls, bodies } = await perform({ kind: 'reply' }, sent);
    expect(outcome).toEqual({ outcome: 'sent', providerId: '1111111/51' });
    expect(calls[0]?.url).toBe('https://api.telegram.org/bot4242:AbC-d_1/sendMessage');
    expect(bodies).toEqual([{ chat_id: 1111111, text: 'It is on its way.' }]);
  });

  it('quotes a message of the same chat only', async () => {
    const quoted = async (inReplyTo: string, to = '1111111') => (await perform({ kind: 'reply', inReplyTo, to }, sent)).bodies[0]?.reply_parameters;
    expect(await quoted('1111111/9')).toEqual({ message_id: 9, allow_sending_without_reply: true });
    expect(await quoted('callback/9')).toBeUndefined();
    expect(await quoted('-5/9')).toBeUndefined();
    expect(await quoted('c:1111111/9', 'c:1111111')).toMatchObject({ message_id: 9 });
  });

  it('goes to groups, to chats of business accounts, and to a name as it is', async () => {
    expect((await perform({ kind: 'reply', to: '-1001234567890' }, () => sent(3, -1001234567890))).outcome).toMatchObject({ providerId: '-1001234567890/3' });
    const business = await perform({ kind: 'reply', to: 'AbC_d-1:3333333' }, () => sent(4, 3333333));
    expect(business.bodies[0]).toMatchObject({ business_connection_id: 'AbC_d-1', chat_id: 3333333 });
    expect(business.outcome).toMatchObject({ providerId: 'AbC_d-1:3333333/4' });
    expect((await perform({ kind: 'reply', to: '@club' }, sent)).bodies[0]).toMatchObject({ chat_id: '@club' });
  });

  it('follows a group that became a supergroup', async () => {
    const moved = refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1009 });
    const { outcome, bodies } = await perform({ kind: 'reply', to: '-9' }, moved, () => sent(1, -1009));
    expect(bodies.map(({ chat_id }) => chat_id)).toEqual([-9, -1009]);
    expect(outcome).toEqual({ outcome: 'sent', providerId: '-1009/1' });
    expect((await perform({ kind: 'reply', to: '-9' }, moved)).calls).toHaveLength(2);
  });

  it.each([
    ['image/jpeg', 4, 'sendPhoto', 'photo'],
    ['image/png', 10 * MB + 1, 'sendDocument', 'document'],
    ['image/gif', 4, 'sendAnimation', 'animation'],
    ['image/webp', 4, 'sendDocument', 'document'],
    ['video/mp4', 4, 'sendVideo', 'video'],
    ['audio/mpeg', 4, 'sendAudio', 'audio'],
    ['audio/ogg', 4, 'sendVoice', 'voice'],
    ['application/pdf', 4, 'sendDocument', 'document'],
    ['constructor', 4, 'sendDocument', 'document'],
  ])('sends %s of %i bytes by %s, with the text as its caption', async (type, size, method, field) => {
    const { methods, bodies, outcome } = await perform({ kind: 'reply', files: [file(type, size)] }, sent);
    expect(methods).toEqual([method]);
    expect(bodies[0]).toContain('name="caption"\r\n\r\nIt is on its way.');
    expect(bodies[0]).toContain('name="chat_id"\r\n\r\n1111111');
    expect(bodies[0]).toContain(`name="${field}"; filename="a %22b%22.bin"\r\ncontent-type: ${type}`);
    expect(outcome).toMatchObject({ outcome: 'sent' });
  });

  it('sends a long text before its files, and each file once', async () => {
    const files = [file('image/png'), file('application/pdf', 4, null)];
    let number = 60;
    const { methods, outcome } = await perform({ kind: 'reply', text: 'x'.repeat(1025), files }, () => sent((number += 1)));
    expect(methods).toEqual(['sendMessage', 'sendPhoto', 'sendDocument']);
    expect(outcome).toEqual({ outcome: 'sent', providerId: '1111111/61', sentParts: ['1111111/61', '1111111/62', '1111111/63'] });
    expect((await perform({ kind: 'reply', text: 'x'.repeat(1025), files, sentParts: ['1111111/61', '1111111/62'] }, sent)).methods).toEqual(['sendDocument']);
    expect((await perform({ kind: 'reply', text: '', files }, sent)).methods).toEqual(['sendPhoto', 'sendDocument']);
  });

  const album = (...numbers: number[]) => json(200, { ok: true, result: numbers.map((number) => ({ message_id: number, chat: { id: 1111111 } })) });
  const photos = [file('image/png', 4, 'a.png'), file('image/jpeg', 4, 'b.jpg'), file('video/mp4', 4, null)];

  it('sends pictures and videos as one album, with the text as its caption and an id for each', async () => {
    const { methods, bodies, outcome } = await perform({ kind: 'reply', inReplyTo: '1111111/9', files: photos }, () => album(71, 72, 73));
    expect(methods).toEqual(['sendMediaGroup']);
    const media = /name="media"\r\n\r\n(.*)\r\n/.exec(bodies[0])?.[1] ?? '';
    expect(JSON.parse(media)).toEqual([
      { type: 'photo', media: 'attach://file0', caption: 'It is on its way.' },
      { type: 'photo', media: 'attach://file1' },
      { type: 'video', media: 'attach://file2' },
    ]);
    for (const named of ['name="file0"; filename="a.png"', 'name="file1"; filename="b.jpg"', 'name="file2"; filename="file"'])
      expect(bodies[0]).toContain(named);
    expect(bodies[0]).toContain('"message_id":9');
    expect(bodies[0]).not.toContain('name="caption"');
    expect(outcome).toEqual({ outcome: 'sent', providerId: '1111111/71', sentParts: ['1111111/71', '1111111/72', '1111111/73'] });
  });

  it('keeps the order of other files between albums, and never more than ten in one', async () => {
    const mixed = [...photos.slice(0, 2), file('application/pdf'), file('image/png'), file('image/gif'), file('image/png', 10 * MB + 1)];
    const { methods } = await perform({ kind: 'reply', text: '', files: mixed }, () => album(1, 2), sent);
    expect(methods).toEqual(['sendMediaGroup', 'sendDocument', 'sendPhoto', 'sendAnimation', 'sendDocument']);
    const large = Array.from({ length: 3 }, () => file('video/mp4', 20 * MB));
    expect((await perform({ kind: 'reply', text: '', files: large }, () => album(1, 2), sent)).methods).toEqual(['sendMediaGroup', 'sendVideo']);
    const many = Array.from({ length: 12 }, () => file('image/png'));
    expect((await perform({ kind: 'reply', text: '', files: many }, () => album(1))).methods).toEqual(['sendMediaGroup', 'sendMediaGroup']);
  });

  it('a retry sends no picture twice: neither of an album that was sent, nor those that an earlier release sent alone', async () => {
    const retried = async (sentParts: readonly (string | null)[], ...answers: (() => OutgoingAnswer)[]) =>
      (await perform({ kind: 'reply', text: '', files: photos, sentParts }, ...answers)).methods;
    expect(await retried(['1/1', '1/2', '1/3'], sent)).toEqual([]);
    expect(await retried(['1/1'], () => album(2, 3))).toEqual(['sendMediaGroup']);
    expect(await retried(['1/1', null, '1/3'], sent)).toEqual(['sendPhoto']);
    const lost = await perform({ kind: 'reply', text: 'x'.repeat(1025), files: photos }, sent, failing('ECONNRESET', true));
    expect(lost.methods).toEqual(['sendMessage', 'sendMediaGroup']);
    expect(lost.outcome).toMatchObject({ outcome: 'unknown', sentParts: ['1111111/51'] });
  });

  it('an album that Telegram refuses for one picture is sent one by one', async () => {
    const odd = refused(400, 'Bad Request: failed to send message #2 with the error message "PHOTO_INVALID_DIMENSIONS"');
    let number = 80;
    const next = () => sent((number += 1));
    const { methods, outcome, bodies } = await perform({ kind: 'reply', files: photos }, odd, next, odd, next, next);
    expect(methods).toEqual(['sendMediaGroup', 'sendPhoto', 'sendPhoto', 'sendDocument', 'sendVideo']);
    expect(bodies[1]).toContain('name="caption"\r\n\r\nIt is on its way.');
    expect(outcome).toMatchObject({ outcome: 'sent', sentParts: ['1111111/81', '1111111/82', '1111111/83'] });
    const blocked = refused(403, 'Forbidden: bot was blocked by the user');
    expect((await perform({ kind: 'reply', files: photos }, blocked)).methods).toEqual(['sendMediaGroup']);
    expect((await perform({ kind: 'reply', files: [...photos, { ...file('image/png'), size: null }] }, sent)).outcome).toMatchObject({
      error: { code: 'file_gone' },
    });
  });

  it('sends a picture that is no photo as a document', async () => {
    const odd = refused(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS');
    expect((await perform({ kind: 'reply', files: [file('image/png')] }, odd, sent)).methods).toEqual(['sendPhoto', 'sendDocument']);
    expect((await perform({ kind: 'reply', files: [file('image/png')] }, refused(400, 'Bad Request: chat not found'))).methods).toEqual(['sendPhoto']);
  });

  it('fails for a file that is gone', async () => {
    expect((await perform({ kind: 'reply', files: [{ ...file('image/png'), size: null }] }, sent)).outcome).toMatchObject({
      outcome: 'failed',
      error: { code: 'file_gone' },
    });
    expect((await perform({ kind: 'reply', files: [{ ...file('image/png'), name: null, size: null }] }, sent)).calls).toEqual([]);
  });

  it('retries a form that broke off before its end, and no other', async () => {
    const broken = { ...file('application/pdf'), size: 9 };
    expect((await perform({ kind: 'reply', files: [broken] }, sent)).outcome).toMatchObject({ outcome: 'retry' });
    expect((await perform({ kind: 'reply', files: [file('application/pdf')] }, failing('ECONNRESET', true))).outcome).toMatchObject({ outcome: 'unknown' });
  });
});

describe('what an answer means', () => {
  const error = (code: string, message: string) => ({ code, message });
  it.each<[string, () => OutgoingAnswer, object]>([
    [
      'a limit, with Telegram’s seconds',
      refused(429, 'Too Many Requests: retry after 7', { retry_after: 7 }),
      { outcome: 'retry', error: error('429', 'Too Many Requests: retry after 7'), retryAfterSeconds: 7, holdsOrigin: true },
    ],
    ['a limit with the header', () => json(429, {}, '3'), { outcome: 'retry', retryAfterSeconds: 3, holdsOrigin: true }],
    ['a revoked token', refused(401, 'Unauthorized'), { outcome: 'reauthorise', error: error('401', 'Unauthorized') }],
    ['a token that is none', refused(404, 'Not Found'), { outcome: 'reauthorise', error: error('404', 'Not Found') }],
    ['a 404 of somebody else', () => plain(404), { outcome: 'failed', error: error('404', 'Telegram answered 404.') }],
    [
      'a customer who blocked the bot',
      refused(403, 'Forbidden: bot was blocked by the user'),
      { outcome: 'failed', error: error('403', 'Forbidden: bot was blocked by the user') },
    ],
    ['a chat that is not there', refused(400, 'Bad Request: chat not found'), { outcome: 'failed', error: error('400', 'Bad Request: chat not found') }],
    ['a file that is too large', refused(413, 'Request Entity Too Large'), { outcome: 'failed' }],
    ['trouble at Telegram’s', refused(500, 'Internal Server Error'), { outcome: 'unknown', error: error('500', 'Internal Server Error') }],
    ['a gateway', () => plain(502, '<html>'), { outcome: 'unknown', error: error('502', 'Telegram answered 502.') }],
    ['turned away for a while', () => plain(503, '', '2'), { outcome: 'retry', retryAfterSeconds: 2 }],
    ['status 101', () => plain(101), { outcome: 'unknown' }],
    ['accepted without an id', yes, { outcome: 'sent', providerId: null }],
    ['accepted for later', () => sent(0), { outcome: 'sent', providerId: null }],
    ['accepted with half a body', () => plain(200, '{"ok":'), { outcome: 'sent', providerId: null }],
    ['no connection', failing('ECONNREFUSED', false), { outcome: 'retry', unanswered: true }],
    ['no answer', failing('ETIMEDOUT', true), { outcome: 'unknown', unanswered: true }],
  ])('%s', async (_, answer, expected) => expect((await perform({ kind: 'reply' }, answer)).outcome).toMatchObject(expected));

  it('never shows the token', async () => {
    const { outcome } = await perform({ kind: 'reply' }, refused(400, `Bad Request: /bot${credentials.botToken}/sendMessage`));
    expect(JSON.stringify(outcome)).not.toContain('AbC-d_1');
    expect(outcome).toMatchObject({ error: { message: 'Bad Request: /bot…/sendMessage' } });
    for (const lost of [failing('ECONNREFUSED', false), failing('OUTGOING_REFUSED'), failing()])
      expect(JSON.stringify((await perform({ kind: 'reply' }, lost)).outcome)).not.toContain('AbC-d_1');
  });
});

describe('an edit', () => {
  const edit = { kind: 'edit', text: 'new', html: null } as const;
  it('changes the text, or the caption where the text is one', async () => {
    const { bodies, methods, outcome } = await perform(edit, sent);
    expect([methods, bodies, outcome]).toEqual([
      ['editMessageText'],
      [{ chat_id: 1111111, message_id: 50, text: 'new' }],
      { outcome: 'sent', providerId: null },
    ]);
    const captioned = await perform(edit, refused(400, 'Bad Request: there is no text in the message to edit'), sent);
    expect([captioned.methods, captioned.bodies[1]]).toEqual([['editMessageText', 'editMessageCaption'], { chat_id: 1111111, message_id: 50, caption: 'new' }]);
    expect((await perform({ ...edit, message: 'c:5/6' }, sent)).bodies[0]).toEqual({ business_connection_id: 'c', chat_id: 5, message_id: 6, text: 'new' });
  });

  it('that changes nothing is done, and one of what is gone fails', async () => {
    expect((await perform(edit, refused(400, 'Bad Request: message is not modified: …'))).outcome).toMatchObject({ outcome: 'sent' });
    expect((await perform(edit, refused(400, 'Bad Request: message to edit not found'))).outcome).toMatchObject({ outcome: 'failed', error: { code: '400' } });
    expect((await perform({ ...edit, message: null }, sent)).outcome).toMatchObject({ outcome: 'failed', error: { code: 'failed' } });
    expect((await perform({ ...edit, message: 'callback/1' }, sent)).calls).toEqual([]);
  });
});

describe('taking back', () => {
  const unsend = { kind: 'unsend' } as const;
  it.each([
    ['one message', {}, 'deleteMessage', { chat_id: 1111111, message_id: 50 }],
    ['all parts', { parts: ['1111111/50', '1111111/51'] }, 'deleteMessages', { chat_id: 1111111, message_ids: [50, 51] }],
    ['a message for a business', { message: 'c:5/6' }, 'deleteBusinessMessages', { business_connection_id: 'c', message_ids: [6] }],
  ])('deletes %s', async (_, more, method, body) => {
    const { methods, bodies, outcome } = await perform({ ...unsend, ...more }, yes);
    expect([methods, bodies, outcome]).toEqual([[method], [body], { outcome: 'sent', providerId: null }]);
  });

  it('what is gone is done; what is too old, or has no id, fails', async () => {
    expect((await perform(unsend, refused(400, 'Bad Request: message to delete not found'))).outcome).toMatchObject({ outcome: 'sent' });
    expect((await perform(unsend, refused(400, "Bad Request: message can't be deleted for everyone"))).outcome).toMatchObject({ outcome: 'failed' });
    expect((await perform({ ...unsend, message: null }, yes)).outcome).toMatchObject({ outcome: 'failed' });
  });
});

describe('typing', () => {
  it('is shown, and nothing takes it back', async () => {
    const shown = await perform({ kind: 'typing', on: true, to: 'c:5' }, yes);
    expect([shown.methods, shown.bodies, shown.outcome.outcome]).toEqual([
      ['sendChatAction'],
      [{ business_connection_id: 'c', chat_id: 5, action: 'typing' }],
      'sent',
    ]);
    expect((await perform({ kind: 'typing', on: false }, yes)).calls).toEqual([]);
    expect((await perform({ kind: 'typing', on: true }, refused(403, 'Forbidden'))).outcome).toMatchObject({ outcome: 'failed' });
  });
});
