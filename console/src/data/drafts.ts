import type { Channel } from '../../../client/platform.ts';

export type DraftKind = 'reply' | 'note';

/** Where drafts survive a reload and a crash. */
export interface DraftStore {
  entries(): Promise<readonly (readonly [string, string])[]>;
  set(key: string, text: string): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface Drafts {
  /** What was written and not sent. '' without. */
  text(ticketId: string, kind: DraftKind): string;
  set(ticketId: string, kind: DraftKind, text: string): void;
  /** Puts back what could not be sent, before what was written since. */
  restore(ticketId: string, kind: DraftKind, text: string): void;
  has(ticketId: string): boolean;
  subscribe(ticketId: string, listener: () => void): () => void;
  /** Resolves when everything so far is stored. */
  stored(): Promise<void>;
}

export interface DraftOptions {
  readonly store: DraftStore;
  /** Whose drafts: another person on the same machine must not send them. */
  readonly account: string;
  readonly channel?: Channel;
  /** A text that could not be stored stays in memory. */
  readonly onError?: (error: unknown) => void;
}

const KINDS: readonly DraftKind[] = ['reply', 'note'];

/** A text for each ticket and kind: a note's draft can never become a reply, and one ticket's never another's. */
export async function createDrafts({ store, account, channel, onError }: DraftOptions): Promise<Drafts> {
  const texts = new Map<string, string>();
  const listeners = new Map<string, Set<() => void>>();
  const unwritten = new Set<string>();
  let writing: Promise<void> = Promise.resolve();
  const keyOf = (ticketId: string, kind: DraftKind): string => JSON.stringify([account, ticketId, kind]);

  try {
    for (const [key, text] of await store.entries()) texts.set(key, text);
  } catch (error) {
    onError?.(error);
  }

  /** The newest text of a key is written, however many keystrokes came meanwhile. */
  const write = (key: string): void => {
    if (unwritten.has(key)) return;
    unwritten.add(key);
    writing = writing
      .then(() => {
        unwritten.delete(key);
        const text = texts.get(key);
        return text === undefined ? store.delete(key) : store.set(key, text);
      })
      .catch((error: unknown) => onError?.(error));
  };
  const put = (key: string, text: string): void => {
    if (text === '') texts.delete(key);
    else texts.set(key, text);
  };
  const tell = (ticketId: string): void => {
    for (const listener of listeners.get(ticketId) ?? []) listener();
  };
  if (channel !== undefined)
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the port has one handler
    channel.onmessage = ({ data }) => {
      const { key, text } = data as { key: string; text: string };
      put(key, text);
      tell((JSON.parse(key) as [string, string])[1]);
    };

  const set = (ticketId: string, kind: DraftKind, text: string): void => {
    const key = keyOf(ticketId, kind);
    if ((texts.get(key) ?? '') === text) return;
    put(key, text);
    write(key);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is a BroadcastChannel
    channel?.postMessage({ key, text });
    tell(ticketId);
  };
  const text = (ticketId: string, kind: DraftKind): string => texts.get(keyOf(ticketId, kind)) ?? '';
  return {
    text,
    set,
    restore(ticketId, kind, returned) {
      const since = text(ticketId, kind);
      set(ticketId, kind, since === '' ? returned : `${returned}\n\n${since}`);
    },
    has: (ticketId) => KINDS.some((kind) => text(ticketId, kind).trim() !== ''),
    subscribe(ticketId, listener) {
      const known = listeners.get(ticketId) ?? new Set();
      listeners.set(ticketId, known.add(listener));
      return () => void known.delete(listener);
    },
    async stored() {
      await writing;
    },
  };
}
