import { describe, expect, it } from 'vitest';
import { UnreadableBody } from '../../../channels/inbound.ts';
import { parseLinkedIn } from '../../../channels/linkedin/parse.ts';
import { commentOf, idOfUrn, oneUrn } from '../../../channels/linkedin/urn.ts';
import { eventsOf, fixture, ignoredOf, request, theEvent, unreadableOf } from '../reading.ts';

const ORGANIZATION = 'urn:li:organization:8';
const call = (...notifications: unknown[]) => ({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications });
const parse = (given: unknown) => parseLinkedIn(request(JSON.stringify(given)));
const URN = 'urn:li:comment:(urn:li:activity:1,2)';
const comment = (members: object, more: object = {}) => ({
  organizationalEntity: ORGANIZATION,
  action: 'COMMENT',
  decoratedGeneratedActivity: { comment: { entity: URN, owner: 'urn:li:person:a', text: 'hi', ...members } },
  ...more,
});

describe('notifications of an organization', () => {
  const elements = parseLinkedIn(request(fixture('linkedin/notifications.json')));
  const events = eventsOf(elements);

  it('a comment and a mention are messages of who wrote them', () => {
    expect(events[0]).toMatchObject({
      verb: 'created',
      providerId: 'urn:li:comment:(urn:li:activity:7094637247890620418,7094977717598625792)',
      threadKey: 'urn:li:person:zLqTygBP8S',
      author: { id: 'urn:li:person:zLqTygBP8S' },
      fromCustomer: true,
      opensTicket: true,
      content: {
        surface: 'comment',
        text: 'Do you ship to Norway?',
        inReplyTo: null,
        permalink: 'https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7094637247890620418',
      },
      occurredAt: new Date(1795165200000).toISOString(),
    });
    expect(events[4]).toMatchObject({ verb: 'created', providerId: 'urn:li:share:7094637247487995905', content: { text: 'Waiting for my lamp from @Shop' } });
    expect(elements[0]).toMatchObject({ account: '96072893' });
  });

  it('the organization’s own reply waits for the comment that it answers, in whatever spelling, and opens nothing', () => {
    expect(events[1]).toMatchObject({
      threadKey: null,
      author: { id: 'urn:li:organization:96072893' },
      fromCustomer: false,
      opensTicket: false,
      content: { inReplyTo: events[0]?.providerId },
    });
    expect(ignoredOf(parse(call(comment({ owner: ORGANIZATION }))))).toEqual(['own comment']);
  });

  it('an edit and a deletion change the comment; likes are left out', () => {
    expect(events[2]).toMatchObject({
      verb: 'edited',
      providerId: events[0]?.providerId,
      content: { text: 'Do you ship to Norway and Iceland?' },
      opensTicket: true,
    });
    expect(events[3]).toMatchObject({ verb: 'removed', providerId: events[0]?.providerId, threadKey: null, author: null, opensTicket: false });
    expect(ignoredOf(elements)).toEqual(['LIKE']);
  });

  it('the same edit is one, however many administrators have subscribed; another one is another', () => {
    const edit = (notificationId: number, text: string) =>
      theEvent(parse(call(comment({ text }, { action: 'COMMENT_EDIT', notificationId, lastModifiedAt: 1795165200000 })))).version;
    expect(edit(1, 'a')).toBe(edit(2, 'a'));
    expect(edit(1, 'a')).not.toBe(edit(1, 'b'));
  });

  it('a text may be in a message, and an organization may be a customer too', () => {
    expect(theEvent(parse(call(comment({ text: undefined, message: { text: 'hello' }, owner: 'urn:li:organization:9' }))))).toMatchObject({
      threadKey: 'urn:li:organization:9',
      fromCustomer: true,
      content: { text: 'hello' },
    });
  });
});

describe('what cannot be read is kept raw, and never its neighbours', () => {
  it.each<[string, unknown, string]>([
    ['a list', [], 'no list of notifications'],
    ['nothing', {}, 'no list of notifications'],
    ['another type of call', { type: 'LEAD_ACTION', notifications: [] }, 'not about social actions'],
    ['no object', call(7), 'a notification without an action'],
    ['no action', call({}), 'a notification without an action'],
    ['a comment that is not named', call({ action: 'COMMENT' }), 'a notification of nothing'],
    ['a comment without a text', call(comment({ text: undefined })), 'COMMENT without a text'],
    ['a comment of nobody', call(comment({ owner: undefined })), 'COMMENT of nobody'],
  ])('%s', (_, given, reason) => expect(unreadableOf(parse(given))).toEqual([reason]));

  it('good neighbours are read, and an action that is the name of a member of every object is ignored', () => {
    const elements = parse(call(7, { action: 'constructor' }, comment({})));
    expect([unreadableOf(elements).length, ignoredOf(elements), theEvent(elements).content?.text]).toEqual([1, ['constructor'], 'hi']);
  });

  it('what is not JSON is refused', () => expect(() => parseLinkedIn(request('{'))).toThrow(UnreadableBody));
});

it('a comment has one spelling', () => {
  expect([oneUrn('urn:li:comment:(activity:1,2)'), oneUrn(URN), oneUrn('urn:li:share:3')]).toEqual([URN, URN, 'urn:li:share:3']);
  expect(commentOf('urn:li:comment:(urn:li:ugcPost:1,2)')).toEqual({ post: 'urn:li:ugcPost:1', comment: '2' });
  expect(commentOf('urn:li:comment:(activity:1)')).toBeUndefined();
  expect([idOfUrn('urn:li:organization:8'), idOfUrn('8')]).toEqual(['8', '8']);
});
