import type { Actor, Clock, Context } from '../context.ts';
import { deleteEntry, editEntry } from '../conversations/entries/change-entry.ts';
import { type ChatMessage, chatMessageOf } from '../conversations/entries/chat-message.ts';
import { historyOf, type Version } from '../conversations/entries/history.ts';
import { type Posted, post } from '../conversations/entries/post.ts';
import type { Participant } from '../conversations/kinds/kind.ts';
import type { LogDeps } from '../conversations/log/append.ts';
import { messageKey } from '../conversations/log/draft.ts';
import { readPage } from '../conversations/log/read-page.ts';
import { notFound, Problem } from '../errors.ts';
import { onceReads, onceWrite, refuseRepeat } from '../idempotency/commit.ts';
import { ANSWERED_BODY_BYTES } from '../limits.ts';
import type { Item, Table } from '../table/port.ts';
import { type ChatRef, conversationOfChat, readChat } from './chats.ts';
import type { NumberedPage, PageOf } from './numbered-page.ts';
import { refuseUnknown } from './unknown-applications.ts';

interface Deps {
  readonly table: Table;
}

type WritingDeps = LogDeps & { readonly clock: Clock };

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

/** Only people and keys call these. */
const participantOf = (actor: Actor): Participant => {
  if (actor.type === 'system' || actor.type === 'event' || actor.type === 'rule') throw new Problem('forbidden', 'Only people and keys chat.');
  return { type: actor.type, id: actor.id };
};

/** A 404 says what is missing: the log itself says only that the conversation is not open. */
const explained = async <T>(deps: Deps, tenantId: string, ref: ChatRef, work: () => Promise<T>): Promise<T> => {
  refuseUnknown(deps.table, tenantId, ref.token);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') await readChat(deps, tenantId, ref);
    throw error;
  }
};

/** Appends a message; its number is final. @throws Replayed; Problem not_found, unprocessable, unavailable */
export const postChatMessage = (deps: WritingDeps, context: Context, ref: ChatRef, body: string): Promise<PublicChatMessage> => {
  const { tenantId } = context;
  const by = participantOf(context.actor);
  const made = ({ number, createdAt }: Posted): PublicChatMessage => ({ number, body, senderId: by.id, createdAt, editedAt: null, deleted: false });
  const once = {
    reads: onceReads(context),
    refuse: (item: Item | undefined) => refuseRepeat(context, item),
    write: (posted: Posted) => onceWrite(context, { status: 201, body: made(posted), fromRequest: ['body'] }),
  };
  return explained(deps, tenantId, ref, async () => made(await post(deps, conversationOfChat(tenantId, ref), by, { text: body }, once)));
};

/** @throws Problem not_found, forbidden (another's message), conflict (deleted, or edited too often), unavailable */
export const editChatMessage = (deps: WritingDeps, context: Context, ref: ChatRef, number: number, body: string): Promise<PublicChatMessage> =>
  explained(deps, context.tenantId, ref, async () =>
    presentChatMessage(await editEntry(deps, conversationOfChat(context.tenantId, ref), participantOf(context.actor), number, body)),
  );

/** Leaves a tombstone. @throws as `editChatMessage` */
export const deleteChatMessage = (deps: WritingDeps, context: Context, ref: ChatRef, number: number): Promise<PublicChatMessage> =>
  explained(deps, context.tenantId, ref, async () =>
    presentChatMessage(await deleteEntry(deps, conversationOfChat(context.tenantId, ref), participantOf(context.actor), number)),
  );

const pkOf = (tenantId: string, ref: ChatRef): string => {
  const { kind, id } = conversationOfChat(tenantId, ref);
  return kind.pk(tenantId, id);
};

/** How many texts fit into an answer as JSON, from the first on; the first always does. */
const fitting = (texts: readonly unknown[]): number => {
  let room = ANSWERED_BODY_BYTES;
  const end = texts.findIndex((text, at) => (room -= Buffer.byteLength(JSON.stringify(text ?? null))) < 0 && at > 0);
  return end < 0 ? texts.length : end;
};

/** A page of messages as they are now. @throws Problem not_found */
export const listChatMessages = async (deps: Deps, tenantId: string, ref: ChatRef, page: NumberedPage): Promise<PageOf<PublicChatMessage>> => {
  const { order, after, limit } = page;
  refuseUnknown(deps.table, tenantId, ref.token);
  const read = await readPage(deps.table, pkOf(tenantId, ref), { order, limit, ...(after === null ? {} : { after }) });
  // An empty page may be of a chat that does not exist.
  if (read.items.length === 0) await readChat(deps, tenantId, ref);
  const shown = read.items.slice(0, fitting(read.items.map((item) => item['text'])));
  const last = shown.at(-1)?.['number'] as number | undefined;
  return {
    items: shown.map((item) => presentChatMessage(chatMessageOf(item))),
    next: shown.length < read.items.length && last !== undefined ? last : read.next,
  };
};

/** @throws Problem not_found */
export const readChatMessage = async (deps: Deps, tenantId: string, ref: ChatRef, number: number): Promise<MessageWithEdits> => {
  refuseUnknown(deps.table, tenantId, ref.token);
  const pk = pkOf(tenantId, ref);
  const [item] = await deps.table.get([messageKey(pk, number)], { consistent: true });
  if (!item) {
    await readChat(deps, tenantId, ref);
    throw notFound('message');
  }
  const message = chatMessageOf(item);
  const edits = await historyOf(deps.table, pk, message);
  return { ...presentChatMessage(message), edits: edits.slice(0, fitting([message.text, ...edits.map(({ body }) => body)]) - 1) };
};
