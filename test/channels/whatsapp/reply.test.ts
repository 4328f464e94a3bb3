import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { retryAfterOf } from '../../../channels/outgoing.ts';
import { replyOnWhatsApp } from '../../../channels/whatsapp/reply.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';

const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '106540352242922' };
const accepted = () => json(200, { messaging_product: 'whatsapp', contacts: [{ input: '1', wa_id: '1' }], messages: [{ id: 'wamid.sent' }] });
const refused =
  (status: number, code: number, more: object = {}) =>
  () =>
    json(status, { error: { message: `(#${code}) no`, code, ...more } });
const send = (answer: () => OutgoingAnswer, change: Partial<typeof reply> = {}, base = 'https://graph.facebook.com') => {
  const { settings, sent } = receiver(answer, base);
  return replyOnWhatsApp({ ...reply, ...change }, credentials, settings).then((outcome) => ({ outcome, sent }));
};

describe('a text by the Cloud API', () => {
  it('is posted to the number’s messages with its token, and its id comes back', async () => {
    const { outcome, sent } = await send(accepted);
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'wamid.sent' });
    expect(sent[0]?.url).toBe('https://graph.facebook.com/v26.0/106540352242922/messages');
    expect(sent[0]?.headers).toMatchObject({ authorization: 'Bearer EAAG', 'content-type': 'application/json' });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '16505551234',
      type: 'text',
      text: { preview_url: false, body: 'It is on its way.' },
    });
  });

  it('goes to the base address that is set, whose version counts', async () => {
    expect((await send(accepted, {}, 'http://127.0.0.1:9')).sent[0]?.url).toBe('http://127.0.0.1:9/v26.0/106540352242922/messages');
    expect((await send(accepted, {}, 'http://127.0.0.1:9/v24.0')).sent[0]?.url).toBe('http://127.0.0.1:9/v24.0/106540352242922/messages');
  });

  it('quotes what it answers, and reaches hidden numbers and groups', async () => {
    const bodyOf = async (change: Partial<typeof reply>) => JSON.parse((await send(accepted, change)).sent[0]?.body ?? '');
    expect(await bodyOf({ inReplyTo: 'wamid.q' })).toMatchObject({ context: { message_id: 'wamid.q' } });
    expect(await bodyOf({ to: 'US.13491208655302741918' })).toMatchObject({ recipient_type: 'individual', recipient: 'US.13491208655302741918' });
    expect(await bodyOf({ to: 'Y2FwaV9ncm91cDox' })).toMatchObject({ recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' });
  });
});

describe('what an answer means', () => {
  const error = (code: string, message: string) => ({ code, message });
  it.each([
    ['a limit of the number', refused(400, 130429), { outcome: 'retry', error: error('130429', '(#130429) no'), holdsOrigin: true }],
    ['a limit of one customer', refused(400, 131056), { outcome: 'retry', error: error('131056', '(#131056) no') }],
    [
      'too many requests',
      () => json(429, {}, '7'),
      { outcome: 'retry', error: error('429', 'WhatsApp answered 429.'), retryAfterSeconds: 7, holdsOrigin: true },
    ],
    ['trouble at Meta’s', refused(500, 2), { outcome: 'retry', error: error('2', '(#2) no') }],
    ['turned away for a while', () => plain(503, '', '2'), { outcome: 'retry', error: error('503', 'WhatsApp answered 503.'), retryAfterSeconds: 2 }],
    ['a 503 that says nothing', () => plain(503), { outcome: 'unknown', error: error('503', 'WhatsApp answered 503.') }],
    ['a 500 that says nothing', () => plain(500, '<html>'), { outcome: 'unknown', error: error('500', 'WhatsApp answered 500.') }],
    [
      'a closed window',
      refused(400, 131047, { error_data: { details: 'more than 24 hours' } }),
      { outcome: 'failed', error: error('131047', '(#131047) no (more than 24 hours)') },
    ],
    ['an expired token', refused(401, 190), { outcome: 'reauthorise', error: error('190', '(#190) no') }],
    ['a user who cannot be authenticated', refused(401, 0), { outcome: 'reauthorise', error: error('0', '(#0) no') }],
    ['a permission that was removed', refused(403, 10), { outcome: 'reauthorise', error: error('10', '(#10) no') }],
    ['another permission that was removed', refused(403, 299), { outcome: 'reauthorise', error: error('299', '(#299) no') }],
    ['a code beyond those of permissions', refused(403, 300), { outcome: 'failed', error: error('300', '(#300) no') }],
    ['an error that is final though 500', refused(500, 100), { outcome: 'failed', error: error('100', '(#100) no') }],
    ['a redirect', () => plain(302), { outcome: 'failed', error: error('302', 'WhatsApp answered 302.') }],
    ['status 600', () => plain(600), { outcome: 'unknown', error: error('600', 'WhatsApp answered 600.') }],
    ['status 101', () => plain(101), { outcome: 'unknown', error: error('101', 'WhatsApp answered 101.') }],
    ['accepted without an id', () => plain(200), { outcome: 'sent', providerId: null }],
    ['accepted with half a body', () => plain(200, '{"messages":[{"id":'), { outcome: 'sent', providerId: null }],
    [
      'no connection',
      failing('ECONNREFUSED', false),
      { outcome: 'retry', error: error('no_connection', 'The receiver could not be reached. (ECONNREFUSED)'), unanswered: true },
    ],
    [
      'an address that may not be called',
      failing('OUTGOING_REFUSED'),
      { outcome: 'failed', error: error('address_refused', 'The address may not be called. (OUTGOING_REFUSED)') },
    ],
    ['a connection that broke', failing('ECONNRESET', true), { outcome: 'unknown', error: { code: 'no_answer' }, unanswered: true }],
    ['no answer in time', failing('ETIMEDOUT', true), { outcome: 'unknown', error: { code: 'no_answer' }, unanswered: true }],
  ])('%s', async (_, answer, expected) => {
    const { outcome } = await send(answer as () => OutgoingAnswer);
    expect(outcome).toMatchObject(expected);
    expect('holdsOrigin' in outcome).toBe('holdsOrigin' in expected);
  });
});

describe('Retry-After', () => {
  const NOW = Date.parse('2026-11-21T10:00:00Z');
  it.each([
    ['0', 0],
    ['7', 7],
    [' 7 ', 7],
    ['86401', 86_400],
    ['Sat, 21 Nov 2026 10:00:30 GMT', 30],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['Sun, 21 Nov 2027 10:00:00 GMT', 86_400],
  ])('%s', (retryAfter, seconds) => expect(retryAfterOf({ retryAfter }, NOW)).toEqual({ retryAfterSeconds: seconds }));
  it.each([null, '', 'soon', '-1x', 'NaN', '1'.repeat(400)])('%s is none', (retryAfter) => expect(retryAfterOf({ retryAfter }, NOW)).toEqual({}));
});
