import type { Outgoing } from '../../../../client/index.ts';
import type { Parts } from './chat.ts';
import { ofFrame, ofOutgoing, withAmended, withLog, withNew } from './logs.ts';
import { withArrived } from './rooms.ts';
import type { ChatMessage, Mark, State } from './types.ts';

const WRITING_MS = 6000;

/** A message is on the screen of whoever looks at its room. */
const isSeen = (state: State, id: string): boolean => state.openId === id && document.visibilityState === 'visible';

/** Applies what the feed tells to the state. Returns what ends it. */
export function listen({ feed, reads, state, reload, refresh, failed }: Parts): () => void {
  const arrived = (id: string, message: ChatMessage): void => {
    if (!state.get().rooms.some((room) => room.id === id)) reload();
    state.change((before) => {
      const isUnread = message.senderId !== before.me.id && !isSeen(before, id);
      const writing = { ...before.writing, [id]: (before.writing[id] ?? []).filter((one) => one.id !== message.senderId) };
      return withLog({ ...before, writing, rooms: withArrived(before.rooms, id, message, isUnread) }, id, (log) => withNew(log, message));
    });
  };
  const sent = (outgoing: Outgoing): void => {
    state.change((before) => {
      const others = before.outgoing.filter(({ id }) => id !== outgoing.id);
      return { ...before, outgoing: outgoing.state === 'accepted' ? others : [...others, outgoing] };
    });
    const { conversationId: id, number, frame } = outgoing;
    const message = outgoing.state === 'accepted' ? ofOutgoing(outgoing, state.get().me.id) : undefined;
    if (message === undefined || id === undefined || number === undefined || frame.type !== 'send') return;
    arrived(id, message);
    if (frame.attachmentIds !== undefined) reads.amended(id, number).catch(failed);
  };
  const got = (id: string, userId: string, change: (mark: Mark) => Mark): void =>
    state.change((before) => {
      const room = before.marks[id] ?? {};
      return { ...before, marks: { ...before.marks, [id]: { ...room, [userId]: change(room[userId] ?? { delivered: 0, read: 0 }) } } };
    });
  /** This person has read it on another device. */
  const readElsewhere = (id: string, number: number): void =>
    state.change((before) => ({
      ...before,
      rooms: before.rooms.map((room) => (room.id === id ? { ...room, unread: Math.min(room.unread, Math.max(0, room.count - number)) } : room)),
    }));

  let wasOnline = false;
  const ends = [
    feed.on('status', (status) => {
      state.change((before) => ({ ...before, status }));
      if (status !== 'online') return;
      // What this person wrote elsewhere meanwhile is not owed to them, so no replay brings it.
      if (wasOnline || !state.get().loaded) {
        reload();
        const { openId } = state.get();
        if (openId !== null) refresh(openId).catch(failed);
      }
      wasOnline = true;
    }),
    feed.on('message', (frame) => {
      if (frame.ticketId === undefined) arrived(frame.conversationId, ofFrame(frame));
    }),
    feed.on('amended', (frame) => {
      const { conversationId: id, number } = frame;
      if (frame.ticketId !== undefined) return;
      if (number === null) {
        // Somebody joined or left, or the group has another name.
        state.change(({ members: { [id]: _old, ...members }, ...before }) => ({ ...before, members }));
        reload();
        return;
      }
      state.change((before) => withLog(before, id, (log) => withAmended(log, frame)));
      // The list of rooms shows the newest message.
      if (state.get().rooms.some((room) => room.id === id && room.count === number)) reload();
      reads.amended(id, number).catch(failed);
    }),
    feed.on('outgoing', sent),
    feed.on('delivered', (frame) => {
      const { conversationId, number, userId } = frame as unknown as { conversationId: string; number: number; userId: string };
      got(conversationId, userId, (mark) => ({ ...mark, delivered: Math.max(mark.delivered, number) }));
    }),
    feed.on('read', (frame) => {
      const { conversationId, number, userId } = frame as unknown as { conversationId: string; number: number; userId: string };
      if (userId === state.get().me.id) readElsewhere(conversationId, number);
      else got(conversationId, userId, (mark) => ({ delivered: Math.max(mark.delivered, number), read: Math.max(mark.read, number) }));
    }),
    feed.on('typing', ({ conversationId: id, userId, name, ticketId }) => {
      if (ticketId !== undefined) return;
      const until = Date.now() + WRITING_MS;
      const who = { id: userId, name: name ?? state.get().names[userId] ?? 'Somebody', until };
      state.change((before) => ({ ...before, writing: { ...before.writing, [id]: [...(before.writing[id] ?? []).filter((one) => one.id !== userId), who] } }));
      setTimeout(() => {
        state.change((before) => ({ ...before, writing: { ...before.writing, [id]: (before.writing[id] ?? []).filter((one) => one.until > Date.now()) } }));
      }, WRITING_MS + 50);
    }),
    feed.on('error', failed),
  ];
  return () => {
    for (const end of ends) end();
  };
}
