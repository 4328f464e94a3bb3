import type { Notifier } from './notifier.ts';

/** A colleague at the same ticket. */
export interface Watcher {
  readonly userId: string;
  readonly name: string | null;
  readonly isTyping: boolean;
}

export interface Watchers {
  /** The same list until it changes. */
  at(ticketId: string): readonly Watcher[];
  typing(ticketId: string, userId: string, name: string | null): void;
  viewing(ticketId: string, userId: string, name: string | null, isViewing: boolean): void;
  subscribe(ticketId: string, listener: () => void): () => void;
}

const NOBODY: readonly Watcher[] = [];
/** A frame `typing` comes every few seconds while somebody types. */
export const TYPING_MS = 6000;

/** Who else looks at a ticket or writes in it, so that two agents do not answer one customer. */
export function createWatchers(notifier: Notifier, me: string, later: (work: () => void, ms: number) => void): Watchers {
  const known = new Map<string, readonly Watcher[]>();
  const lastTyped = new Map<string, number>();
  const put = (ticketId: string, watchers: readonly Watcher[]): void => {
    if (watchers.length === 0) known.delete(ticketId);
    else known.set(ticketId, watchers);
    notifier.changed(`watchers:${ticketId}`);
  };
  const at = (ticketId: string): readonly Watcher[] => known.get(ticketId) ?? NOBODY;
  const others = (ticketId: string, userId: string): readonly Watcher[] => at(ticketId).filter((one) => one.userId !== userId);
  return {
    at,
    typing(ticketId, userId, name) {
      if (userId === me) return;
      const key = JSON.stringify([ticketId, userId]);
      const turn = (lastTyped.get(key) ?? 0) + 1;
      lastTyped.set(key, turn);
      put(ticketId, [...others(ticketId, userId), { userId, name, isTyping: true }]);
      later(() => {
        if (lastTyped.get(key) !== turn) return;
        lastTyped.delete(key);
        put(
          ticketId,
          at(ticketId).map((one) => (one.userId === userId ? { ...one, isTyping: false } : one)),
        );
      }, TYPING_MS);
    },
    viewing(ticketId, userId, name, isViewing) {
      if (userId === me) return;
      const before = at(ticketId).find((one) => one.userId === userId);
      if (isViewing === (before !== undefined)) return;
      put(ticketId, isViewing ? [...at(ticketId), { userId, name, isTyping: false }] : others(ticketId, userId));
    },
    subscribe: (ticketId, listener) => notifier.subscribe(`watchers:${ticketId}`, listener),
  };
}
