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
  /** Requests in their order, and of each message the one whose answer is shown: an earlier one that answers later changes nothing. */
  let turn = 0;
  const shownOf = new Map<number, number>();
  const listeners = new Set<() => void>();
  const set = (change: Partial<LogState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const merged = (items: readonly ChatMessage[], known: readonly ChatMessage[], of: number): readonly ChatMessage[] => {
    const byNumber = new Map(known.map((message) => [message.number, message]));
    for (const item of items) {
      if (byNumber.has(item.number) && of < (shownOf.get(item.number) ?? 0)) continue;
      byNumber.set(item.number, item);
      shownOf.set(item.number, of);
    }
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
      const mine = (turn += 1);
      const { items, nextCursor } = await page(undefined);
      const known = state.messages ?? [];
      const first = Math.min(...items.map(({ number }) => number));
      // Numbers have no gaps. If the page does not reach what is known, the log begins again with it.
      const reaches = items.length === 0 || first <= (known.at(-1)?.number ?? 0) + 1;
      if (known.length === 0 || !reaches) return { messages: merged(items, [], mine), cursor: nextCursor };
      return { messages: merged(items, known, mine) };
    });
  const put = (message: ChatMessage, mine = (turn += 1)): void => set({ messages: merged([message], state.messages ?? [], mine) });
  return {
    state: () => state,
    put: (message) => put(message),
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
        const mine = (turn += 1);
        const { items, nextCursor } = await page(cursor);
        return { messages: merged(items, state.messages ?? [], mine), cursor: nextCursor };
      });
    },
    async changed(number) {
      if (state.messages?.some((message) => message.number === number) !== true) {
        // The page that is being read may have it as it was before.
        isAgain ||= running !== undefined;
        return;
      }
      const mine = (turn += 1);
      try {
        put(await one(number), mine);
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
