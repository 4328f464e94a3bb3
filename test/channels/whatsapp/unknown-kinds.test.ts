import { describe, expect, it } from 'vitest';
import { parseWhatsApp } from '../../../channels/whatsapp/parse.ts';
import { eventsOf, ignoredOf, RECEIVED_AT, theEvent, unreadableOf } from '../reading.ts';

const parse = (value: object, field = 'messages') =>
  parseWhatsApp({
    body: Buffer.from(
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ changes: [{ field, value: { metadata: { display_phone_number: '15550783881', phone_number_id: 'N' }, ...value } }] }],
      }),
    ),
    receivedAt: RECEIVED_AT,
  });
const one = (members: object) => parse({ messages: [{ from: '1650', id: 'wamid.x', timestamp: '1763700000', ...members }] });
const errors = [{ code: 131051, title: 'Message type unknown', error_data: { details: 'Message type is currently not supported.' } }];

describe('a message of a kind that is unknown', () => {
  it.each([
    ['unknown, with a reason', { type: 'unknown', errors }, '[Message type is currently not supported.]'],
    ['unknown, and nothing else', { type: 'unknown' }, '[A message of a kind that WhatsApp does not pass on]'],
    ['unsupported that names its kind', { type: 'unsupported', unsupported: { type: 'poll_creation' } }, '[poll]'],
    [
      'unsupported with kind and reason',
      { type: 'unsupported', unsupported: { type: 'poll_update' }, errors },
      '[vote in a poll] Message type is currently not supported.',
    ],
    ['unsupported of an unknown kind', { type: 'unsupported', unsupported: { type: 'unknown' } }, '[A message of a kind that WhatsApp does not pass on]'],
    ['a poll', { type: 'poll', poll: { name: 'Lunch?', options: [{ name: 'Pizza' }, { name: 'Soup' }] } }, '[poll] Lunch?\n- Pizza\n- Soup'],
    ['a poll of texts', { type: 'poll', poll: { question: 'Lunch?', options: ['Pizza', 7] } }, '[poll] Lunch?\n- Pizza\n- 7'],
    ['a call', { type: 'call', call: { status: 'missed', id: 'secret' } }, '[call] missed'],
    ['a welcome', { type: 'request_welcome' }, '[opened the chat for the first time]'],
    ['an event', { type: 'scheduled_event', scheduled_event: { title: 'Visit', description: 'At noon', token: 't' } }, '[scheduled event] Visit\nAt noon'],
    ['something new', { type: 'hologram', hologram: {} }, '[hologram]'],
    ['a text of its own', { type: 'whisper', whisper: 'psst' }, '[whisper] psst'],
    ['a list', { type: 'stack', stack: ['a', ['b']] }, '[stack] a\n- b'],
    [
      'an answer of a new kind',
      { type: 'interactive', interactive: { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } } },
      '[call permission reply] accept',
    ],
    ['a name of signs', { type: '<script>', '<script>': {} }, '[script]'],
    ['a name without letters', { type: '??' }, '[A message of a kind that WhatsApp does not pass on]'],
    ['a word of the language', { type: 'constructor', constructor: {} }, '[constructor]'],
    ['another word of the language', { type: '__proto__' }, '[proto]'],
  ])('%s leaves a placeholder in the thread of who wrote, and opens a ticket', (_, members, text) => {
    expect(theEvent(one(members))).toMatchObject({
      verb: 'created',
      providerId: 'wamid.x',
      threadKey: '1650',
      opensTicket: true,
      fromCustomer: true,
      content: { text },
    });
  });

  it('is also kept raw, until somebody can read it', () => {
    const [element] = one({ type: 'poll', poll: { name: 'Lunch?' } });
    expect(element?.kind === 'event' && [element.unknown, JSON.parse(element.raw)]).toEqual([
      'message type poll is unknown',
      expect.objectContaining({ type: 'poll' }),
    ]);
    const [known] = one({ type: 'text', text: { body: 'hi' } });
    expect(known?.kind === 'event' && known.unknown).toBeUndefined();
  });

  it('knows what it answers, and says no more than fits', () => {
    const words = 'word '.repeat(5000);
    const { content } = theEvent(one({ type: 'x'.repeat(5000), context: { id: 'wamid.a' }, errors: [{ title: words }] }));
    expect(content?.inReplyTo).toBe('wamid.a');
    expect(content?.text?.length).toBeLessThan(1100);
    const options = Array.from({ length: 500 }, () => ({ name: words }));
    expect(theEvent(one({ type: 'poll', poll: { options } })).content?.text?.split('\n').length).toBeLessThanOrEqual(20);
    const deep = JSON.parse(`${'{"options":['.repeat(500)}1${']}'.repeat(500)}`) as object;
    expect(theEvent(one({ type: 'poll', poll: deep })).content?.text).toBe('[poll]');
  });

  it('written by the business on its own phone is a reply', () => {
    const echo = parse({ message_echoes: [{ from: '15550783881', to: '1650', id: 'e', type: 'poll', poll: { name: 'Lunch?' } }] }, 'smb_message_echoes');
    expect(theEvent(echo)).toMatchObject({ fromCustomer: false, opensTicket: false, threadKey: '1650', content: { text: '[poll] Lunch?' } });
  });
});

describe('a call', () => {
  const call = (members: object) => parse({ calls: [{ id: 'wacid.1', from: '1650', to: '15550783881', timestamp: '1763700000', ...members }] }, 'calls');
  const end = (members: object) => theEvent(call({ event: 'terminate', direction: 'USER_INITIATED', ...members }));

  it('of a customer is a note once it has ended, and says what came of it', () => {
    expect(ignoredOf(call({ event: 'connect', direction: 'USER_INITIATED' }))).toEqual(['call: connect']);
    expect(ignoredOf(call({}))).toEqual(['call: no event']);
    expect(end({ status: 'COMPLETED', duration: 33 })).toMatchObject({
      verb: 'created',
      providerId: 'wacid.1',
      threadKey: '1650',
      author: null,
      customer: { id: '1650' },
      fromCustomer: true,
      opensTicket: false,
      content: { text: '[voice call, 33 seconds]' },
    });
    expect(end({ status: 'COMPLETED', duration: '1' }).content?.text).toBe('[voice call, 1 second]');
  });

  it('that nobody answered may open a ticket', () => {
    const missed = { author: null, opensTicket: true, content: { text: '[missed voice call]' } };
    expect(end({ status: 'FAILED', duration: 30 })).toMatchObject(missed);
    expect(end({ status: 'COMPLETED' })).toMatchObject(missed);
    expect(end({ duration: 'x' })).toMatchObject(missed);
  });

  it('of the business is a note that opens nothing, in the thread of the person who was called', () => {
    const ours = { direction: 'BUSINESS_INITIATED', from: '15550783881', to: '1650' };
    expect(end({ ...ours, status: 'COMPLETED', duration: 61 })).toMatchObject({
      threadKey: '1650',
      author: null,
      customer: { id: '1650' },
      opensTicket: false,
      content: { text: '[voice call of the business, 61 seconds]' },
    });
    expect(end({ ...ours, status: 'FAILED' })).toMatchObject({ opensTicket: false, content: { text: '[voice call of the business, not answered]' } });
    expect(end({ from: '15550783881', to: '1650', direction: undefined }).threadKey).toBe('1650');
    expect(parse({ statuses: [{ id: 'x', status: 'RINGING' }] }, 'calls')).toEqual([]);
  });

  it('of nobody is kept raw', () => {
    expect(unreadableOf(call({ event: 'terminate', from: undefined }))).toHaveLength(1);
    expect(unreadableOf(call({ event: 'terminate', id: null }))).toHaveLength(1);
  });

  it('takes the customer from the contacts', () => {
    const sides = [{ from: '5531987654321' }, { from: '15550783881', to: '5531987654321', direction: 'BUSINESS_INITIATED' }];
    for (const made of sides.map((side) => ({ id: 'c', event: 'terminate', ...side }))) {
      const [event] = eventsOf(parse({ calls: [made], contacts: [{ wa_id: '553187654321', profile: { name: 'Rosa' } }] }, 'calls'));
      expect(event?.customer).toEqual({ id: '553187654321', name: 'Rosa', handle: '553187654321' });
    }
  });
});

describe('what a customer wants of marketing', () => {
  const wants = (...user_preferences: readonly object[]) =>
    parse({ user_preferences, contacts: [{ wa_id: '1650', profile: { name: 'Rosa' } }] }, 'user_preferences');
  const given = { wa_id: '1650', category: 'marketing_messages', timestamp: '1763700000' };

  it('is a line in their thread that opens nothing, each for itself', () => {
    const elements = wants(
      { ...given, value: 'stop', detail: 'User requested to stop marketing messages' },
      { ...given, value: 'later' },
      { ...given, value: 'resume' },
    );
    expect(eventsOf(elements)).toMatchObject([
      {
        verb: 'created',
        threadKey: '1650',
        author: { id: '1650', name: 'Rosa' },
        opensTicket: false,
        content: { text: '[the customer does not want marketing messages any more]' },
      },
      { content: { text: '[the customer wants marketing messages again]' } },
    ]);
    expect(unreadableOf(elements)).toHaveLength(1);
    expect(theEvent(wants({ ...given, value: 'pause', detail: 'Paused' })).content?.text).toBe('Paused');
    expect(unreadableOf(parse({ user_preferences: [{ ...given, wa_id: undefined, value: 'stop' }] }, 'user_preferences'))).toHaveLength(1);
  });
});
