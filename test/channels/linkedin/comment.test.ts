import { describe, expect, it } from 'vitest';
import { outbound } from '../../../channels/linkedin/outbound.ts';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import type { ChannelAction } from '../../../domain/channels/actions.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';

const CREDENTIALS = { clientSecret: 'client-secret', accessToken: 'token', organizationId: '8' };
const ANSWERED = 'urn:li:comment:(urn:li:activity:1,2)';
const OURS = 'urn:li:comment:(urn:li:activity:1,3)';
const { text: _text, html: _html, ...placed } = reply;
const REPLY: ChannelAction = { ...reply, surface: 'comment', inReplyTo: ANSWERED };
const EDIT: ChannelAction = { ...placed, kind: 'edit', surface: 'comment', message: OURS, inReplyTo: ANSWERED, text: 'Sorry', html: null };
const UNSEND: ChannelAction = { ...placed, kind: 'unsend', surface: 'comment', message: OURS, inReplyTo: ANSWERED };
const perform = async (action: ChannelAction, answer: () => OutgoingAnswer, base = 'https://api.linkedin.example') => {
  const { settings, sent } = receiver(answer, base);
  return { outcome: await outbound.perform(action, CREDENTIALS, settings), sent };
};
const SENT = { outcome: 'sent', providerId: null };

describe('a reply on LinkedIn', () => {
  it('is a comment of the organization below the customer’s', async () => {
    const { outcome, sent } = await perform(REPLY, () => json(201, { commentUrn: 'urn:li:comment:(activity:1,3)' }));
    expect(outcome).toEqual({ outcome: 'sent', providerId: OURS });
    expect(sent[0]?.url).toBe('https://api.linkedin.example/rest/socialActions/urn%3Ali%3Acomment%3A(urn%3Ali%3Aactivity%3A1%2C2)/comments');
    expect(sent[0]?.headers).toMatchObject({
      authorization: 'Bearer token',
      'linkedin-version': expect.stringMatching(/^20\d{4}$/) as string,
      'x-restli-protocol-version': '2.0.0',
    });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      actor: 'urn:li:organization:8',
      object: 'urn:li:activity:1',
      message: { text: 'It is on its way.' },
      parentComment: ANSWERED,
    });
  });

  it('to a mention is a comment below the post', async () => {
    const { sent, outcome } = await perform({ ...REPLY, inReplyTo: 'urn:li:share:5' }, () => json(201, { id: '9', object: 'urn:li:activity:6' }));
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ actor: 'urn:li:organization:8', object: 'urn:li:share:5', message: { text: 'It is on its way.' } });
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'urn:li:comment:(urn:li:activity:6,9)' });
  });

  it('has its id in one of several members, or none', async () => {
    expect((await perform(REPLY, () => json(201, { $URN: OURS }))).outcome).toEqual({ outcome: 'sent', providerId: OURS });
    expect((await perform(REPLY, () => json(201, { id: 3 }))).outcome).toEqual({ outcome: 'sent', providerId: OURS });
    expect((await perform(REPLY, () => plain(201))).outcome).toEqual(SENT);
  });

  it('to nothing fails, and nothing is called', async () => {
    const { outcome, sent } = await perform({ ...REPLY, inReplyTo: null }, () => plain(201));
    expect([outcome, sent]).toMatchObject([{ outcome: 'failed' }, []]);
  });

  it('is edited and deleted by its id; what is gone already is deleted', async () => {
    const edit = await perform(EDIT, () => plain(204));
    const url = 'https://api.linkedin.example/rest/socialActions/urn%3Ali%3Aactivity%3A1/comments/3?actor=urn%3Ali%3Aorganization%3A8';
    expect([edit.outcome, edit.sent[0]]).toMatchObject([SENT, { url, headers: { 'x-restli-method': 'PARTIAL_UPDATE' } }]);
    expect(JSON.parse(edit.sent[0]?.body ?? '')).toEqual({ patch: { message: { $set: { text: 'Sorry' } } } });
    const deletion = await perform(UNSEND, () => plain(204));
    expect([deletion.outcome, deletion.sent[0]?.url]).toEqual([SENT, url]);
    expect((await perform(UNSEND, () => plain(404))).outcome).toEqual(SENT);
    expect((await perform(EDIT, () => plain(404))).outcome).toMatchObject({ outcome: 'failed' });
    for (const message of [null, 'urn:li:share:5'])
      for (const action of [EDIT, UNSEND])
        expect((await perform({ ...action, message } as ChannelAction, () => plain(204))).outcome).toMatchObject({ outcome: 'failed' });
  });

  it.each<[string, () => OutgoingAnswer, object]>([
    [
      'an expired token',
      () => json(401, { message: 'The token used in the request has expired', serviceErrorCode: 65601, status: 401 }),
      { outcome: 'reauthorise', expired: true, error: { code: '65601', message: 'The token used in the request has expired' } },
    ],
    ['a member who is no administrator any more', () => json(403, { message: 'Not enough permissions' }), { outcome: 'reauthorise', error: { code: '403' } }],
    ['too many calls', () => plain(429, '', '9'), { outcome: 'retry', retryAfterSeconds: 9, holdsOrigin: true, error: { message: 'LinkedIn answered 429.' } }],
    ['turned away for a while', () => plain(503, '', '4'), { outcome: 'retry', retryAfterSeconds: 4 }],
    ['a 503 that says nothing', () => plain(503), { outcome: 'unknown' }],
    ['a 500', () => plain(500), { outcome: 'unknown' }],
    ['status 101', () => plain(101), { outcome: 'unknown' }],
    ['a comment that is refused', () => json(400, { message: 'ERROR :: /message/text' }), { outcome: 'failed', error: { message: 'ERROR :: /message/text' } }],
    ['no answer', failing('ETIMEDOUT'), { outcome: 'unknown', unanswered: true }],
  ])('%s', async (_, answer, outcome) => {
    for (const action of [REPLY, EDIT, UNSEND]) expect((await perform(action, answer)).outcome).toMatchObject(outcome);
    expect((await perform(REPLY, () => json(403, {}))).outcome).not.toHaveProperty('expired');
  });
});

describe('an access token that has expired', () => {
  const renew = async (given: object, base: string) => {
    const { settings, sent } = receiver(() => json(200, { access_token: 'new', refresh_token: 'r' }), base);
    return { renewal: await outbound.renew?.({ ...CREDENTIALS, ...given }, settings), sent };
  };

  it('is renewed at LinkedIn’s own host, or at the simulator', async () => {
    const { renewal, sent } = await renew({ refreshToken: 'r', clientId: 'c' }, 'https://api.linkedin.com');
    expect(renewal).toEqual({ outcome: 'renewed', changed: { accessToken: 'new', refreshToken: 'r' } });
    expect(sent[0]).toMatchObject({
      url: 'https://www.linkedin.com/oauth/v2/accessToken',
      body: 'grant_type=refresh_token&refresh_token=r&client_id=c&client_secret=client-secret',
    });
    expect((await renew({ refreshToken: 'r', clientId: 'c' }, 'http://127.0.0.1:9')).sent[0]?.url).toBe('http://127.0.0.1:9/oauth/v2/accessToken');
  });

  it('is not renewed without a refresh token or a client', async () => {
    for (const given of [{ refreshToken: 'r' }, { clientId: 'c' }])
      expect(await renew(given, 'http://127.0.0.1:9')).toEqual({ renewal: { outcome: 'refused' }, sent: [] });
  });
});
