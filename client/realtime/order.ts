import type { ServerAmendedFrame, ServerMessageFrame } from '../api.ts';

export type MessageFrame = Pick<ServerMessageFrame, 'type' | 'conversationId' | 'number' | 'body' | 'senderId' | 'createdAt'> & Partial<ServerMessageFrame>;
export type AmendedFrame = Pick<ServerAmendedFrame, 'type' | 'conversationId' | 'number'> & Partial<ServerAmendedFrame>;
export type LogFrame = MessageFrame | AmendedFrame;

/** A frame that waits for its predecessor. No frame: a message of one's own, which is shown already. */
interface Early {
  readonly number: number;
  readonly arrived: number;
  readonly frame: LogFrame | undefined;
}
interface Conversation {
  /** The number of the last message that was shown; 0 before the first. */
  last: number;
  early: Early[];
}

/** Remembers this many conversations, those of the last messages. */
const REMEMBERED = 1000;
const RECENT = 300;

export interface Order {
  /** The frames that can be shown now, in order. Empty: a double, or it waits for its predecessor. */
  take(frame: LogFrame): LogFrame[];
  /** A number that one's own message got: it is shown already. Frees those that waited for it. */
  own(conversationId: string, number: number): LogFrame[];
  /** Shows what waited since before `mark`: a complete replay began after it arrived, so what is missing before it will never come. */
  release(mark: number): LogFrame[];
  /** Rises with each frame. */
  mark(): number;
  waiting(): boolean;
  positions(): Record<string, number>;
}

/**
 * Each message of a conversation once, in the order of its numbers; amendments after their message. Numbers are dense, but hidden messages and those that are
 * not owed to this person never come: a gap is settled by a replay. Messages of tickets pass at once, because an agent's screen shows states and orders them by number.
 */
export function createOrder(positions: Readonly<Record<string, number>> = {}): Order {
  const conversations = new Map<string, Conversation>(Object.entries(positions).map(([id, last]) => [id, { last, early: [] }]));
  const recent = new Set<string>();
  let arrivals = 0;

  const conversation = (id: string): Conversation => {
    const known = conversations.get(id) ?? { last: 0, early: [] };
    conversations.delete(id);
    conversations.set(id, known);
    for (const [oldest, { early }] of conversations) {
      if (conversations.size <= REMEMBERED) break;
      if (early.length === 0) conversations.delete(oldest);
      else break;
    }
    return known;
  };
  const isNew = (key: string): boolean => {
    if (recent.has(key)) return false;
    recent.add(key);
    for (const oldest of recent) {
      if (recent.size <= RECENT) break;
      recent.delete(oldest);
    }
    return true;
  };
  /** Everything that follows `last` without a gap, and amendments of what is shown. */
  const drain = (of: Conversation): LogFrame[] => {
    const shown: LogFrame[] = [];
    of.early.sort((a, b) => a.number - b.number || Number(a.frame?.type === 'amended') - Number(b.frame?.type === 'amended') || a.arrived - b.arrived);
    while (of.early[0] !== undefined) {
      const { frame, number } = of.early[0];
      const amends = frame?.type === 'amended';
      if (number > of.last + (amends ? 0 : 1)) break;
      of.early.shift();
      if (!amends && number <= of.last) continue;
      if (!amends) of.last = number;
      if (frame !== undefined) shown.push(frame);
    }
    return shown;
  };
  const add = (id: string, number: number, frame: LogFrame | undefined): LogFrame[] => {
    const of = conversation(id);
    if (frame?.type !== 'amended' && number <= of.last) return [];
    arrivals += 1;
    of.early.push({ number, arrived: arrivals, frame });
    return drain(of);
  };

  return {
    take(frame) {
      if (frame.ticketId !== undefined)
        return isNew(frame.type === 'message' ? `${frame.conversationId} ${frame.number}` : JSON.stringify(frame)) ? [frame] : [];
      if (frame.type === 'amended' && !isNew(JSON.stringify(frame))) return [];
      // What happened in a group waits for no message.
      return frame.number === null ? [frame] : add(frame.conversationId, frame.number, frame);
    },
    own: (conversationId, number) => add(conversationId, number, undefined),
    release: (mark) =>
      [...conversations.values()].flatMap((of) => {
        const settled = of.early.filter(({ arrived }) => arrived <= mark);
        const upTo = Math.max(0, ...settled.filter(({ frame }) => frame?.type !== 'amended').map(({ number }) => number));
        const shown: LogFrame[] = [];
        while (of.early[0] !== undefined && of.early[0].number <= upTo) {
          const [{ frame, number }] = of.early as [Early];
          // An amendment is first only if its message is missing.
          if (frame?.type === 'amended') shown.push(...of.early.splice(0, 1).flatMap((one) => one.frame ?? []));
          else of.last = Math.max(of.last, number - 1);
          shown.push(...drain(of));
        }
        // Amendments of messages that were shown elsewhere, long ago.
        const old = of.early.filter(({ arrived, frame }) => arrived <= mark && frame?.type === 'amended');
        of.early = of.early.filter((one) => !old.includes(one));
        return [...shown, ...old.flatMap(({ frame }) => frame ?? [])];
      }),
    mark: () => arrivals,
    waiting: () => [...conversations.values()].some(({ early }) => early.length > 0),
    positions: () => Object.fromEntries([...conversations].filter(([, { last }]) => last > 0).map(([id, { last }]) => [id, last])),
  };
}
