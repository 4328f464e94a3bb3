import type { ChannelEvent } from '../../domain/support/inbound/inbound-event.ts';
import { contentOf, eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, type Json, record, text } from '../json.ts';
import { timeOf } from '../times.ts';
import { addressOf, messageId } from './address.ts';
import { readContent } from './content.ts';
import type { Frame } from './frame.ts';
import { chatOf, conversationOf, personOf, writerOf } from './people.ts';

/**
 * A message or its new version: https://core.telegram.org/bots/api#message (Bot API 10.1, read 2026-11-29). In a group, the conversation is the group. In
 * a chat of a connected business account, the customer's messages come with those of the account's owner, which are the business's own.
 * @throws UnreadableElement
 */
export const readMessage = (message: Json, { receivedAt, botId, updateId }: Frame, verb: 'created' | 'edited'): Made[] => {
  const connection = text(message['business_connection_id']) ?? null;
  const conversation = conversationOf(chatOf(message), connection);
  const number = id(message['message_id']);
  if (!conversation || number === undefined) throw new UnreadableElement('a message of no chat');
  // A group's anonymous admin and a channel write in the name of a chat; `from` is then a placeholder.
  const [user, chat] = [record(message['from']), record(message['sender_chat'])];
  const writer = personOf(chat ?? user);
  if (!writer) throw new UnreadableElement('nobody it is from');
  if (botId !== null && (id(user?.['id']) === botId || id(record(message['sender_business_bot'])?.['id']) === botId))
    return [{ ignored: 'message of the bot itself' }];
  if (message['is_automatic_forward'] === true) return [{ ignored: 'post of the linked channel' }];
  const read = readContent(message);
  if ('ignored' in read) return [read];
  // A live location moves every few seconds: only its first position is read.
  if (verb === 'edited' && message['location'] !== undefined) return [{ ignored: 'live location' }];
  const isOurs = connection !== null && writer.id !== addressOf(conversation.key).chat;
  const inReplyTo = answered(message, conversation.key);
  const event: ChannelEvent = eventOf({
    verb,
    providerId: messageId(conversation.key, number),
    version: verb === 'edited' ? `${id(message['edit_date']) ?? ''}.${updateId}` : '',
    threadKey: conversation.key,
    author: writerOf(conversation, writer),
    customer: conversation.customer,
    fromCustomer: !isOurs,
    opensTicket: !isOurs,
    ...(chat === undefined && user?.['is_bot'] === true ? { automatic: true } : {}),
    content: contentOf({ surface: 'dm', ...read.content, inReplyTo }),
    occurredAt: timeOf(verb === 'edited' ? message['edit_date'] : message['date'], receivedAt),
  });
  return [read.unknown === undefined ? event : { placeholder: event, unknown: read.unknown }];
};

/** In a forum, every message without a quote refers to the one that opened its topic. */
const answered = (message: Json, key: string): string | null => {
  const quoted = record(message['reply_to_message']);
  const number = id(quoted?.['message_id']);
  return number === undefined || quoted?.['forum_topic_created'] !== undefined ? null : messageId(key, number);
};
