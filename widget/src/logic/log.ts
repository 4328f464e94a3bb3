import type { ChatState, Message, Pending } from './types.ts';

export type Messages = ReadonlyMap<number, Message>;

/** Of two states of one message, the one with the higher revision stays; at the same revision, the one with links to its files. */
export function merge(present: Messages, items: readonly Message[]): Messages {
  const after = new Map(present);
  for (const item of items) {
    const known = after.get(item.number);
    if (known && known.revision > item.revision) continue;
    const isBare = known?.revision === item.revision && known.attachments.some(({ url }) => url !== null) && item.attachments.every(({ url }) => url === null);
    if (!isBare) after.set(item.number, item);
  }
  return after;
}

export const inOrder = (messages: Messages): Message[] => [...messages.values()].sort((a, b) => a.number - b.number);

/** Messages of this browser that the hub's log does not have yet. */
export const stillWaiting = (messages: Messages, waiting: readonly Pending[]): Pending[] => {
  const arrived = new Set([...messages.values()].map(({ id }) => id));
  return waiting.filter(({ id }) => !arrived.has(id));
};

/** The highest number of a reply; 0 without one. */
export const newestReply = (messages: Messages): number =>
  Math.max(0, ...[...messages.values()].filter(({ from }) => from !== 'visitor').map(({ number }) => number));

/** Replies that the visitor has not seen, on this device or on another one. */
export const unread = (messages: Messages, readTo: number): Message[] =>
  inOrder(messages).filter(({ from, number, status, deleted }) => from !== 'visitor' && !deleted && status !== 'read' && number > readTo);

/** Whether a frame's message must be read again: frames have no links, and cut long texts. */
export const isIncomplete = ({ attachments }: Message, truncated: boolean): boolean => truncated || attachments.length > 0;

/** When the chat has ended; null while it goes on, and from the moment the visitor writes again. */
export const endOf = (chat: ChatState | null, messages: Messages, unsent: readonly Pending[]): string | null => {
  const at = chat?.endedAt ?? null;
  if (at === null || unsent.length > 0) return null;
  return [...messages.values()].some(({ from, createdAt }) => from === 'visitor' && createdAt > at) ? null : at;
};
