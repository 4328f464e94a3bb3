import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inbound as api } from '../../channels/api/inbound.ts';
import { inbound as facebook } from '../../channels/facebook/inbound.ts';
import { inbound as instagram } from '../../channels/instagram/inbound.ts';
import { inbound as mail } from '../../channels/mail/inbound.ts';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { inboundOf } from '../../channels/registry/inbound.ts';
import { outboundOf } from '../../channels/registry/outbound.ts';
import { inbound as whatsapp } from '../../channels/whatsapp/inbound.ts';
import { CHANNELS } from '../../domain/origins/channels.ts';
import { fixture, request } from './reading.ts';

const hex = (secret: string, body: Uint8Array | string): string => createHmac('sha256', secret).update(body).digest('hex');
const meta = (appSecret: string, verifyToken = 'token') => ({ appSecret, verifyToken, accessToken: 'a', accountId: '1' });
const body = Buffer.from('{"entry":[]}');

/** Each channel with its own header and credentials. */
const SIGNED = [
  ['facebook', 'x-hub-signature-256', meta],
  ['instagram', 'x-hub-signature-256', meta],
  ['whatsapp', 'x-hub-signature-256', meta],
  ['mail', 'x-parley-signature', (inboundSecret: string) => ({ address: 'a@b.example', inboundSecret })],
  ['api', 'x-parley-signature', (signingSecret: string) => ({ signingSecret })],
] as const;

describe.each(SIGNED)('%s', (name, header, credentials) => {
  const channel = inboundOf(name);
  const verify = (signature: string | undefined, secrets: readonly string[], bytes: Uint8Array = body): boolean | undefined =>
    channel?.verify(
      request(bytes, { headers: { [header]: signature } }),
      secrets.map((secret) => credentials(secret)),
    );

  it('believes the signature of the raw bytes under any secret that is valid', () => {
    expect(verify(`sha256=${hex('now', body)}`, ['now'])).toBe(true);
    expect(verify(`sha256=${hex('before', body)}`, ['now', 'before'])).toBe(true);
    expect(verify(`sha256=${hex('now', body).toUpperCase()}`, ['now'])).toBe(true);
  });

  it.each([
    ['none', undefined],
    ['another secret', `sha256=${hex('other', body)}`],
    ['another body', `sha256=${hex('now', 'x')}`],
    ['no prefix', hex('now', body)],
    ['sha1', `sha1=${createHmac('sha1', 'now').update(body).digest('hex')}`],
    ['cut short', `sha256=${hex('now', body).slice(0, 62)}`],
    ['something after it', `sha256=${hex('now', body)}00`],
    ['no hex', `sha256=${'z'.repeat(64)}`],
    ['nothing', ''],
  ])('does not believe %s', (_, signature) => expect(verify(signature, ['now'])).toBe(false));

  it('believes nothing without a secret', () => expect(verify(`sha256=${hex('', body)}`, [])).toBe(false));
});

describe.each([
  ['facebook', facebook],
  ['instagram', instagram],
  ['whatsapp', whatsapp],
] as const)('the handshake of %s', (_, channel) => {
  const handshake = (query: Record<string, string>, method: 'GET' | 'POST' = 'GET') =>
    channel.handshake(request('', { method, query }), [meta('s', 'new'), meta('s', 'old')]);
  const asked = (token: string) => ({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' });

  it.each(['new', 'old'])('gives the challenge back for the token %s', (token) => {
    expect(handshake(asked(token))).toEqual({ status: 200, body: '1158201444', contentType: 'text/plain; charset=utf-8' });
  });

  it.each([
    ['a wrong token', asked('wrong')],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['another mode', { ...asked('new'), 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'new' }],
  ])('%s is a 403', (_, query) => expect(handshake(query)?.status).toBe(403));

  it('anything else is no handshake', () => {
    expect(handshake({})).toBeNull();
    expect(handshake(asked('new'), 'POST')).toBeNull();
  });
});

describe('the channels', () => {
  it('without a verification of the address have none', () => {
    expect(mail.handshake(request(''), [])).toBeNull();
    expect(api.handshake(request(''), [])).toBeNull();
  });

  it('parse by their own format', async () => {
    const counted = await Promise.all([
      facebook.parse(request(fixture('facebook/feed.json')), meta('s')),
      instagram.parse(request(fixture('instagram/every-kind.json')), meta('s')),
      whatsapp.parse(request(fixture('whatsapp/batch.json')), meta('s')),
      mail.parse(request(fixture('mail/plain.eml')), { address: 'a@b.example', inboundSecret: 's' }),
      api.parse(request(fixture('api/messages.json')), { signingSecret: 's' }),
    ]);
    expect(counted.map((elements) => elements.length)).toEqual([11, 25, 5, 1, 4]);
  });

  it('answer 200 when everything is kept', () => expect([facebook, whatsapp, mail, api].map(({ accepted }) => accepted.status)).toEqual([200, 200, 200, 200]));

  it('perform exactly the actions that their capabilities name', () => {
    for (const name of CHANNELS) {
      const named = new Set(Object.values(capabilitiesOf(name).surfaces).flatMap((surface) => Object.keys(surface)));
      expect(new Set(outboundOf(name)?.actions ?? []), name).toEqual(named);
    }
    expect(outboundOf('constructor')).toBeUndefined();
  });

  it('that are not built are not there', () => {
    expect(CHANNELS.filter((name) => inboundOf(name) !== undefined)).toEqual([
      'facebook',
      'instagram',
      'x',
      'whatsapp',
      'linkedin',
      'mail',
      'trustpilot',
      'telegram',
      'twilio',
      'livechat',
      'application',
      'api',
    ]);
    expect(inboundOf('constructor')).toBeUndefined();
  });
});
