import { contentOf, eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, type Json, list, record, records, text } from '../json.ts';
import { BUTTON, messageId } from './address.ts';
import type { Frame } from './frame.ts';
import { chatOf, conversationOf, personOf, writerOf } from './people.ts';

/**
 * A pressed button of an inline keyboard: a message of the person who pressed it, with the button's text. It has no time of its own.
 * https://core.telegram.org/bots/api#callbackquery (Bot API 10.1, read 2026-11-29)
 * @throws UnreadableElement
 */
export const readCallback = (query: Json, { receivedAt }: Frame): Made[] => {
  const queryId = id(query['id']);
  const writer = personOf(record(query['from']));
  if (queryId === undefined || !writer) throw new UnreadableElement('a callback query of nobody');
  const message = record(query['message']);
  const connection = text(message?.['business_connection_id']) ?? null;
  // For a message in inline mode, Telegram does not include a chat.
  const conversation = conversationOf(message && chatOf(message), connection) ?? { key: writer.id, customer: null, isGroup: false };
  const number = id(message?.['message_id']);
  return [
    eventOf({
      verb: 'created',
      providerId: messageId(BUTTON, queryId),
      threadKey: conversation.key,
      author: writerOf(conversation, writer),
      customer: conversation.customer,
      occurredAt: new Date(receivedAt).toISOString(),
      content: contentOf({
        surface: 'dm',
        text: wordsOf(query, message),
        inReplyTo: number === undefined ? null : messageId(conversation.key, number),
      }),
    }),
  ];
};

const wordsOf = (query: Json, message: Json | undefined): string => {
  const data = text(query['data']);
  const buttons = (list(record(message?.['reply_markup'])?.['inline_keyboard']) ?? []).flatMap(records);
  const pressed = buttons.find((button) => data !== undefined && button['callback_data'] === data);
  return text(pressed?.['text']) ?? data ?? text(query['game_short_name']) ?? '[button]';
};

/**
 * The call that answers a callback query, as the body of the webhook's answer; until then, Telegram shows the button as busy. Null for other updates.
 * https://core.telegram.org/bots/api#making-requests-when-getting-updates, #answercallbackquery (read 2026-11-29)
 */
export const callbackAnswer = (body: Uint8Array): string | null => {
  if (!Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('"callback_query"')) return null;
  const queryId = id(record(record(parsed(body))?.['callback_query'])?.['id']);
  return queryId === undefined ? null : JSON.stringify({ method: 'answerCallbackQuery', callback_query_id: queryId });
};

const parsed = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
};
