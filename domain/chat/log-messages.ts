import type { ChatMessage } from '../conversations/entries/chat-message.ts';
import { chatMessageOf } from '../conversations/entries/chat-message.ts';
import type { Version } from '../conversations/entries/history.ts';
import { historyOf } from '../conversations/entries/history.ts';
import { messageKey } from '../conversations/log/draft.ts';
import { readPage } from '../conversations/log/read-page.ts';
import { ANSWERED_BODY_BYTES } from '../limits.ts';
import type { Table } from '../table/port.ts';
import type { NumberedPage, PageOf } from './numbered-page.ts';

/** As the API shows it. */
export interface PublicChatMessage {
  readonly number: number;
  /** Null for a deleted message. */
  readonly body: string | null;
  readonly senderId: string;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deleted: boolean;
}

export interface MessageWithEdits extends PublicChatMessage {
  /** Earlier texts, oldest first. */
  readonly edits: readonly Version[];
}

export const presentChatMessage = ({ number, text, author, createdAt, editedAt, deleted }: ChatMessage): PublicChatMessage => ({
  number,
  body: text,
  senderId: author.id,
  createdAt,
  editedAt,
  deleted,
});

/** How many texts fit into an answer as JSON, from the first on; the first always does. */
export const fitting = (texts: readonly unknown[]): number => {
  let room = ANSWERED_BODY_BYTES;
  const end = texts.findIndex((text, at) => (room -= Buffer.byteLength(JSON.stringify(text ?? null))) < 0 && at > 0);
  return end < 0 ? texts.length : end;
};

/** A page of a log's messages as they are now. It ends earlier if the texts are too long for one answer. */
export const messagesPage = async (table: Table, pk: string, { order, after, limit }: NumberedPage): Promise<PageOf<PublicChatMessage>> => {
  const read = await readPage(table, pk, { order, limit, ...(after === null ? {} : { after }) });
  const shown = read.items.slice(0, fitting(read.items.map((item) => item['text'])));
  const last = shown.at(-1)?.['number'] as number | undefined;
  return {
    items: shown.map((item) => presentChatMessage(chatMessageOf(item))),
    next: shown.length < read.items.length && last !== undefined ? last : read.next,
  };
};

/** One message with its earlier texts, as far as they fit into an answer; undefined if it does not exist. */
export const messageWithEdits = async (table: Table, pk: string, number: number): Promise<MessageWithEdits | undefined> => {
  const [item] = await table.get([messageKey(pk, number)], { consistent: true });
  if (!item) return undefined;
  const message = chatMessageOf(item);
  const edits = await historyOf(table, pk, message);
  return { ...presentChatMessage(message), edits: edits.slice(0, fitting([message.text, ...edits.map(({ body }) => body)]) - 1) };
};
