import type { ServerFrame } from '../api.ts';
import type { AmendedFrame, MessageFrame } from './order.ts';
import type { Outgoing } from './outbox.ts';

/** The answer to `send`, `group.create` and `group.update`. */
export interface AcceptedFrame {
  readonly type: 'accepted';
  readonly id: string;
  readonly conversationId?: string;
  readonly number?: number;
}

/** Whether messages arrive: at once (`online`), by polling because the gateway does not answer, not at all, or never again until somebody signs in. */
export type Status = 'connecting' | 'online' | 'polling' | 'offline' | 'signed-out' | 'closed';

type Named<T extends string> = Extract<ServerFrame, { type: T }>;

/** Frames that are passed on as they come; types that this client does not know yet are `frame`. */
export const PASSED = ['ticket', 'queue', 'stale', 'typing', 'presence', 'mention', 'failure', 'delivered', 'read'] as const;

export interface Events {
  /** A message of a conversation: each once, in order. */
  message: MessageFrame;
  /** A message has changed. The frame has its state now. */
  amended: AmendedFrame;
  /** What was sent from here: pending, then accepted or failed. */
  outgoing: Outgoing;
  status: Status;
  ticket: Named<'ticket'>;
  queue: Named<'queue'>;
  /** Too much has changed for single frames: read again what you show. */
  stale: Named<'stale'>;
  typing: Named<'typing'>;
  presence: Named<'presence'>;
  mention: Named<'mention'>;
  failure: Named<'failure'>;
  /** A receiver has got, or read, the conversation up to a number. */
  delivered: { readonly type: 'delivered'; readonly conversationId: string; readonly [member: string]: unknown };
  read: { readonly type: 'read'; readonly conversationId: string; readonly [member: string]: unknown };
  frame: { readonly type: string; readonly [member: string]: unknown };
  /** Something failed that nobody waits for: a handler, the store, a frame that was refused. */
  error: unknown;
}

export type Handler<T extends keyof Events> = (event: Events[T]) => void | Promise<void>;
export type Emit = <T extends keyof Events>(type: T, event: Events[T]) => void;

export interface Emitter {
  on<T extends keyof Events>(type: T, handler: Handler<T>): () => void;
  emit: Emit;
  /** Resolves when all handlers of what was emitted so far have ended. */
  settled(): Promise<void>;
}

/** Handlers of events. One that fails is an `error` event and disturbs no other. */
export function createEmitter(): Emitter {
  const handlers = new Map<string, Set<(event: never) => void | Promise<void>>>();
  const running = new Set<Promise<void>>();
  const failed = (type: string, error: unknown): void => {
    // A failing handler of errors would call itself.
    if (type !== 'error') emit('error', error);
  };
  const emit: Emit = (type, event) => {
    for (const handler of handlers.get(type) ?? []) {
      try {
        const work = handler(event as never);
        if (work === undefined) continue;
        const ended: Promise<void> = work.catch((error: unknown) => failed(type, error)).finally(() => running.delete(ended));
        running.add(ended);
      } catch (error) {
        failed(type, error);
      }
    }
  };
  return {
    on(type, handler) {
      const known = handlers.get(type) ?? new Set();
      handlers.set(type, known.add(handler));
      return () => void known.delete(handler);
    },
    emit,
    settled: async () => void (await Promise.all(running)),
  };
}
