import { isAddress } from './logic/text.ts';
import type { Identity } from './logic/types.ts';

export interface Told {
  readonly ready: undefined;
  readonly open: undefined;
  readonly close: undefined;
  /** A reply that has just arrived. */
  readonly message: { readonly name: string | null; readonly text: string | null };
  readonly unread: { readonly count: number };
  readonly error: { readonly reason: 'identity' };
}
export interface Commands {
  open(): void;
  close(): void;
  identify(who: Identity): void;
  reset(): void;
}
export interface ParleyFunction {
  (command: string, ...rest: readonly unknown[]): void;
  /** Calls that came before the widget was loaded. */
  q?: ArrayLike<unknown>[];
  isLoaded?: boolean;
}

/** What a page gives has no types: an id may be a number, a name missing. */
const identityOf = (given: unknown): Identity | null => {
  const { id, hash, name, email } = (given ?? {}) as Record<string, unknown>;
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof hash !== 'string') return null;
  return {
    id: String(id),
    hash,
    ...(typeof name === 'string' && name !== '' ? { name: name.slice(0, 100) } : {}),
    ...(typeof email === 'string' && isAddress(email) ? { email } : {}),
  };
};

/**
 * The page's only name: `Parley(command, …)`. Calls wait until the chat is ready. `on` gives a function for an event; an error in it is the page's own, and
 * does not disturb the chat.
 */
export function listen(page: { Parley?: ParleyFunction }) {
  const heard = new Map<string, ((detail: never) => void)[]>();
  let commands: Commands | null = null;
  const early: (readonly unknown[])[] = [...(page.Parley?.q ?? [])].map((call) => Array.from(call));

  const run = ([command, ...rest]: readonly unknown[]): void => {
    if (command === 'on') {
      const [event, listener] = rest;
      if (typeof event === 'string' && typeof listener === 'function') heard.set(event, [...(heard.get(event) ?? []), listener as never]);
      return;
    }
    if (!commands) return void early.push([command, ...rest]);
    if (command === 'identify') {
      const who = identityOf(rest[0]);
      if (who) commands.identify(who);
    }
    if (command === 'open' || command === 'close' || command === 'reset') commands[command]();
  };
  const parley: ParleyFunction = (...call) => run(call);
  parley.isLoaded = true;
  page.Parley = parley;
  const before = early.splice(0);
  for (const call of before) run(call);

  return {
    /** From now on commands are carried out, those that have waited first. */
    serve(given: Commands): void {
      commands = given;
      for (const call of early.splice(0)) run(call);
    },
    tell<E extends keyof Told>(event: E, detail: Told[E]): void {
      for (const listener of heard.get(event) ?? [])
        queueMicrotask(() => {
          (listener as (detail: Told[E]) => void)(detail);
        });
    },
  };
}
