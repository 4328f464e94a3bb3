import type { ChatFile, ChatMessage, LinkPreview, SupportSender } from '../conversations/entries/chat-message.ts';
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
  /** Null for a deleted message, and for a hidden one unless its reader moderates. */
  readonly body: string | null;
  readonly senderId: string;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deleted: boolean;
  /** A moderator has hidden it. */
  readonly hidden: boolean;
  /** Number of the message that it answers. */
  readonly inReplyTo: number | null;
  /** Number of the message in whose thread it is. */
  readonly threadOf: number | null;
  /** Messages in its own thread, deleted ones included. Exact. */
  readonly replyCount: number;
  readonly lastReplyAt: string | null;
  /** Ids of the people whom it mentions. */
  readonly mentions: string[];
  /** None for a deleted message, and for a hidden one unless its reader moderates. */
  readonly attachments: ChatFile[];
  /** Of its first link. Missing without one, until the page is read, and as `attachments`. */
  readonly preview?: LinkPreview;
  /** In the order in which they came. */
  readonly reactions: PublicReaction[];
  /** The business's reply from a ticket. Missing on messages of people and keys. */
  readonly support?: SupportSender;
}

export interface PublicReaction {
  readonly emoji: string;
  readonly count: number;
  /** Whether the reader is one of them. */
  readonly mine: boolean;
}

export interface MessageWithEdits extends PublicChatMessage {
  /** Earlier texts, oldest first. */
  readonly edits: readonly Version[];
}

/** Whose reactions are `mine`, and whether they see the texts of hidden messages. */
export interface Reader {
  readonly id: string;
  readonly moderates?: boolean;
}
const NOBODY: Reader = { id: '' };

const countedReactions = (reactions: ChatMessage['reactions'], readerId: string): PublicReaction[] => {
  const counted = new Map<string, PublicReaction>();
  for (const [userId, emojis] of Object.entries(reactions))
    for (const emoji of emojis.split(' ')) {
      const { count, mine } = counted.get(emoji) ?? { count: 0, mine: false };
      counted.set(emoji, { emoji, count: count + 1, mine: mine || userId === readerId });
    }
  return [...counted.values()];
};

export const presentChatMessage = (
  {
    number,
    text,
    author,
    createdAt,
    editedAt,
    deleted,
    hidden,
    replyTo,
    threadOf,
    replyCount,
    lastReplyAt,
    mentions,
    attachments,
    preview,
    reactions,
    support,
  }: ChatMessage,
  reader: Reader = NOBODY,
): PublicChatMessage => ({
  number,
  body: hidden && !reader.moderates ? null : text,
  senderId: author.id,
  createdAt,
  editedAt,
  deleted,
  hidden,
  inReplyTo: replyTo,
  threadOf,
  replyCount,
  lastReplyAt,
  mentions: [...mentions],
  attachments: hidden && !reader.moderates ? [] : [...attachments],
  ...(preview && (!hidden || reader.moderates) ? { preview } : {}),
  reactions: countedReactions(reactions, reader.id),
  ...(support ? { support } : {}),
});

/** How many texts fit into an answer as JSON, from the first on; the first always does. */
export const fitting = (texts: readonly unknown[]): number => {
  let room = ANSWERED_BODY_BYTES;
  const end = texts.findIndex((text, at) => (room -= Buffer.byteLength(JSON.stringify(text ?? null))) < 0 && at > 0);
  return end < 0 ? texts.length : end;
};

/** A page of a log's messages as they are now. It ends earlier if the texts are too long for one answer. */
export const messagesPage = async (
  table: Table,
  pk: string,
  { order, after, limit }: NumberedPage,
  reader: Reader = NOBODY,
): Promise<PageOf<PublicChatMessage>> => {
  const read = await readPage(table, pk, { order, limit, ...(after === null ? {} : { after }) });
  const shown = read.items.slice(0, fitting(read.items.map((item) => item['text'])));
  const last = shown.at(-1)?.['number'] as number | undefined;
  return {
    items: shown.map((item) => presentChatMessage(chatMessageOf(item), reader)),
    next: shown.length < read.items.length && last !== undefined ? last : read.next,
  };
};

/** One message with its earlier texts, as far as they fit into an answer; undefined if it does not exist. */
export const messageWithEdits = async (table: Table, pk: string, number: number, reader: Reader = NOBODY): Promise<MessageWithEdits | undefined> => {
  const [item] = await table.get([messageKey(pk, number)], { consistent: true });
  if (!item) return undefined;
  const message = chatMessageOf(item);
  const edits = message.hidden && !reader.moderates ? [] : await historyOf(table, pk, message);
  return { ...presentChatMessage(message, reader), edits: edits.slice(0, fitting([message.text, ...edits.map(({ body }) => body)]) - 1) };
};
