import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inbound } from '../../../channels/twilio/inbound.ts';
import { request } from '../reading.ts';

const TOKEN = 'a-token-of-twilio';
const credentials = (authToken: string) => ({ accountSid: 'AC1', authToken, number: '+1' });
const sign = (data: string, token = TOKEN): string => createHmac('sha1', token).update(data).digest('base64');

/** Signed by hand, as the page on webhooks' security describes. */
const URL_OF = 'https://hub.example/webhooks/twilio/o1';
const FORM = 'To=%2B18005551212&From=%2B14158675309&Body=a+%26+b';
const WRITTEN = 'Bodya & bFrom+14158675309To+18005551212';
const verify = (
  signature: string | undefined,
  { url = URL_OF, body = FORM, query = {} }: { url?: string | undefined; body?: string; query?: Record<string, string> } = {},
  tokens = [TOKEN],
) => inbound.verify(request(body, { headers: { 'x-twilio-signature': signature }, query, ...(url === '' ? {} : { url }) }), tokens.map(credentials));

describe('a signed form', () => {
  it('is believed under any token that is valid', () => {
    expect(verify(sign(URL_OF + WRITTEN))).toBe(true);
    expect(verify(sign(URL_OF + WRITTEN, 'the-one-before')), 'another token').toBe(false);
    expect(verify(sign(URL_OF + WRITTEN, 'the-one-before'), {}, [TOKEN, 'the-one-before'])).toBe(true);
    expect(verify(sign(URL_OF + WRITTEN), {}, [])).toBe(false);
  });

  it.each([
    ['none', undefined],
    ['nothing', ''],
    ['the signature of other fields', sign(`${URL_OF}BodyaFrom+14158675309To+18005551212`)],
    ['the signature of another address', sign(`https://other.example/webhooks/twilio/o1${WRITTEN}`)],
    ['one that is cut short', sign(URL_OF + WRITTEN).slice(0, -2)],
    ['one with something after it', `${sign(URL_OF + WRITTEN)}=`],
    [
      'hexadecimal',
      createHmac('sha1', TOKEN)
        .update(URL_OF + WRITTEN)
        .digest('hex'),
    ],
    [
      'SHA-256',
      createHmac('sha256', TOKEN)
        .update(URL_OF + WRITTEN)
        .digest('base64'),
    ],
  ])('is not believed with %s', (_, signature) => expect(verify(signature)).toBe(false));

  it('is not believed when a byte is another, or where the public address is not known', () => {
    expect(verify(sign(URL_OF + WRITTEN), { body: FORM.replace('a+', 'A+') })).toBe(false);
    expect(verify(sign(URL_OF + WRITTEN), { url: '' })).toBe(false);
  });

  it('may have the standard port in its address, or lack the port of a proxy', () => {
    expect(verify(sign(`https://hub.example:443/webhooks/twilio/o1${WRITTEN}`))).toBe(true);
    expect(verify(sign(URL_OF + WRITTEN), { url: 'https://hub.example:8443/webhooks/twilio/o1' })).toBe(true);
    expect(verify(sign(`http://127.0.0.1:80/webhooks/twilio/o1?a=1${WRITTEN}`), { url: 'http://127.0.0.1/webhooks/twilio/o1?a=1' })).toBe(true);
    expect(verify(sign(`strange${WRITTEN}`), { url: 'strange' })).toBe(true);
  });

  it('writes each value of a repeated field once, and an empty form as nothing', () => {
    expect(verify(sign(`${URL_OF}MediaUrlaMediaUrlb`), { body: 'MediaUrl=b&MediaUrl=a&MediaUrl=b' })).toBe(true);
    expect(verify(sign(URL_OF), { body: '' })).toBe(true);
  });
});

describe('a signed body of JSON', () => {
  const body = '[{"type":"x"}]';
  const hash = createHash('sha256').update(body).digest('hex');
  const url = `${URL_OF}?bodySHA256=${hash}`;

  it('is believed by its hash in the address', () => {
    expect(verify(sign(url), { url, body, query: { bodySHA256: hash } })).toBe(true);
    const upper = `${URL_OF}?bodySHA256=${hash.toUpperCase()}`;
    expect(verify(sign(upper), { url: upper, body, query: { bodySHA256: hash.toUpperCase() } })).toBe(true);
  });

  it.each([
    ['another body', `${body} `, hash, url],
    ['a hash that is cut short', body, hash.slice(2), url],
    ['an empty hash', body, '', url],
  ])('is not believed with %s', (_, given, bodySHA256, address) =>
    expect(verify(sign(address), { url: address, body: given, query: { bodySHA256 } })).toBe(false),
  );

  it('is not believed with the hash alone', () => expect(verify(sign(URL_OF), { url, body, query: { bodySHA256: hash } })).toBe(false));
});

/** The example of Twilio's page and of its own library's tests (read 2026-11-29). */
describe("Twilio's own example", () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const form = new URLSearchParams({ CallSid: 'CA1234567890ABCDE', Caller: '+14158675309', Digits: '1234', From: '+14158675309', To: '+18005551212' });

  it('is believed as a form and as JSON', () => {
    expect(verify('RSOYDt4T1cUTdK1PDd93/VVr8B8=', { url, body: form.toString() }, ['12345'])).toBe(true);
    const bodySHA256 = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
    const body = '{"property": "value", "boolean": true}';
    expect(verify('a9nBmqA0ju/hNViExpshrM61xv4=', { url: `${url}&bodySHA256=${bodySHA256}`, body, query: { bodySHA256 } }, ['12345'])).toBe(true);
  });
});
