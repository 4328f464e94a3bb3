import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { twilioSite } from '../../demo/providers/twilio-site.ts';

const TOKEN = 'a token of twilio';
const basic = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const site = () => {
  const own = twilioSite([1, 2, 3]);
  const ask = (route: string, authorization: string | undefined, body: string) => {
    const [method = '', path] = route.split(' ');
    return own.answer({
      method,
      url: new URL(`http://twilio${path}`),
      authorization,
      contentType: undefined,
      headers: { authorization },
      body: Buffer.from(body),
    });
  };
  const json = (route: string, body: unknown) => ask(route, undefined, JSON.stringify(body));
  const create = (form: readonly (readonly [string, string])[], authorization: string | undefined = basic('AC1', TOKEN)) =>
    ask(
      'POST /2010-04-01/Accounts/AC1/Messages.json',
      authorization,
      new URLSearchParams(form.map(([name, value]): [string, string] => [name, value])).toString(),
    );
  return { own, json, create };
};
const good = [
  ['To', '+14017122661'],
  ['From', '+14155238886'],
  ['Body', 'hi'],
] as const;
const CONTENT = `HX${'0a'.repeat(16)}`;
const without = (name: string) => good.filter(([each]) => each !== name);
const media = (many: number) => Array.from({ length: many }, (_, nth) => ['MediaUrl', `https://a.example/${nth}`] as const);

describe('the Messages API', () => {
  test.each<[string, readonly (readonly [string, string])[], number]>([
    ['an unknown parameter', [...good, ['Colour', 'red']], 20001],
    ['no recipient', without('To'), 21604],
    ['a recipient that is none', [['To', 'Ann'], ...without('To')], 21211],
    ['no sender', without('From'), 21603],
    ['a sender that is none', [['From', 'Shop!'], ...without('From')], 21212],
    ['two kinds of addresses', [['To', 'whatsapp:+14017122661'], ...without('To')], 21910],
    ['nothing to say', without('Body'), 21602],
    ['values without a template', [...good, ['ContentVariables', '{}']], 21654],
    ['a template that is none', [...without('Body'), ['ContentSid', 'HX1']], 21655],
    ['values that are no JSON', [...without('Body'), ['ContentSid', CONTENT], ['ContentVariables', '{']], 21656],
    ['values that are no texts', [...without('Body'), ['ContentSid', CONTENT], ['ContentVariables', '{"1":1}']], 21656],
    ['1601 characters', [...without('Body'), ['Body', 'x'.repeat(1601)]], 21617],
    ['eleven files', [...good, ...media(11)], 21623],
    ['a link that is none', [...good, ['MediaUrl', 'ftp://a.example']], 21620],
  ])('refuses %s', async (_, form, code) => expect(await site().create(form)).toMatchObject({ status: 400, body: { code } }));

  test('wants the account’s own token, and takes any of an unknown account', async () => {
    const { json, create } = site();
    expect(await create(good, undefined)).toMatchObject({ status: 201 });
    expect(await create(good, 'Bearer x')).toMatchObject({ status: 401, body: { code: 20003 } });
    expect(await create(good, basic('AC2', TOKEN))).toMatchObject({ status: 401 });
    expect(await json('PUT /accounts/twilio/AC1', {})).toMatchObject({ status: 400 });
    await json('PUT /accounts/twilio/AC1', { authToken: 'other' });
    expect(await create(good)).toMatchObject({ status: 401, body: { code: 20003 } });
  });

  test('calls back signed, in order, with the reason of a failure', async () => {
    const { json, create } = site();
    await json('PUT /accounts/twilio/AC1', { authToken: TOKEN });
    const called = async (...form: readonly (readonly [string, string])[]) =>
      ((await create([...form, ['StatusCallback', 'http://hub/x']]))?.webhooks ?? []).map(({ url, headers, body, delay }) => {
        const fields = Object.fromEntries(new URLSearchParams(body));
        const written = Object.entries(fields)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .flat()
          .join('');
        expect(headers['x-twilio-signature']).toBe(createHmac('sha1', TOKEN).update(`${url}${written}`).digest('base64'));
        return [fields['MessageStatus'], delay, fields['ErrorCode']];
      });
    expect(await called(...good)).toEqual([
      ['sent', 1, undefined],
      ['delivered', 2, undefined],
    ]);
    const whatsapp = good.map(([name, value]) => [name, name === 'Body' ? value : `whatsapp:${value}`] as const);
    expect((await called(...whatsapp)).map(([state]) => state)).toEqual(['sent', 'delivered', 'read']);
    await json('PUT /faults/twilio/AC1', [
      { becomes: 'undelivered', code: 30003 },
      { status: 429, code: 20429, retryAfter: 2 },
      { status: 500, code: 20500, message: 'x' },
      { hang: true },
      null,
    ]);
    expect(await called(...good)).toEqual([
      ['sent', 1, undefined],
      ['undelivered', 2, '30003'],
    ]);
    expect(await create(good)).toMatchObject({ status: 429, headers: { 'retry-after': '2' }, body: { code: 20429, message: 'Fault' } });
    expect(await create(good)).toMatchObject({ status: 500, body: { message: 'x' } });
    expect(await create(good)).toEqual({});
    expect((await create(good))?.webhooks).toEqual([]);
  });

  test('sends files, one for a message of WhatsApp, and by a Messaging Service', async () => {
    const { create } = site();
    expect((await create([...good, ...media(2)]))?.sent).toMatchObject({
      providerId: expect.stringMatching(/^MM/),
      request: { MediaUrl: ['https://a.example/0', 'https://a.example/1'] },
    });
    const whatsapp = good.map(([name, value]) => [name, name === 'Body' ? value : `whatsapp:${value}`] as const);
    expect(await create([...whatsapp, ...media(2)])).toMatchObject({ body: { code: 21623 } });
    expect(await create([...without('From'), ['MessagingServiceSid', `MG${'0'.repeat(32)}`]])).toMatchObject({ status: 201 });
  });

  test('posts what customers write, and does not write to those who said STOP', async () => {
    const { json, create } = site();
    const stop = { From: '+14017122661', To: '+14155238886', Body: 'stop' };
    expect(await json('POST /twilio/AC1/messages', [stop])).toMatchObject({ status: 404 });
    await json('PUT /accounts/twilio/AC1', { authToken: TOKEN, webhookUrl: 'http://hub/y' });
    const reply = await json('POST /twilio/AC1/messages', [stop]);
    expect(Object.fromEntries(new URLSearchParams(reply?.webhooks?.[0]?.body))).toMatchObject({
      ...stop,
      SmsStatus: 'received',
      MessageSid: expect.stringMatching(/^SM/),
    });
    expect(await create(good)).toMatchObject({ status: 400, body: { code: 21610 } });
    await json('POST /twilio/AC1/messages', [{ ...stop, Body: 'START', MediaUrl0: 'https://a.example/x' }]);
    expect(await create(good)).toMatchObject({ status: 201 });
  });

  test('knows no other path', async () => expect(await site().json('GET /elsewhere', {})).toBeUndefined());
});

test('an account shows its status and its numbers to its token only', async () => {
  const { own, json } = site();
  const read = (path: string, password = TOKEN) =>
    own.answer({
      method: 'GET',
      url: new URL(`http://twilio/2010-04-01/Accounts/AC1${path}`),
      authorization: basic('AC1', password),
      contentType: undefined,
      headers: {},
      body: Buffer.alloc(0),
    });
  expect(await read('/IncomingPhoneNumbers.json?PhoneNumber=%2B1415')).toMatchObject({ body: { incoming_phone_numbers: [{ phone_number: '+1415' }] } });
  await json('PUT /accounts/twilio/AC1', { authToken: TOKEN, numbers: ['+1415'] });
  expect(await read('.json')).toMatchObject({ status: 200, body: { status: 'active' } });
  expect(await read('/IncomingPhoneNumbers.json?PhoneNumber=%2B1416')).toMatchObject({ body: { incoming_phone_numbers: [] } });
  expect(await read('/IncomingPhoneNumbers.json?Colour=red')).toMatchObject({ status: 400, body: { code: 20001 } });
  expect([await read('.json', 'x'), await read('/IncomingPhoneNumbers.json', 'x')]).toMatchObject([{ status: 401 }, { status: 401 }]);
});
