import { eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, type Json, list, record, records, text } from '../json.ts';
import { timeOf } from '../times.ts';
import { messageId } from './address.ts';
import type { Frame } from './frame.ts';
import { chatOf, conversationOf, personOf } from './people.ts';

/**
 * One message that was deleted in a chat of a business account, by either side; without a time. For chats of the bot itself, Telegram does not report
 * deletions.
 * https://core.telegram.org/bots/api#businessmessagesdeleted (Bot API 10.1, read 2026-11-29)
 * @throws UnreadableElement
 */
export const readDeletion = (piece: Json, { receivedAt }: Frame): Made[] => {
  const conversation = conversationOf(chatOf(piece), text(piece['business_connection_id']) ?? null);
  const number = id(list(piece['message_ids'])?.[0]);
  if (!conversation || number === undefined) throw new UnreadableElement('a deletion of no message');
  return [
    eventOf({
      verb: 'removed',
      providerId: messageId(conversation.key, number),
      threadKey: conversation.key,
      opensTicket: false,
      occurredAt: new Date(receivedAt).toISOString(),
    }),
  ];
};

/**
 * A person's reactions to a message, all of them each time; the first one is shown. Telegram sends them only to bots that asked for `message_reaction`.
 * https://core.telegram.org/bots/api#messagereactionupdated (Bot API 10.1, read 2026-11-29)
 * @throws UnreadableElement
 */
export const readReaction = (piece: Json, { receivedAt, updateId }: Frame): Made[] => {
  const conversation = conversationOf(chatOf(piece), null);
  const author = personOf(record(piece['user'])) ?? personOf(record(piece['actor_chat']));
  const number = id(piece['message_id']);
  if (!conversation || !author || number === undefined) throw new UnreadableElement('a reaction of nobody, or to no message');
  const [first] = records(piece['new_reaction']);
  return [
    eventOf({
      verb: 'reaction',
      providerId: messageId(conversation.key, number),
      version: updateId,
      threadKey: conversation.key,
      author,
      customer: conversation.customer,
      opensTicket: false,
      reaction: { emoji: first ? emojiOf(first) : null },
      occurredAt: timeOf(piece['date'], receivedAt),
    }),
  ];
};

/** `emoji`, `custom_emoji` (which only Telegram can draw) or `paid`. */
const emojiOf = (reaction: Json): string => text(reaction['emoji']) ?? (reaction['type'] === 'paid' ? '⭐' : '❓');
