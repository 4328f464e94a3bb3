import type { ChatMessage } from '../../../client/api.ts';

interface Page {
  readonly items: readonly ChatMessage[];
  readonly nextCursor: string | null;
}

export interface LogReads {
  /** Newest first; with a cursor, what is older. */
  page(cursor: string | undefined): Promise<Page>;
  /** One message as it is now. */
  one(number: number): Promise<ChatMessage>;
}

export interface LogState {
  /** Oldest first, each number once. Undefined: not read yet. */
  readonly messages: readonly ChatMessage[] | undefined;
  /** Of what is older; null: nothing is. */
  readonly cursor: string | null;
  readonly isReading: boolean;
  /** Why the last read failed. */
  readonly error: unknown;
}

export interface ChatLog {
  state(): LogState;
  /** Reads the newest messages. Calls that come meanwhile are one more read. */
  newest(): Promise<void>;
  older(): Promise<void>;
  /** A message that is shown has changed. */
  changed(number: number): Promise<void>;
  put(message: ChatMessage): void;
  subscribe(listener: () => void): () => void;
}

const EMPTY: LogState = { messages: undefined, cursor: null, isReading: false, error: undefined };

/** The numbered messages of a chat or a group, as far as they were read. */
export function createChatLog({ page, one }: LogReads): ChatLog {
  let state = EMPTY;
  let running: Promise<void> | undefined;
  let isAgain = false;
  const listeners = new Set<() => void>();
  const set = (change: Partial<LogState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const merged = (items: readonly ChatMessage[], known: readonly ChatMessage[]): readonly ChatMessage[] => {
    const byNumber = new Map([...known, ...items].map((message) => [message.number, message]));
    return [...byNumber.values()].toSorted((a, b) => a.number - b.number);
  };
  /** Reads and applies. What fails leaves what is shown. */
  const attempt = async (work: () => Promise<Partial<LogState>>): Promise<void> => {
    set({ isReading: true });
    try {
      set({ ...(await work()), error: undefined, isReading: false });
    } catch (error) {
      set({ error, isReading: false });
    }
  };
  const readNewest = (): Promise<void> =>
    attempt(async () => {
      const { items, nextCursor } = await page(undefined);
      const known = state.messages ?? [];
      const first = Math.min(...items.map(({ number }) => number));
      // Numbers have no gaps. If the page does not reach what is known, the log begins again with it.
      const reaches = items.length === 0 || first <= (known.at(-1)?.number ?? 0) + 1;
      if (known.length === 0 || !reaches) return { messages: merged(items, []), cursor: nextCursor };
      return { messages: merged(items, known) };
    });
  const put = (message: ChatMessage): void => set({ messages: merged([message], state.messages ?? []) });
  return {
    state: () => state,
    put,
    newest() {
      if (running !== undefined) {
        isAgain = true;
        return running;
      }
      running = (async () => {
        do {
          isAgain = false;
          await readNewest();
        } while (isAgain);
        running = undefined;
      })();
      return running;
    },
    async older() {
      const { cursor, isReading } = state;
      if (cursor === null || isReading) return;
      await attempt(async () => {
        const { items, nextCursor } = await page(cursor);
        return { messages: merged(state.messages ?? [], items), cursor: nextCursor };
      });
    },
    async changed(number) {
      if (state.messages?.some((message) => message.number === number) !== true) return;
      try {
        put(await one(number));
      } catch {
        // The next read of the page has it.
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
