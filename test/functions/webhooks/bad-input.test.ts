import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CHANNELS, type ChannelName } from '../../../domain/origins/channels.ts';
import { createOrigin } from '../../../domain/origins/create-origin.ts';
import { processWebhook } from '../../../functions/webhooks/process-webhook.ts';
import { callOf } from '../../../functions/webhooks/request.ts';
import { fixture } from '../../channels/reading.ts';
import { edge, gatewayEvent } from './edge.ts';

const MB = 1024 * 1024;
const SECRET = 'app-secret';
const HUB = 'https://hub.example';

interface Channel {
  readonly credentials: object;
  /** As the provider signs, written here anew. `url`: the address that is called. */
  readonly sign: (secret: string, body: Uint8Array, url: string) => Record<string, string>;
  readonly sample: string;
  /** Its own forms of nothing, and of a kind that nobody knows. */
  readonly empty: readonly string[];
  readonly unknown: string;
  /** Bytes that are no JSON are kept, and the answer is 200. */
  readonly takesAnyBytes?: true;
  /** The proof is a secret, and not a signature of the bytes. */
  readonly signsNoBytes?: true;
}

const hex = (secret: string, ...parts: (string | Uint8Array)[]): string => {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
};
const meta = (secret: string, body: Uint8Array) => ({ 'x-hub-signature-256': `sha256=${hex(secret, body)}` });
const parley = (secret: string, body: Uint8Array) => ({ 'x-parley-signature': `sha256=${hex(secret, body)}` });
const metaCredentials = (accountId: string) => ({ appSecret: SECRET, verifyToken: 'verify', accessToken: 'a', accountId });

/** Everything that a provider can call. A live chat has no provider: each of its calls is a 401 (test/channels/livechat). */
const SIGNED: Readonly<Partial<Record<ChannelName, Channel>>> = {
  facebook: {
    credentials: metaCredentials('682498302938465'),
    sign: meta,
    sample: 'facebook/messenger.json',
    empty: ['{"object":"page"}', '{"object":"page","entry":[]}', '{"object":"page","entry":[{"messaging":[]}]}'],
    unknown: '{"object":"page","entry":[{"id":"682498302938465","messaging":[{"sender":{"id":"1"},"smell":{}}],"changes":[{"field":"smell","value":{}}]}]}',
  },
  instagram: {
    credentials: metaCredentials('17841400000000001'),
    sign: meta,
    sample: 'instagram/every-kind.json',
    empty: ['{"object":"instagram"}', '{"object":"instagram","entry":[{"changes":[]}]}'],
    unknown: '{"object":"instagram","entry":[{"id":"17841400000000001","changes":[{"field":"smell","value":{}}]}]}',
  },
  whatsapp: {
    credentials: metaCredentials('106540352242922'),
    sign: meta,
    sample: 'whatsapp/batch.json',
    empty: ['{"object":"whatsapp_business_account","entry":[{"changes":[]}]}'],
    unknown: '{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"smell","value":{}}]}]}',
  },
  x: {
    credentials: { consumerSecret: SECRET, accessToken: 'a', userId: '2244994945' },
    sign: (secret, body) => ({ 'x-twitter-webhooks-signature': `sha256=${createHmac('sha256', secret).update(body).digest('base64')}` }),
    sample: 'x/posts.json',
    empty: ['{"for_user_id":"2244994945","tweet_create_events":[]}'],
    unknown: '{"for_user_id":"2244994945","smell_events":[{}]}',
  },
  linkedin: {
    credentials: { clientSecret: SECRET, accessToken: 'a', organizationId: '96072893' },
    sign: (secret, body) => ({ 'x-li-signature': hex(secret, 'hmacsha256=', body) }),
    sample: 'linkedin/notifications.json',
    empty: ['{"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS","notifications":[]}'],
    unknown: '{"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS","notifications":[{"action":"SMELL"}]}',
  },
  mail: {
    credentials: { address: 'help@shop.example', inboundSecret: SECRET },
    sign: parley,
    sample: 'mail/plain.eml',
    empty: ['\r\n', '\r\n\r\n'],
    unknown: 'Content-Type: smell/sweet\r\n\r\n',
    takesAnyBytes: true,
  },
  trustpilot: {
    credentials: { businessUnitId: 'unit-1', webhookSecret: SECRET },
    sign: parley,
    sample: 'trustpilot/reviews.json',
    empty: ['{"events":[]}'],
    unknown: '{"events":[{"eventName":"service-review-smelled","version":"1.0","eventData":{}}]}',
  },
  telegram: {
    credentials: { botToken: '7:abc', secretToken: SECRET },
    sign: (secret) => ({ 'x-telegram-bot-api-secret-token': secret }),
    sample: 'telegram/text.json',
    empty: ['{"update_id":1}'],
    unknown: '{"update_id":1,"smell":{}}',
    signsNoBytes: true,
  },
  twilio: {
    credentials: { accountSid: 'AC-ours', authToken: SECRET, number: '+14155238886' },
    sign: (secret, body, url) => {
      const fields = [...new URLSearchParams(Buffer.from(body).toString('utf8'))].toSorted(([a], [b]) => (a < b ? -1 : 1));
      const text = url + fields.map(([name, value]) => name + value).join('');
      return { 'x-twilio-signature': createHmac('sha1', secret).update(text).digest('base64') };
    },
    sample: 'twilio/mms.txt',
    empty: ['', 'a='],
    unknown: 'Smell=sweet',
    takesAnyBytes: true,
  },
  api: {
    credentials: { signingSecret: SECRET },
    sign: parley,
    sample: 'api/messages.json',
    empty: ['{"messages":[]}'],
    unknown: '{"smells":[]}',
  },
};
const NAMES = Object.keys(SIGNED) as ChannelName[];

/** An origin of the channel, and what became of a call of its webhook. */
const open = async (name: ChannelName) => {
  const channel = SIGNED[name] as Channel;
  const hub = await edge();
  const { webhookPath } = await createOrigin(hub.world.deps, hub.world.context, { channel: name, name, credentials: channel.credentials });
  const before = hub.world.table.all().length;
  const call = async (body: string | Uint8Array, headers: Record<string, string>) => {
    const event = gatewayEvent(webhookPath, { body, headers, base64: true });
    const read = callOf(event, hub.world.deps.clock(), HUB);
    if (!read) throw new Error('no call');
    return (await processWebhook(hub.deps, read)).result.statusCode;
  };
  const sign = (body: string | Uint8Array, secret = SECRET): Record<string, string> => channel.sign(secret, Buffer.from(body), `${HUB}${webhookPath}`);
  return {
    call,
    sign,
    send: (body: string | Uint8Array, more: Record<string, string> = {}) => call(body, { ...sign(body), ...more }),
    hub,
    isEmpty: () => hub.records.length === 0 && hub.objects.size === 0 && hub.world.table.all().length === before,
  };
};
/** Whatever it is, it is answered once and for all: a provider would repeat a 5xx for days. */
const SETTLED = [200, 400];

it('every channel is here, except those without a provider', () => {
  expect([...NAMES, 'livechat', 'application'].toSorted()).toEqual([...CHANNELS].toSorted());
});

describe.each(NAMES)('the webhook of %s', (name) => {
  const { sample, empty, unknown, takesAnyBytes, signsNoBytes } = SIGNED[name] as Channel;
  const good = fixture(sample);

  it('takes what the provider has signed', async () => {
    const { send, hub } = await open(name);
    expect(await send(good)).toBe(200);
    expect(hub.records.length).toBeGreaterThan(0);
  });

  it('refuses an unsigned call, a wrong, a truncated and a prolonged proof, and stores nothing of them', async () => {
    const { call, sign, isEmpty } = await open(name);
    const [[header, value]] = Object.entries(sign(good)) as [[string, string]];
    const proofs = ['', value.slice(0, -1), value.slice(0, 5), value.slice(1), `${value}0`, Object.values(sign(good, 'another-secret'))[0] as string];
    for (const proof of proofs) expect(await call(good, { [header]: proof }), proof).toBe(401);
    expect(await call(good, {})).toBe(401);
    expect(await call(good, { 'x-signature': value })).toBe(401);
    expect(isEmpty()).toBe(true);
  });

  const altered = signsNoBytes ? 'knows the provider by its secret: there is no signature of the bytes' : 'refuses bytes that are not those that were signed';
  it(altered, async () => {
    const { call, sign, isEmpty } = await open(name);
    const headers = sign(good);
    const flipped = (at: number): Uint8Array => good.map((byte, index) => (index === at ? byte ^ 1 : byte));
    const all = [flipped(0), flipped(Math.floor(good.length / 2)), good.subarray(0, -1), Buffer.concat([good, Buffer.from('&x=1')])];
    for (const bytes of all) expect([await call(bytes, headers)]).toEqual(signsNoBytes ? [expect.toBeOneOf(SETTLED)] : [401]);
    expect(isEmpty()).toBe(!signsNoBytes);
  });

  it('does not unpack a bomb', async () => {
    const { send, hub } = await open(name);
    const bomb = gzipSync(Buffer.alloc(20 * MB));
    expect(SETTLED).toContain(await send(bomb));
    expect(SETTLED).toContain(await send(bomb, { 'content-encoding': 'gzip' }));
    for (const { body } of hub.objects.values()) expect(body.byteLength).toBeLessThan(MB);
    for (const { value } of hub.records) expect(value.length).toBeLessThan(MB);
  });

  it.each<[string, string | Uint8Array]>([
    ['deep lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['deep objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['half characters', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x22, 0x7d])],
    ['nothing but NUL', Buffer.alloc(1_000)],
    ['a number', '42'],
    ['null', 'null'],
    ['an empty list', '[]'],
    ['an empty object', '{}'],
  ])('survives %s', async (_, body) => expect(SETTLED).toContain(await (await open(name)).send(body)));

  it('survives its own sample with invalid UTF-8 in it, and with its end missing', async () => {
    const { send } = await open(name);
    for (let at = 1; at < good.length; at += Math.ceil(good.length / 20)) {
      const broken = Buffer.concat([good.subarray(0, at), Buffer.from([0xff, 0xc0, 0x80]), good.subarray(at)]);
      // Twilio signs texts, and a sender of broken ones signs what it means by them.
      if (name !== 'twilio') expect(SETTLED).toContain(await send(broken));
      expect(SETTLED).toContain(await send(good.subarray(0, at)));
    }
  });

  it('says what is no JSON', async () => {
    expect(await (await open(name)).send('{"object":')).toBe(takesAnyBytes ? 200 : 400);
  });

  it('takes a batch of nothing, and makes nothing of it', async () => {
    const { send, hub } = await open(name);
    for (const nothing of empty) expect(await send(nothing), nothing).toBe(200);
    // Any bytes may be a mail.
    if (name !== 'mail') expect(hub.records).toEqual([]);
  });

  it('takes a kind that nobody knows once and for all', async () => {
    expect(await (await open(name)).send(unknown)).toBe(200);
  });

  it('refuses more than 4 MB, whoever signed it', async () => {
    const { send, isEmpty } = await open(name);
    expect(await send(Buffer.alloc(4 * MB + 1, 0x20))).toBe(413);
    expect(isEmpty()).toBe(true);
  });

  it('takes a repeated call as often as it comes, with the same identities', async () => {
    const { send, hub } = await open(name);
    expect(await send(good)).toBe(200);
    const first = hub.events().map(({ identity }) => identity);
    expect(await send(good)).toBe(200);
    expect(hub.events().map(({ identity }) => identity)).toEqual([...first, ...first]);
  });
});
