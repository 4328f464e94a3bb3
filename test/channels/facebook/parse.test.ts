import { describe, expect, it } from 'vitest';
import { parseFacebook } from '../../../channels/facebook/parse.ts';
import { eventsOf, fixture, ignoredOf, RECEIVED_AT, theEvent, unreadableOf } from '../reading.ts';

const PAGE = '682498302938465';
const PSID = '7300123456789012';
const parse = (body: unknown) => parseFacebook({ body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)), receivedAt: RECEIVED_AT });
const page = (entry: object) => ({ object: 'page', entry: [{ id: PAGE, time: 1763700000000, ...entry }] });
const messaging = (event: object) => page({ messaging: [{ sender: { id: PSID }, recipient: { id: PAGE }, timestamp: 1763700000000, ...event }] });
const feed = (value: unknown) => page({ changes: [{ field: 'feed', value }] });
const comment = (members: object) =>
  feed({ item: 'comment', verb: 'add', comment_id: 'c', post_id: 'p', parent_id: 'p', from: { id: '9', name: 'N' }, message: 'x', ...members });

describe('Messenger', () => {
  const elements = parse(fixture('facebook/messenger.json'));
  const events = eventsOf(elements);
  const created = (mid: string) => events.find(({ verb, providerId }) => verb === 'created' && providerId === mid);

  it('a text opens the thread of its sender', () => {
    expect(created('m_text')).toMatchObject({
      threadKey: PSID,
      author: { id: PSID },
      customer: null,
      fromCustomer: true,
      opensTicket: true,
      content: { text: 'Hello, is the kettle back?', surface: 'dm' },
      occurredAt: '2025-11-21T04:40:00.000Z',
    });
  });

  it.each([
    ['m_photo', 'It looks like this', [{ type: 'image/jpeg', name: 'photo.jpg', url: 'https://cdn.example/v/photo.jpg?oh=1' }]],
    ['m_files', null, [{ type: 'video/mp4', name: null }, { type: 'audio/mp4' }, { type: 'application/pdf', name: 'list.pdf' }]],
    ['m_sticker', null, [{ type: 'image/png' }]],
    ['m_place', 'Pinned\n44.49, 11.34', []],
    ['m_link', 'See https://shop.example/kettle', []],
    ['m_quick', 'Blue', []],
    ['m_postback', 'Get started', []],
    ['m_standby', 'To the bot', []],
  ])('%s reads as what it shows', (mid, text, attachments) => {
    expect(created(mid)?.content?.text).toBe(text);
    expect(created(mid)?.content?.attachments).toMatchObject(attachments);
    expect(created(mid)?.content?.attachments).toHaveLength(attachments.length);
  });

  it('an answer names what it answers', () => expect(created('m_photo')?.content?.inReplyTo).toBe('m_text'));

  it('an echo is the Page’s reply in the customer’s thread and opens nothing', () => {
    expect(created('m_echo')).toMatchObject({
      threadKey: PSID,
      author: { id: PAGE },
      customer: { id: PSID },
      fromCustomer: false,
      opensTicket: false,
      content: { text: 'Yes, since Monday' },
    });
    expect(created('m_template')?.content?.text).toBe('Kettle\n39 €');
  });

  it('a delivery tells of each message by its id', () => {
    expect(
      events
        .filter(({ verb, upTo }) => verb === 'status' && !upTo)
        .map(({ providerId, version, threadKey, status }) => [providerId, version, threadKey, status?.state]),
    ).toEqual([
      ['m_echo', 'delivered', PSID, 'delivered'],
      ['m_template', 'delivered', PSID, 'delivered'],
    ]);
  });

  it('a watermark tells of every message until its time', () => {
    expect(events.filter(({ upTo }) => upTo).map(({ providerId, threadKey, status }) => [providerId, threadKey, status?.state])).toEqual([
      [null, PSID, 'delivered'],
      [null, PSID, 'read'],
    ]);
    expect(theEvent(parse(messaging({ read: { watermark: 1763700000123 } })))).toMatchObject({ occurredAt: '2025-11-21T04:40:00.123Z', fromCustomer: false });
    expect(ignoredOf(parse(messaging({ read: {} })))).toEqual(['read without a watermark']);
  });

  it('reactions come and go', () => {
    const reactions = events.filter(({ verb }) => verb === 'reaction');
    expect(reactions.map(({ reaction }) => reaction?.emoji)).toEqual(['❤️', null]);
    expect(new Set(reactions.map(({ version }) => version)).size).toBe(2);
  });

  it('an edit replaces the text, a removal the message', () => {
    expect(events.find(({ verb }) => verb === 'edited')).toMatchObject({
      providerId: 'm_text',
      version: '1',
      content: { text: 'Hello, is the blue kettle back?' },
    });
    expect(events.find(({ verb }) => verb === 'removed')).toMatchObject({ providerId: 'm_photo', opensTicket: false });
  });

  it('while another app leads the conversation, nothing becomes our work', () =>
    expect(created('m_standby')).toMatchObject({ fromCustomer: true, opensTicket: false }));

  it('upkeep is ignored by name', () => expect(ignoredOf(elements)).toEqual(['optin']));

  it('all of it is the Page’s', () => expect(elements.every((element) => !('account' in element) || element.account === PAGE)).toBe(true));

  it('what the Page sends is an echo also without the mark', () => {
    expect(theEvent(parse(page({ messaging: [{ sender: { id: PAGE }, recipient: { id: PSID }, message: { mid: 'm', text: 'x' } }] })))).toMatchObject({
      fromCustomer: false,
      threadKey: PSID,
    });
    expect(
      theEvent(parse({ object: 'page', entry: [{ messaging: [{ recipient: { id: PSID }, message: { mid: 'm', text: 'x', is_echo: true } }] }] })).author?.id,
    ).toBe('page');
  });

  it.each([
    [{ reaction: { mid: 'm', reaction: 'love' } }, 'love'],
    [{ reaction: { mid: 'm' } }, null],
  ])('a reaction without an emoji is its name, or none', (event, emoji) => expect(theEvent(parse(messaging(event))).reaction?.emoji).toBe(emoji));

  it('attachments without a link leave a word, a link without words its address', () => {
    const said = (attachment: object, text?: string) => theEvent(parse(messaging({ message: { mid: 'm', text, attachments: [attachment] } }))).content;
    expect(said({ type: 'image' })?.text).toBe('[image]');
    expect(said({})?.text).toBe('[file]');
    expect(said({ type: 'fallback', url: 'https://a.example/x' })?.text).toBe('https://a.example/x');
    expect(said({ type: 'fallback', title: 'A page' })?.text).toBe('A page');
    expect(said({ type: 'location', title: 'Where' })?.text).toBe('Where');
    expect(said({ type: 'template', payload: { text: 'Choose', buttons: [] } })?.text).toBe('Choose');
    expect(said({ type: 'file', payload: { url: 'https://a.example/blob' } })?.attachments[0]).toMatchObject({ name: null, type: 'application/octet-stream' });
    expect(said({ type: 'file', payload: { url: 'javascript:alert(1)' } }, 'hey')).toMatchObject({ text: 'hey\n[file]', attachments: [] });
  });

  it('what Meta does not pass on leaves a placeholder, because somebody wrote', () => {
    expect(theEvent(parse(messaging({ message: { mid: 'm', is_unsupported: true } })))).toMatchObject({
      providerId: 'm',
      opensTicket: true,
      content: { text: '[A type of message that Facebook does not pass on]' },
    });
  });

  it('seconds, milliseconds and dates are told apart, and an impossible time is the entry’s', () => {
    for (const timestamp of [1763700000, 1763700000000, '1763700000', '2025-11-21T04:40:00+0000', 5, 'never'])
      expect(theEvent(parse(messaging({ timestamp, message: { mid: 'm', text: 'x' } }))).occurredAt).toBe('2025-11-21T04:40:00.000Z');
    for (const created_time of [1763700000, '2025-11-21T04:40:00', undefined, -1])
      expect(theEvent(parse(comment({ created_time }))).occurredAt).toBe('2025-11-21T04:40:00.000Z');
  });

  it('words of the language are kinds like any other', () => {
    const said = (attachment: object) => theEvent(parse(messaging({ message: { mid: 'm', attachments: [attachment] } }))).content;
    expect(said({ type: 'constructor' })?.text).toBe('[constructor]');
    expect(said({ type: 'toString', payload: { url: 'https://a.example/x.constructor' } })?.attachments[0]).toMatchObject({ type: 'application/octet-stream' });
  });

  it('an echo of our own call is no news, one of a person at the Page’s inbox is', () => {
    const echo = (metadata?: string) =>
      parse(messaging({ sender: { id: PAGE }, recipient: { id: PSID }, message: { mid: 'm', is_echo: true, text: 'x', metadata } }));
    expect(ignoredOf(echo('parley:th.2'))).toEqual(['own echo']);
    expect(theEvent(echo('of another app')).fromCustomer).toBe(false);
    expect(theEvent(echo()).threadKey).toBe(PSID);
    expect(theEvent(parse(messaging({ message: { mid: 'm', text: 'x', metadata: 'parley:th.2' } }))).fromCustomer).toBe(true);
  });

  it.each([
    [{ ref: 'summer-sale', source: 'SHORTLINK', type: 'OPEN_THREAD' }, '[came by a link: summer-sale]'],
    [{ source: 'ADS', type: 'OPEN_THREAD' }, '[came by a link: ADS]'],
    [{ type: 'OPEN_THREAD' }, '[came by a link: OPEN_THREAD]'],
    [{}, '[came by a link]'],
  ])('a customer who comes back by a link is noted and opens nothing', (referral, text) =>
    expect(theEvent(parse(messaging({ referral })))).toMatchObject({ verb: 'created', threadKey: PSID, opensTicket: false, content: { text } }),
  );

  it('a postback may have a payload only, an edit no count', () => {
    expect(theEvent(parse(messaging({ postback: { payload: 'START' } })))).toMatchObject({ providerId: null, content: { text: 'START' } });
    expect(theEvent(parse(messaging({ message_edit: { mid: 'm', text: 'x' } }))).version).toBe('2025-11-21T04:40:00.000Z');
  });
});

describe('comments below the Page’s posts', () => {
  const elements = parse(fixture('facebook/feed.json'));
  const events = eventsOf(elements);

  it('a comment opens the thread of its writer', () => {
    expect(events[0]).toMatchObject({
      verb: 'created',
      providerId: '8801_70001',
      threadKey: '9100',
      author: { id: '9100', name: 'Luca Bianchi' },
      opensTicket: true,
      content: { surface: 'comment', text: 'Is it still on sale?', inReplyTo: null, permalink: 'https://www.facebook.com/shop/posts/8801' },
      occurredAt: '2025-11-21T04:40:00.000Z',
    });
  });

  it('the Page’s own comments open nothing: an answer belongs to what it answers, a remark to nobody', () => {
    expect(events[1]).toMatchObject({
      providerId: '8801_70002',
      threadKey: null,
      fromCustomer: false,
      opensTicket: false,
      content: { inReplyTo: '8801_70001' },
    });
    expect(ignoredOf(elements)).toEqual(['own comment', 'feed reaction', 'leadgen']);
  });

  it('a photo is an attachment', () =>
    expect(events[2]?.content).toMatchObject({ text: null, attachments: [{ url: 'https://cdn.example/c/1.jpg', type: 'image/jpeg' }] }));

  it('edits, hiding and removal change it', () => {
    expect(events.slice(3).map(({ verb, providerId }) => `${verb} ${providerId}`)).toEqual([
      'edited 8801_70001',
      'hidden 8801_70001',
      'unhidden 8801_70001',
      'hidden 8801_70001',
      'removed 8801_70001',
    ]);
    expect(events[3]).toMatchObject({ content: { text: 'Is the blue one still on sale?' }, occurredAt: '2025-11-21T04:41:40.000Z' });
  });

  it('what the Page moderates is found by its id, because its writer is not told', () =>
    expect(events[6]).toMatchObject({ verb: 'hidden', threadKey: null, fromCustomer: false }));

  it('two edits within one second are two', () => {
    const versions = ['a', 'b'].map((message) => theEvent(parse(comment({ verb: 'edit', message }))).version);
    expect(new Set(versions).size).toBe(2);
    expect(theEvent(parse(comment({ verb: 'edit', message: 'a' }))).version).toBe(versions[0]);
  });

  it('lesser gaps leave something to read', () => {
    expect(theEvent(parse(comment({ message: undefined }))).content?.text).toBe('[sticker]');
    expect(
      theEvent(parse(comment({ video: 'https://cdn.example/v', photos: ['https://cdn.example/1', 'https://cdn.example/1', 3] }))).content?.attachments,
    ).toHaveLength(2);
    expect(theEvent(parse(comment({ from: undefined, sender_id: 77, sender_name: 'Old' }))).author).toEqual({ id: '77', name: 'Old', handle: null });
    expect(theEvent(parse(comment({ from: undefined, verb: 'delete' })))).toMatchObject({ verb: 'removed', threadKey: null, author: null });
    expect(theEvent(parse(comment({ created_time: '1763700000' }))).occurredAt).toBe('2025-11-21T04:40:00.000Z');
    expect(theEvent(parse(comment({ parent_id: undefined, permalink_url: 'https://www.facebook.com/c' }))).content).toMatchObject({
      inReplyTo: null,
      permalink: 'https://www.facebook.com/c',
    });
    expect(
      theEvent(
        parse({
          object: 'page',
          entry: [{ id: PAGE, changes: [{ field: 'feed', value: { item: 'comment', verb: 'remove', comment_id: 'c', from: { id: '1' } } }] }],
        }),
      ).occurredAt,
    ).toBe(new Date(RECEIVED_AT).toISOString());
  });
});

describe('what visitors say about the Page', () => {
  const elements = parse(fixture('facebook/page.json'));
  const events = eventsOf(elements);
  const created = (providerId: string) => events.find((event) => event.verb === 'created' && event.providerId === providerId);

  it('posts that are not the Page’s own are messages, with what they show', () => {
    expect(created(`${PAGE}_9001`)).toMatchObject({
      threadKey: '9200',
      author: { id: '9200', name: 'Sara Conti' },
      opensTicket: true,
      content: { surface: 'comment', text: 'Where is my parcel?', permalink: 'https://www.facebook.com/9200/posts/9001', inReplyTo: null },
      occurredAt: '2025-11-21T04:40:00.000Z',
    });
    expect(created(`${PAGE}_9002`)?.content).toMatchObject({ text: 'Broken!', attachments: [{ type: 'image/jpeg', url: 'https://cdn.example/p/1.jpg' }] });
    expect(created(`${PAGE}_9003`)?.content).toMatchObject({ text: null, attachments: [{ type: 'video/mp4', url: 'https://cdn.example/p/2.mp4' }] });
    expect(created(`${PAGE}_9004`)?.content?.text).toBe('Have you seen this?\nhttps://news.example/shop');
    expect(created(`${PAGE}_9005`)?.content?.text).toBe('[post]');
  });

  it('the Page’s own ones, and what happens to videos, are none', () =>
    expect(ignoredOf(elements)).toEqual(['own post', 'post unblock', 'own mention', 'ratings reaction', 'own rating']));

  it('a post is edited, hidden and removed', () =>
    expect(
      events.filter(({ verb, providerId }) => verb !== 'created' && providerId === `${PAGE}_9001`).map(({ verb, content }) => [verb, content?.text]),
    ).toEqual([
      ['edited', 'Where is my parcel BL-7?'],
      ['hidden', undefined],
      ['unhidden', undefined],
      ['removed', undefined],
    ]));

  it('a mention opens the thread of who mentions the Page, with or without their words', () => {
    expect(created('77_88')).toMatchObject({ threadKey: '9300', author: { name: 'Old Name' }, opensTicket: true, content: { text: 'Ask @Bottega Luna' } });
    expect(created('9300_79')?.content?.text).toBe('[mentioned your Page]');
  });

  it('ratings have their stars, recommendations five or one', () => {
    expect(created('904801')).toMatchObject({
      threadKey: '705955',
      author: { id: '705955', name: 'Tester' },
      content: { surface: 'review', text: 'Quite nice', starRating: 3 },
    });
    expect(created('904802')?.content).toMatchObject({ text: '[recommends your Page]', starRating: 5 });
    expect(created('904803')?.content).toMatchObject({ text: 'Never again', starRating: 1 });
    expect(created('904804')?.content).toMatchObject({ text: null, starRating: 4 });
  });

  it('the latest version of a rating has other stars, and a comment below it names it', () => {
    expect(events.find(({ verb, providerId }) => verb === 'edited' && providerId === '904801')).toMatchObject({
      content: { starRating: 5, text: 'Very nice' },
    });
    expect(events.find(({ providerId }) => providerId === '904801_1')).toMatchObject({
      fromCustomer: false,
      threadKey: null,
      content: { inReplyTo: '904801' },
    });
  });

  it.each([
    ['a post without an id', feed({ item: 'post', verb: 'add', from: { id: '9' } })],
    ['a mention of nobody', page({ changes: [{ field: 'mention', value: { item: 'post', verb: 'add', post_id: '1' } }] })],
    ['a mention without a value', page({ changes: [{ field: 'mention' }] })],
    ['a rating without a story', page({ changes: [{ field: 'ratings', value: { item: 'rating', verb: 'add', reviewer_id: 1 } }] })],
    ['a rating without a value', page({ changes: [{ field: 'ratings', value: 3 }] })],
  ])('%s is kept raw', (_, body) => expect(parse(body).map(({ kind }) => kind)).toEqual(['unreadable']));
});

describe('what is not in the documented shape', () => {
  it.each([
    ['another object', { object: 'instagram', entry: [] }],
    ['an entry of nothing', page({})],
    ['messaging that is no list', page({ messaging: 'x' })],
    ['an event of nobody', page({ messaging: [{ message: { mid: 'm', text: 'x' } }] })],
    ['an event of nothing', messaging({})],
    ['a message that is no object', messaging({ message: 'x' })],
    ['a message without content', messaging({ message: { mid: 'm' } })],
    ['a removal of nothing', messaging({ message: { is_deleted: true } })],
    ['a postback without a title', messaging({ postback: {} })],
    ['an edit without words', messaging({ message_edit: { mid: 'm' } })],
    ['a reaction to nothing', messaging({ reaction: { emoji: 'x' } })],
    ['a change without value', feed(undefined)],
    ['a change without an item', feed({})],
    ['a comment without id', comment({ comment_id: undefined })],
    ['a comment without an author', comment({ from: undefined })],
    ['an unknown verb', comment({ verb: 'levitate' })],
    ['no verb', comment({ verb: undefined })],
  ])('%s is kept raw', (_, body) => expect(parse(body).map(({ kind }) => kind)).toEqual(['unreadable']));

  it('does not hold its neighbours', () => {
    const body = page({ messaging: [null, { sender: { id: PSID }, message: { mid: 'm', text: 'still here' } }], changes: [5, { field: 4 }] });
    expect(theEvent(parse(body)).content?.text).toBe('still here');
    expect(unreadableOf(parse(body))).toHaveLength(2);
    expect(ignoredOf(parse(body))).toEqual(['unnamed field']);
  });
});
