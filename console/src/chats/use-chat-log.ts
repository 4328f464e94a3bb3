import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useHub } from '../data/use-hub.ts';
import { type ChatLog, createChatLog } from './chat-log.ts';
import type { Room } from './rooms.ts';

/** How often it is read while no frames come. */
const EVERY_MS = 10_000;

/** The log of a room, kept up to date by frames. `changed`: something of the room itself is different now. */
export function useChatLog(room: Room, changed: () => void): ChatLog {
  const { realtime } = useHub();
  const log = useMemo(() => createChatLog(room), [room]);
  useSyncExternalStore(log.subscribe, log.state);
  const { conversationId, isFollowed } = room;
  useEffect(() => {
    const read = (): void => void log.newest();
    const ends = [
      realtime.on('message', (frame) => void (frame.conversationId === conversationId && read())),
      realtime.on('amended', (frame) => {
        if (frame.conversationId !== conversationId) return;
        if (frame.number === null) changed();
        else void log.changed(frame.number);
      }),
      // What came while the connection was away.
      realtime.on('status', (status) => void (status === 'online' && read())),
    ];
    // Members get the frames of their groups; those of a chat go to connections that name it.
    if (isFollowed) realtime.subscribe({ conversationIds: [conversationId] });
    read();
    const timer = setInterval(() => realtime.status !== 'online' && read(), EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const end of ends) end();
      if (isFollowed) realtime.subscribe({ conversationIds: [] });
    };
  }, [changed, conversationId, isFollowed, log, realtime]);
  return log;
}
