import type { Pending, Saved } from './types.ts';

/** The part of `localStorage` that the widget needs. */
export interface Keys {
  get(key: string): string | null;
  /** Null removes the key. */
  set(key: string, value: string | null): void;
  names(): string[];
}

/**
 * What is kept in the browser, by origin. Each message that waits has a key of its own, so that two tabs that write at the same moment lose none. Anything
 * that cannot be read counts as absent.
 */
export function createDrawer(keys: Keys, originId: string) {
  const main = `parley.chat.${originId}`;
  const out = `${main}.out.`;
  const draft = `${main}.draft`;
  const parsed = <T>(key: string): T | null => {
    try {
      const value = JSON.parse(keys.get(key) ?? 'null') as T | null;
      return typeof value === 'object' ? value : null;
    } catch {
      return null;
    }
  };
  const read = (): Saved => parsed<Saved>(main) ?? {};
  return {
    /** The names of all keys begin with it. */
    prefix: main,
    read,
    change(part: Saved): Saved {
      const after = { ...read(), ...part };
      keys.set(main, JSON.stringify(after));
      return after;
    },
    /** Forgets the conversation and keeps what belongs to the browser; `person`: what the visitor has said about themselves stays too. */
    forget(stays: 'person' | 'browser'): void {
      const { sound, open, name, email, answers, asked } = read();
      keys.set(main, JSON.stringify({ sound, open, ...(stays === 'person' ? { name, email, answers, asked } : {}) }));
    },
    /** In the order of writing. */
    waiting: (): Pending[] =>
      keys
        .names()
        .filter((name) => name.startsWith(out))
        .map((name) => parsed<Pending>(name))
        .filter((one): one is Pending => typeof one?.id === 'string' && typeof one.text === 'string' && Array.isArray(one.files))
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
    keep: (one: Pending): void => keys.set(`${out}${one.id}`, JSON.stringify(one)),
    drop: (id: string): void => keys.set(`${out}${id}`, null),
    draft: (): string => keys.get(draft) ?? '',
    keepDraft: (text: string): void => keys.set(draft, text === '' ? null : text),
    /** Settings of the last page, so that the button appears at once. */
    cached: <T>(): { readonly at: number; readonly value: T } | null => parsed(`${main}.settings`),
    cache: (at: number, value: unknown): void => keys.set(`${main}.settings`, JSON.stringify({ at, value })),
  };
}
export type Drawer = ReturnType<typeof createDrawer>;
