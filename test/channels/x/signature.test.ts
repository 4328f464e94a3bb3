import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inbound } from '../../../channels/x/inbound.ts';
import { request } from '../reading.ts';

const credentials = (consumerSecret: string) => ({ consumerSecret, accessToken: 'a', userId: '1' });
const base64 = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64');
const BODY = '{"for_user_id":"1","user_event":{}}';

describe('the signature of X', () => {
  const verify = (signature: string | undefined, secrets: readonly string[], body = BODY) =>
    inbound.verify(request(body, { headers: { 'x-twitter-webhooks-signature': signature } }), secrets.map(credentials));

  it('is believed under any secret that is valid', () => {
    expect(verify(`sha256=${base64('now', BODY)}`, ['now'])).toBe(true);
    expect(verify(`sha256=${base64('before', BODY)}`, ['now', 'before'])).toBe(true);
  });

  const good = `sha256=${base64('now', BODY)}`;
  // The last digit of 32 bytes in base64 has two bits that count for nothing.
  const respelled = `${good.slice(0, -2)}${String.fromCharCode((good.at(-2) ?? '').charCodeAt(0) + 1)}=`;
  it.each<[string, string | undefined]>([
    ['none', undefined],
    ['nothing', ''],
    ['another secret', `sha256=${base64('other', BODY)}`],
    ['another body', `sha256=${base64('now', `${BODY} `)}`],
    ['no prefix', base64('now', BODY)],
    ['hexadecimal', `sha256=${createHmac('sha256', 'now').update(BODY).digest('hex')}`],
    ['cut short', good.slice(0, -2)],
    ['without its padding', good.slice(0, -1)],
    ['something after it', `${good}=`],
    ['of the same bytes in another spelling', respelled],
  ])('%s is not believed', (_, signature) => expect(verify(signature, ['now'])).toBe(false));

  it('is not believed without a secret', () => expect(verify(`sha256=${base64('', BODY)}`, [])).toBe(false));
});

describe('the challenge of X', () => {
  const asked = (query: Record<string, string>, method: 'GET' | 'POST' = 'GET') =>
    inbound.handshake(request('', { method, query }), [credentials('now'), credentials('before')]);

  it('is answered under the present secret', () => {
    const answer = asked({ crc_token: 'NDcyNWRhNDYtYTcz' });
    expect(answer).toMatchObject({ status: 200, contentType: 'application/json' });
    expect(JSON.parse(answer?.body ?? '')).toEqual({ response_token: `sha256=${base64('now', 'NDcyNWRhNDYtYTcz')}` });
  });

  it.each(['', ' ', BODY, '[]', '{}', '"a"', 'a b', 'a\n', 'x'.repeat(257), 'ü'])('%j is no challenge: its answer could sign a webhook', (token) => {
    expect(asked({ crc_token: token })?.status).toBe(403);
  });

  it('anything else is none', () => {
    expect(asked({})).toBeNull();
    expect(asked({ crc_token: 'a' }, 'POST')).toBeNull();
    expect(inbound.handshake(request('', { method: 'GET', query: { crc_token: 'a' } }), [])).toBeNull();
  });
});
