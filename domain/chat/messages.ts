import type { Context } from '../context.ts';
import { deleteEntry, editEntry, hideEntry, reactToEntry } from '../conversations/entries/change-entry.ts';
import { notFound, Problem } from '../errors.ts';
import { MENTIONS } from '../limits.ts';
import type { Table } from '../table/port.ts';
import { type ChatRef, conversationOfChat, readChat } from './chats.ts';
import { type NamesOf, requireKnown } from './known-people.ts';
import { type MessageWithEdits, messagesPage, messageWithEdits, type PublicChatMessage, presentChatMessage, type Reader } from './log-messages.ts';
import { moderatorIn } from './moderation/moderator.ts';
import type { NumberedPage, PageOf } from './numbered-page.ts';
import { isTenantAdmin, participantOf } from './participant.ts';
import { type Reaction, whole } from './reactions.ts';
import { takePart } from './reading.ts';
import { threadPage } from './thread-page.ts';
import { refuseUnknown } from './unknown-applications.ts';
import { type MessageExtras, mentionedIn, type WritingDeps, writeMessage } from './write-message.ts';

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

/**
 * Appends a message; its number is final. Everybody of the tenant may be mentioned, because everybody may read the chat.
 * @throws Replayed; Problem not_found, unprocessable, unavailable
 */
export const postChatMessage = (
  deps: WritingDeps & { readonly namesOf?: NamesOf },
  context: Context,
  ref: ChatRef,
  body: string,
  extras: MessageExtras = {},
): Promise<PublicChatMessage> => {
  const { tenantId } = context;
  const by = participantOf(context.actor);
  return explained(deps, tenantId, ref, async () => {
    const mentions = await mentionsOf(deps.namesOf, tenantId, body, extras.mentions ?? []);
    const chat = conversationOfChat(tenantId, ref);
    const made = await writeMessage(deps, context, chat, body, { ...extras, mentions });
    await takePart(deps.table, tenantId, by.id, { chat: chat.id, number: made.number });
    return made;
  });
};

/** @throws Problem unprocessable for a named person whom the tenant does not have; ids in the text that nobody has are text */
export const mentionsOf = async (namesOf: NamesOf | undefined, tenantId: string, body: string, named: readonly string[]): Promise<string[]> => {
  const ids = [...new Set([...named, ...mentionedIn(body)])];
  if (!namesOf || ids.length === 0) return [];
  const names = await namesOf(tenantId, ids);
  await requireKnown(async () => names, tenantId, named, 'mentions');
  return ids.filter((id, index) => names.has(id) && index < MENTIONS);
};

/** @throws Problem not_found, conflict (deleted, or too many reactions), unavailable */
export const reactToChatMessage = (deps: WritingDeps, context: Context, ref: ChatRef, number: number, reaction: Reaction): Promise<PublicChatMessage> => {
  const by = participantOf(context.actor);
  return explained(deps, context.tenantId, ref, async () =>
    presentChatMessage(await reactToEntry(deps, conversationOfChat(context.tenantId, ref), by, number, whole(reaction)), by),
  );
};

/** @throws Problem not_found, forbidden (another's message), conflict (deleted, hidden, or edited too often), unavailable */
export const editChatMessage = (deps: WritingDeps, context: Context, ref: ChatRef, number: number, body: string): Promise<PublicChatMessage> =>
  explained(deps, context.tenantId, ref, async () =>
    presentChatMessage(
      await editEntry(deps, conversationOfChat(context.tenantId, ref), participantOf(context.actor), number, body),
      participantOf(context.actor),
    ),
  );

/** The admins of the tenant moderate its chats. Undefined: the caller is none. */
const moderatorOf = (deps: WritingDeps, context: Context, ref: ChatRef) =>
  isTenantAdmin(context.actor) ? moderatorIn(deps, context, conversationOfChat(context.tenantId, ref).id, true) : undefined;

/** Hides a message from everybody but the admins of the tenant, or shows it again. @throws Problem not_found, forbidden, conflict (deleted), unavailable */
export const hideChatMessage = (deps: WritingDeps, context: Context, ref: ChatRef, number: number, hidden: boolean): Promise<PublicChatMessage> => {
  const by = participantOf(context.actor);
  const chat = conversationOfChat(context.tenantId, ref);
  return explained(deps, context.tenantId, ref, async () =>
    presentChatMessage(await hideEntry(deps, chat, by, number, { hidden, moderator: moderatorOf(deps, context, ref) }), { id: by.id, moderates: true }),
  );
};

/** Leaves a tombstone. @throws as `editChatMessage` */
export const deleteChatMessage = (deps: WritingDeps, context: Context, ref: ChatRef, number: number): Promise<PublicChatMessage> =>
  explained(deps, context.tenantId, ref, async () =>
    presentChatMessage(
      await deleteEntry(deps, conversationOfChat(context.tenantId, ref), participantOf(context.actor), number, moderatorOf(deps, context, ref)),
    ),
  );

const pkOf = (tenantId: string, ref: ChatRef): string => {
  const { kind, id } = conversationOfChat(tenantId, ref);
  return kind.pk(tenantId, id);
};

/** A page of messages as they are now. @throws Problem not_found */
export const listChatMessages = async (
  deps: Deps,
  tenantId: string,
  ref: ChatRef,
  page: NumberedPage,
  reader?: Reader,
  thread?: number,
): Promise<PageOf<PublicChatMessage>> => {
  refuseUnknown(deps.table, tenantId, ref.token);
  if (thread !== undefined) return explained(deps, tenantId, ref, () => threadPage(deps.table, pkOf(tenantId, ref), thread, page, reader));
  const read = await messagesPage(deps.table, pkOf(tenantId, ref), page, reader);
  // An empty page may be of a chat that does not exist.
  if (read.items.length === 0) await readChat(deps, tenantId, ref);
  return read;
};

/** @throws Problem not_found */
export const readChatMessage = async (deps: Deps, tenantId: string, ref: ChatRef, number: number, reader?: Reader): Promise<MessageWithEdits> => {
  refuseUnknown(deps.table, tenantId, ref.token);
  const found = await messageWithEdits(deps.table, pkOf(tenantId, ref), number, reader);
  if (found) return found;
  await readChat(deps, tenantId, ref);
  throw notFound('message');
};
