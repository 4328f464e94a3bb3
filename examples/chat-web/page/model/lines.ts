import type { ChatMessage, Outgoing, State } from './types.ts';

/** A line of a conversation: a message, or one that has no number yet. */
export type Line =
  | { readonly key: string; readonly message: ChatMessage; readonly startsDay: boolean; readonly startsBlock: boolean }
  | { readonly key: string; readonly outgoing: Outgoing; readonly startsBlock: boolean };

const BLOCK_MS = 5 * 60_000;
const dayOf = (time: string): string => new Date(time).toDateString();

/** The lines of a conversation, or of one of its threads: its first message and what is in it. Hidden messages leave a gap that nobody sees. */
export function linesOf({ logs, outgoing, me }: State, id: string, thread: number | null): readonly Line[] {
  const all = logs[id]?.messages ?? [];
  const shown = all.filter(({ number, threadOf }) => (thread === null ? threadOf === null : threadOf === thread || number === thread));
  let before: ChatMessage | undefined;
  const lines: Line[] = shown.map((message) => {
    const startsDay = before === undefined || dayOf(before.createdAt) !== dayOf(message.createdAt);
    const isLater = before === undefined || Date.parse(message.createdAt) - Date.parse(before.createdAt) > BLOCK_MS;
    const startsBlock = startsDay || isLater || before?.senderId !== message.senderId;
    before = message;
    return { key: String(message.number), message, startsDay, startsBlock };
  });
  for (const one of outgoing) {
    if (one.frame.type !== 'send' || one.frame.conversationId !== id || (one.frame.threadOf ?? null) !== thread) continue;
    lines.push({ key: one.id, outgoing: one, startsBlock: before?.senderId !== me.id });
  }
  return lines;
}

/** What the author of a message knows of it. */
export type Fate = 'accepted' | 'delivered' | 'read';

export function fateOf({ marks }: State, id: string, number: number): Fate {
  const others = Object.values(marks[id] ?? {});
  if (others.some(({ read }) => read >= number)) return 'read';
  return others.some(({ delivered }) => delivered >= number) ? 'delivered' : 'accepted';
}

/** Who has read a message, of those whose names are known. */
export const readersOf = ({ marks, names }: State, id: string, number: number): string[] =>
  Object.entries(marks[id] ?? {}).flatMap(([userId, { read }]) => (read >= number && names[userId] !== undefined ? [names[userId]] : []));
