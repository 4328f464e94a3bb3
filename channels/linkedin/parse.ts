import { createHash } from 'node:crypto';
import { cut } from '../../domain/text/well-formed.ts';
import { contentOf, elements, eventOf, type Made, UnreadableElement, unreadable } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json, jsonBody, list, record, text } from '../json.ts';
import { timeOf } from '../times.ts';
import { commentOf, idOfUrn, oneUrn } from './urn.ts';

export const TYPE = 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS';

/**
 * `{type, notifications: [{notificationId, organizationalEntity, action, sourcePost, lastModifiedAt, generatedActivity, decoratedGeneratedActivity: {comment | share}}]}`,
 * ten in a call. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-social-action-notifications (read 2026-11-29).
 * The same comment comes once for each administrator who has subscribed, and from the poller: its URN identifies it, not `notificationId`.
 * @throws UnreadableBody when the body is not JSON
 */
export const parseLinkedIn = ({ body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>): ParsedElement[] => {
  const parsed = jsonBody(body);
  const call = record(parsed);
  const notifications = list(call?.['notifications']);
  if (!call || !notifications) return [unreadable(null, parsed, body, 'no list of notifications')];
  if (call['type'] !== TYPE) return [unreadable(null, parsed, body, 'not about social actions')];
  return notifications.flatMap((piece) => {
    const organization = text(record(piece)?.['organizationalEntity']);
    const account = organization === undefined ? null : idOfUrn(organization);
    return elements(account, piece, body, () => [readNotification(record(piece) ?? {}, organization, receivedAt)]);
  });
};

/** Read as messages; the others (`LIKE`, `SHARE`) contain nothing to answer. */
const READERS: Readonly<Record<string, 'comment' | 'edit' | 'deletion' | 'mention'>> = {
  COMMENT: 'comment',
  ADMIN_COMMENT: 'comment',
  COMMENT_EDIT: 'edit',
  COMMENT_DELETE: 'deletion',
  SHARE_MENTION: 'mention',
};

const readNotification = (notification: Json, organization: string | undefined, receivedAt: number): Made => {
  const action = text(notification['action']);
  if (action === undefined) throw new UnreadableElement('a notification without an action');
  const kind = Object.hasOwn(READERS, action) ? READERS[action] : undefined;
  if (kind === undefined) return { ignored: cut(action, 60) };
  const decorated = record(notification['decoratedGeneratedActivity']);
  const said = record(decorated?.[kind === 'mention' ? 'share' : 'comment']);
  const urn = text(said?.['entity']) ?? text(notification['generatedActivity']);
  if (urn === undefined) throw new UnreadableElement('a notification of nothing');
  const owner = text(said?.['owner']);
  const isOwn = owner !== undefined && owner === organization;
  const parent = text(said?.['parentComment']);
  const occurredAt = timeOf(notification['lastModifiedAt'], receivedAt);
  const who = owner === undefined ? null : { id: owner, name: null, handle: null };
  const base = { providerId: oneUrn(urn), threadKey: isOwn ? null : (owner ?? null), author: who, fromCustomer: !isOwn, occurredAt };
  if (kind === 'deletion') return eventOf({ ...base, verb: 'removed', opensTicket: false });
  const words = text(said?.['text']) ?? text(record(said?.['message'])?.['text']);
  if (words === undefined) throw new UnreadableElement(`${cut(action, 40)} without a text`);
  if (kind === 'edit')
    return eventOf({ ...base, verb: 'edited', version: versionOf(occurredAt, words), opensTicket: !isOwn, content: contentIn(urn, words, parent) });
  if (owner === undefined) throw new UnreadableElement(`${cut(action, 40)} of nobody`);
  // The organization's own comment below a post is for everybody.
  if (isOwn && parent === undefined) return { ignored: 'own comment' };
  return eventOf({ ...base, verb: 'created', opensTicket: !isOwn, content: contentIn(urn, words, parent) });
};

/** Edits have no number. The time distinguishes them; within one millisecond, the text does. */
const versionOf = (at: string, words: string): string => `${at}/${createHash('sha256').update(words).digest('base64url').slice(0, 12)}`;

const contentIn = (urn: string, words: string, parent: string | undefined) =>
  contentOf({
    surface: 'comment',
    text: words,
    inReplyTo: parent === undefined ? null : oneUrn(parent),
    permalink: `https://www.linkedin.com/feed/update/${encodeURIComponent(commentOf(urn)?.post ?? urn)}`,
  });

/** The key of a notification, for the poller. */
export const keyOf = (notification: Json): string => id(notification['notificationId']) ?? JSON.stringify(notification);
