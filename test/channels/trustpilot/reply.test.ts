import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer, OutgoingCall } from '../../../channels/outbound.ts';
import { outbound } from '../../../channels/trustpilot/outbound.ts';
import type { ChannelAction } from '../../../domain/channels/actions.ts';
import { failing, json, plain, reply } from '../exchange.ts';

type Given = () => OutgoingAnswer;
const token =
  (name = 'token'): Given =>
  () =>
    json(200, { access_token: name, expires_in: '359999' });
const created: Given = () => json(201, {});
const { text: _text, html: _html, ...placed } = reply;
const ours = { ...placed, message: null, inReplyTo: 'review/1' };
const REPLY: ChannelAction = { ...reply, surface: 'review', inReplyTo: 'review/1' };
const EDIT: ChannelAction = { ...ours, kind: 'edit', text: 'Sorry again', html: null };
const UNSEND: ChannelAction = { ...ours, kind: 'unsend' };

let keys = 0;
/** An origin whose token nobody has asked for yet, and a provider that gives these answers one after another. */
const origin = (...answers: Given[]) => {
  const sent: (OutgoingCall & { readonly url: string })[] = [];
  keys += 1;
  const credentials = { businessUnitId: 'unit', webhookSecret: 'webhook-secret', apiKey: `key-${keys}`, apiSecret: 'secret', businessUserId: 'user' };
  const settings = {
    baseUrl: 'https://api.trustpilot.example',
    timeoutMs: 1_000,
    originName: 'Shop',
    sendMail: () => Promise.reject(new Error('no mail is sent here')),
    fetch: async (url: string, call: OutgoingCall): Promise<OutgoingAnswer> => {
      sent.push({ url, ...call });
      const answer = answers.shift();
      if (!answer) throw new Error('one call more than expected');
      return answer();
    },
  };
  const perform = (action: ChannelAction, given: object = {}) => outbound.perform(action, { ...credentials, ...given }, settings);
  return { sent, perform, left: answers };
};
const says =
  (status: number, body: object = {}, retryAfter: string | null = null): Given =>
  () =>
    json(status, body, retryAfter);
const own = (code: string, message: string) => ({ code, message });

describe('the public reply to a review', () => {
  it('is posted in the name of the business user, edited by posting again, and deleted', async () => {
    const { sent, perform } = origin(token(), created, created, () => plain(204));
    expect([await perform(REPLY), await perform(EDIT), await perform(UNSEND)]).toEqual(
      Array.from({ length: 3 }, () => ({ outcome: 'sent', providerId: null })),
    );
    const url = 'https://api.trustpilot.example/v1/private/reviews/review%2F1/reply';
    expect(sent.slice(1).map(({ method, url: to, body }) => [method, to, body])).toEqual([
      ['POST', url, '{"authorBusinessUserId":"user","message":"It is on its way."}'],
      ['POST', url, '{"authorBusinessUserId":"user","message":"Sorry again"}'],
      ['DELETE', url, ''],
    ]);
    expect(sent.slice(1).map(({ headers }) => headers['authorization'])).toEqual(Array(3).fill('Bearer token'));
  });

  it('is sent with a new token when the old one has expired, once', async () => {
    const { sent, perform, left } = origin(token('old'), created, says(401), token('new'), created);
    await perform(REPLY);
    expect(await perform(REPLY)).toEqual({ outcome: 'sent', providerId: null });
    expect(sent.map(({ headers }) => headers['authorization']?.split(' ')[1])).toEqual([expect.anything(), 'old', 'old', expect.anything(), 'new']);
    expect(left).toEqual([]);
  });

  it.each<[string, Given[], object]>([
    [
      'rejects a fresh token',
      [token(), says(401), token(), says(401, { message: 'Unknown apikey' })],
      { outcome: 'reauthorise', error: own('401', 'Unknown apikey') },
    ],
    ['rejects the key', [says(401, { reason: 'x' })], { outcome: 'reauthorise', error: own('401', 'Trustpilot answered 401.') }],
    ['rejects the key with a 400', [says(400)], { outcome: 'reauthorise', error: own('400', 'Trustpilot answered 400.') }],
    [
      'does not let the user reply',
      [token(), says(403, { message: 'Forbidden', errorCode: 1003 })],
      { outcome: 'reauthorise', error: own('1003', 'Forbidden') },
    ],
    [
      'has too many calls',
      [token(), says(429, {}, '9')],
      { outcome: 'retry', error: own('429', 'Trustpilot answered 429.'), retryAfterSeconds: 9, holdsOrigin: true },
    ],
    [
      'has too many calls for tokens',
      [says(429, {}, '9')],
      { outcome: 'retry', error: own('429', 'Trustpilot answered 429.'), retryAfterSeconds: 9, holdsOrigin: true },
    ],
    ['gives no token for now', [() => plain(500, '<html>')], { outcome: 'retry', error: own('500', 'Trustpilot answered 500.') }],
    ['does not answer for a token', [failing('ETIMEDOUT')], { outcome: 'retry', error: { code: 'no_connection' }, unanswered: true }],
    ['cannot be reached', [failing('ECONNREFUSED', false)], { outcome: 'retry', error: { code: 'no_connection' }, unanswered: true }],
    ['fails', [token(), says(500)], { outcome: 'unknown', error: own('500', 'Trustpilot answered 500.') }],
    ['is down', [token(), says(503)], { outcome: 'unknown', error: own('503', 'Trustpilot answered 503.') }],
    ['answers beyond all statuses', [token(), says(100)], { outcome: 'unknown', error: own('100', 'Trustpilot answered 100.') }],
    ['is down for a while', [token(), says(503, {}, '4')], { outcome: 'retry', retryAfterSeconds: 4 }],
    ['does not answer', [token(), failing('ETIMEDOUT')], { outcome: 'unknown', unanswered: true }],
    ['does not answer with the new token', [token(), says(401), token(), failing('ETIMEDOUT')], { outcome: 'unknown', unanswered: true }],
    ['gives no second token', [token(), says(401), says(401)], { outcome: 'reauthorise' }],
    [
      'takes no such reply',
      [token(), says(400, { message: 'The request was malformed', errorCode: 1001, details: 'message' })],
      { outcome: 'failed', error: own('1001', 'The request was malformed: message') },
    ],
    ['does not know the review', [token(), says(404, { message: 'Not found', errorCode: 1002 })], { outcome: 'failed', error: own('404', 'Not found') }],
  ])('where Trustpilot %s', async (_, answers, outcome) => {
    const { perform, left } = origin(...answers);
    expect(await perform(REPLY)).toMatchObject(outcome);
    expect(left).toEqual([]);
  });

  it('that is gone already is deleted, and other faults of a deletion stand', async () => {
    expect(await origin(token(), says(404)).perform(UNSEND)).toEqual({ outcome: 'sent', providerId: null });
    expect(await origin(token(), says(400)).perform(UNSEND)).toMatchObject({ outcome: 'failed' });
    expect(await origin(token(), says(500)).perform(UNSEND)).toMatchObject({ outcome: 'unknown' });
  });

  it('is not sent without what sending needs', async () => {
    const { perform, sent } = origin();
    expect(await perform(REPLY, { businessUserId: undefined })).toMatchObject({
      outcome: 'reauthorise',
      error: { message: 'The origin has no businessUserId.' },
    });
    for (const lacking of [{ apiKey: undefined }, { apiSecret: undefined }])
      expect(await perform(UNSEND, lacking)).toMatchObject({ outcome: 'reauthorise', error: { message: 'The origin has no apiKey and apiSecret.' } });
    expect(await perform({ ...reply, inReplyTo: null })).toMatchObject({ outcome: 'failed', error: { message: expect.stringContaining('answers no review') } });
    expect(sent).toEqual([]);
  });
});
