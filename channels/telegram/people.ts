import type { Person } from '../../domain/support/messages/content.ts';
import { id, type Json, record, text } from '../json.ts';
import { addressOf, written } from './address.ts';

/** A user (`first_name`, `last_name`) or a chat (`title`): https://core.telegram.org/bots/api#user, #chat (Bot API 10.1, read 2026-11-29). */
export const personOf = (given: Json | undefined): Person | undefined => {
  const personId = id(given?.['id']);
  if (given === undefined || personId === undefined) return undefined;
  const called = [given['first_name'], given['last_name']].flatMap((each) => text(each) ?? []).join(' ');
  return { id: personId, name: text(given['title']) ?? text(called) ?? null, handle: text(given['username']) ?? null };
};

/** The conversation of an update. */
export interface Conversation {
  /** The thread's key, and the address of replies. */
  readonly key: string;
  /** The person or group of the whole conversation, if that is not the writer: a group, or the customer of a business account's chat. */
  readonly customer: Person | null;
  readonly isGroup: boolean;
}

/** Undefined for a chat without an id. */
export const conversationOf = (chat: Json | undefined, connection: string | null): Conversation | undefined => {
  const known = personOf(chat);
  if (chat === undefined || known === undefined) return undefined;
  const key = written({ chat: known.id, connection });
  const isGroup = chat['type'] !== undefined && chat['type'] !== 'private';
  return { key, isGroup, customer: isGroup || connection !== null ? { ...known, id: key } : null };
};

/** The writer as the thread's author. For the customer of a business account's chat, that is the conversation itself. */
export const writerOf = ({ key, customer, isGroup }: Conversation, writer: Person): Person =>
  customer !== null && !isGroup && addressOf(key).chat === writer.id ? customer : writer;

export const chatOf = (piece: Json): Json | undefined => record(piece['chat']);
