import { describe, expect, it } from 'vitest';
import { parseInstagram } from '../../../channels/instagram/parse.ts';
import { eventsOf, fixture, ignoredOf, RECEIVED_AT, theEvent, unreadableOf } from '../reading.ts';

const ACCOUNT = '17841400000000001';
const CUSTOMER = '998877665544';
const parse = (body: unknown) => parseInstagram({ body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)), receivedAt: RECEIVED_AT });
const account = (entry: object) => ({ object: 'instagram', entry: [{ id: ACCOUNT, time: 1763700000000, ...entry }] });
const change = (field: unknown, value: unknown) => account({ changes: [{ field, value }] });

describe('messages', () => {
  const elements = parse(fixture('instagram/every-kind.json'));
  const events = eventsOf(elements);
  const created = (providerId: string) => events.find((event) => event.verb === 'created' && event.providerId === providerId);

  it('a text opens the thread of its sender', () =>
    expect(created('ig_text')).toMatchObject({
      threadKey: CUSTOMER,
      author: { id: CUSTOMER },
      fromCustomer: true,
      opensTicket: true,
      content: { text: 'Is it still there?', surface: 'dm' },
      occurredAt: '2025-11-21T04:40:00.000Z',
    }));

  it.each<[string, object, readonly object[]]>([
    ['ig_photo', { text: 'This one', inReplyTo: 'ig_text' }, [{ type: 'image/jpeg', name: 'photo.jpg' }]],
    ['ig_story_answer', { text: '[answers your story]\nSo nice!', permalink: 'https://cdn.example/story/1' }, []],
    ['ig_story_mention', { text: '[mentioned you in a story]' }, [{ url: 'https://cdn.example/story/2' }]],
    ['ig_share', { text: null }, [{ name: 'Our cups', url: 'https://cdn.example/post/1' }]],
    ['ig_reel', { text: null }, [{ type: 'video/mp4', name: 'A reel' }]],
    ['ig_unsupported', { text: '[A type of message that Instagram does not pass on]' }, []],
    ['ig_postback', { text: 'Opening hours' }, []],
  ])('%s reads as what it shows', (providerId, content, attachments) => {
    expect(created(providerId)?.content).toMatchObject({ ...content, attachments });
    expect(created(providerId)?.content?.attachments).toHaveLength(attachments.length);
  });

  it('the account’s own words open nothing', () => {
    expect(created('ig_echo')).toMatchObject({ threadKey: CUSTOMER, fromCustomer: false, opensTicket: false });
    expect(created('17802')).toMatchObject({ threadKey: null, fromCustomer: false, opensTicket: false, content: { inReplyTo: '17801' } });
    expect(ignoredOf(elements)).toEqual(['own comment', 'own comment', 'story_insights']);
  });

  it('are seen, loved, edited and unsent', () => {
    expect(events.find(({ verb }) => verb === 'status')).toMatchObject({ providerId: 'ig_echo', threadKey: CUSTOMER, status: { state: 'read' } });
    expect(events.filter(({ verb }) => verb === 'reaction').map(({ reaction }) => reaction?.emoji)).toEqual(['❤', null]);
    expect(events.find(({ verb }) => verb === 'edited')).toMatchObject({ providerId: 'ig_text', version: '1', content: { text: 'Is it still available?' } });
    expect(events.find(({ verb }) => verb === 'removed')).toMatchObject({ providerId: 'ig_photo', opensTicket: false });
  });

  it('who came by a link is noted, and while another app leads, nothing becomes our work', () => {
    expect(events.find(({ content }) => content?.text === '[came by a link: bio-link]')).toMatchObject({ opensTicket: false });
    expect(created('ig_standby')).toMatchObject({ fromCustomer: true, opensTicket: false });
  });

  it('comments, also of a live video, are in the thread of their writer', () => {
    expect(created('17801')).toMatchObject({
      threadKey: CUSTOMER,
      author: { id: CUSTOMER, handle: 'giulia.f' },
      opensTicket: true,
      content: { surface: 'comment', text: 'Do you ship?', inReplyTo: null },
    });
    expect(created('17805')).toMatchObject({ threadKey: '998877665545', content: { text: 'Hello live' } });
    expect(created('17806')?.content).toMatchObject({ text: '[comment without text]', inReplyTo: '17802' });
  });

  it('a mention, of which Instagram tells nothing but ids, is a thread of its own', () => {
    expect(created('mention:18500:17807')).toMatchObject({ threadKey: 'mention:18500', opensTicket: true, content: { text: '[mentioned you in a comment]' } });
    expect(created('mention:18501')?.content?.text).toBe('[mentioned you in a post]');
  });

  it('all of it is the account’s', () => expect(elements.every((element) => !('account' in element) || element.account === ACCOUNT)).toBe(true));
});

describe('with Instagram Login', () => {
  it('a change may stand in its entry, and messages may be changes', () => {
    const value = { id: '1', from: { id: '9', username: 'n' }, text: 'Hi' };
    expect(theEvent(parse(account({ field: 'comments', value })))).toMatchObject({ providerId: '1', content: { text: 'Hi' } });
    const message = { sender: { id: '9' }, recipient: { id: ACCOUNT }, timestamp: '1763700000', message: { mid: 'm', text: 'Hi' } };
    expect(theEvent(parse(change('messages', message)))).toMatchObject({ providerId: 'm', threadKey: '9', opensTicket: true });
  });

  it('a comment may carry its id as comment_id, and comes without a time of the entry', () => {
    const body = { object: 'instagram', entry: [{ changes: [{ field: 'comments', value: { comment_id: 7, from: { id: 9 } } }] }] };
    expect(theEvent(parse(body))).toMatchObject({ providerId: '7', threadKey: '9', occurredAt: new Date(RECEIVED_AT).toISOString() });
  });
});

describe('what is not in the documented shape', () => {
  it.each([
    ['another object', { object: 'page', entry: [] }],
    ['an entry of nothing', account({})],
    ['a comment without an author', change('comments', { id: '1' })],
    ['a comment without an id', change('comments', { from: { id: '1' } })],
    ['a comment without a value', change('comments', 1)],
    ['a mention of nothing', change('mentions', {})],
    ['a message of nobody', account({ messaging: [{ message: { mid: 'm', text: 'x' } }] })],
  ])('%s is kept raw', (_, body) => expect(parse(body).map(({ kind }) => kind)).toEqual(['unreadable']));

  it('does not hold its neighbours', () => {
    const body = account({
      messaging: [null, { sender: { id: '9' }, recipient: { id: ACCOUNT }, message: { mid: 'm', text: 'still here' } }],
      changes: [{ field: 4 }, { field: 'messages', value: 5 }],
    });
    expect(theEvent(parse(body)).content?.text).toBe('still here');
    expect(unreadableOf(parse(body))).toHaveLength(1);
    expect(ignoredOf(parse(body))).toEqual(['unnamed field', 'messages']);
  });
});
