import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { outbound } from '../../../channels/x/outbound.ts';
import type { ChannelAction, OutgoingFile } from '../../../domain/channels/actions.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';

const CREDENTIALS = { consumerSecret: 'consumer-secret', accessToken: 'token', userId: '1' };
const { text: _text, html: _html, ...placed } = reply;
const POST: ChannelAction = { ...reply, to: '7', surface: 'comment', inReplyTo: '99' };
const MESSAGE: ChannelAction = { ...reply, to: '7', surface: 'dm' };
const UNSEND: ChannelAction = { ...placed, kind: 'unsend', surface: 'comment', message: '100', inReplyTo: '99' };
const file = (name: string | null, size: number | null = 3): OutgoingFile => ({
  id: 'f',
  name,
  type: 'image/png',
  size,
  url: 'https://files.example/f',
  open: async function* () {
    yield Buffer.from('png');
  },
});
const uploaded = () => json(200, { data: { id: '55' } });
const perform = async (action: ChannelAction, answer: (url: string) => OutgoingAnswer | Promise<OutgoingAnswer>) => {
  const { settings, sent } = receiver(answer, 'https://api.x.example');
  return { outcome: await outbound.perform(action, CREDENTIALS, settings), sent };
};
const bodies = (sent: readonly { readonly body: string }[]) => sent.map(({ body }) => JSON.parse(body) as unknown);

describe('a reply on X', () => {
  it('to a post is a post that answers it', async () => {
    const { outcome, sent } = await perform(POST, () => json(201, { data: { id: '100', text: 'x' } }));
    expect(outcome).toEqual({ outcome: 'sent', providerId: '100' });
    expect(sent.map(({ url }) => url)).toEqual(['https://api.x.example/2/tweets']);
    expect(sent[0]?.headers).toMatchObject({ authorization: 'Bearer token', 'content-type': 'application/json' });
    expect(bodies(sent)).toEqual([{ text: 'It is on its way.', reply: { in_reply_to_tweet_id: '99' } }]);
  });

  it('to a direct message is one to the same person', async () => {
    const { outcome, sent } = await perform(MESSAGE, () => json(201, { data: { dm_conversation_id: '1-7', dm_event_id: '101' } }));
    expect(outcome).toEqual({ outcome: 'sent', providerId: '101' });
    expect(sent.map(({ url }) => url)).toEqual(['https://api.x.example/2/dm_conversations/with/7/messages']);
    expect(bodies(sent)).toEqual([{ text: 'It is on its way.' }]);
  });

  it('to no post fails, and nothing is called', async () => {
    const { outcome, sent } = await perform({ ...POST, inReplyTo: null }, () => plain(200));
    expect([outcome, sent]).toMatchObject([{ outcome: 'failed', error: { message: expect.stringContaining('answers no post') as string } }, []]);
  });

  it('with pictures uploads them first: all in one post, each in a message of its own', async () => {
    const files = [file('a.png'), file(null)];
    const answer = (url: string) => (url.endsWith('/upload') ? uploaded() : json(201, { data: { id: '100', dm_event_id: '101' } }));
    const post = await perform({ ...POST, files }, answer);
    expect(post.outcome).toEqual({ outcome: 'sent', providerId: '100' });
    expect(post.sent[0]).toMatchObject({ url: 'https://api.x.example/2/media/upload', body: expect.stringContaining('tweet_image') as string });
    expect(post.sent[0]?.headers).toMatchObject({ authorization: 'Bearer token', 'content-type': expect.stringMatching('multipart/form-data') as string });
    expect(bodies(post.sent.slice(2))).toEqual([{ text: 'It is on its way.', reply: { in_reply_to_tweet_id: '99' }, media: { media_ids: ['55', '55'] } }]);

    const message = await perform({ ...MESSAGE, files }, answer);
    expect(message.outcome).toEqual({ outcome: 'sent', providerId: '101', sentParts: ['101', '101'] });
    expect(message.sent[0]?.body).toContain('dm_image');
    expect(bodies([1, 3].flatMap((index) => message.sent[index] ?? []))).toEqual([
      { text: 'It is on its way.', attachments: [{ media_id: '55' }] },
      { attachments: [{ media_id: '55' }] },
    ]);
  });

  it('without words is pictures alone', async () => {
    const answer = (url: string) => (url.endsWith('/upload') ? uploaded() : json(201, { data: { id: '100' } }));
    expect(bodies((await perform({ ...POST, text: '', files: [file('a.png')] }, answer)).sent.slice(1))).toEqual([
      { reply: { in_reply_to_tweet_id: '99' }, media: { media_ids: ['55'] } },
    ]);
  });

  it.each<[string, OutgoingFile, () => OutgoingAnswer, object]>([
    ['is gone', file('a.png', null), uploaded, { outcome: 'failed', error: { message: expect.stringContaining('a.png') as string } }],
    ['without a name is gone', file(null, null), uploaded, { outcome: 'failed', error: { code: 'file_gone' } }],
    ['gets no id', file('a.png'), () => json(200, {}), { outcome: 'retry' }],
    ['gets no answer', file('a.png'), failing('ETIMEDOUT'), { outcome: 'retry' }],
    ['meets an error', file('a.png'), () => plain(500), { outcome: 'retry' }],
    [
      'is refused',
      file('a.png'),
      () => json(400, { detail: 'media type unrecognized.' }),
      { outcome: 'failed', error: { message: 'media type unrecognized.' } },
    ],
  ])('whose picture %s is not sent', async (_, given, answer, outcome) => {
    for (const action of [POST, MESSAGE]) {
      const made = await perform({ ...action, files: [given] } as ChannelAction, answer);
      expect(made.outcome).toMatchObject(outcome);
      expect(made.sent.filter(({ url }) => !url.endsWith('/upload'))).toEqual([]);
    }
  });

  it.each<[string, () => OutgoingAnswer, object]>([
    [
      'an expired token',
      () => json(401, { title: 'Unauthorized', detail: 'Unauthorized' }),
      { outcome: 'reauthorise', expired: true, error: { code: '401', message: 'Unauthorized' } },
    ],
    [
      'an app without the right',
      () => json(403, { title: 'Client Forbidden', type: 'https://api.x.com/2/problems/client-forbidden' }),
      { outcome: 'reauthorise', error: { code: 'client-forbidden', message: 'Client Forbidden' } },
    ],
    [
      'a post that is there already',
      () => json(403, { detail: 'You are not allowed to create a Tweet with duplicate content.', type: 'about:blank', title: 'Forbidden' }),
      { outcome: 'failed', error: { code: '403', message: 'You are not allowed to create a Tweet with duplicate content.' } },
    ],
    ['an error of several', () => json(400, { errors: [{ message: 'no such user' }] }), { outcome: 'failed', error: { code: '400', message: 'no such user' } }],
    ['too many calls', () => json(429, {}, '9'), { outcome: 'retry', retryAfterSeconds: 9, holdsOrigin: true, error: { message: 'X answered 429.' } }],
    ['turned away for a while', () => plain(503, '', '4'), { outcome: 'retry', retryAfterSeconds: 4 }],
    ['a 503 that says nothing', () => plain(503), { outcome: 'unknown' }],
    ['a 500', () => plain(500, '<html>'), { outcome: 'unknown', error: { code: '500' } }],
    ['status 101', () => plain(101), { outcome: 'unknown' }],
    ['no answer', failing('ETIMEDOUT'), { outcome: 'unknown', unanswered: true }],
    ['no connection', failing('ECONNREFUSED', false), { outcome: 'retry', unanswered: true }],
    ['accepted without an id', () => plain(201), { outcome: 'sent', providerId: null }],
  ])('%s', async (_, answer, outcome) => {
    expect((await perform(POST, answer)).outcome).toMatchObject(outcome);
    expect((await perform(MESSAGE, answer)).outcome).toMatchObject(outcome);
  });
});

describe('a post that is taken back', () => {
  it('is deleted, also when it is gone already', async () => {
    const { outcome, sent } = await perform(UNSEND, () => json(200, { data: { deleted: true } }));
    expect([outcome, sent[0]?.url]).toEqual([{ outcome: 'sent', providerId: null }, 'https://api.x.example/2/tweets/100']);
    expect((await perform(UNSEND, () => plain(404))).outcome).toEqual({ outcome: 'sent', providerId: null });
  });

  it('stays where X says so, or does not answer, or never gave an id', async () => {
    expect((await perform(UNSEND, () => plain(403))).outcome).toMatchObject({ outcome: 'failed' });
    expect((await perform(UNSEND, failing('ETIMEDOUT'))).outcome).toMatchObject({ outcome: 'unknown' });
    expect((await perform({ ...UNSEND, message: null } as ChannelAction, () => plain(200))).outcome).toMatchObject({ outcome: 'failed' });
  });
});

describe('an access token that has expired', () => {
  const renew = async (given: object, answer: () => OutgoingAnswer) => {
    const { settings, sent } = receiver(answer, 'https://api.x.example');
    return { renewal: await outbound.renew?.({ ...CREDENTIALS, ...given }, settings), sent };
  };
  const tokens = () => json(200, { token_type: 'bearer', access_token: 'new', refresh_token: 'next' });

  it('is renewed with the refresh token, by a client that has a secret and by one that has none', async () => {
    const plainClient = await renew({ refreshToken: 'r', clientId: 'c' }, tokens);
    expect(plainClient.renewal).toEqual({ outcome: 'renewed', changed: { accessToken: 'new', refreshToken: 'next' } });
    expect(plainClient.sent[0]).toMatchObject({ url: 'https://api.x.example/2/oauth2/token', body: 'grant_type=refresh_token&refresh_token=r&client_id=c' });
    expect(plainClient.sent[0]?.headers).not.toHaveProperty('authorization');
    const { sent } = await renew({ refreshToken: 'r', clientId: 'c', clientSecret: 's' }, tokens);
    expect(sent[0]).toMatchObject({ headers: { authorization: 'Basic Yzpz' }, body: 'grant_type=refresh_token&refresh_token=r' });
  });

  it('is not renewed without a refresh token or a client', async () => {
    for (const given of [{ refreshToken: 'r' }, { clientId: 'c' }]) expect(await renew(given, tokens)).toEqual({ renewal: { outcome: 'refused' }, sent: [] });
  });

  it.each<[string, () => OutgoingAnswer, object]>([
    ['is renewed without another refresh token', () => json(200, { access_token: 'new' }), { outcome: 'renewed', changed: { accessToken: 'new' } }],
    ['is refused where the refresh token is not taken', () => json(400, { error: 'invalid_grant' }), { outcome: 'refused' }],
    ['is refused where the client is not known', () => plain(401), { outcome: 'refused' }],
    ['is refused where the app is forbidden', () => plain(403), { outcome: 'refused' }],
    ['is asked for later at a limit', () => plain(429, '', '7'), { outcome: 'retry', retryAfterSeconds: 7, error: { code: '429' } }],
    ['is asked for later after an error', () => plain(500), { outcome: 'retry', error: { code: '500' } }],
    ['is asked for later after an answer without a token', () => json(200, {}), { outcome: 'retry' }],
    ['is asked for later without an answer', failing('ETIMEDOUT'), { outcome: 'retry', unanswered: true }],
  ])('%s', async (_, answer, renewal) => {
    expect((await renew({ refreshToken: 'r', clientId: 'c' }, answer)).renewal).toEqual(
      expect.objectContaining({ outcome: (renewal as { outcome: string }).outcome }),
    );
    expect((await renew({ refreshToken: 'r', clientId: 'c' }, answer)).renewal).toMatchObject(renewal);
  });
});
