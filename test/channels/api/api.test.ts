import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseApi } from '../../../channels/api/parse.ts';
import { sendApi } from '../../../channels/api/send.ts';
import { failing, json, receiver, reply } from '../exchange.ts';
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

  it.each([
    ['a list', []],
    ['messages that are no list', { messages: 'x' }],
    ['a message that is no object', { messages: [1] }],
    ['a text that is no text', { messages: [{ author: { id: 'a' }, text: 5 }] }],
    ['a message that says nothing', { messages: [{ author: { id: 'a' }, text: '' }] }],
    ['an author of blanks', { messages: [{ author: { id: '  ' }, text: 'x' }] }],
  ])('%s is kept raw', (_, body) => expect(parse(body).map(({ kind }) => kind)).toEqual(['unreadable']));

  it('an author’s id of any length is one', () => expect(theEvent(one({ author: { id: 'x'.repeat(2000) } })).threadKey).toHaveLength(2000));
  it('none is none', () => expect(parse({ messages: [] })).toEqual([]));
  it('a body that is not JSON is refused whole', () => expect(() => parse(Buffer.from('nope'))).toThrow('not JSON'));
});

describe('a reply to the callback', () => {
  const credentials = { signingSecret: 'secret', callbackUrl: 'https://shop.example/replies' };
  const send = async (answer: () => Response) => {
    const { settings, sent } = receiver(answer);
    return { outcome: await sendApi(reply, credentials, settings), sent };
  };

  it('is signed, and says which reply it is at every repeat', async () => {
    const { outcome, sent } = await send(() => json(200, { id: 'their-9' }));
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'their-9' });
    const [call] = sent;
    expect(call?.url).toBe(credentials.callbackUrl);
    expect(call?.headers['x-parley-signature']).toBe(
      `sha256=${createHmac('sha256', 'secret')
        .update(call?.body ?? '')
        .digest('hex')}`,
    );
    expect(call?.headers['x-parley-reply-id']).toBe('th.2');
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ id: 'th.2', threadId: 'th', to: '16505551234', text: 'It is on its way.', agentName: 'Ada' });
  });

  it('without a callback counts as sent', async () => {
    const { settings, sent } = receiver(() => json(500, {}));
    expect(await sendApi(reply, { signingSecret: 's' }, settings)).toEqual({ outcome: 'sent', providerId: null });
    expect(sent).toEqual([]);
  });

  it.each([
    ['no content', () => new Response(null, { status: 204 }), { outcome: 'sent', providerId: null }],
    ['trouble', () => json(500, {}, { 'retry-after': '3' }), { outcome: 'retry', error: 'the callback answered 500', retryAfterSeconds: 3 }],
    ['too often', () => json(429, {}), { outcome: 'retry', error: 'the callback answered 429' }],
    ['refused', () => json(422, {}), { outcome: 'failed', error: 'the callback answered 422' }],
    ['moved', () => new Response(null, { status: 301 }), { outcome: 'failed', error: 'the callback answered 301' }],
    ['unreachable', failing('ENOTFOUND'), { outcome: 'retry', error: 'no connection (ENOTFOUND)' }],
    ['silent', failing(), { outcome: 'unknown', error: 'no answer' }],
  ])('%s', async (_, answer, expected) => expect((await send(answer as () => Response)).outcome).toEqual(expected));
});
