import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { outbound } from '../../../channels/twilio/outbound.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';

const credentials = { accountSid: 'AC1', authToken: 'a-token-of-twilio', number: '+14155238886' };
const CALLBACK = 'https://hub.example/webhooks/twilio/o1';
const created = (sid = 'SM1') => json(201, { sid, status: 'queued' });
const refused =
  (status: number, code: number, retryAfter: string | null = null) =>
  () =>
    json(status, { code, message: `no (${code})`, more_info: '', status }, retryAfter);
const file = (type: string, name = 'a') => ({ id: 'f', name, type, size: 4, url: `https://files.example/${name}`, async *open() {} });

const send = async (
  change: Partial<typeof reply>,
  answer: () => OutgoingAnswer = created,
  given: Partial<typeof credentials> = {},
  webhookUrl: string | undefined = CALLBACK,
) => {
  const { settings, sent } = receiver(() => answer(), 'https://api.twilio.com');
  const outcome = await outbound.perform(
    { ...reply, to: '+14017122661', ...change },
    { ...credentials, ...given },
    { ...settings, ...(webhookUrl === '' ? {} : { webhookUrl }) },
  );
  return { outcome, sent, forms: sent.map(({ body }) => [...new URLSearchParams(body)]) };
};

describe('a reply by the Messages API', () => {
  it('is one form with the account’s credentials, whose statuses come to the origin’s webhook', async () => {
    const { outcome, sent, forms } = await send({});
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'SM1' });
    expect(sent[0]?.url).toBe('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json');
    expect(sent[0]?.headers).toEqual({
      authorization: `Basic ${Buffer.from('AC1:a-token-of-twilio').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(forms).toEqual([
      [
        ['To', '+14017122661'],
        ['From', '+14155238886'],
        ['Body', 'It is on its way.'],
        ['StatusCallback', CALLBACK],
      ],
    ]);
    expect((await send({}, created, {}, '')).forms[0]).toHaveLength(3);
  });

  it('has the sender of the customer’s kind of address', async () => {
    const senderOf = async (to: string, number: string) => (await send({ to }, created, { number })).forms[0]?.[1];
    expect(await senderOf('whatsapp:+1401', '+1415')).toEqual(['From', 'whatsapp:+1415']);
    expect(await senderOf('whatsapp:+1401', 'whatsapp:+1415')).toEqual(['From', 'whatsapp:+1415']);
    expect(await senderOf('+1401', 'whatsapp:+1415')).toEqual(['From', '+1415']);
    const service = `MG${'0'.repeat(32)}`;
    expect(await senderOf('+1401', service)).toEqual(['MessagingServiceSid', service]);
  });

  it('by MMS has all files in one message', async () => {
    const { forms, outcome } = await send({ files: [file('image/png', 'a'), file('application/pdf', 'b')] });
    expect(forms[0]?.slice(2, 5)).toEqual([
      ['Body', 'It is on its way.'],
      ['MediaUrl', 'https://files.example/a'],
      ['MediaUrl', 'https://files.example/b'],
    ]);
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'SM1' });
    expect((await send({ text: '', files: [file('image/png')] })).forms[0]?.map(([name]) => name)).not.toContain('Body');
  });

  it('by WhatsApp has one file a message, with a caption below a picture only', async () => {
    const partsOf = async (text: string, ...types: string[]) => {
      let sid = 0;
      const { forms } = await send({ to: 'whatsapp:+1401', text, files: types.map((type, nth) => file(type, `f${nth}`)) }, () => created(`SM${(sid += 1)}`));
      return forms.map((form) =>
        form.flatMap(([name, value]) => (name === 'Body' || name === 'MediaUrl' ? [value.replace('https://files.example/', '')] : [])),
      );
    };
    expect(await partsOf('hi', 'image/png', 'application/pdf')).toEqual([['hi', 'f0'], ['f1']]);
    expect(await partsOf('hi', 'video/mp4')).toEqual([['hi', 'f0']]);
    expect(await partsOf('hi', 'audio/ogg', 'image/png')).toEqual([['hi'], ['f0'], ['f1']]);
    expect(await partsOf('', 'audio/ogg')).toEqual([['f0']]);
    expect(await partsOf('hi')).toEqual([['hi']]);
  });

  it('fails for a file that is gone, before anything is sent', async () => {
    const gone = await send({ files: [{ ...file('image/png'), size: null }] });
    expect([gone.outcome, gone.sent]).toMatchObject([{ outcome: 'failed', error: { code: 'file_gone' } }, []]);
    expect((await send({ files: [{ ...file('image/png'), name: null, size: null }] })).outcome).toMatchObject({ error: { code: 'file_gone' } });
  });
});

describe('what an answer means', () => {
  it.each<[string, () => OutgoingAnswer, object]>([
    [
      'a customer who opted out',
      refused(400, 21610),
      { outcome: 'failed', error: { code: '21610', message: 'The customer has opted out of messages (STOP). They must write START first.' } },
    ],
    ['a closed window', refused(400, 63016), { outcome: 'failed', error: { code: '63016', message: expect.stringContaining('24-hour window') } }],
    ['a number that is none', refused(400, 21211), { outcome: 'failed', error: { code: '21211', message: 'no (21211)' } }],
    ['a text that is too long', refused(400, 21617), { outcome: 'failed', error: { code: '21617' } }],
    ['wrong credentials', refused(401, 20003), { outcome: 'reauthorise', error: { code: '20003', message: 'no (20003)' } }],
    ['wrong credentials, without a code', () => plain(401), { outcome: 'reauthorise', error: { code: '401', message: 'Twilio answered 401.' } }],
    ['an account that is suspended', refused(403, 20005), { outcome: 'reauthorise', error: { code: '20005' } }],
    ['a number of somebody else', refused(400, 21606), { outcome: 'reauthorise', error: { code: '21606' } }],
    ['too many requests', refused(429, 20429, '3'), { outcome: 'retry', retryAfterSeconds: 3, holdsOrigin: true }],
    ['a full queue', refused(400, 21611), { outcome: 'retry', error: { code: '21611' }, holdsOrigin: true }],
    ['turned away for a while', () => plain(503, '', '2'), { outcome: 'retry', retryAfterSeconds: 2 }],
    ['trouble at Twilio’s', refused(500, 20500), { outcome: 'unknown', error: { code: '20500' } }],
    ['a gateway', () => plain(502, '<html>'), { outcome: 'unknown', error: { code: '502', message: 'Twilio answered 502.' } }],
    ['status 101', () => plain(101), { outcome: 'unknown' }],
    ['a redirect', () => plain(302), { outcome: 'failed' }],
    ['accepted without an id', () => plain(201), { outcome: 'sent', providerId: null }],
    ['no connection', failing('ECONNREFUSED', false), { outcome: 'retry', unanswered: true }],
    ['no answer', failing('ETIMEDOUT', true), { outcome: 'unknown', unanswered: true }],
  ])('%s', async (_, answer, expected) => expect((await send({}, answer)).outcome).toMatchObject(expected));

  it('turned away for a while holds no other conversation', async () =>
    expect((await send({}, () => plain(503, '', '2'))).outcome).not.toHaveProperty('holdsOrigin'));
});
