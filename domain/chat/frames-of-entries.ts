import { type ChatFile, type ChatMessage, chatMessageOf, type LinkPreview, type SupportSender } from '../conversations/entries/chat-message.ts';
import { encodePosition, type LogEntry } from '../conversations/log/cursor.ts';
import { messageKey } from '../conversations/log/draft.ts';
import type { Item, Table } from '../table/port.ts';

/** A message of a chat, a group or a direct as its participants get it: as it is now. */
export interface ToldMessage {
  readonly type: 'message';
  readonly conversationId: string;
  readonly number: number;
  /** Null for a deleted or hidden message. */
  readonly body: string | null;
  readonly senderId: string;
  readonly createdAt: string;
  /** The message that it answers; missing if it answers none. */
  readonly inReplyTo?: number;
  /** The message in whose thread it is; missing if it is in none. */
  readonly threadOf?: number;
  /** Missing if there are none. */
  readonly attachments?: ChatFile[];
  /** Of its first link; missing without one, and until the page is read. */
  readonly preview?: LinkPreview;
  /** The business's reply from a ticket. Missing on messages of people and keys. */
  readonly support?: SupportSender;
  /** The reader's position once they have this: for an acknowledgement. */
  readonly cursor: string;
}

/** What happened: an edit, a tombstone, a reaction or a preview of a message, or that it was hidden or shown again; or a join, a leave, a new name or role in a group. */
export interface ToldChange {
  readonly type: string;
  /** The id of whoever did it. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly [detail: string]: unknown;
}

/** A change of a message, with the message as it is now; or an event of the group, which concerns no message. */
export interface ToldAmendment {
  readonly type: 'amended';
  readonly conversationId: string;
  /** Null: an event of the group. Its sender is whoever did it. */
  readonly number: number | null;
  readonly body: string | null;
  readonly senderId: string;
  readonly createdAt: string;
  readonly hidden: boolean;
  readonly deleted: boolean;
  readonly editedAt: string | null;
  /** Chats are not sent through a provider. */
  readonly delivery: null;
  /** Missing if there are none. */
  readonly attachments?: ChatFile[];
  /** The one that it has now: missing means none. */
  readonly preview?: LinkPreview;
  readonly support?: SupportSender;
  readonly change: ToldChange;
  readonly cursor: string;
}

export type ToldEntry = ToldMessage | ToldAmendment;

/** The log's own attributes, and texts: the message has the present one. */
const LEFT_OUT: ReadonlySet<string> = new Set(['pk', 'sk', 'number', 'of', 'actor', 'entered', 'revision', 'text', 'previous', 'ttl', 'appendedAt']);

const changeOf = (amendment: Item): ToldChange => {
  const actor = amendment['actor'] as { readonly id: string } | undefined;
  const detail = Object.fromEntries(Object.entries(amendment).filter(([name]) => !LEFT_OUT.has(name)));
  // `by` in the item is the mark of the attempt that wrote it.
  return { ...detail, type: String(amendment['type']), by: actor?.id ?? '', at: String(amendment['at']) };
};

/** The files and the preview of a message that shows them. */
const filesIn = ({ hidden, attachments, preview }: ChatMessage) => ({
  ...(hidden || attachments.length === 0 ? {} : { attachments: [...attachments] }),
  ...(hidden || preview === null ? {} : { preview }),
});

/** Who wrote it for the business. */
const senderIn = ({ support }: ChatMessage) => (support ? { support } : {});

export const toldMessage = (conversationId: string, message: ChatMessage, cursor: string): ToldMessage => ({
  type: 'message',
  conversationId,
  number: message.number,
  body: message.hidden ? null : message.text,
  senderId: message.author.id,
  createdAt: message.createdAt,
  ...(message.replyTo === null ? {} : { inReplyTo: message.replyTo }),
  ...(message.threadOf === null ? {} : { threadOf: message.threadOf }),
  ...filesIn(message),
  ...senderIn(message),
  cursor,
});

/** `message`: the one that was changed, as it is now; undefined for an event of the group. */
export const toldAmendment = (conversationId: string, amendment: Item, message: ChatMessage | undefined, cursor: string): ToldAmendment => {
  const change = changeOf(amendment);
  return {
    type: 'amended',
    conversationId,
    number: message?.number ?? null,
    body: message && !message.hidden ? message.text : null,
    senderId: message?.author.id ?? change.by,
    createdAt: message?.createdAt ?? change.at,
    hidden: message?.hidden ?? false,
    deleted: message?.deleted ?? false,
    editedAt: message?.editedAt ?? null,
    delivery: null,
    ...(message ? { ...filesIn(message), ...senderIn(message) } : {}),
    change,
    cursor,
  };
};

/** Who made the entry of an item: nobody is told their own. */
export const makerOf = (item: Item): string => ((item['author'] ?? item['actor']) as { readonly id?: string } | undefined)?.id ?? '';

/** The number of the message that an amendment changes; undefined for a message, and for an event of the group. */
const changedIn = ({ type, item }: LogEntry): number | undefined => (type === 'amendment' ? (item['of'] as number | undefined) : undefined);

/** Entries of one log, in their order, as they are told. Changed messages are read as they are now. @throws TableUnavailable */
export const toldEntries = async (
  table: Table,
  { id, pk }: { readonly id: string; readonly pk: string },
  entries: readonly LogEntry[],
): Promise<ToldEntry[]> => {
  const numbers = [...new Set(entries.map(changedIn).filter((number) => number !== undefined))];
  const items = await table.get(
    numbers.map((number) => messageKey(pk, number)),
    { consistent: true },
  );
  const messages = new Map(items.flatMap((item, index) => (item ? [[numbers[index], chatMessageOf(item)] as const] : [])));
  return entries.map((entry) => {
    const cursor = encodePosition(entry.position, id);
    if (entry.type === 'message') return toldMessage(id, chatMessageOf(entry.item), cursor);
    return toldAmendment(id, entry.item, messages.get(changedIn(entry)), cursor);
  });
};
