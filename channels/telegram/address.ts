import { id, type Json, record } from '../json.ts';

/**
 * A conversation: a chat of the bot, or a chat of a business account to which the bot is connected. Message ids are unique only within a chat, so Parley's id
 * contains both: `{chat}/{message}`, or `{connection}:{chat}/{message}`.
 * https://core.telegram.org/bots/api#message ("unique message identifier inside this chat"), #businessconnection (Bot API 10.1, read 2026-11-29)
 */
export interface Address {
  readonly chat: string;
  readonly connection: string | null;
}

export const written = ({ chat, connection }: Address): string => (connection === null ? chat : `${connection}:${chat}`);

export const addressOf = (text: string): Address => {
  const [, connection = null, chat = text] = /^(.+):([^:]*)$/.exec(text) ?? [];
  return { chat, connection };
};

export const messageId = (address: string, number: string): string => `${address}/${number}`;

/** Prefix for a pressed button, which is not a Telegram message. */
export const BUTTON = 'callback';

/** Undefined if the id is not that of a Telegram message. */
export const messageRef = (providerId: string): { readonly address: string; readonly number: number } | undefined => {
  const [, address, number] = /^(.+)\/(\d{1,15})$/.exec(providerId) ?? [];
  return address === undefined || address === BUTTON ? undefined : { address, number: Number(number) };
};

/** The members that send to an address. Ids of chats have at most 52 bits. */
export const target = (address: string): Readonly<Record<string, string | number>> => {
  const { chat, connection } = addressOf(address);
  const to = { chat_id: /^-?\d{1,16}$/.test(chat) ? Number(chat) : chat };
  return connection === null ? to : { business_connection_id: connection, ...to };
};

/** The id of the message that Telegram answers with, null without one; 0 means a message that is sent later. */
export const sentId = (address: string, message: Json | undefined): string | null => {
  const number = id(message?.['message_id']);
  if (number === undefined || number === '0') return null;
  const { connection, chat } = addressOf(address);
  return messageId(written({ connection, chat: id(record(message?.['chat'])?.['id']) ?? chat }), number);
};
