import { makerOf, toldEntries } from '../../chat/frames-of-entries.ts';
import type { Named } from '../../conversations/conversation-of.ts';
import { chatMessageOf } from '../../conversations/entries/chat-message.ts';
import type { LogEntry } from '../../conversations/log/cursor.ts';
import type { Item } from '../../table/port.ts';
import { frameText } from '../frame-text.ts';
import type { ServerFrame } from '../frames.ts';
import type { LiveOne } from '../live-people.ts';
import { type FannedOut, type FanOutDeps, NOTHING, sumOf } from './deps.ts';
import { usersIn } from './members-of.ts';
import { postToPeople } from './post-to-people.ts';
import type { Room } from './room.ts';

/** Who is told of entries: the room, and its live connections by person. */
export interface Hearing {
  readonly room: Room;
  readonly live: ReadonlyMap<string, readonly LiveOne[]>;
}

/** A new member is told what follows their joining. */
const beginnings = (entries: readonly LogEntry[]): Map<string, number> => {
  const from = new Map<string, number>();
  for (const [index, { type, item }] of entries.entries())
    if (type === 'amendment' && item['type'] === 'join') for (const id of usersIn(item)) from.set(id, index);
  return from;
};

/** Whom a push is to reach: members without any device here, who have not written the messages themselves. In a large group and in a chat only those who are mentioned. */
export const awayOf = ({ room, live }: Hearing, messages: readonly Item[]): string[] => {
  const mentionedIn = (message: Item): readonly string[] => (room.told === 'listeners' ? chatMessageOf(message).mentions : []);
  const candidates = (message: Item): Iterable<string> => (room.told === 'members' ? room.ids : mentionedIn(message));
  const away = messages.flatMap((message) => [...candidates(message)].filter((id) => !live.has(id) && id !== makerOf(message)));
  return [...new Set(away)];
};

/** Whether somebody who is connected owes an acknowledgement of these messages. */
export const isAwaited = ({ room, live }: Hearing, messages: readonly Item[]): boolean =>
  room.told === 'members' && messages.some((message) => [...live.keys()].some((id) => id !== makerOf(message)));

/** Posts entries to all live connections of a room, in order, and lets a push go to those who have none. @throws as `postToPeople`; if the queue of pushes does not accept them */
export const tellEntries = async (deps: FanOutDeps, { tenantId, id, pk }: Named, hearing: Hearing, entries: readonly LogEntry[]): Promise<FannedOut> => {
  const messages = entries.flatMap(({ type, item }) => (type === 'message' ? [item] : []));
  const jobs = awayOf(hearing, messages).map((userId) => ({ tenantId, userId, conversationId: id }));
  if (jobs.length > 0) await deps.queuePushes(jobs);
  const pushed = { ...NOTHING, pushes: jobs.length };
  if (hearing.live.size === 0) return pushed;
  const told = await toldEntries(deps.table, { id, pk }, entries);
  const frames = told.map((frame) => frameText(frame as ServerFrame));
  const from = beginnings(entries);
  const tellings = [...hearing.live].flatMap(([personId, connections]) => {
    const own = from.has(personId) ? frames.slice(from.get(personId)) : frames;
    return connections.map((to) => ({ to, frames: own }));
  });
  return sumOf([pushed, await postToPeople(deps, id, tellings)]);
};
