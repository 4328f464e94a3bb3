// oxlint-disable unicorn/prefer-add-event-listener -- the interface has one handler each: browsers, Node and `ws` all have these members.
import { page } from '../platform.ts';
import type { Timing } from './timing.ts';

/** What the client uses of a WebSocket. Node has one from version 22 on; before, pass the class of `ws`. */
export interface SocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}
export type SocketClass = new (url: string) => SocketLike;

export interface LinkOptions {
  /** The address with a fresh ticket. */
  readonly address: () => Promise<string>;
  readonly WebSocket: SocketClass;
  readonly timing: Timing;
  readonly random: () => number;
  readonly opened: () => void;
  readonly received: (frames: unknown[]) => void;
  /** The connection is lost, or could not be opened, this many times in a row. False: do not try again. */
  readonly lost: (failures: number, error?: unknown) => boolean;
  /** Asks for something that the hub must answer. */
  readonly probe: () => void;
}

export interface Link {
  start(): void;
  /** False: there is no connection. */
  send(frames: readonly object[]): boolean;
  /** The hub has answered as it should: the next failure is the first again. */
  healthy(): void;
  /** Something must arrive soon, or the connection is dead. */
  expect(): void;
  stop(): void;
}

/** One WebSocket after the other: a new one when the last is lost, or dead without saying so. The hub's limit of two hours is one of many reasons. */
export function createLink(options: LinkOptions): Link {
  const { timing } = options;
  let socket: SocketLike | undefined;
  let isOpen = false;
  let stopped = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let answer: ReturnType<typeof setTimeout> | undefined;
  let ticker: ReturnType<typeof setInterval> | undefined;
  let lastTick = 0;
  let lastFrame = 0;

  const drop = (error?: unknown): void => {
    clearTimeout(answer);
    answer = undefined;
    const old = socket;
    socket = undefined;
    isOpen = false;
    if (old !== undefined) {
      old.onopen = old.onmessage = old.onclose = null;
      // A socket that is closed while it opens fails once more.
      old.onerror = () => undefined;
      old.close();
    }
    if (stopped || !options.lost(failures + 1, error)) return;
    const most = Math.min(timing.retryMostMs, timing.retryMs * 2 ** failures);
    failures += 1;
    retry = setTimeout(() => void connect(), most * (0.5 + options.random() / 2));
  };
  const expect = (): void => {
    answer ??= setTimeout(() => drop(new Error('The hub does not answer.')), timing.answerMs);
  };
  const connect = async (): Promise<void> => {
    clearTimeout(retry);
    retry = undefined;
    try {
      const address = await options.address();
      if (stopped || socket !== undefined) return;
      const current = new options.WebSocket(address);
      socket = current;
      expect();
      current.onopen = () => {
        isOpen = true;
        lastFrame = Date.now();
        options.opened();
      };
      current.onmessage = (event: { readonly data: unknown }) => {
        clearTimeout(answer);
        answer = undefined;
        lastFrame = Date.now();
        let frames: unknown;
        try {
          frames = JSON.parse(String(event.data));
        } catch {
          return;
        }
        options.received([frames].flat());
      };
      current.onclose = () => drop();
      current.onerror = () => undefined;
    } catch (error) {
      if (!stopped) drop(error);
    }
  };
  const wake = (): void => {
    if (retry !== undefined) void connect();
    else if (isOpen) options.probe();
  };
  const visible = (): void => {
    if (page.document?.visibilityState === 'visible') wake();
  };
  const tick = (): void => {
    const now = Date.now();
    const jumped = now - lastTick > timing.tickMs * 3;
    lastTick = now;
    if (jumped || (isOpen && now - lastFrame > timing.heartbeatMs)) wake();
  };

  return {
    start() {
      lastTick = Date.now();
      ticker = setInterval(tick, timing.tickMs);
      page.addEventListener?.('online', wake);
      page.document?.addEventListener('visibilitychange', visible);
      void connect();
    },
    send(frames) {
      if (!isOpen || socket === undefined) return false;
      // One message each: a hub limits the bytes of a message.
      for (const frame of frames) socket.send(JSON.stringify(frame));
      return true;
    },
    healthy: () => void (failures = 0),
    expect,
    stop() {
      stopped = true;
      clearInterval(ticker);
      clearTimeout(retry);
      page.removeEventListener?.('online', wake);
      page.document?.removeEventListener('visibilitychange', visible);
      drop();
    },
  };
}
