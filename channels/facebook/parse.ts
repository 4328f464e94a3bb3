import { cut } from '../../domain/text/well-formed.ts';
import { elements, unreadable } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json } from '../json.ts';
import { eachOf, metaBatch } from '../meta/batch.ts';
import { momentOf } from '../times.ts';
import { readComment } from './comment.ts';
import { readMessaging } from './messaging.ts';

/**
 * Webhooks of a Page: `entry[] × messaging[]` (Messenger; `standby[]` while another app leads the conversation) and
 * `entry[] × changes[]` (its feed).
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
    const read = (leads: boolean) => (event: Json) => elements(page, event, whole, () => readMessaging(event, { page, at, receivedAt, leads }));
    return [
      ...eachOf(messaging, page, whole, read(true)),
      ...eachOf(standby, page, whole, read(false)),
      ...eachOf(changes, page, whole, (change) => readChange(change, page, whole, at, receivedAt)),
    ];
  });

const readChange = (change: Json, page: string | null, whole: Uint8Array, at: number, receivedAt: number): readonly ParsedElement[] => {
  const { field } = change;
  if (field !== 'feed') return [{ kind: 'ignored', what: typeof field === 'string' ? cut(field, 60) : 'unnamed field' }];
  return elements(page, change, whole, () => readComment(change['value'], { page, at, receivedAt }));
};
