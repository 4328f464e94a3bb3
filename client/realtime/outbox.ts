import type { ClientGroupCreateFrame, ClientGroupUpdateFrame, ClientSendFrame } from '../api.ts';

export type OutgoingFrame = ClientSendFrame | ClientGroupCreateFrame | ClientGroupUpdateFrame;

/** A message or a change of a group that was handed in, and what became of it. */
export interface Outgoing {
  readonly id: string;
  readonly frame: OutgoingFrame;
  readonly createdAt: string;
  readonly state: 'pending' | 'accepted' | 'failed';
  readonly conversationId?: string;
  /** Its number, when it is an accepted message. */
  readonly number?: number;
  /** Why it failed for good. */
  readonly error?: { readonly code: string; readonly title: string };
}

/** The hub may accept it later. Anything else is final. */
const LATER = new Set(['rate_limited', 'unavailable', 'internal', 'unauthenticated']);

/** What belongs to one conversation goes out in order, one after the other. A group's conversation is `g.` and its id. */
const laneOf = (frame: OutgoingFrame): string => (frame.type === 'send' ? frame.conversationId : `g.${frame.groupId ?? frame.id}`);

export interface OutboxOptions {
  /** Frames whose turn it is. False: there is no connection. */
  readonly send: (frames: OutgoingFrame[]) => boolean;
  readonly changed: (outgoing: Outgoing, waiting: Outgoing[]) => void;
  /** How long an answer may take until the frame is sent again, with the same id. */
  readonly answerMs: number;
  readonly pauseMs: number;
}

export interface Outbox {
  add(outgoing: Outgoing): void;
  accepted(id: string, conversationId?: string, number?: number): void;
  refused(id: string, error: { readonly code: string; readonly title: string }): boolean;
  /** What may go now: the first of each conversation. */
  next(): OutgoingFrame[];
  /** Sends what may go, now that there is a connection. */
  flush(): void;
  /** The connection is lost: what has no answer goes out again. */
  lost(): void;
  waiting(): Outgoing[];
  stop(): void;
}

/** Messages that have no answer yet, in the order in which they were handed in. Each is sent until it is answered, always with the same id, which has one effect. */
export function createOutbox(options: OutboxOptions): Outbox {
  const waiting = new Map<string, Outgoing>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const again = (id: string, ms: number): void => {
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        flush();
      }, ms),
    );
  };
  const next = (): OutgoingFrame[] => {
    const first = new Map<string, Outgoing>();
    for (const one of waiting.values()) if (!first.has(laneOf(one.frame))) first.set(laneOf(one.frame), one);
    return [...first.values()].filter(({ id }) => !timers.has(id)).map(({ frame }) => frame);
  };
  const flush = (): void => {
    const ready = next();
    if (ready.length > 0 && options.send(ready)) for (const { id } of ready) again(id, options.answerMs);
  };
  const end = (outgoing: Outgoing): void => {
    clearTimeout(timers.get(outgoing.id));
    timers.delete(outgoing.id);
    waiting.delete(outgoing.id);
    options.changed(outgoing, [...waiting.values()]);
    flush();
  };
  const lost = (): void => {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
  };

  return {
    add(outgoing) {
      if (waiting.has(outgoing.id)) return;
      waiting.set(outgoing.id, outgoing);
      options.changed(outgoing, [...waiting.values()]);
      flush();
    },
    accepted(id, conversationId, number) {
      const one = waiting.get(id);
      if (one !== undefined)
        end({ ...one, state: 'accepted', ...(conversationId === undefined ? {} : { conversationId }), ...(number === undefined ? {} : { number }) });
    },
    refused(id, { code, title }) {
      const one = waiting.get(id);
      if (one === undefined) return false;
      if (LATER.has(code)) again(id, options.pauseMs);
      else end({ ...one, state: 'failed', error: { code, title } });
      return true;
    },
    next,
    flush,
    lost,
    waiting: () => [...waiting.values()],
    stop: lost,
  };
}
