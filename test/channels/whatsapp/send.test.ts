import { describe, expect, it } from 'vitest';
import { sendWhatsApp } from '../../../channels/whatsapp/send.ts';
import { failing, json, receiver, reply } from '../exchange.ts';

const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '106540352242922' };
const accepted = () => json(200, { messaging_product: 'whatsapp', contacts: [{ input: '1', wa_id: '1' }], messages: [{ id: 'wamid.sent' }] });
const refused =
  (status: number, code: number, more: object = {}) =>
  () =>
    json(status, { error: { message: `(#${code}) no`, code, ...more } });
const send = (answer: () => Response, change: Partial<typeof reply> = {}, base?: string) => {
  const { settings, sent } = receiver(answer, base === undefined ? {} : { META_GRAPH_URL: base });
  return sendWhatsApp({ ...reply, ...change }, credentials, settings).then((outcome) => ({ outcome, sent }));
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
    expect((await send(accepted, {}, 'http://127.0.0.1:9/')).sent[0]?.url).toBe('http://127.0.0.1:9/v26.0/106540352242922/messages');
    expect((await send(accepted, {}, 'http://127.0.0.1:9/v24.0')).sent[0]?.url).toBe('http://127.0.0.1:9/v24.0/106540352242922/messages');
    expect((await send(accepted, {}, '')).sent[0]?.url).toContain('graph.facebook.com');
  });

  it('quotes what it answers, and reaches hidden numbers and groups', async () => {
    const bodyOf = async (change: Partial<typeof reply>) => JSON.parse((await send(accepted, change)).sent[0]?.body ?? '');
    expect(await bodyOf({ inReplyTo: 'wamid.q' })).toMatchObject({ context: { message_id: 'wamid.q' } });
    expect(await bodyOf({ to: 'US.13491208655302741918' })).toMatchObject({ recipient_type: 'individual', recipient: 'US.13491208655302741918' });
    expect(await bodyOf({ to: 'Y2FwaV9ncm91cDox' })).toMatchObject({ recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' });
  });

  it('is not tried when it is too long', async () => {
    const { outcome, sent } = await send(accepted, { text: 'x'.repeat(4097) });
    expect(outcome.outcome).toBe('failed');
    expect(sent).toEqual([]);
  });
});

describe('what an answer means', () => {
  it.each([
    ['a limit', refused(400, 131056), { outcome: 'retry', error: '131056: (#131056) no' }],
    ['too many requests', () => json(429, {}, { 'retry-after': '7' }), { outcome: 'retry', error: 'HTTP 429: refused', retryAfterSeconds: 7 }],
    ['trouble at Meta’s', refused(500, 2), { outcome: 'retry', error: '2: (#2) no' }],
    ['service unavailable', () => new Response('', { status: 503 }), { outcome: 'retry', error: 'HTTP 503: refused' }],
    [
      'a closed window',
      refused(400, 131047, { error_data: { details: 'more than 24 hours' } }),
      { outcome: 'failed', error: '131047: (#131047) no (more than 24 hours)' },
    ],
    ['a wrong token', refused(401, 190), { outcome: 'failed', error: '190: (#190) no' }],
    ['an error that is final though 500', refused(500, 100), { outcome: 'failed', error: '100: (#100) no' }],
    ['a redirect', () => new Response(null, { status: 302 }), { outcome: 'failed', error: 'HTTP 302: refused' }],
    ['a gateway that lost it', () => new Response('<html>', { status: 502 }), { outcome: 'unknown', error: 'HTTP 502: refused' }],
    ['accepted without an id', () => new Response('', { status: 200 }), { outcome: 'sent', providerId: null }],
    ['no connection', failing('ECONNREFUSED'), { outcome: 'retry', error: 'no connection (ECONNREFUSED)' }],
    ['an address that may not be called', failing('OUTGOING_REFUSED'), { outcome: 'failed', error: 'the address was refused (OUTGOING_REFUSED)' }],
    ['a connection that broke', failing('ECONNRESET'), { outcome: 'unknown', error: 'no answer (ECONNRESET)' }],
    ['no answer in time', failing(), { outcome: 'unknown', error: 'no answer' }],
  ])('%s', async (_, answer, expected) => {
    expect((await send(answer as () => Response)).outcome).toEqual(expected);
  });

  it('a body that breaks off after the status does not undo it', async () => {
    const broken = () => new Response(new ReadableStream({ start: (controller) => controller.error(new Error('cut')) }), { status: 200 });
    expect((await send(broken)).outcome).toEqual({ outcome: 'sent', providerId: null });
  });

  it('waits at most an hour, and not for a date', async () => {
    const limited = (after: string) => () => json(429, {}, { 'retry-after': after });
    expect((await send(limited('86400'))).outcome).toMatchObject({ retryAfterSeconds: 3600 });
    expect((await send(limited('Sat, 21 Nov 2026 10:00:00 GMT'))).outcome).not.toHaveProperty('retryAfterSeconds');
  });
});
