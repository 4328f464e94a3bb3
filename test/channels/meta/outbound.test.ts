import { describe, expect, it } from 'vitest';
import { outbound as facebook } from '../../../channels/facebook/outbound.ts';
import { outbound as instagram } from '../../../channels/instagram/outbound.ts';
import { sendMessage } from '../../../channels/meta/send-message.ts';
import type { OutgoingAnswer, OutgoingCall } from '../../../channels/outbound.ts';
import type { ChannelAction, OutgoingFile } from '../../../domain/channels/actions.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';

const BASE = 'https://graph.facebook.com';
const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '682' };
const HOUR = 3_600_000;

interface Sent extends Pick<OutgoingCall, 'method' | 'headers'> {
  readonly url: string;
  readonly body: string;
}

/** What a channel calls for an action, and the outcome; each call gets the next answer. */
const perform = async (channel: typeof facebook, action: ChannelAction, ...answers: (() => OutgoingAnswer)[]) => {
  const sent: Sent[] = [];
  const { settings } = receiver(() => plain(500), BASE);
  const fetch = async (url: string, call: OutgoingCall): Promise<OutgoingAnswer> => {
    const pieces: Uint8Array[] = [];
    if (typeof call.body !== 'string') for await (const piece of call.body) pieces.push(piece);
    sent.push({
      url: url.replace(`${BASE}/v26.0/`, ''),
      method: call.method,
      headers: call.headers,
      body: typeof call.body === 'string' ? call.body : Buffer.concat(pieces).toString('latin1'),
    });
    const answer = answers.shift();
    if (!answer) throw new Error('one call more than expected');
    return answer();
  };
  const outcome = await channel.perform(action, credentials, { ...settings, fetch });
  expect(answers).toEqual([]);
  return { outcome, sent, calls: sent.map(({ method, url, body }) => [method, url, body.startsWith('{') ? (JSON.parse(body) as unknown) : null]) };
};
const says =
  (status: number, body: object): (() => OutgoingAnswer) =>
  () =>
    json(status, body);
const accepted = says(200, { recipient_id: '7300', message_id: 'm_sent' });
const made = says(200, { id: '8801_1' });
const done = says(200, { success: true });
const refused = (status: number, code: number, subcode?: number) => says(status, { error: { message: `(#${code}) no`, code, error_subcode: subcode } });

const { text: _text, html: _html, ...placed } = reply;
const ours = { ...placed, surface: 'comment', message: '8801_1', inReplyTo: null } as const;
const DM: ChannelAction = { ...reply, to: '7300', customerWroteAt: new Date(Date.now() - HOUR).toISOString() };
const COMMENT: ChannelAction = { ...reply, surface: 'comment', inReplyTo: '8801_7' };
const PRIVATE: ChannelAction = { ...reply, kind: 'privateReply', surface: 'comment', message: '8801_7' };
const EDIT: ChannelAction = { ...ours, kind: 'edit', text: 'Better', html: null };
const UNSEND: ChannelAction = { ...ours, kind: 'unsend' };
const moderation = (kind: 'hide' | 'unhide' | 'delete', message = '8801_7'): ChannelAction => ({ ...ours, kind, message });
const file = (given: Partial<OutgoingFile> = {}): OutgoingFile => ({
  id: 'f',
  name: 'photo.png',
  type: 'image/png',
  size: 3,
  url: 'https://files.example/f',
  open: async function* () {
    yield Buffer.from('png');
  },
  ...given,
});

describe('a message by Messenger', () => {
  it('is posted to the Page’s messages with its token and a mark for its echo, and its id comes back', async () => {
    const { outcome, sent, calls } = await perform(facebook, DM, accepted);
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'm_sent' });
    expect(sent[0]?.headers).toMatchObject({ authorization: 'Bearer EAAG', 'content-type': 'application/json' });
    const message = { text: 'It is on its way.', metadata: 'parley:th.2' };
    expect(calls).toEqual([['POST', '682/messages', { recipient: { id: '7300' }, messaging_type: 'RESPONSE', message }]]);
  });

  it('is a person’s answer after 24 hours, and not a machine’s', async () => {
    const late = { ...DM, customerWroteAt: new Date(Date.now() - 25 * HOUR).toISOString() };
    const { calls } = await perform(facebook, late, accepted);
    expect(calls[0]?.[2]).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
    expect((await perform(facebook, { ...late, automatic: true })).outcome).toMatchObject({ outcome: 'failed', error: { code: 'outside_window' } });
    expect((await perform(facebook, { ...DM, automatic: true }, accepted)).outcome).toMatchObject({ outcome: 'sent' });
    expect((await perform(facebook, { ...DM, customerWroteAt: null }, accepted)).calls[0]?.[2]).toMatchObject({ messaging_type: 'RESPONSE' });
  });

  it('has exactly 24 hours', async () => {
    const { settings, sent } = receiver(() => accepted(), BASE);
    const wrote = Date.parse('2026-11-21T10:00:00Z');
    const action = { ...reply, customerWroteAt: new Date(wrote).toISOString() };
    const messenger = { from: '682', kinds: {}, marksEchoes: false };
    for (const now of [wrote + 24 * HOUR, wrote + 24 * HOUR + 1]) await sendMessage(action, messenger, { product: 'Facebook', credentials, settings }, now);
    expect(sent.map(({ body }) => (JSON.parse(body) as { messaging_type: string }).messaging_type)).toEqual(['RESPONSE', 'MESSAGE_TAG']);
  });

  it('with files is a text and then each file, uploaded and sent by its id', async () => {
    const files = [file(), file({ name: null, type: 'application/pdf' })];
    const uploaded = (id: string) => says(200, { attachment_id: id });
    const { outcome, sent } = await perform(
      facebook,
      { ...DM, files },
      accepted,
      uploaded('1'),
      says(200, { message_id: 'm2' }),
      uploaded('2'),
      says(200, { message_id: 'm3' }),
    );
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'm_sent', sentParts: ['m_sent', 'm2', 'm3'] });
    expect(sent.map(({ url }) => url)).toEqual(['682/messages', '682/message_attachments', '682/messages', '682/message_attachments', '682/messages']);
    expect(sent[1]?.body).toContain('{"attachment":{"type":"image","payload":{"is_reusable":true}}}');
    expect(sent[1]?.body).toContain('name="filedata"; filename="photo.png"\r\ncontent-type: image/png\r\n\r\npng');
    expect(sent[1]?.body).not.toContain('platform');
    expect(JSON.parse(sent[4]?.body ?? '')).toMatchObject({ message: { attachment: { type: 'file', payload: { attachment_id: '2' } } } });
    expect((await perform(facebook, { ...DM, text: '', files: [file()] }, uploaded('1'), accepted)).outcome).toEqual({ outcome: 'sent', providerId: 'm_sent' });
  });

  it.each<[string, Partial<OutgoingFile>, (() => OutgoingAnswer)[], object]>([
    ['is gone', { size: null }, [], { outcome: 'failed', error: { code: 'file_gone', message: expect.stringContaining('photo.png') as string } }],
    ['without a name is gone', { size: null, name: null }, [], { outcome: 'failed', error: { code: 'file_gone' } }],
    ['got no id', {}, [done], { outcome: 'retry', error: { message: 'Facebook gave an uploaded file no id.' } }],
    ['was perhaps uploaded', {}, [() => plain(500)], { outcome: 'retry' }],
    ['is refused', {}, [refused(400, 100)], { outcome: 'failed', error: { code: '100' } }],
  ])('whose file %s', async (_, given, answers, outcome) => {
    expect((await perform(facebook, { ...DM, text: '', files: [file(given)] }, ...answers)).outcome).toMatchObject(outcome);
  });
});

describe('what an answer of the Graph API means for a Page', () => {
  it.each<[string, () => OutgoingAnswer, object]>([
    ['a limit of the app', refused(400, 4), { outcome: 'retry', holdsOrigin: true }],
    ['a limit of Messenger', refused(400, 80006), { outcome: 'retry', holdsOrigin: true }],
    ['too many requests', () => json(429, {}, '7'), { outcome: 'retry', retryAfterSeconds: 7, holdsOrigin: true }],
    ['a passing failure', refused(500, 1200), { outcome: 'retry' }],
    ['an unknown failure, after which the message may be there', refused(500, 1), { outcome: 'unknown', error: { code: '1' } }],
    ['a closed window', refused(400, 10, 2018278), { outcome: 'failed', error: { code: '10', message: '(#10) no' } }],
    ['a closed window of Instagram', refused(403, 10, 2534022), { outcome: 'failed' }],
    ['somebody who takes no messages', refused(400, 200, 1545041), { outcome: 'failed' }],
    ['a missing permission', refused(403, 10), { outcome: 'reauthorise' }],
    ['another missing permission', refused(403, 200, 5), { outcome: 'reauthorise' }],
    ['an expired token', refused(401, 190, 463), { outcome: 'reauthorise' }],
    ['an ended session', refused(400, 102), { outcome: 'reauthorise' }],
    ['somebody unknown', refused(400, 551), { outcome: 'failed' }],
    ['a gateway', () => plain(502, '<html>'), { outcome: 'unknown', error: { message: 'Facebook answered 502.' } }],
    ['silence', failing('ETIMEDOUT', true), { outcome: 'unknown', unanswered: true }],
    ['no connection', failing('ECONNREFUSED', false), { outcome: 'retry', unanswered: true }],
    ['accepted without an id', () => plain(200), { outcome: 'sent', providerId: null }],
  ])('%s', async (_, answer, outcome) => expect((await perform(facebook, DM, answer)).outcome).toMatchObject(outcome));
});

describe('below a Page’s posts', () => {
  it('a comment is answered where it stands, also with a photo', async () => {
    const { outcome, calls } = await perform(facebook, COMMENT, made);
    expect(outcome).toEqual({ outcome: 'sent', providerId: '8801_1' });
    expect(calls).toEqual([['POST', '8801_7/comments', { message: 'It is on its way.' }]]);
    const photo = await perform(facebook, { ...COMMENT, files: [file()] }, made);
    expect(photo.sent[0]?.body).toMatch(/name="message"\r\n\r\nIt is on its way\.\r\n.*name="source"; filename="photo.png"/s);
    const alone = await perform(facebook, { ...COMMENT, text: '', files: [file({ name: null })] }, made);
    expect(alone.sent[0]?.body).not.toContain('name="message"');
    expect((await perform(facebook, { ...COMMENT, files: [file({ size: null, name: null })] })).outcome).toMatchObject({ error: { code: 'file_gone' } });
    expect((await perform(facebook, { ...COMMENT, files: [file({ size: null })] })).outcome).toMatchObject({ error: { code: 'file_gone' } });
    expect((await perform(facebook, { ...COMMENT, inReplyTo: null })).outcome).toMatchObject({ outcome: 'failed', error: { code: 'failed' } });
  });

  it('a recommendation is answered by a comment', async () =>
    expect((await perform(facebook, { ...COMMENT, surface: 'review', inReplyTo: '904801' }, made)).calls[0]?.[1]).toBe('904801/comments'));

  it('the writer of a comment or post gets one private message', async () => {
    const { outcome, calls } = await perform(facebook, PRIVATE, accepted);
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'm_sent' });
    expect(calls).toMatchObject([
      ['POST', '682/messages', { recipient: { comment_id: '8801_7' }, messaging_type: 'RESPONSE', message: { text: 'It is on its way.' } }],
    ]);
    expect((await perform(facebook, { ...PRIVATE, message: '682_9001' }, accepted)).calls[0]?.[2]).toMatchObject({ recipient: { post_id: '682_9001' } });
    expect((await perform(facebook, { ...PRIVATE, message: '' })).outcome).toMatchObject({ outcome: 'failed' });
    expect((await perform(facebook, PRIVATE, refused(400, 10900))).outcome).toMatchObject({ outcome: 'failed', error: { code: '10900' } });
  });

  it.each<[string, ChannelAction, readonly unknown[]]>([
    ['edits its own', EDIT, ['POST', '8801_1', { message: 'Better' }]],
    ['deletes its own', UNSEND, ['DELETE', '8801_1', null]],
    ['hides', moderation('hide'), ['POST', '8801_7', { is_hidden: true }]],
    ['shows', moderation('unhide'), ['POST', '8801_7', { is_hidden: false }]],
    ['deletes', moderation('delete'), ['DELETE', '8801_7', null]],
  ])('the Page %s', async (_, action, call) => {
    const { outcome, calls } = await perform(facebook, action, done);
    expect([outcome, calls]).toEqual([{ outcome: 'sent', providerId: null }, [call]]);
    expect((await perform(facebook, action, refused(400, 200))).outcome).toMatchObject({ outcome: 'reauthorise' });
  });

  it('what is gone already is deleted, and can no longer be hidden', async () => {
    const gone = refused(400, 100, 33);
    for (const action of [UNSEND, moderation('delete')]) expect((await perform(facebook, action, gone)).outcome).toEqual({ outcome: 'sent', providerId: null });
    expect((await perform(facebook, moderation('hide'), gone)).outcome).toMatchObject({ outcome: 'failed', error: { code: '100' } });
    expect((await perform(facebook, UNSEND, refused(400, 100))).outcome).toMatchObject({ outcome: 'failed' });
  });

  it('a comment whose id was lost cannot be changed', async () => {
    for (const action of [
      { ...EDIT, message: null },
      { ...UNSEND, message: null },
    ] as ChannelAction[])
      expect((await perform(facebook, action)).outcome).toMatchObject({
        outcome: 'failed',
        error: { message: expect.stringContaining('gave it no id') as string },
      });
  });
});

describe('on Instagram', () => {
  it('a message leaves from the Page of its token, without a mark, its files for Instagram', async () => {
    const { outcome, sent } = await perform(
      instagram,
      { ...DM, files: [file({ type: 'video/mp4' })] },
      accepted,
      says(200, { attachment_id: 5 }),
      says(200, { message_id: 'm2' }),
    );
    expect(outcome).toMatchObject({ outcome: 'sent', providerId: 'm_sent', sentParts: ['m_sent', 'm2'] });
    expect(sent.map(({ url }) => url)).toEqual(['me/messages', 'me/message_attachments', 'me/messages']);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ recipient: { id: '7300' }, messaging_type: 'RESPONSE', message: { text: 'It is on its way.' } });
    expect(sent[1]?.body).toMatch(/name="platform"\r\n\r\ninstagram/);
    expect(JSON.parse(sent[2]?.body ?? '')).toMatchObject({ message: { attachment: { type: 'video', payload: { attachment_id: '5' } } } });
  });

  it.each<[string, ChannelAction, readonly unknown[]]>([
    ['a comment is answered', { ...COMMENT, inReplyTo: '178' }, ['POST', '178/replies', { message: 'It is on its way.' }]],
    [
      'a mention in a comment is answered',
      { ...COMMENT, inReplyTo: 'mention:185:178' },
      ['POST', '682/mentions', { media_id: '185', comment_id: '178', message: 'It is on its way.' }],
    ],
    ['a mention in a post is answered', { ...COMMENT, inReplyTo: 'mention:185' }, ['POST', '682/mentions', { media_id: '185', message: 'It is on its way.' }]],
    ['a comment is hidden', moderation('hide', '178'), ['POST', '178', { hide: true }]],
    ['a comment is shown', moderation('unhide', '178'), ['POST', '178', { hide: false }]],
    ['a comment is deleted', moderation('delete', '178'), ['DELETE', '178', null]],
    ['our own comment is deleted', { ...UNSEND, message: '179' }, ['DELETE', '179', null]],
    [
      'the writer of a comment gets a private message',
      { ...PRIVATE, message: '178' },
      ['POST', 'me/messages', { recipient: { comment_id: '178' }, messaging_type: 'RESPONSE', message: { text: 'It is on its way.' } }],
    ],
  ])('%s', async (_, action, call) => expect((await perform(instagram, action, says(200, { id: '1', message_id: 'm' }))).calls).toEqual([call]));

  it('what is below the media of others is neither hidden nor deleted, and nothing without an id', async () => {
    for (const kind of ['hide', 'unhide', 'delete'] as const)
      expect((await perform(instagram, moderation(kind, 'mention:185:178'))).outcome).toMatchObject({
        outcome: 'failed',
        error: { message: expect.stringContaining('somebody else') as string },
      });
    expect((await perform(instagram, { ...UNSEND, message: null })).outcome).toMatchObject({ outcome: 'failed' });
    expect((await perform(instagram, { ...COMMENT, inReplyTo: null })).outcome).toMatchObject({ outcome: 'failed' });
    expect((await perform(instagram, moderation('delete', '178'), () => plain(502))).outcome).toMatchObject({
      outcome: 'unknown',
      error: { message: 'Instagram answered 502.' },
    });
  });
});
