import { describe, expect, it } from 'vitest';
import { UnreadableBody } from '../../../channels/inbound.ts';
import { parseX } from '../../../channels/x/parse.ts';
import { eventsOf, fixture, ignoredOf, RECEIVED_AT, request, theEvent, unreadableOf } from '../reading.ts';

const OURS = '2244994945';
const parse = (call: unknown) => parseX(request(JSON.stringify(call)), OURS);
const posts = (...given: unknown[]) => parse({ for_user_id: OURS, tweet_create_events: given });
const user = { id_str: '7', name: 'Ann', screen_name: 'ann' };
const messages = (...given: unknown[]) => parse({ for_user_id: OURS, direct_message_events: given });
const message = (data: object, members: object = {}) => ({
  type: 'message_create',
  id: 'm',
  message_create: { target: { recipient_id: OURS }, sender_id: '7', message_data: data, ...members },
});

describe('posts', () => {
  const elements = parseX(request(fixture('x/posts.json')), '1');
  const events = eventsOf(elements);

  it('a mention, a reply and a quote are messages of the customer, with whole texts and links, files and what they answer', () => {
    expect(events.slice(0, 3)).toMatchObject([
      {
        verb: 'created',
        providerId: '1990000000000000101',
        threadKey: '3001969357',
        author: { id: '3001969357', name: 'Jordan Brinks', handle: 'furiouscamper' },
        fromCustomer: true,
        opensTicket: true,
        content: {
          surface: 'comment',
          text: '@shop my parcel is late & nobody answers https://shop.example/orders/7',
          inReplyTo: null,
          permalink: 'https://x.com/i/web/status/1990000000000000101',
        },
        occurredAt: new Date(1795165200000).toISOString(),
      },
      {
        providerId: '1990000000000000102',
        content: {
          text: 'It came like this',
          inReplyTo: '1990000000000000100',
          attachments: [
            { name: 'photo.jpg', type: 'image/jpeg', url: 'https://pbs.twimg.com/media/photo.jpg', mediaId: '9001' },
            { name: 'large.mp4', type: 'video/mp4', url: 'https://video.twimg.com/large.mp4?tag=12', mediaId: '9002' },
          ],
        },
      },
      {
        providerId: '1990000000000000103',
        threadKey: '3284025577',
        content: { text: expect.stringContaining('all the details'), inReplyTo: '1990000000000000099' },
      },
    ]);
    expect(events[2]?.occurredAt).toBe('2026-11-20T09:02:00.000Z');
  });

  it('the account’s own reply stands in the customer’s thread and opens nothing; its other posts and reposts are left out', () => {
    expect(events[3]).toMatchObject({
      providerId: '1990000000000000106',
      threadKey: '3001969357',
      author: { id: OURS },
      customer: { id: '3001969357', handle: 'furiouscamper' },
      fromCustomer: false,
      opensTicket: false,
      content: { inReplyTo: '1990000000000000101' },
    });
    expect(ignoredOf(elements)).toEqual(['repost', 'own post', 'favorite_events', 'follow_events']);
  });

  it('an edited post is an edit of its first version', () => {
    expect(events[4]).toMatchObject({
      verb: 'edited',
      providerId: '1990000000000000101',
      version: '1990000000000000107',
      content: { text: '@shop my parcel is very late' },
    });
  });

  it('a deletion names its writer, or is of the account’s own post', () => {
    expect(events.slice(5)).toMatchObject([
      { verb: 'removed', providerId: '1990000000000000101', threadKey: '3001969357', fromCustomer: true, opensTicket: false },
      { verb: 'removed', providerId: '1990000000000000106', threadKey: null, fromCustomer: false },
    ]);
    expect(theEvent(parse({ tweet_delete_events: [{ status: { id: 5 } }] }))).toMatchObject({ providerId: '5', author: { id: OURS }, fromCustomer: false });
  });

  it('ids are whole where they come as numbers only, and the time of receipt stands in for a missing one', () => {
    const body = `{"for_user_id":${OURS},"tweet_create_events":[{"id":1990000000000000101,"text":"hi","user":{"id":3001969357001969357}}]}`;
    const [element] = parseX(request(body), '1');
    expect(element).toMatchObject({
      account: OURS,
      event: { providerId: '1990000000000000101', threadKey: '3001969357001969357', author: { name: null, handle: null } },
    });
    expect(theEvent(parseX(request(body), '1')).occurredAt).toBe(new Date(RECEIVED_AT).toISOString());
  });

  it('a quote may name what it quotes by the quoted post alone', () => {
    expect(theEvent(posts({ id_str: '1', full_text: 'see', quoted_status: { id_str: '9' }, user })).content).toMatchObject({ text: 'see', inReplyTo: '9' });
  });

  it('pictures have the type of their ending, and media without a link are left out', () => {
    const media = ['a.png', 'b.webp', 'c'].map((name) => ({ media_url: `https://pbs.twimg.com/media/${name}` }));
    const { content } = theEvent(posts({ id_str: '1', text: '', user, entities: { media: [...media, { id_str: '4' }] } }));
    expect(content?.text).toBeNull();
    expect(content?.attachments.map(({ name, type }) => [name, type])).toEqual([
      ['a.png', 'image/png'],
      ['b.webp', 'image/webp'],
      [null, 'image/jpeg'],
    ]);
  });

  it('a link without both addresses stays as it is, and no more than a hundred are written out', () => {
    const urls = Array.from({ length: 101 }, (_, n) => ({ url: `https://t.co/${String(n).padStart(10, 'a')}`, expanded_url: `https://a.example/${n}` }));
    const said = urls.map(({ url }) => url).join(' ');
    const { content } = theEvent(
      posts({ id_str: '1', text: said, user, entities: { urls: [...urls.slice(0, 99), { url: 'https://t.co/x' }, ...urls.slice(99)] } }),
    );
    expect(content?.text?.split(' ').slice(-3)).toEqual(['https://a.example/98', urls[99]?.url, urls[100]?.url]);
  });
});

describe('direct messages', () => {
  const elements = parseX(request(fixture('x/messages.json')), '1');
  const events = eventsOf(elements);

  it('are messages of the customer, with their pictures', () => {
    expect(events.slice(0, 2)).toMatchObject([
      {
        providerId: '1990000000000000201',
        threadKey: '3001969357',
        author: { name: 'Jordan Brinks', handle: 'furiouscamper' },
        content: { surface: 'dm', text: 'Hello World!' },
      },
      { content: { text: null, attachments: [{ name: 'lamp.png', type: 'image/png', mediaId: '9003' }] } },
    ]);
  });

  it('of the account itself are replies in the customer’s thread and open nothing', () => {
    expect(events[2]).toMatchObject({ threadKey: '3001969357', author: { id: OURS }, customer: { id: '3001969357' }, fromCustomer: false, opensTicket: false });
  });

  it('are read when the customer says so', () => {
    expect(events.slice(3)).toMatchObject([
      { verb: 'status', providerId: '1990000000000000203', threadKey: '3001969357', status: { state: 'read', error: null } },
    ]);
    expect(ignoredOf(elements)).toEqual(['own read mark', 'direct_message_indicate_typing_events']);
  });

  it('of people without a profile have their id only, also where it is the name of a member of every object', () => {
    const { author } = theEvent(messages(message({ text: 'hi' }, { sender_id: 'constructor' })));
    expect(author).toEqual({ id: 'constructor', name: null, handle: null });
    expect(theEvent(messages({ ...message({ text: 'hi' }), id: undefined })).providerId).toBeNull();
  });
});

describe('what cannot be read is kept raw, and never its neighbours', () => {
  it.each<[string, unknown, string]>([
    ['no object', [1], 'no object'],
    ['nothing', {}, 'no events'],
    ['only an account', { for_user_id: '1', users: {} }, 'no events'],
    ['a kind that is not documented', { for_user_id: OURS, poke_events: [{}] }, 'poke_events is unknown'],
    ['events that are no list', { tweet_create_events: {} }, 'tweet_create_events is no list'],
    ['an event that is no object', { direct_message_events: [7] }, 'an event that is no object'],
    ['a post without id', { tweet_create_events: [{ text: 'a', user }] }, 'a post without id'],
    ['a post of nobody', { tweet_create_events: [{ id_str: '1', text: 'a' }] }, 'a post without its author'],
    ['an empty post', { tweet_create_events: [{ id_str: '1', text: '', user }] }, 'a post without content'],
    ['a deletion of nothing', { tweet_delete_events: [{ status: {} }] }, 'a deletion without the id of the post'],
    ['another type of message', { direct_message_events: [{ type: 'welcome' }] }, 'a direct message of type welcome'],
    ['a message without a type', { direct_message_events: [{}] }, 'a direct message of type '],
    ['a message of nobody', { direct_message_events: [{ type: 'message_create' }] }, 'a direct message without its sender'],
    ['a message to nobody', { direct_message_events: [message({ text: 'a' }, { sender_id: OURS, target: {} })] }, 'a direct message to nobody'],
    ['an empty message', { direct_message_events: [message({})] }, 'a direct message without content'],
    ['a read mark of nothing', { direct_message_mark_read_events: [{ sender_id: '7' }] }, 'a read mark without its message'],
  ])('%s', (_, call, reason) => {
    expect(unreadableOf(parse(call))).toEqual([reason]);
  });

  it('good neighbours are read', () => {
    const elements = posts({ text: 'x' }, 5, { id_str: '1', text: 'good', user });
    expect([unreadableOf(elements).length, eventsOf(elements)]).toMatchObject([2, [{ content: { text: 'good' } }]]);
  });

  it('a revoked subscription is only counted', () => expect(ignoredOf(parse({ user_event: { revoke: {} } }))).toEqual(['user_event']));

  it('what is not JSON is refused', () => expect(() => parseX(request('{'), OURS)).toThrow(UnreadableBody));
});
