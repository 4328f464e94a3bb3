import { cut } from '../../domain/text/well-formed.ts';
import { elements, type Made, UnreadableElement, unreadable } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json, jsonBody, list, record, rowOf } from '../json.ts';
import { readDirectMessage, readRead } from './direct-message.ts';
import { type Where } from './people.ts';
import { readPost, readRemoval } from './post.ts';

/** Members that describe events but are not events. */
const ABOUT: ReadonlySet<string> = new Set(['for_user_id', 'user_has_blocked', 'is_blocked_by', 'apps', 'users']);

const READERS: Readonly<Record<string, (event: Json, where: Where) => Made>> = {
  tweet_create_events: readPost,
  tweet_delete_events: readRemoval,
  direct_message_events: readDirectMessage,
  direct_message_mark_read_events: readRead,
};

/** Documented, but not part of a conversation. */
const IGNORED: ReadonlySet<string> = new Set([
  'favorite_events',
  'follow_events',
  'unfollow_events',
  'block_events',
  'unblock_events',
  'mute_events',
  'unmute_events',
  'direct_message_indicate_typing_events',
  'user_event',
]);

/**
 * A call of the Account Activity API v2: `{for_user_id, <kind>_events: […], users, apps}`. Each event of each kind is an element.
 * https://docs.x.com/enterprise-api/account-activity/introduction (read 2026-11-29). `ours`: the origin's account, for calls without an account.
 * @throws UnreadableBody when the body is not JSON
 */
export const parseX = ({ body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>, ours: string): ParsedElement[] => {
  const parsed = jsonBody(body);
  const call = record(parsed);
  if (!call) return [unreadable(null, parsed, body, 'no object')];
  const account = id(call['for_user_id']) ?? null;
  const where: Where = { ours: account ?? ours, users: record(call['users']) ?? {}, receivedAt };
  const kinds = Object.keys(call).filter((kind) => !ABOUT.has(kind));
  if (kinds.length === 0) return [unreadable(account, parsed, body, 'no events')];
  return kinds.flatMap((kind) => {
    if (IGNORED.has(kind)) return [{ kind: 'ignored' as const, what: kind }];
    const read = rowOf(READERS, kind);
    const events = list(call[kind]);
    if (!read) return [unreadable(account, { [kind]: call[kind] }, body, `${cut(kind, 60)} is unknown`)];
    if (!events) return [unreadable(account, { [kind]: call[kind] }, body, `${kind} is no list`)];
    return events.flatMap((event) =>
      elements(account, event, body, () => {
        const given = record(event);
        if (!given) throw new UnreadableElement('an event that is no object');
        return [read(given, where)];
      }),
    );
  });
};
