import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inbound } from '../../../channels/linkedin/inbound.ts';
import { request } from '../reading.ts';

const credentials = (clientSecret: string) => ({ clientSecret, accessToken: 'a', organizationId: '8' });
const hex = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');
const BODY = '{"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS","notifications":[]}';
const CODE = '890e4665-4dfe-4ab1-b689-ed553bceeed0';

describe('the signature of LinkedIn', () => {
  const verify = (signature: string | undefined, secrets: readonly string[]) =>
    inbound.verify(request(BODY, { headers: { 'x-li-signature': signature } }), secrets.map(credentials));
  const good = hex('now', `hmacsha256=${BODY}`);

  it('is believed under any secret that is valid', () => {
    expect(verify(good, ['now'])).toBe(true);
    expect(verify(good.toUpperCase(), ['other', 'now'])).toBe(true);
  });

  it.each<[string, string | undefined]>([
    ['none', undefined],
    ['nothing', ''],
    ['another secret', hex('other', `hmacsha256=${BODY}`)],
    ['another body', hex('now', `hmacsha256=${BODY} `)],
    ['the body alone', hex('now', BODY)],
    ['the prefix in the header', `hmacsha256=${good}`],
    ['cut short', good.slice(0, -2)],
    ['something after it', `${good}00`],
  ])('%s is not believed', (_, signature) => expect(verify(signature, ['now'])).toBe(false));

  it('is not believed without a secret', () => expect(verify(good, [])).toBe(false));
});

describe('the challenge of LinkedIn', () => {
  const asked = (query: Record<string, string>, method: 'GET' | 'POST' = 'GET') => inbound.handshake(request('', { method, query }), [credentials('now')]);

  it('is answered with its HMAC', () => {
    const answer = asked({ challengeCode: CODE });
    expect([answer?.status, JSON.parse(answer?.body ?? '')]).toEqual([200, { challengeCode: CODE, challengeResponse: hex('now', CODE) }]);
  });

  it.each(['', BODY, `hmacsha256=${BODY}`, `${CODE} `, `${CODE}\n`, CODE.replaceAll('-', '')])(
    '%j is no challenge: its answer could sign a webhook',
    (challengeCode) => {
      expect(asked({ challengeCode })?.status).toBe(403);
    },
  );

  it('anything else is none', () => {
    expect(asked({})).toBeNull();
    expect(asked({ challengeCode: CODE }, 'POST')).toBeNull();
    expect(inbound.handshake(request('', { method: 'GET', query: { challengeCode: CODE } }), [])).toBeNull();
  });
});
