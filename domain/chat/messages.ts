import type { Context } from '../context.ts';
import { deleteEntry, editEntry } from '../conversations/entries/change-entry.ts';
import { notFound, Problem } from '../errors.ts';
import type { Table } from '../table/port.ts';
import { type ChatRef, conversationOfChat, readChat } from './chats.ts';
import { type MessageWithEdits, messagesPage, messageWithEdits, type PublicChatMessage, presentChatMessage } from './log-messages.ts';
import type { NumberedPage, PageOf } from './numbered-page.ts';
import { participantOf } from './participant.ts';
import { takePart } from './reading.ts';
import { refuseUnknown } from './unknown-applications.ts';
import { type WritingDeps, writeMessage } from './write-message.ts';

interface Deps {
  readonly table: Table;
}

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
  return explained(deps, tenantId, ref, async () => {
    const chat = conversationOfChat(tenantId, ref);
    const made = await writeMessage(deps, context, chat, body);
    await takePart(deps.table, tenantId, by.id, { chat: chat.id, number: made.number });
    return made;
  });
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

/** A page of messages as they are now. @throws Problem not_found */
export const listChatMessages = async (deps: Deps, tenantId: string, ref: ChatRef, page: NumberedPage): Promise<PageOf<PublicChatMessage>> => {
  refuseUnknown(deps.table, tenantId, ref.token);
  const read = await messagesPage(deps.table, pkOf(tenantId, ref), page);
  // An empty page may be of a chat that does not exist.
  if (read.items.length === 0) await readChat(deps, tenantId, ref);
  return read;
};

/** @throws Problem not_found */
export const readChatMessage = async (deps: Deps, tenantId: string, ref: ChatRef, number: number): Promise<MessageWithEdits> => {
  refuseUnknown(deps.table, tenantId, ref.token);
  const found = await messageWithEdits(deps.table, pkOf(tenantId, ref), number);
  if (found) return found;
  await readChat(deps, tenantId, ref);
  throw notFound('message');
};
