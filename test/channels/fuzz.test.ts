import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ParsedElement, UnreadableBody } from '../../channels/inbound.ts';
import { inboundOf } from '../../channels/registry/inbound.ts';
import { channelEventSchema } from '../../domain/support/inbound/inbound-event.ts';
import { wellFormedJson } from '../../domain/text/well-formed.ts';
import { fixture, RECEIVED_AT, request } from './reading.ts';

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

const FIXTURES: Readonly<Record<Name, readonly string[]>> = {
  facebook: ['facebook/messenger.json', 'facebook/feed.json', 'facebook/page.json'],
  instagram: ['instagram/every-kind.json'],
  x: ['x/posts.json', 'x/messages.json'],
  whatsapp: [
    'whatsapp/batch.json',
    'whatsapp/every-type.json',
    'whatsapp/statuses.json',
    'whatsapp/echoes.json',
    'whatsapp/group.json',
    'whatsapp/new-kinds.json',
    'whatsapp/hidden-number.json',
  ],
  linkedin: ['linkedin/notifications.json'],
  trustpilot: ['trustpilot/reviews.json'],
  api: ['api/messages.json'],
  telegram: ['telegram/text.json', 'telegram/group.json', 'telegram/business.json', 'telegram/callback.json', 'telegram/deleted.json'],
  twilio: ['twilio/mms.txt', 'twilio/status.txt', 'twilio/events.json'],
  mail: ['mail/plain.eml', 'mail/html-attachment.eml', 'mail/bounce.eml', 'mail/answer.eml', 'mail/forwarded.eml', 'mail/web-form.eml'],
};

const parse = async (name: Name, body: Uint8Array): Promise<readonly ParsedElement[] | 'refused'> => {
  try {
    return (await inboundOf(name)?.parse(request(body), CREDENTIALS)) ?? [];
  } catch (error) {
    // Nothing else may come out of a parser.
    expect(error).toBeInstanceOf(UnreadableBody);
    expect(name).not.toBe('mail');
    return 'refused';
  }
};

/** Whatever it was: each event is one that the topic takes, and its raw text can be had. */
let inputs = 0;
const isSound = (elements: readonly ParsedElement[] | 'refused'): void => {
  inputs += 1;
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

const mutated = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc.array(fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) }), { minLength: 1, maxLength: 8 }).map((changes) => {
    const copy = Uint8Array.from(bytes);
    for (const { at, to } of changes) copy[at] = to;
    return copy;
  });

/** Numbers that no double holds stand as strings until the document is written out. */
const written = (document: unknown): Buffer => Buffer.from((JSON.stringify(document) ?? 'null').replaceAll(/"#([^"#]+)#"/g, '$1'));

/** A JSON document with members somewhere in it replaced by anything. */
const twisted = (document: unknown): fc.Arbitrary<unknown> => {
  const paths: (readonly (string | number)[])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    paths.push(path);
    if (Array.isArray(value)) value.forEach((each, at) => walk(each, [...path, at]));
    else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
  };
  walk(document, []);
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, [], {}, '', -1, 1e308, [[]], true, ' 5 ', 'half \ud83d', 'x'.repeat(5000), '2026-11-28T10:00:00', '1763700000000'),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'unsupported', 'poll', 'system', 'call', 'group_id'),
    fc.constantFrom('#12345678901234567890#', '#-1e21#', '#1e400#', '#1763700000000000000000#', '#0.12345678901234567890#'),
  );
  return fc.array(fc.tuple(fc.constantFrom(...paths), anything), { minLength: 1, maxLength: 4 }).map((changes) => {
    let copy: unknown = structuredClone(document);
    for (const [path, given] of changes) {
      // A copy: two places must not come to share a value, which JSON cannot.
      const value: unknown = structuredClone(given);
      if (path.length === 0) {
        copy = value;
        continue;
      }
      let at = copy as Record<string | number, unknown> | undefined;
      for (const step of path.slice(0, -1)) at = typeof at === 'object' && at !== null ? (at[step] as typeof at) : undefined;
      const last = path.at(-1) as string | number;
      // An earlier change may have made an array of an object with a `length` (Telegram's entities) or with ids as keys (X's users): it would become huge.
      if (typeof at === 'object' && at !== null && !(Array.isArray(at) && typeof last === 'string')) at[last] = value;
    }
    return copy;
  });
};

describe.each(ALL)('whatever is posted to %s', (name) => {
  it('garbage is read, kept or refused, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.string().map((text) => Buffer.from(text)),
          fc.json().map((text) => Buffer.from(text)),
        ),
        async (body) => isSound(await parse(name, body)),
      ),
      { numRuns: 500 },
    );
  });

  it.each(FIXTURES[name])('%s cut off or with bytes flipped never throws', async (path) => {
    const bytes = fixture(path);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.nat(bytes.length).map((end) => bytes.subarray(0, end)),
          mutated(bytes),
        ),
        async (body) => isSound(await parse(name, body)),
      ),
      { numRuns: 250 },
    );
  });

  it('nesting without end is survived', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const nested = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
      isSound(await parse(name, Buffer.from(nested)));
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
        isSound(await parse(name, Buffer.from(around)));
      }
    }
  });
});

/** Twilio posts its Event Streams as JSON, and everything else as a form. */
describe.each([...JSON_CHANNELS, ...SINGLE_JSON, 'twilio'] as const)('%s', (name) => {
  it.each(FIXTURES[name].filter((path) => path.endsWith('.json')))('%s with wrong types anywhere never throws', async (path) => {
    const document: unknown = JSON.parse(fixture(path).toString());
    await fc.assert(
      fc.asyncProperty(twisted(document), async (body) => isSound(await parse(name, written(body)))),
      { numRuns: 600 },
    );
  });
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
      { numRuns: 300 },
    );
  });
});

it('ten thousand inputs have been tried', () => expect(inputs).toBeGreaterThanOrEqual(10_000));
