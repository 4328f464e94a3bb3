import { cut } from '../../domain/text/well-formed.ts';
import { elements, type Made, unreadable } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json, jsonBody, list, record } from '../json.ts';
import { readCallback } from './callback.ts';
import type { Frame } from './frame.ts';
import { readMessage } from './message.ts';
import { readDeletion, readReaction } from './removal.ts';

type Reader = (piece: Json, frame: Frame) => readonly Made[];

/** https://core.telegram.org/bots/api#update (Bot API 10.1 of 2026-06-11, read 2026-11-29). */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['message', (piece, frame) => readMessage(piece, frame, 'created')],
  ['edited_message', (piece, frame) => readMessage(piece, frame, 'edited')],
  ['business_message', (piece, frame) => readMessage(piece, frame, 'created')],
  ['edited_business_message', (piece, frame) => readMessage(piece, frame, 'edited')],
  ['callback_query', readCallback],
  ['message_reaction', readReaction],
  ['deleted_business_messages', readDeletion],
]);

/** Documented kinds that are not messages of a customer to the business (docs/channels.md says why). */
const IGNORED: ReadonlySet<string> = new Set([
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'guest_message',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
]);

/**
 * One update per call: `{update_id, <kind>: {…}}`.
 * @throws UnreadableBody when the body is not JSON
 */
export const parseTelegram = ({ body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>, botId: string | null): ParsedElement[] => {
  const parsed = jsonBody(body);
  const update = record(parsed);
  const kinds = Object.keys(update ?? {}).filter((kind) => kind !== 'update_id');
  if (!update || kinds.length === 0) return [unreadable(null, parsed, body, 'an update of no kind')];
  const frame: Frame = { receivedAt, botId, updateId: id(update['update_id']) ?? '' };
  return kinds.flatMap((kind) => readKind(kind, update[kind], frame, body));
};

const readKind = (kind: string, given: unknown, frame: Frame, whole: Uint8Array): ParsedElement[] => {
  if (IGNORED.has(kind)) return [{ kind: 'ignored', what: kind }];
  const reader = READERS.get(kind);
  if (!reader) return [unreadable(null, { [kind]: given }, whole, `an update of the unknown kind ${cut(kind, 40)}`)];
  const piece = record(given);
  if (!piece) return [unreadable(null, { [kind]: given }, whole, `${kind} is no object`)];
  return piecesOf(kind, piece).flatMap((each) => elements(null, each, whole, () => reader(each, frame)));
};

/** Only deletions concern several messages: each message is read separately. */
const piecesOf = (kind: string, piece: Json): readonly Json[] => {
  const ids = kind === 'deleted_business_messages' ? list(piece['message_ids']) : undefined;
  return ids?.map((each) => ({ ...piece, message_ids: [each] })) ?? [piece];
};
