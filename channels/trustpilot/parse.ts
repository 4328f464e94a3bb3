import { createHash } from 'node:crypto';
import type { ChannelEvent } from '../../domain/support/inbound/inbound-event.ts';
import { contentOf, elements, eventOf, type Made, UnreadableElement, unreadable } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json, jsonBody, link, list, number, record, text } from '../json.ts';
import { timeOf } from '../times.ts';

const PREFIX = 'service-review-';

/**
 * `{events: [{eventName: "service-review-created" | …-updated | …-deleted, eventData: {id, title, text, stars, createdAt, consumer: {id, name}}}]}`
 * (support.trustpilot.com, "How to set up Trustpilot Webhooks", read 2026-11-29). Each review is a thread of its own author; Events of products and
 * replies are ignored. @throws UnreadableBody when the body is not JSON
 */
export const parseTrustpilot = ({ body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>): ParsedElement[] => {
  const parsed = jsonBody(body);
  const events = list(record(parsed)?.['events']);
  if (!events) return [unreadable(null, parsed, body, 'no list of events')];
  return events.flatMap((piece) => elements(null, piece, body, () => [readEvent(record(piece) ?? {}, receivedAt)]));
};

const readEvent = (event: Json, receivedAt: number): Made => {
  const name = text(event['eventName']);
  if (name === undefined) throw new UnreadableElement('an event without eventName');
  const what = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
  if (what !== 'created' && what !== 'updated' && what !== 'deleted') return { ignored: name };
  const review = record(event['eventData']);
  const reviewId = id(review?.['id']);
  if (!review || reviewId === undefined) throw new UnreadableElement('a review without id');
  return what === 'deleted' ? removed(reviewId, review, receivedAt) : written(what, reviewId, review, receivedAt);
};

const removed = (reviewId: string, review: Json, receivedAt: number): ChannelEvent =>
  eventOf({
    verb: 'removed',
    providerId: reviewId,
    threadKey: authorOf(review)?.id ?? null,
    author: authorOf(review),
    occurredAt: new Date(receivedAt).toISOString(),
  });

const written = (what: 'created' | 'updated', reviewId: string, review: Json, receivedAt: number): ChannelEvent => {
  const author = authorOf(review);
  if (!author) throw new UnreadableElement('a review without its consumer');
  const stars = number(review['stars']);
  const starRating = stars !== undefined && Number.isInteger(stars) && stars >= 1 && stars <= 5 ? stars : null;
  const said = [text(review['title']), text(review['text'])].filter((part) => part !== undefined && part !== '').join('\n\n');
  if (said === '' && starRating === null) throw new UnreadableElement('a review that says nothing');
  return eventOf({
    verb: what === 'created' ? 'created' : 'edited',
    providerId: reviewId,
    // The same edit may come from the webhook and from the poller. A hash of its text identifies it.
    version: what === 'created' ? '' : createHash('sha256').update(`${starRating}\n${said}`).digest('base64url').slice(0, 22),
    threadKey: author.id,
    author,
    content: contentOf({ surface: 'review', text: said, starRating, permalink: link(review['url']) ?? null }),
    occurredAt: timeOf(what === 'created' ? review['createdAt'] : (review['updatedAt'] ?? review['createdAt']), receivedAt),
  });
};

const authorOf = (review: Json): ChannelEvent['author'] => {
  const consumer = record(review['consumer']);
  const consumerId = id(consumer?.['id']);
  return consumerId === undefined ? null : { id: consumerId, name: text(consumer?.['name']) ?? text(consumer?.['displayName']) ?? null, handle: null };
};
