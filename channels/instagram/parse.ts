import { cut } from '../../domain/text/well-formed.ts';
import { elements, unreadable } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json, record, rowOf, text } from '../json.ts';
import { eachOf, metaBatch } from '../meta/batch.ts';
import { readMessaging } from '../meta/messaging.ts';
import { momentOf } from '../times.ts';
import { readComment, readMention } from './comment.ts';

/**
 * Webhooks of an Instagram account: `entry[] × messaging[]` (`standby[]` while another app leads the conversation) and `entry[] × changes[]`. With Instagram Login, a change
 * can be in the entry itself, and messages can arrive as changes.
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/webhooks (read 2026-11)
 * - https://developers.facebook.com/documentation/instagram-platform/webhooks/examples (of 2025-11-24)
 * @throws UnreadableBody when the body is not JSON
 */
export const parseInstagram = ({ body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>): ParsedElement[] =>
  metaBatch(body, 'instagram', (entry, whole) => {
    const account = id(entry['id']) ?? null;
    const { messaging, standby, field, value } = entry;
    const changes = entry['changes'] ?? (field === undefined ? undefined : [{ field, value }]);
    if (messaging === undefined && standby === undefined && changes === undefined)
      return [unreadable(account, entry, whole, 'an entry without messaging or changes')];
    const at = momentOf(entry['time'], receivedAt) ?? receivedAt;
    const where = { product: 'Instagram', page: account, at, receivedAt } as const;
    const read = (leads: boolean) => (event: Json) => elements(account, event, whole, () => readMessaging(event, { ...where, leads }));
    return [
      ...eachOf(messaging, account, whole, read(true)),
      ...eachOf(standby, account, whole, read(false)),
      ...eachOf(changes, account, whole, (change) => {
        const of = text(change['field']);
        const told = record(change['value']);
        if (of !== undefined && MESSAGES.has(of) && told) return read(true)(told);
        const reader = rowOf(FIELDS, of);
        if (!reader) return [{ kind: 'ignored', what: of === undefined ? 'unnamed field' : cut(of, 60) }];
        return elements(account, change, whole, () => reader(change['value'], { account, at }));
      }),
    ];
  });

const FIELDS = { comments: readComment, live_comments: readComment, mentions: readMention };
const MESSAGES: ReadonlySet<string> = new Set(['messages', 'message_reactions', 'message_edit', 'messaging_seen', 'messaging_postbacks', 'messaging_referral']);
