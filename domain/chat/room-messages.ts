import type { Context } from '../context.ts';
import { deleteEntry, editEntry, hideEntry, reactToEntry } from '../conversations/entries/change-entry.ts';
import type { Conversation } from '../conversations/kinds/kind.ts';
import { notFound } from '../errors.ts';
import type { Answer } from '../idempotency/commit.ts';
import type { Table } from '../table/port.ts';
import { type MessageWithEdits, messagesPage, messageWithEdits, type PublicChatMessage, presentChatMessage } from './log-messages.ts';
import { moderatorIn } from './moderation/moderator.ts';
import type { NumberedPage, PageOf } from './numbered-page.ts';
import { participantOf } from './participant.ts';
import { type Reaction, whole } from './reactions.ts';
import { explained, type RoomHead, readRoom } from './rooms.ts';
import { threadPage } from './thread-page.ts';
import { type MessageExtras, type WritingDeps, writeMessage } from './write-message.ts';

/** Messages of groups and directs. Whoever is no member gets the same 404 as for a room that does not exist. */
interface Deps {
  readonly table: Table;
}
/** A group, or a direct, in which one may have blocked the other. */
export type Blockable = RoomHead & { readonly blockedBy?: readonly string[] };

/** `answer`: what a repeat of the request is told. @throws Replayed; Problem not_found, forbidden (blocked), unprocessable, unavailable */
export const postToRoom = <Head extends Blockable>(
  deps: WritingDeps,
  context: Context,
  room: Conversation<Head>,
  body: string,
  extras: MessageExtras = {},
  answer?: (message: PublicChatMessage) => Answer,
): Promise<PublicChatMessage> => {
  const { id } = participantOf(context.actor);
  return explained(deps.table, room, id, room.kind.name, () => writeMessage(deps, context, room, body, extras, answer));
};

/** @throws Problem not_found, forbidden (blocked), conflict (deleted, or too many reactions), unavailable */
export const reactInRoom = async <Head extends Blockable>(
  deps: WritingDeps,
  context: Context,
  room: Conversation<Head>,
  number: number,
  reaction: Reaction,
): Promise<PublicChatMessage> => {
  const by = participantOf(context.actor);
  const after = await explained(deps.table, room, by.id, room.kind.name, () => reactToEntry(deps, room, by, number, whole(reaction)));
  return presentChatMessage(after, by);
};

/** @throws Problem not_found, forbidden (blocked, or another's message), conflict (deleted, hidden, or edited too often), unavailable */
export const editInRoom = <Head extends Blockable>(
  deps: WritingDeps,
  context: Context,
  room: Conversation<Head>,
  number: number,
  body: string,
): Promise<PublicChatMessage> => {
  const by = participantOf(context.actor);
  return explained(deps.table, room, by.id, room.kind.name, () => editEntry(deps, room, by, number, body)).then((after) => presentChatMessage(after, by));
};

/** Hides a message from everybody but those who moderate, or shows it again. @throws Problem not_found, forbidden, conflict (deleted), unavailable */
export const hideInRoom = async <Head extends Blockable>(
  deps: WritingDeps,
  context: Context,
  room: Conversation<Head>,
  number: number,
  hidden: boolean,
): Promise<PublicChatMessage> => {
  const by = participantOf(context.actor);
  const moderator = moderatorIn(deps, context, room.id);
  const after = await explained(deps.table, room, by.id, room.kind.name, () => hideEntry(deps, room, by, number, { hidden, moderator }));
  return presentChatMessage(after, { id: by.id, moderates: true });
};

/** Leaves a tombstone. @throws as `editInRoom` */
export const deleteInRoom = async <Head extends Blockable>(deps: WritingDeps, context: Context, room: Conversation<Head>, number: number): Promise<void> => {
  const by = participantOf(context.actor);
  await explained(deps.table, room, by.id, room.kind.name, () => deleteEntry(deps, room, by, number, moderatorIn(deps, context, room.id)));
};

const readerIn = <Head extends Blockable>({ kind }: Conversation<Head>, id: string, head: Head) => ({ id, moderates: kind.moderates?.(id, head) ?? false });

/** A page of messages as they are now, of the whole log or of one thread; a new member sees the whole log. @throws Problem not_found */
export const listRoomMessages = async <Head extends Blockable>(
  { table }: Deps,
  context: Context,
  room: Conversation<Head>,
  page: NumberedPage,
  thread?: number,
): Promise<PageOf<PublicChatMessage>> => {
  const { id } = participantOf(context.actor);
  const { head } = await readRoom(table, room, id, room.kind.name);
  const [pk, reader] = [room.kind.pk(room.tenantId, room.id), readerIn(room, id, head)];
  return thread === undefined ? messagesPage(table, pk, page, reader) : threadPage(table, pk, thread, page, reader);
};

/** @throws Problem not_found */
export const readRoomMessage = async <Head extends Blockable>(
  { table }: Deps,
  context: Context,
  room: Conversation<Head>,
  number: number,
): Promise<MessageWithEdits> => {
  const { id } = participantOf(context.actor);
  const { head } = await readRoom(table, room, id, room.kind.name);
  const found = await messageWithEdits(table, room.kind.pk(room.tenantId, room.id), number, readerIn(room, id, head));
  if (!found) throw notFound('message');
  return found;
};
