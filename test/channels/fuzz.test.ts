import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ParsedElement, UnreadableBody } from '../../channels/inbound.ts';
import { inboundOf } from '../../channels/registry/inbound.ts';
import { CHANNELS } from '../../domain/origins/channels.ts';
import { channelEventSchema } from '../../domain/support/inbound/inbound-event.ts';
import { wellFormedJson } from '../../domain/text/well-formed.ts';
import { fixture, RECEIVED_AT, request } from './reading.ts';
import { broken, twisted, twistedForm, written } from './twisted.ts';

const CREDENTIALS = {
  address: 'help@shop.example',
  inboundSecret: 's',
  signingSecret: 's',
  appSecret: 's',
  verifyToken: 'v',
  accessToken: 'a',
  accountId: '1',
  userId: '2244994945',
  botToken: '1:b',
  secretToken: 's',
  accountSid: 'AC1',
  authToken: 's',
  number: '+1',
};
const JSON_CHANNELS = ['facebook', 'instagram', 'x', 'whatsapp', 'linkedin', 'trustpilot', 'api'] as const;
/** Those that send one thing a call. */
const SINGLE_JSON = ['telegram'] as const;
const ALL = [...JSON_CHANNELS, ...SINGLE_JSON, 'twilio', 'mail'] as const;
type Name = (typeof ALL)[number];

/** Samples in the form of the provider's documentation: all files of the channel. Mails have a test of their own (mail/fuzz.test.ts), without threads: 10,000 of all samples. */
const samplesOf = (name: Name): string[] =>
  name === 'mail'
    ? ['plain', 'html-attachment', 'bounce', 'answer', 'forwarded', 'web-form'].map((mail) => `mail/${mail}.eml`)
    : readdirSync(new URL(`../fixtures/${name}/`, import.meta.url)).map((file) => `${name}/${file}`);
/** What each parser reads in a run, at least. */
const INPUTS = 10_000;
const GARBAGE = 1_000;
const NEIGHBOURLY = 300;
const FEW = 250;
const SLOW = 180_000;
/** How often each sample is cut or flipped, and twisted. */
const runsOf = (name: Name): number => (name === 'mail' ? FEW : Math.ceil((INPUTS - GARBAGE) / samplesOf(name).length / 2));

/** Twilio's JSON is recognised by its type; the other channels do not look at it. */
const JSON_TYPE = { 'content-type': 'application/json' };

const parse = async (name: Name, body: Uint8Array, isJson = false): Promise<readonly ParsedElement[] | 'refused'> => {
  try {
    return (await inboundOf(name)?.parse(request(body, isJson ? { headers: JSON_TYPE } : {}), CREDENTIALS)) ?? [];
  } catch (error) {
    // Nothing else may come out of a parser.
    expect(error).toBeInstanceOf(UnreadableBody);
    expect(name).not.toBe('mail');
    return 'refused';
  }
};

/** Whatever it was: each event is one that the topic takes, and its raw text can be had. */
const inputs = new Map<Name, number>();
const isSound = (name: Name, elements: readonly ParsedElement[] | 'refused'): void => {
  inputs.set(name, (inputs.get(name) ?? 0) + 1);
  if (elements === 'refused') return;
  for (const element of elements) {
    if (element.kind !== 'event') continue;
    channelEventSchema.parse(element.event);
    expect(typeof element.raw).toBe('string');
    // Half characters would be rejected by the table.
    expect(wellFormedJson(element.event)).toBe(element.event);
    expect(Date.parse(element.event.occurredAt)).toBeLessThanOrEqual(RECEIVED_AT + 86_400_000);
  }
};

describe.each(ALL)('whatever is posted to %s', (name) => {
  it(
    'garbage is read, kept or refused, and never throws',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.uint8Array({ maxLength: 300 }),
            fc.string().map((text) => Buffer.from(text)),
            fc.json().map((text) => Buffer.from(text)),
          ),
          async (body) => isSound(name, await parse(name, body)),
        ),
        { numRuns: name === 'mail' ? FEW : GARBAGE },
      );
    },
    SLOW,
  );

  it.each(samplesOf(name))(
    '%s cut off or with bytes flipped never throws',
    async (path) => {
      await fc.assert(
        fc.asyncProperty(broken(fixture(path)), async (body) => isSound(name, await parse(name, body, path.endsWith('.json')))),
        { numRuns: runsOf(name) },
      );
    },
    SLOW,
  );

  it('nesting without end is survived', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const nested = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
      isSound(name, await parse(name, Buffer.from(nested)));
      for (const around of [
        `{"messages":[${nested}]}`,
        `{"object":"page","entry":[{"messaging":[${nested}]}]}`,
        `{"object":"instagram","entry":[{"changes":[${nested}]}]}`,
        `{"tweet_create_events":[${nested}]}`,
        `{"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS","notifications":[${nested}]}`,
        `{"events":[${nested}]}`,
        `{"message":${nested}}`,
        `{"message":{"chat":{"id":1},"from":{"id":1},"message_id":1,"rich_message":{"blocks":[{"text":${nested}}]}}}`,
        `{"object":"whatsapp_business_account","entry":[{"changes":[${nested}]}]}`,
      ]) {
        isSound(name, await parse(name, Buffer.from(around)));
      }
    }
  });
});

/** Twilio posts its Event Streams as JSON, and everything else as a form. */
describe.each([...JSON_CHANNELS, ...SINGLE_JSON, 'twilio'] as const)('%s', (name) => {
  it.each(samplesOf(name))(
    '%s with wrong types and values anywhere never throws',
    async (path) => {
      const sample = fixture(path).toString();
      const bodies = path.endsWith('.json') ? twisted(JSON.parse(sample)).map(written) : twistedForm(sample).map((form) => Buffer.from(form));
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => isSound(name, await parse(name, body, path.endsWith('.json')))),
        { numRuns: runsOf(name) },
      );
    },
    SLOW,
  );
});

/** Where a batch's elements stand, and a readable one with an id of its own. */
const NEIGHBOURS: Readonly<
  Record<(typeof JSON_CHANNELS)[number], { readonly readable: (id: string) => object; readonly batch: (elements: readonly unknown[]) => unknown }>
> = {
  facebook: {
    readable: (mid) => ({ sender: { id: 'p' }, recipient: { id: '1' }, timestamp: 1763700000000, message: { mid, text: 'readable' } }),
    batch: (messaging) => ({ object: 'page', entry: [{ id: '1', time: 1, messaging }, 7, { id: '1', time: 1, messaging: [] }] }),
  },
  instagram: {
    readable: (mid) => ({ sender: { id: 'p' }, recipient: { id: '1' }, timestamp: 1763700000000, message: { mid, text: 'readable' } }),
    batch: (messaging) => ({ object: 'instagram', entry: [{ id: '1', time: 1, messaging }, 7, { id: '1', time: 1, changes: [null] }] }),
  },
  x: {
    readable: (id_str) => ({ id_str, text: 'readable', user: { id_str: '7' } }),
    batch: (events) => ({ for_user_id: '1', tweet_create_events: events }),
  },
  whatsapp: {
    readable: (id) => ({ id, from: '1650', timestamp: '1763700000', type: 'text', text: { body: 'readable' } }),
    batch: (messages) => ({
      object: 'whatsapp_business_account',
      entry: [{ changes: [null, { field: 'messages', value: { metadata: { phone_number_id: '1' }, messages } }] }],
    }),
  },
  linkedin: {
    readable: (id) => ({
      action: 'COMMENT',
      organizationalEntity: 'urn:li:organization:1',
      decoratedGeneratedActivity: { comment: { entity: id, owner: 'urn:li:person:a', text: 'readable' } },
    }),
    batch: (notifications) => ({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications }),
  },
  trustpilot: {
    readable: (id) => ({
      eventName: 'service-review-created',
      eventData: { id, stars: 5, text: 'readable', createdAt: '2026-11-20T09:34:44.000Z', consumer: { id: 'c' } },
    }),
    batch: (events) => ({ events }),
  },
  api: { readable: (id) => ({ id, author: { id: 'a' }, text: 'readable' }), batch: (messages) => ({ messages }) },
};

describe.each(JSON_CHANNELS)('an unreadable element of %s', (name) => {
  it('never drops a readable neighbour, and is itself kept or ignored', async () => {
    const { readable, batch } = NEIGHBOURS[name];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.constant('readable' as const), fc.jsonValue()), { maxLength: 12 }), async (wanted) => {
        const ids: string[] = [];
        const elements = wanted.map((each, at) => {
          if (each !== 'readable') return each;
          ids.push(`id-${at}`);
          return readable(`id-${at}`);
        });
        const parsed = await parse(name, Buffer.from(JSON.stringify(batch(elements))));
        if (parsed === 'refused') throw new Error('refused');
        const found = parsed.flatMap((element) => (element.kind === 'event' && element.event.content?.text === 'readable' ? [element.event.providerId] : []));
        expect(found).toEqual(ids);
        expect(parsed.length).toBeGreaterThanOrEqual(wanted.length);
      }),
      { numRuns: NEIGHBOURLY },
    );
  });
});

it.each(ALL.filter((name) => name !== 'mail'))('ten thousand inputs of %s have been tried', (name) => expect(inputs.get(name)).toBeGreaterThanOrEqual(INPUTS));

it('every channel with a provider is here', () =>
  expect([...ALL].toSorted()).toEqual(CHANNELS.filter((name) => !['livechat', 'application'].includes(name)).toSorted()));
