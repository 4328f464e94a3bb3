import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableBody } from '../../../channels/inbound.ts';
import { inbound } from '../../../channels/twilio/inbound.ts';
import { parseTwilio } from '../../../channels/twilio/parse.ts';
import { channelEventSchema } from '../../../domain/support/inbound/inbound-event.ts';
import { eventsOf, fixture, ignoredOf, RECEIVED_AT, request, theEvent, unreadableOf } from '../reading.ts';

const read = (form: Readonly<Record<string, string>>) => parseTwilio(request(new URLSearchParams(form).toString()));
const JSON_HEADERS = { headers: { 'content-type': 'application/json; charset=utf-8' } };
const events = (given: unknown) => parseTwilio(request(typeof given === 'string' ? given : JSON.stringify(given), JSON_HEADERS));
const message = (more: Readonly<Record<string, string>>) => read({ MessageSid: 'SM1', SmsStatus: 'received', From: '+14017122661', ...more });

describe('a message', () => {
  it('by MMS has its text and its files, by links that need the account’s credentials', () => {
    const file = (index: number) => `https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM0/Media/ME${index}`;
    expect(theEvent(parseTwilio(request(fixture('twilio/mms.txt'))))).toMatchObject({
      verb: 'created',
      providerId: 'MM0123456789abcdef0123456789abcdef',
      threadKey: '+14017122661',
      author: { id: '+14017122661', name: null, handle: '+14017122661' },
      opensTicket: true,
      content: {
        surface: 'dm',
        text: 'It came broken 😢',
        attachments: [
          { url: file(0), type: 'image/jpeg', mediaId: null },
          { url: file(1), type: 'application/pdf' },
        ],
      },
      occurredAt: new Date(RECEIVED_AT).toISOString(),
    });
  });

  it('by WhatsApp is another conversation than by SMS, with the customer’s name and what it answers', () => {
    const given = { From: 'whatsapp:+14017122661', ProfileName: 'Ann', WaId: '14017122661', Body: 'hi', OriginalRepliedMessageSid: 'SM0' };
    expect(theEvent(message(given))).toMatchObject({
      threadKey: 'whatsapp:+14017122661',
      author: { id: 'whatsapp:+14017122661', name: 'Ann', handle: '+14017122661' },
      content: { text: 'hi', inReplyTo: 'SM0' },
    });
  });

  it.each([
    ['a location', { Latitude: '44.5', Longitude: '11.25', Label: 'Shop', Address: 'Via 1' }, 'Shop\nVia 1\n44.5, 11.25'],
    ['half a location', { Latitude: '44.5', Body: 'here' }, 'here'],
    ['a pressed button', { ButtonText: 'Yes' }, 'Yes'],
    ['a button and its words', { ButtonText: 'Yes', Body: 'Yes, please' }, 'Yes, please'],
    ['nothing', {}, '[empty message]'],
  ])('with %s is shown', (_, form, text) => expect(theEvent(message(form)).content?.text).toBe(text));

  it('of a kind without words is a placeholder and kept raw', () => {
    expect(message({ MessageType: 'smell_note' })).toMatchObject([
      { unknown: 'message type smell_note has no words', event: { content: { text: '[smell note]' } } },
    ]);
    expect(message({ MessageType: '__' })).toMatchObject([{ event: { content: { text: '[empty message]' } } }]);
    expect(message({ MessageType: 'text', Body: 'hi' })[0]).not.toHaveProperty('unknown');
  });

  it('that Twilio answered as an opt-out opens no ticket', () => {
    expect(theEvent(message({ Body: 'STOP', OptOutType: 'STOP' }))).toMatchObject({ opensTicket: false, content: { text: 'STOP' } });
  });

  it('has the files whose links are links, and a type for each', () => {
    const { content } = theEvent(message({ Body: 'x', MediaUrl0: 'javascript:1', MediaUrl1: 'https://a.example/1', MediaUrl3: 'https://a.example/3' }));
    expect(content?.attachments).toMatchObject([{ url: 'https://a.example/1', type: 'application/octet-stream' }]);
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`MediaUrl${index}`, 'https://a.example/x']));
    expect(theEvent(message(many)).content?.attachments).toHaveLength(100);
  });

  it('by its older names is one too, a call is none, and anything else is kept raw', () => {
    expect(theEvent(read({ SmsSid: 'SM9', From: '+1', Body: 'x' })).providerId).toBe('SM9');
    expect(theEvent(read({ SmsMessageSid: 'SM8', From: '+1', Body: 'x' })).providerId).toBe('SM8');
    expect(ignoredOf(read({ CallSid: 'CA1', From: '+1' }))).toEqual(['voice call']);
    expect(unreadableOf(read({ From: '+1', Body: 'x' }))).toEqual(['neither a message nor a status']);
    expect(unreadableOf(read({}))).toEqual(['neither a message nor a status']);
    expect(unreadableOf(read({ MessageSid: 'SM1', Body: 'x' }))).toEqual(['nobody it is from']);
  });
});

describe('a status', () => {
  const status = (state: string, more: Readonly<Record<string, string>> = {}) => read({ MessageSid: 'SM1', MessageStatus: state, To: '+14017122661', ...more });

  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
  ])('%s is %s', (state, known) =>
    expect(theEvent(status(state))).toMatchObject({
      verb: 'status',
      providerId: 'SM1',
      version: known,
      threadKey: '+14017122661',
      fromCustomer: false,
      opensTicket: false,
      status: { state: known, error: null },
    }),
  );

  it.each([
    ['undelivered', { ErrorCode: '30003' }, '30003', 'The customer’s phone cannot be reached: it is switched off or out of range.'],
    ['failed', { ErrorCode: '99999', ErrorMessage: 'No luck' }, '99999', 'No luck'],
    ['failed', { ErrorCode: '63016' }, '63016', 'The customer’s 24-hour window at WhatsApp is closed: only an approved template can be sent.'],
    ['canceled', {}, 'canceled', 'Twilio reports canceled.'],
  ])('%s with %o has failed', (state, more, code, text) =>
    expect(theEvent(status(state, more)).status).toEqual({ state: 'failed', error: { code, message: text } }),
  );

  it.each(['queued', 'accepted', 'scheduled', 'sending', 'partially_delivered'])('%s says nothing new', (state) =>
    expect(ignoredOf(status(state))).toEqual([`status ${state}`]),
  );

  it('by its older name is one too, and without an address finds its message by the id', () => {
    expect(theEvent(read({ SmsSid: 'SM1', SmsStatus: 'delivered' }))).toMatchObject({ verb: 'status', threadKey: null });
    expect(theEvent(parseTwilio(request(fixture('twilio/status.txt')))).status).toMatchObject({ error: { code: '30003' } });
  });
});

describe('events as JSON', () => {
  it('are read one by one', () => {
    const [first, second] = eventsOf(events(fixture('twilio/events.json').toString()));
    expect(first).toMatchObject({
      verb: 'created',
      providerId: 'SM1',
      threadKey: '+11234567890',
      content: { text: 'Ahoy!' },
      occurredAt: '2026-11-20T10:00:00.000Z',
    });
    expect(second).toMatchObject({ verb: 'status', providerId: 'SM2', status: { state: 'failed', error: { code: '30005' } } });
  });

  it('never make their neighbours fail', () => {
    const good = { type: 'com.twilio.messaging.message.delivered', data: { messageSid: 'SM3', messageStatus: 'DELIVERED' } };
    const given = [
      good,
      7,
      { type: 'com.twilio.voice.x', data: {} },
      { type: 'com.twilio.messaging.message.sent', data: {} },
      { ...good, data: { messageSid: 'SM4', messageStatus: 'DANCING' } },
      { ...good, data: { messageSid: 'SM5', messageStatus: 'QUEUED' } },
      { ...good, data: { messageSid: 'SM6' } },
      good,
    ];
    const parsed = events(given);
    expect(eventsOf(parsed).map(({ providerId }) => providerId)).toEqual(['SM3', 'SM3']);
    expect(unreadableOf(parsed)).toEqual([
      'an event without type or data',
      'an event of no message',
      'a status of no known state',
      'a status of no known state',
    ]);
    expect(ignoredOf(parsed)).toEqual(['com.twilio.voice.x', 'status queued']);
    expect(eventsOf(events(good))).toHaveLength(1);
    expect(events([])).toEqual([]);
  });

  it('of a message with files say that there are some', () => {
    const data = { messageSid: 'SM1', from: '+1', numMedia: 2 };
    expect(events([{ type: 'com.twilio.messaging.inbound-message.received', data }])).toMatchObject([
      { unknown: 'message type media has no words', event: { content: { text: '[media]' } } },
    ]);
  });

  it('that are no JSON are refused', () => expect(() => events('{')).toThrow(UnreadableBody));

  it('of any shape never throw', () => {
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom('com.twilio.messaging.message.sent', 'com.twilio.messaging.inbound-message.received'));
    const event = fc.record(
      {
        type: anything,
        data: fc.oneof(
          anything,
          fc.record(
            { messageSid: anything, from: anything, body: anything, messageStatus: anything, timestamp: anything, numMedia: anything, errorCode: anything },
            { requiredKeys: [] },
          ),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anything, fc.array(fc.oneof(event, anything))), (given) => {
        for (const element of events(JSON.stringify(given))) if (element.kind === 'event') channelEventSchema.parse(element.event);
      }),
      { numRuns: 2_000 },
    );
  });
});

it('the answer says that nothing is answered here', async () => {
  expect(inbound.accepted).toEqual({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>', contentType: 'text/xml' });
  expect(inbound.handshake(request('', { method: 'GET' }), [])).toBeNull();
  expect(await inbound.parse(request('CallSid=1'), { accountSid: 'AC', authToken: 'a-secret', number: '+1' })).toEqual([
    { kind: 'ignored', what: 'voice call' },
  ]);
});
