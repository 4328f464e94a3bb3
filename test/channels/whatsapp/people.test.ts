import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneNumber } from '../../../channels/whatsapp/numbers.ts';
import { parseWhatsApp } from '../../../channels/whatsapp/parse.ts';
import { eventsOf, RECEIVED_AT, theEvent } from '../reading.ts';

interface Contact {
  readonly wa_id?: string;
  readonly user_id?: string;
  readonly name?: string;
}
const value = (contacts: readonly Contact[], members: object) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      changes: [
        {
          field: 'messages',
          value: {
            metadata: { phone_number_id: 'N' },
            contacts: contacts.map(({ name, ...ids }) => ({ ...ids, ...(name === undefined ? {} : { profile: { name } }) })),
            ...members,
          },
        },
      ],
    },
  ],
});
const parse = (body: unknown) => parseWhatsApp({ body: Buffer.from(JSON.stringify(body)), receivedAt: RECEIVED_AT });
const text = (from: string | undefined, more: object = {}) => ({
  from,
  id: `wamid.${from}`,
  timestamp: '1763700000',
  type: 'text',
  text: { body: 'x' },
  ...more,
});
const written = (contacts: readonly Contact[], ...from: string[]) => eventsOf(parse(value(contacts, { messages: from.map((each) => text(each)) })));

/** Numbers as people dial them, and the ids that WhatsApp gave them. */
const LINES = [
  ['Brazil, no ninth digit in the id', '5531987654321', '553187654321'],
  ['Brazil, the ninth digit in the id only', '551187654321', '5511987654321'],
  ['Mexico', '525512345678', '5215512345678'],
  ['Argentina', '541158749895', '5491158749895'],
] as const;

describe.each(LINES)('a person of %s', (_, phone, waId) => {
  const me: Contact = { wa_id: waId, name: 'Rosa' };
  const key = theEvent(parse(value([me], { messages: [text(phone)] }))).threadKey;

  it('is one person, alone and among others, by either number and without contacts', () => {
    const others: Contact[] = [
      { wa_id: '4915112345678', name: 'Max' },
      { wa_id: '16505551234', name: 'Sheena' },
    ];
    const batches = [
      written([me], waId),
      written([...others, me], '4915112345678', phone, '16505551234'),
      written([me, ...others], phone, '4915112345678'),
      written([me], phone, waId),
      written([], phone),
      written([], waId),
      written([], `+${phone}`),
      eventsOf(parse(value([], { message_echoes: [{ to: phone, id: 'e', type: 'text', text: { body: 'x' } }] }))),
      eventsOf(parse(value([me], { message_echoes: [{ to: phone, id: 'e', type: 'text', text: { body: 'x' } }] }))),
      eventsOf(parse(value([], { statuses: [{ id: 's', status: 'sent', recipient_id: waId }] }))),
      eventsOf(parse(value([], { statuses: [{ id: 's', status: 'sent', recipient_id: phone }] }))),
      eventsOf(parse(value([], { messages: [{ from: phone, id: 'n', type: 'system', system: { body: 'changed' } }] }))),
    ];
    const keys = batches.map((events) =>
      events.filter((event) => !['4915112345678', '16505551234'].includes(event.threadKey ?? '')).map(({ threadKey }) => threadKey),
    );
    for (const each of keys) expect(new Set(each)).toEqual(new Set([key]));
    expect(batches[1]?.map(({ author }) => author?.name)).toEqual(['Max', 'Rosa', 'Sheena']);
  });

  it('is written to at the id that WhatsApp gave', () => {
    const [event] = written([{ wa_id: '4915112345678' }, me], phone, '4915112345678');
    expect(event?.author).toEqual({ id: waId, name: 'Rosa', handle: waId });
    expect(written([], phone)[0]?.author?.id).toBe(phone);
  });

  it('keeps their own name in a group', () => {
    const [event] = eventsOf(
      parse(value([{ wa_id: '4915112345678', name: 'Max' }, me], { messages: [text(phone, { group_id: 'G' }), text('4915112345678', { group_id: 'G' })] })),
    );
    expect(event).toMatchObject({ threadKey: 'G', author: { id: waId, name: 'Rosa' }, customer: { id: 'G' } });
  });
});

describe('who belongs to which contact', () => {
  it('by one digit more or less, also where the numbers are of no known form', () => {
    const events = written(
      [{ wa_id: '551112345678', name: 'Ana' }, { wa_id: '552112345678', name: 'Rui' }, { wa_id: '1' }],
      '5521912345678',
      '5511912345678',
      '1',
    );
    expect(events.map(({ author }) => author?.name)).toEqual(['Rui', 'Ana', null]);
    expect(written([{ wa_id: '5511912345678', name: 'Ana' }, { wa_id: '2' }], '551112345678', '1')[0]?.author?.name).toBe('Ana');
  });

  it('what is left of both belongs together; what is ambiguous, to nobody', () => {
    expect(
      written(
        [
          { wa_id: '1', name: 'One' },
          { wa_id: '99', name: 'Two' },
        ],
        '1',
        '2',
      ).map(({ author }) => author?.name),
    ).toEqual(['One', 'Two']);
    expect(
      written(
        [
          { wa_id: '98', name: 'One' },
          { wa_id: '99', name: 'Two' },
        ],
        '1',
        '2',
      ).map(({ author }) => [author?.id, author?.name]),
    ).toEqual([
      ['1', null],
      ['2', null],
    ]);
  });

  it('a user id stands in for a hidden number, and leads to the number where both are known', () => {
    const contacts: Contact[] = [
      { user_id: 'US.1', name: 'Anna' },
      { wa_id: '1650', user_id: 'US.2', name: 'Bea' },
    ];
    const messages = [text(undefined, { from_user_id: 'US.1', id: 'a' }), text(undefined, { from_user_id: 'US.2', id: 'b' }), text('1650', { id: 'c' })];
    expect(eventsOf(parse(value(contacts, { messages }))).map(({ threadKey, author }) => [threadKey, author?.name])).toEqual([
      ['US.1', 'Anna'],
      ['1650', 'Bea'],
      ['1650', 'Bea'],
    ]);
  });

  it('numbers that are numbers in JSON are told like any', () => {
    const body =
      '{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"contacts":[{"wa_id":5531987654321,"profile":{"name":"R"}}],"messages":[{"from":553187654321,"id":"a","type":"text","text":{"body":"x"}}]}}]}]}';
    expect(theEvent(parseWhatsApp({ body: Buffer.from(body), receivedAt: RECEIVED_AT })).author).toMatchObject({ id: '5531987654321', name: 'R' });
  });

  it('forty thousand contacts and writers are not compared each with each', () => {
    const many = Array.from({ length: 40_000 }, (_, at) => String(5_511_100_000_000 + at));
    expect(
      written(
        many.map((wa_id) => ({ wa_id })),
        ...many.map((each) => `${each}9`),
      ),
    ).toHaveLength(40_000);
  });
});

describe('one number', () => {
  it.each([
    ['551131234567', '551131234567'],
    ['5511931234567', '5511931234567'],
    ['5511987654321', '551187654321'],
    ['+55 (11) 98765-4321', '551187654321'],
    ['525512345678', '5215512345678'],
    ['541158749895', '5491158749895'],
    ['16505551234', '16505551234'],
    ['US.13491208655302741918', 'US.13491208655302741918'],
    ['Y2FwaV9ncm91cDoxNzA1NTU1', 'Y2FwaV9ncm91cDoxNzA1NTU1'],
  ])('of %s is %s', (given, one) => expect(oneNumber(given)).toBe(one));

  it('of itself is itself, and lines of other countries are never brought together', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10_000_000n, max: 999_999_999_999_999n }).map(String), (number) => {
        expect(oneNumber(oneNumber(number))).toBe(oneNumber(number));
        if (!/^5[245]/.test(number)) expect(oneNumber(number)).toBe(number);
      }),
      { numRuns: 1000 },
    );
  });
});
