import { withLog, withMessages } from './logs.ts';
import type { Changing } from './store.ts';
import type { ChatMessage, Log, State } from './types.ts';

export interface Reads {
  /** Makes a call that answers messages of a room, and puts the answer into its log. What was amended meanwhile is read again: the answer may have it as it was before. */
  apply<T>(id: string, call: () => Promise<T>, put: (log: Log, answer: T) => Log): Promise<void>;
  /** A message is not what it was. It is read again if the log has it, or once a call that is on its way has brought it. */
  amended(id: string, number: number): Promise<void>;
}

/** `one`: reads a message as it is now. Undefined: its room is gone. */
export function createReads(state: Changing<State>, one: (id: string, number: number) => Promise<ChatMessage | undefined>): Reads {
  const onTheirWay = new Map<string, Set<Set<number>>>();
  const has = (id: string, number: number): boolean => state.get().logs[id]?.messages.some((message) => message.number === number) === true;
  const again = (id: string, number: number): Promise<void> =>
    reads.apply(
      id,
      () => one(id, number),
      (log, message) => (message === undefined ? log : withMessages(log, [message])),
    );
  const reads: Reads = {
    async apply(id, call, put) {
      const amended = new Set<number>();
      const all = onTheirWay.get(id) ?? new Set();
      onTheirWay.set(id, all.add(amended));
      try {
        const answer = await call();
        state.change((before) => withLog(before, id, (log) => put(log, answer)));
      } finally {
        all.delete(amended);
      }
      await Promise.all([...amended].filter((number) => has(id, number)).map((number) => again(id, number)));
    },
    async amended(id, number) {
      for (const amended of onTheirWay.get(id) ?? []) amended.add(number);
      if (has(id, number)) await again(id, number);
    },
  };
  return reads;
}
