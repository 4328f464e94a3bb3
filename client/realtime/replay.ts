import type { ClientResumeFrame } from '../api.ts';
import type { LogFrame, Order } from './order.ts';

export interface ReplayOptions {
  readonly order: Order;
  readonly show: (frames: LogFrame[]) => void;
  /** Sends `resume`. False: there is no connection. */
  readonly send: (frame: ClientResumeFrame) => boolean;
  /** Everything up to this cursor is applied: it can be stored. */
  readonly reached: (cursor: string) => void;
  /** A replay is complete. */
  readonly complete: () => void;
  readonly gapMs: number;
  readonly pauseMs: number;
  /** After this time, a replay is asked for again: its question, or its end, was lost. */
  readonly replayMs: number;
}

export interface Replay {
  /** The connection is new: what came in between is missing. */
  start(): void;
  /** Asks for what may be missing. */
  ask(): void;
  /** A message of the socket was applied; its last frame had this cursor, if it was new. */
  applied(cursor: string | undefined): void;
  resumed(frame: { readonly id?: string; readonly cursor: string; readonly more: boolean }): void;
  /** True: the error was about a resume. */
  refused(id: string | undefined): boolean;
  lost(): void;
}

/** Keeps the position in the feed, and asks for replays: after each connect, and when a frame's predecessor does not come. One at a time. */
export function createReplay(options: ReplayOptions, stored: string | undefined): Replay {
  const { order } = options;
  /** What the next replay begins after. It is ahead of what is stored while frames wait for their predecessors. */
  let from = stored;
  let current: { readonly id: string; readonly mark: number } | undefined;
  /** A replay was completed on this connection. Before, the cursors of live frames say nothing about what is missing. */
  let isComplete = false;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let count = 0;

  const ended = (): void => {
    clearTimeout(patience);
    current = undefined;
  };
  const ask = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (current !== undefined) {
      again = true;
      return;
    }
    count += 1;
    const id = `resume-${count}`;
    again = false;
    current = { id, mark: order.mark() };
    if (!options.send({ type: 'resume', id, ...(from === undefined ? {} : { cursor: from }) })) {
      current = undefined;
      return;
    }
    patience = setTimeout(() => {
      ended();
      ask();
    }, options.replayMs);
  };
  const askLater = (ms: number): void => void (timer ??= setTimeout(ask, ms));

  return {
    ask,
    start() {
      isComplete = false;
      ended();
      ask();
    },
    applied(cursor) {
      // During a replay, live frames are ahead of it: their cursors do not count. While a frame waits, none covers what is missing.
      if (isComplete && current === undefined && !order.waiting() && cursor !== undefined) {
        from = cursor;
        options.reached(cursor);
      }
      if (current === undefined && order.waiting()) askLater(options.gapMs);
    },
    resumed({ id, cursor, more }) {
      if (current === undefined || (id !== undefined && id !== current.id)) return;
      const { mark } = current;
      ended();
      from = cursor;
      if (more) {
        ask();
        return;
      }
      isComplete = true;
      options.show(order.release(mark));
      if (!order.waiting()) options.reached(cursor);
      options.complete();
      // A frame that came during the replay may wait for one that the replay was too early for.
      if (again || order.waiting()) ask();
    },
    refused(id) {
      if (current === undefined || id !== current.id) return false;
      ended();
      askLater(options.pauseMs);
      return true;
    },
    lost() {
      clearTimeout(timer);
      timer = undefined;
      ended();
    },
  };
}
