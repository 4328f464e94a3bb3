import type { AvailabilitySetting } from '../availability/availability.ts';
import { chatOf } from '../chat/chat-of.ts';
import type { Clock } from '../context.ts';
import { Problem } from '../errors.ts';
import { setAvailability } from '../people/set-availability.ts';
import { announceTyping } from './announce-typing.ts';
import { acceptedFrame, acknowledgeChat, announceTypingInChat, type ChatFrameDeps, contextOf } from './chat-frames.ts';
import { type Connection, isStaff } from './connection.ts';
import { frameText } from './frame-text.ts';
import { type ClientFrame, type ClientFrameType, errorFrame, type ServerFrame } from './frames.ts';
import { listenToChats } from './listening.ts';
import { acknowledgeOwed } from './positions/acknowledge-owed.ts';
import { acknowledgeFeed } from './positions/acknowledged.ts';
import { encodeFeedCursor } from './positions/position.ts';
import { acknowledgeMessages } from './positions/read-to.ts';
import { decodeResumeCursor } from './positions/resume-cursor.ts';
import { postTo, Undeliverable } from './post-frames.ts';
import type { ErrorFrame } from './read-frames.ts';
import { type ResumeDeps, resumeFeed } from './resume-feed.ts';
import { subscribe } from './subscribe.ts';
import { tellAvailability, tellViewing } from './tell-presence.ts';
import { type SignalEdge, tellProvider } from './tell-provider.ts';
import { viewedBy, viewingOf } from './viewing.ts';

export interface FrameDeps extends ResumeDeps, SignalEdge, ChatFrameDeps {
  readonly clock: Clock;
}

/** The answer to a frame, if it has one. Handlers send frames to other connections themselves. */
type Handler<T extends ClientFrameType> = (deps: FrameDeps, connection: Connection, frame: ClientFrame<T>) => Promise<ServerFrame | undefined>;

const wrongCursor = (id?: string): ServerFrame => errorFrame('invalid_request', 'The cursor is not one of this feed.', id);
const noConversation = (id?: string): ServerFrame => errorFrame('not_found', 'No such conversation.', id);
const onlyTyping = (id?: string): ServerFrame => errorFrame('forbidden', 'A visitor’s socket takes `typing` only: use POST /v1/livechat/… for the rest.', id);

/** A cursor of the feed, of a replay or of a message. */
const acknowledgeAll = async (deps: FrameDeps, connection: Connection, cursor: string): Promise<boolean> => {
  const start = decodeResumeCursor(connection.tenantId, cursor);
  if (start === null) return false;
  await acknowledgeOwed(deps.table, contextOf(connection), start.ahead);
  return start.feed === undefined || acknowledgeFeed(deps, connection, encodeFeedCursor(connection.tenantId, start.feed));
};

/** One handler per type: a new type of frame is a row here and its schema in `frames.ts`. */
const handlers: { readonly [T in ClientFrameType]: Handler<T> } = {
  resume: async (deps, connection, { cursor, id }) => {
    const outcome = await resumeFeed(deps, connection, { cursor, id });
    if (outcome === 'wrong cursor') return wrongCursor(id);
    return outcome === 'resumed' ? undefined : errorFrame('conflict', 'A replay is running on this connection: wait for `resumed`.', id);
  },
  ack: async (deps, connection, { conversationId, number, cursor, read: isRead, id }) => {
    const hasNumber = conversationId !== undefined && number !== undefined;
    if (cursor === undefined && !hasNumber)
      return errorFrame('unprocessable', 'The feed is acknowledged by a cursor, a conversation by its id and a number or a cursor.', id);
    const chat = conversationId === undefined ? null : chatOf(connection.tenantId, conversationId);
    if (chat) {
      await acknowledgeChat(deps, connection, { conversationId: chat.id, number, cursor, read: isRead });
      return undefined;
    }
    if (cursor !== undefined && !(await acknowledgeAll(deps, connection, cursor))) return wrongCursor(id);
    if (!hasNumber) return undefined;
    const read = await acknowledgeMessages(deps, connection, conversationId, number);
    if (!read) return noConversation(id);
    await tellProvider(deps, connection, { signal: 'markRead', ticket: read.ticket, seen: read.seen });
    return undefined;
  },
  subscribe: async (deps, connection, { queueIds, ticketIds, conversationIds, id }) => {
    if (conversationIds) await listenToChats(deps.table, connection, conversationIds, deps.clock());
    if (conversationIds && !queueIds && !ticketIds) return undefined;
    if (!isStaff(connection.role)) return errorFrame('forbidden', 'Tickets are followed by agents.', id);
    const isAll = queueIds === undefined && ticketIds === undefined;
    const { table } = deps;
    const before = await viewedBy(table, connection);
    await subscribe(table, connection, isAll ? null : { queueIds: queueIds ?? [], ticketIds: ticketIds ?? [] });
    const now = viewingOf(ticketIds);
    if (before !== null && before !== now) await tellViewing(deps, connection, before, false);
    if (now !== null && now !== before) await tellViewing(deps, connection, now, true);
    return undefined;
  },
  typing: async (deps, connection, { id, ...typing }) => {
    const chat = connection.principal === 'visitor' ? null : chatOf(connection.tenantId, typing.conversationId);
    if (chat) {
      await announceTypingInChat(deps, connection, chat);
      return undefined;
    }
    const ticket = await announceTyping(deps, connection, typing);
    if (!ticket) return noConversation(id);
    if (!typing.note && connection.principal !== 'visitor') await tellProvider(deps, connection, { signal: 'typing', ticket });
    return undefined;
  },
  presence: async (deps, connection, { availability, until, id }) => {
    if (connection.principal !== 'agent') return errorFrame('forbidden', 'Only an agent has an availability.', id);
    const tell = (tenantId: string, agentId: string, said: AvailabilitySetting): Promise<void> => tellAvailability(deps, tenantId, agentId, said);
    await setAvailability({ ...deps, tell }, { tenantId: connection.tenantId, agentId: connection.personId }, { availability, until: until ?? null });
    return undefined;
  },
  send: acceptedFrame,
  'group.create': acceptedFrame,
  'group.update': acceptedFrame,
};

/**
 * Runs the frames of one client message in order. An invalid one gets an `error` frame; the others run, and the
 * connection stays open. Returns the unexpected failures.
 * @throws Undeliverable
 */
export const handleFrames = async (deps: FrameDeps, connection: Connection, frames: readonly (ClientFrame | ErrorFrame)[]): Promise<unknown[]> => {
  const failures: unknown[] = [];
  const answerTo = async (frame: ClientFrame | ErrorFrame): Promise<ServerFrame | undefined> => {
    if (frame.type === 'error') return frame;
    if (connection.principal === 'visitor' && frame.type !== 'typing') return onlyTyping(frame.id);
    try {
      // The table of handlers is typed row by row; the row is selected by the frame's own type.
      return await (handlers[frame.type] as Handler<ClientFrameType>)(deps, connection, frame);
    } catch (error) {
      if (error instanceof Undeliverable) throw error;
      if (error instanceof Problem) return errorFrame(error.code, error.message, frame.id);
      failures.push(error);
      return errorFrame('unavailable', 'This frame could not be handled. Send it again.', frame.id);
    }
  };
  for (const frame of frames) {
    const answer = await answerTo(frame);
    if (answer && !(await postTo(deps, connection, [frameText(answer)]))) break;
  }
  return failures;
};
