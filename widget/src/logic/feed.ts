import { type Clock, pauseMs } from './timing.ts';
import type { ChatState, Message } from './types.ts';

/** `live`: the socket is open. `polling`: it is not, and the hub answers calls. `offline`: it does not. */
export type Connection = 'idle' | 'connecting' | 'live' | 'polling' | 'offline';

export interface Socket {
  send(text: string): void;
  close(): void;
}
export interface SocketEvents {
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

export type Frame =
  | { readonly type: 'message'; readonly message: Message; readonly truncated?: boolean }
  | { readonly type: 'chat'; readonly chat: ChatState }
  | { readonly type: 'typing'; readonly name: string | null }
  | { readonly type: 'error' };

interface Deps {
  readonly clock: Clock;
  /** Gets a ticket and opens a socket with it. @throws if there is none */
  readonly connect: (events: SocketEvents) => Promise<Socket>;
  /** Reads everything new through the API. False: the hub did not answer. */
  readonly catchUp: () => Promise<boolean>;
  readonly onFrame: (frame: Frame) => void;
  readonly onConnection: (connection: Connection) => void;
  /** Whether somebody looks: decides how often to poll. */
  readonly isWatched: () => boolean;
}

const OPENING_MS = 10_000;
const POLL_MS = { watched: 4_000, unwatched: 20_000 } as const;
/** An open socket may be dead without anybody telling: read through the API from time to time. */
const PROOF_MS = 60_000;

/**
 * Receives the events of one conversation: by socket, and by polling whenever the socket is down. After each connect it reads once what the socket has
 * missed. Runs in one tab of the browser.
 */
export function createFeed({ clock, connect, catchUp, onFrame, onConnection, isWatched }: Deps) {
  let socket: Socket | null = null;
  let connection: Connection = 'idle';
  let attempt = 0;
  /** Changes at each start, stop and new attempt: what an earlier one still answers is ignored. */
  let turn = 0;
  let isRunning = false;
  let stopPolling = (): void => {};
  let stopWaiting = (): void => {};

  const show = (next: Connection): void => {
    if (connection === next) return;
    connection = next;
    onConnection(next);
  };
  const poll = (): void => {
    stopPolling();
    const mine = turn;
    const wait = connection === 'live' ? PROOF_MS : isWatched() ? POLL_MS.watched : POLL_MS.unwatched;
    stopPolling = clock.after(wait, () => void read(mine));
  };
  const read = async (mine: number): Promise<void> => {
    const isThere = await catchUp();
    if (!isRunning || mine !== turn) return;
    if (socket && !isThere) drop();
    else if (!socket) show(isThere ? 'polling' : 'offline');
    poll();
  };
  const attemptLater = (): void => {
    stopWaiting();
    stopWaiting = clock.after(pauseMs(attempt, clock), () => open());
    attempt += 1;
  };
  const drop = (): void => {
    turn += 1;
    const old = socket;
    socket = null;
    old?.close();
    if (!isRunning) return;
    attemptLater();
    void read(turn);
  };
  const open = (): void => {
    stopWaiting();
    turn += 1;
    socket?.close();
    socket = null;
    const mine = turn;
    const isMine = (): boolean => isRunning && mine === turn;
    let isOpen = false;
    let given: Socket | null = null;
    const lost = (): void => {
      if (isMine()) drop();
    };
    const stopOpening = clock.after(OPENING_MS, () => {
      if (isOpen || !isMine()) return;
      given?.close();
      lost();
    });
    const events: SocketEvents = {
      onOpen: () => {
        stopOpening();
        isOpen = true;
        if (!isMine()) return;
        attempt = 0;
        show('live');
        void read(mine);
      },
      onText: (text) => {
        if (!isMine()) return;
        for (const frame of framesOf(text)) onFrame(frame);
      },
      onClose: lost,
    };
    connect(events).then(
      (opened) => {
        given = opened;
        if (isMine()) socket = opened;
        else opened.close();
      },
      () => {
        stopOpening();
        lost();
      },
    );
    poll();
  };

  return {
    start(): void {
      if (isRunning) return;
      isRunning = true;
      attempt = 0;
      show('connecting');
      open();
    },
    stop(): void {
      if (!isRunning) return;
      isRunning = false;
      turn += 1;
      stopPolling();
      stopWaiting();
      socket?.close();
      socket = null;
      show('idle');
    },
    /** The browser is online again, or the page is looked at again: do not wait for the next attempt. */
    hurry(): void {
      if (!isRunning) return;
      if (connection === 'live') return void read(turn);
      attempt = 0;
      open();
      void read(turn);
    },
    /** False: the socket is not open. */
    send(frame: object): boolean {
      if (connection !== 'live' || !socket) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
  };
}
export type Feed = ReturnType<typeof createFeed>;

/** The frames of a text: one, or an array of them. What cannot be read is none. */
function framesOf(text: string): Frame[] {
  try {
    const value = JSON.parse(text) as unknown;
    return (Array.isArray(value) ? value : [value]).filter((frame): frame is Frame => typeof (frame as Frame | null)?.type === 'string');
  } catch {
    return [];
  }
}
