import { expect, it } from 'vitest';
import { linked, notLocated } from '../../channels/incoming-media.ts';
import type { CallSettings } from '../../channels/outbound.ts';
import { incomingMedia as telegram } from '../../channels/telegram/incoming-media.ts';
import { incomingMedia as twilio } from '../../channels/twilio/incoming-media.ts';
import { incomingMedia as whatsapp } from '../../channels/whatsapp/incoming-media.ts';

const meta = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '1055' };
const bot = { botToken: '42:secret', secretToken: 't' };
const media = (mediaId: string | null, url: string | null = null) => ({ mediaId, url });

const calling = (answer: { status: number; body?: unknown; retryAfter?: string } | Error, baseUrl = 'https://provider.example') => {
  const calls: { url: string; method: string; headers: Readonly<Record<string, string>>; body: unknown }[] = [];
  const settings: CallSettings = {
    baseUrl,
    timeoutMs: 1_000,
    async fetch(url, { method, headers, body }) {
      calls.push({ url, method, headers, body });
      if (answer instanceof Error) throw answer;
      return { status: answer.status, retryAfter: answer.retryAfter ?? null, body: JSON.stringify(answer.body ?? {}) };
    },
  };
  return { calls, settings };
};
const refused = Object.assign(new Error('refused'), { code: 'OUTGOING_REFUSED', left: false });
const lost = Object.assign(new Error('lost'), { code: 'ECONNRESET' });

it('WhatsApp tells the link of a media id, which needs the token again', async () => {
  const { calls, settings } = calling({ status: 200, body: { url: 'https://lookaside.fbsbx.com/x', mime_type: 'image/png', id: '7' } });
  expect(await whatsapp.locate(media('7', 'https://old.example/'), meta, settings)).toEqual({
    url: 'https://lookaside.fbsbx.com/x',
    headers: { authorization: 'Bearer EAAG' },
  });
  expect(calls).toMatchObject([
    { method: 'GET', url: 'https://provider.example/v26.0/7?phone_number_id=1055', headers: { authorization: 'Bearer EAAG' }, body: '' },
  ]);
});

it.each([
  ['without a link', { status: 200, body: {} }, { failed: 'gone' }],
  ['for an unknown id', { status: 400, body: { error: { code: 100, error_subcode: 33, message: 'Unsupported get request' } } }, { failed: 'gone' }],
  ['for a token that is revoked', { status: 401, body: { error: { code: 190, message: 'expired' } } }, { retry: 'the provider answered 190' }],
  ['under its limit', { status: 429, retryAfter: '7', body: { error: { code: 4 } } }, { retry: 'the provider answered 4', retryAfterSeconds: 7 }],
  ['in trouble', { status: 500 }, { retry: 'the provider answered 500' }],
  ['that is lost', lost, { retry: 'the provider answered no_answer' }],
  ['of an address that may not be called', refused, { failed: 'refused_address' }],
])('an answer of WhatsApp %s is understood', async (_, answer, located) => {
  expect(await whatsapp.locate(media('7'), meta, calling(answer).settings)).toEqual(located);
});

it('Telegram tells the path of a file; the token is in the address only', async () => {
  const { calls, settings } = calling({ status: 200, body: { ok: true, result: { file_id: 'f', file_path: 'photos/file 1.jpg' } } });
  expect(await telegram.locate(media('f'), bot, settings)).toEqual({ url: 'https://provider.example/file/bot42:secret/photos/file%201.jpg', headers: {} });
  expect(calls).toMatchObject([{ method: 'POST', url: 'https://provider.example/bot42:secret/getFile', body: '{"file_id":"f"}' }]);
});

it.each([
  ['a file of more than 20 MB', { status: 400, body: { ok: false, description: 'Bad Request: file is too big' } }, { failed: 'too_large' }],
  ['an unknown file', { status: 400, body: { ok: false, description: 'Bad Request: wrong file_id' } }, { failed: 'gone' }],
  ['a file without a path', { status: 200, body: { ok: true, result: {} } }, { failed: 'gone' }],
  ['a revoked token', { status: 401, body: { ok: false, description: 'Unauthorized' } }, { retry: 'the provider answered 401' }],
])('Telegram’s answer about %s is understood', async (_, answer, located) => {
  expect(await telegram.locate(media('f'), bot, calling(answer).settings)).toEqual(located);
});

it('Twilio’s own hosts get the credentials, and no others', async () => {
  const credentials = { accountSid: 'AC1', authToken: 'secret', number: '+1' };
  const { settings } = calling({ status: 200 }, 'https://api.twilio.com');
  const headersFor = async (url: string) => {
    const located = await twilio.locate(media(null, url), credentials, settings);
    return 'headers' in located ? located.headers : located;
  };
  const basic = { authorization: `Basic ${Buffer.from('AC1:secret').toString('base64')}` };
  expect(await headersFor('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1')).toEqual(basic);
  expect(await headersFor('https://api.ie1.twilio.com/x')).toEqual(basic);
  expect(await headersFor('https://api.eviltwilio.com/x')).toEqual({});
  expect(await headersFor('https://api.twilio.com.evil.example/x')).toEqual({});
  expect(await twilio.locate(media(null), credentials, settings)).toEqual({ failed: 'gone' });
});

it('a plain link is where the file is', async () => {
  expect(linked({ url: 'https://a.example/1' })).toEqual({ url: 'https://a.example/1', headers: {} });
  expect(linked({ url: null })).toEqual({ failed: 'gone' });
  for (const [channel, credentials] of [
    [whatsapp, meta],
    [telegram, bot],
  ] as const)
    expect(await channel.locate(media(null, 'https://a.example/1'), credentials as never, calling({ status: 200 }).settings)).toMatchObject({ headers: {} });
  expect(notLocated({ outcome: 'sent', providerId: null })).toEqual({ failed: 'gone' });
});
