import { type Acknowledge, acknowledge } from '../chat/acknowledge.ts';
import { type AcceptableFrame, type AcceptDeps, acceptFrame } from '../chat/frames/accept-frame.ts';
import { positionKeyOf } from '../chat/reading.ts';
import type { Context } from '../context.ts';
import type { Named } from '../conversations/conversation-of.ts';
import { CHAT } from '../conversations/kinds/chat.ts';
import { notFound } from '../errors.ts';
import { bareConnection, type Connection } from './connection.ts';
import { liveIn, roomOf } from './fan-out/room.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { type PostDeps, postFrames } from './post-frames.ts';

/** Frames of people and keys in chats, groups and directs. */
export interface ChatFrameDeps extends PostDeps, AcceptDeps {}

/** The caller as a command has it. A connection knows no name; commands of chats need none. */
export const contextOf = ({ tenantId, principal, personId: id, role, teamIds, connectionId }: Connection): Context => ({
  tenantId,
  actor: { type: principal === 'visitor' ? 'user' : principal, id, role, teamIds, name: '' },
  correlationId: connectionId,
  causationId: null,
  depth: 0,
});

/** @throws as `acceptFrame` */
export const acceptedFrame = async (deps: ChatFrameDeps, connection: Connection, frame: AcceptableFrame): Promise<ServerFrame> => ({
  type: 'accepted',
  id: frame.id,
  ...(await acceptFrame(deps, contextOf(connection), frame)),
});

/** Moves the person's position in one conversation. @throws Problem not_found, unprocessable; TableUnavailable */
export const acknowledgeChat = async (deps: ChatFrameDeps, connection: Connection, ack: Acknowledge): Promise<void> =>
  void (await acknowledge(deps, contextOf(connection), ack));

/** Tells the other people’s live devices of a conversation that somebody is writing there. @throws Problem not_found: for whoever is no member, too */
export const announceTypingInChat = async (
  deps: ChatFrameDeps & { readonly clock: () => number },
  connection: Connection,
  conversation: Named,
): Promise<void> => {
  const { tenantId, personId } = connection;
  const [head, row] = await deps.table.get([CHAT.headKey(tenantId, conversation.id), positionKeyOf(tenantId, conversation, personId)], { consistent: true });
  if (!head || (conversation.kind !== 'chat' && !row)) throw notFound('conversation');
  const [names, live] = await Promise.all([
    deps.namesOf(tenantId, [personId]),
    roomOf(deps.table, conversation, head).then((room) => liveIn(deps.table, conversation, room, deps.clock())),
  ]);
  const others = [...live.values()].flat().filter((other) => other.personId !== personId);
  const frame: ServerFrame = { type: 'typing', conversationId: conversation.id, userId: personId, name: names.get(personId) ?? null };
  const frames = [frameText(frame)];
  // Errors of other connections do not concern this person.
  await postFrames(
    deps,
    others.map((other) => ({ connection: bareConnection(other), frames })),
  );
};
