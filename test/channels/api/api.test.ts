import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseApi } from '../../../channels/api/parse.ts';
import { replyByCallback } from '../../../channels/api/reply.ts';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { replyCallback } from '../../../functions/api/openapi/webhooks.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';
import { eventsOf, fixture, RECEIVED_AT, theEvent, unreadableOf } from '../reading.ts';

const parse = (body: unknown) => parseApi({ body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)), receivedAt: RECEIVED_AT });
const one = (message: object) => parse({ messages: [{ id: 'm', author: { id: 'a', name: 'A' }, text: 'x', ...message }] });

describe('messages of a business’s own system', () => {
  const elements = parse(fixture('api/messages.json'));
  const events = eventsOf(elements);

  it('are the customer’s, in the thread of their author', () => {
    expect(events.map(({ providerId, threadKey }) => `${providerId} ${threadKey}`)).toEqual(['o-1 c-77', 'o-2 c-78', 'o-4 c-77']);
    expect(events[0]).toMatchObject({
      author: { id: 'c-77', name: 'Grace' },
      opensTicket: true,
      content: { surface: 'dm', text: 'Where is order 77?' },
      occurredAt: '2025-11-21T04:40:00.000Z',
    });
  });

  it('a rating makes it a review, and files come by link', () => {
    expect(events[1]?.content).toMatchObject({
      surface: 'review',
      starRating: 5,
      attachments: [{ name: 'box.jpg', type: 'image/jpeg', size: 1234, url: 'https://cdn.example/box.jpg' }],
    });
  });

  it('what nobody said is kept raw and holds no neighbour', () => expect(unreadableOf(elements)).toEqual(['a message without author.id']));

  it('what is optional and wrong is left out rather than the message lost', () => {
    expect(events[2]).toMatchObject({ content: { starRating: null, surface: 'dm' }, occurredAt: new Date(RECEIVED_AT).toISOString() });
    const { content } = theEvent(
      one({ attachments: ['https://x.example/a', 5, { url: 'ftp://no' }, { url: 'https://x.example/b', size: -1 }], createdAt: 1763700000000 }),
    );
    expect(content?.attachments).toMatchObject([
      { url: 'https://x.example/a', name: null },
      { url: 'https://x.example/b', size: null, type: 'application/octet-stream' },
    ]);
    expect(theEvent(one({ author: { id: 7 } })).author).toEqual({ id: '7', name: null, handle: null });
    expect(theEvent(one({ id: undefined })).providerId).toBeNull();
    expect(theEvent(one({ text: null, starRating: 3 })).content).toMatchObject({ text: null, starRating: 3 });
    expect(theEvent(one({ createdAt: 1763700000000 })).occurredAt).toBe('2025-11-21T04:40:00.000Z');
  });

  it('ids that are numbers keep all their digits, so that two messages of two people stay two', () => {
    const body = (id: string, author: string): string => `{"id":${id},"author":{"id":${author},"name":"A"},"text":"x"}`;
    const parsed = eventsOf(
      parse(
        Buffer.from(
          `{"messages":[${body('1234567890123456789', '18446744073709551614')},${body('1234567890123456790', '18446744073709551615')},${body('0', '-5')}]}`,
        ),
      ),
    );
    expect(parsed.map(({ providerId, threadKey, author }) => [providerId, threadKey, author?.id])).toEqual([
      ['1234567890123456789', '18446744073709551614', '18446744073709551614'],
      ['1234567890123456790', '18446744073709551615', '18446744073709551615'],
      ['0', '-5', '-5'],
    ]);
    expect(
      unreadableOf(
        parse({
          messages: [
            { author: { id: true }, text: 'x' },
            { author: { id: {} }, text: 'x' },
          ],
        }),
      ),
    ).toHaveLength(2);
  });

  it('a message with such a number beside a neighbour nested without end is read, and kept as it came where it cannot be', () => {
    const deep = `${'['.repeat(60_000)}1234567890123456789${']'.repeat(60_000)}`;
    const [first, second, third] = parse(
      Buffer.from(`{"messages":[{"id":1234567890123456789,"author":{"id":1},"text":"x"},{"x":${deep}},{"id":12345678901234567890,"text":5}]}`),
    );
    expect(first?.kind === 'event' && first.event.providerId).toBe('1234567890123456789');
    expect(second?.kind).toBe('unreadable');
    expect(third?.kind === 'unreadable' && third.raw).toBe('{"id":12345678901234567890,"text":5}');
  });

  it.each([
    ['2026-11-20T10:00:00', '2026-11-20T10:00:00.000Z'],
    [1763700000, '2025-11-21T04:40:00.000Z'],
    ['5', new Date(RECEIVED_AT).toISOString()],
  ])('createdAt %s is %s', (createdAt, time) => expect(theEvent(one({ createdAt })).occurredAt).toBe(time));

  it.each([
    ['a list', []],
    ['messages that are no list', { messages: 'x' }],
    ['a message that is no object', { messages: [1] }],
    ['a text that is not a string', { messages: [{ author: { id: 'a' }, text: 5 }] }],
    ['a message without content', { messages: [{ author: { id: 'a' }, text: '' }] }],
    ['an author of blanks', { messages: [{ author: { id: '  ' }, text: 'x' }] }],
  ])('%s is kept raw', (_, body) => expect(parse(body).map(({ kind }) => kind)).toEqual(['unreadable']));

  it('an author’s id of any length is one', () => expect(theEvent(one({ author: { id: 'x'.repeat(2000) } })).threadKey).toHaveLength(2000));
  it('none is none', () => expect(parse({ messages: [] })).toEqual([]));
  it('a body that is not JSON is refused whole', () => expect(() => parse(Buffer.from('nope'))).toThrow('not JSON'));
});

describe('a reply to the callback', () => {
  const credentials = { signingSecret: 'secret', callbackUrl: 'https://shop.example/replies' };
  const send = async (answer: () => OutgoingAnswer, change: Partial<typeof reply> = {}) => {
    const { settings, sent } = receiver(answer);
    return { outcome: await replyByCallback({ ...reply, ...change }, credentials, settings), sent };
  };

  it('has the form of EVENTS.md, signed, with the same key at every repeat', async () => {
    const { outcome, sent } = await send(() => json(200, { id: 'their-9' }));
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'their-9' });
    const [call] = sent;
    expect(call?.url).toBe(credentials.callbackUrl);
    expect(call?.headers).toMatchObject({
      'x-parley-signature': `sha256=${createHmac('sha256', 'secret')
        .update(call?.body ?? '')
        .digest('hex')}`,
      'idempotency-key': 'th.2',
      'x-parley-causation': '1.mac.th.2',
    });
    expect(JSON.parse(call?.body ?? '')).toEqual({
      replyId: 'th.2',
      ticketId: 'th.1',
      conversationId: 'th',
      to: { id: '16505551234' },
      text: 'It is on its way.',
      attachments: [],
      createdAt: '2026-11-21T10:00:00.000Z',
    });
  });

  it('says what it answers, and takes its HTML and its files along', async () => {
    const file = { id: 'f1', name: 'a.pdf', type: 'application/pdf', size: 7, url: 'https://files.example/f1' };
    const { sent } = await send(() => plain(204), { html: '<p>x</p>', inReplyTo: 'o-1', files: [{ ...file, open: async function* () {} }] });
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ html: '<p>x</p>', inReplyTo: 'o-1', attachments: [file] });
    expect(replyCallback.parse(JSON.parse(sent[0]?.body ?? ''))).toEqual(JSON.parse(sent[0]?.body ?? ''));
  });

  it('without a callback counts as sent, under its own id', async () => {
    const { settings, sent } = receiver(() => json(500, {}));
    expect(await replyByCallback(reply, { signingSecret: 's' }, settings)).toEqual({ outcome: 'sent', providerId: 'th.2' });
    expect(sent).toEqual([]);
  });

  const error = (code: string, message = `The callback answered ${code}.`) => ({ code, message });
  it.each([
    ['no content', () => plain(204), { outcome: 'sent', providerId: 'th.2' }],
    ['an answer that is no JSON', () => plain(200, 'OK'), { outcome: 'sent', providerId: 'th.2' }],
    ['trouble', () => json(500, {}, '3'), { outcome: 'retry', error: error('500'), retryAfterSeconds: 3 }],
    ['status 600', () => plain(600), { outcome: 'retry', error: error('600') }],
    ['too often', () => json(429, {}, '7'), { outcome: 'retry', error: error('429'), retryAfterSeconds: 7, holdsOrigin: true }],
    ['under way', () => json(409, {}), { outcome: 'retry', error: error('409') }],
    ['refused', () => json(422, {}), { outcome: 'failed', error: error('422') }],
    ['moved', () => plain(301), { outcome: 'failed', error: error('301') }],
    [
      'unreachable',
      failing('ENOTFOUND', false),
      { outcome: 'retry', error: error('no_connection', 'The receiver could not be reached. (ENOTFOUND)'), unanswered: true },
    ],
    ['silent', failing('ETIMEDOUT', true), { outcome: 'unknown', error: { code: 'no_answer' }, unanswered: true }],
    ['anything else that is thrown', failing(), { outcome: 'unknown', error: { code: 'no_answer' }, unanswered: true }],
  ])('%s', async (_, answer, expected) => expect((await send(answer as () => OutgoingAnswer)).outcome).toMatchObject(expected));
});
