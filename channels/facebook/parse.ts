import { cut } from '../../domain/text/well-formed.ts';
import { elements, unreadable } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json, rowOf, text } from '../json.ts';
import { eachOf, metaBatch } from '../meta/batch.ts';
import { readMessaging } from '../meta/messaging.ts';
import { momentOf } from '../times.ts';
import { readFeed, readMention, readRating } from './feed.ts';

/**
 * Webhooks of a Page: `entry[] × messaging[]` (Messenger; `standby[]` while another app leads the conversation) and
 * `entry[] × changes[]` (its feed, ratings and mentions).
 * - https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events (of 2024-06-26)
 * - https://developers.facebook.com/docs/graph-api/webhooks/reference/page (read 2026-11)
 * @throws UnreadableBody when the body is not JSON
 */
export const parseFacebook = ({ body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>): ParsedElement[] =>
  metaBatch(body, 'page', (entry, whole) => {
    const page = id(entry['id']) ?? null;
    const { messaging, standby, changes } = entry;
    if (messaging === undefined && standby === undefined && changes === undefined)
      return [unreadable(page, entry, whole, 'an entry without messaging or changes')];
    // In seconds for the feed, in milliseconds for Messenger.
    const at = momentOf(entry['time'], receivedAt) ?? receivedAt;
    const read = (leads: boolean) => (event: Json) =>
      elements(page, event, whole, () => readMessaging(event, { product: 'Facebook', page, at, receivedAt, leads }));
    return [
      ...eachOf(messaging, page, whole, read(true)),
      ...eachOf(standby, page, whole, read(false)),
      ...eachOf(changes, page, whole, (change) => readChange(change, page, whole, at, receivedAt)),
    ];
  });

const FIELDS = { feed: readFeed, ratings: readRating, mention: readMention };

const readChange = (change: Json, page: string | null, whole: Uint8Array, at: number, receivedAt: number): readonly ParsedElement[] => {
  const { field } = change;
  const read = rowOf(FIELDS, text(field));
  if (!read) return [{ kind: 'ignored', what: typeof field === 'string' ? cut(field, 60) : 'unnamed field' }];
  return elements(page, change, whole, () => read(change['value'], { page, at, receivedAt }));
};
