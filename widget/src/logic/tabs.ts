import type { Connection } from './feed.ts';
import type { ChatState, Message } from './types.ts';

/** What the tabs of one browser tell each other. */
export type Told =
  | { readonly tell: 'messages'; readonly conversationId: string; readonly items: readonly Message[] }
  | { readonly tell: 'chat'; readonly conversationId: string; readonly chat: ChatState }
  | { readonly tell: 'typing'; readonly name: string | null }
  | { readonly tell: 'connection'; readonly connection: Connection }
  | { readonly tell: 'iAmTyping' }
  | { readonly tell: 'hello' };

export interface Tabs {
  /** One tab at a time leads, as long as it wants to. `lead` runs when this tab is the one, and returns what ends it. Returns a function that gives up. */
  compete(lead: () => () => void): () => void;
  /** Runs one after the other, whichever tab asks. */
  alone(run: () => Promise<void>): Promise<void>;
  tell(told: Told): void;
}

interface Locks {
  request(name: string, options: { readonly signal?: AbortSignal }, run: () => Promise<void>): Promise<unknown>;
}
/** Says it to the other tabs. */
type Tell = (told: Told) => void;

/** `locks` null: a browser or page without Web Locks. Then each tab leads for itself. */
export function createTabs(name: string, locks: Locks | null, tell: Tell): Tabs {
  let last: Promise<void> = Promise.resolve();
  return {
    compete(lead) {
      if (!locks) return lead();
      const given = new AbortController();
      void locks
        .request(`${name}.lead`, { signal: given.signal }, async () => {
          if (given.signal.aborted) return;
          const end = lead();
          await new Promise<void>((resolve) => given.signal.addEventListener('abort', () => resolve(), { once: true }));
          end();
        })
        .catch(() => undefined);
      return () => given.abort();
    },
    async alone(run) {
      if (locks) {
        await locks.request(`${name}.send`, {}, run);
        return;
      }
      last = last.then(run, run);
      await last;
    },
    tell,
  };
}
