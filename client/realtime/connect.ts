import type { ClientPresenceFrame, ClientSubscribeFrame } from '../api.ts';
import type { Api } from '../rest/create-api.ts';
import { ParleyError } from '../rest/problem.ts';
import { memoryStore, type Store } from '../storage/store.ts';
import { createAcks } from './acks.ts';
import { type AcceptedFrame, createEmitter, type Events, type Handler, PASSED, type Status } from './events.ts';
import { createLink, type SocketClass } from './link.ts';
import { createOrder, type LogFrame } from './order.ts';
import { createOutbox, type Outgoing, type OutgoingFrame } from './outbox.ts';
import { poll, post } from './poll.ts';
import { createReplay } from './replay.ts';
import { TIMING, type Timing } from './timing.ts';

export interface ConnectOptions {
  readonly api: Pick<Api, 'request'>;
  /** The complete address of the WebSocket, without a query. */
  readonly wsUrl: string;
  /** Keeps the position and the messages that wait; in memory by default. `indexedDbStore()` keeps them over a reload. */
  readonly store?: Store;
  /** Whose position and messages these are, such as the id of the user: another person on the same machine must not send them. */
  readonly account?: string;
  /** For Node before 22: the class of `ws`. */
  readonly WebSocket?: SocketClass;
  readonly timing?: Partial<Timing>;
  readonly random?: () => number;
}

type New<T> = T extends OutgoingFrame ? Omit<T, 'id'> & { readonly id?: string } : never;

export interface Realtime {
  on<T extends keyof Events>(type: T, handler: Handler<T>): () => void;
  readonly status: Status;
  /** Sends a message, now or when there is a connection. `done` resolves when it is accepted or has failed for good. */
  send(conversationId: string, body: string, id?: string): Outgoing & { readonly done: Promise<Outgoing> };
  /** The same for any frame that has an answer: `group.create`, `group.update`. */
  post(frame: New<OutgoingFrame>): Outgoing & { readonly done: Promise<Outgoing> };
  /** What has no answer yet, oldest first. */
  waiting(): Outgoing[];
  /** The person has read the conversation up to this number. */
  read(conversationId: string, number: number): void;
  /** The person is writing. Call it at each key; it is sent every few seconds. */
  typing(conversationId: string, note?: boolean): void;
  /** What the screen shows: frames about other tickets stay away. Without ids: everything again. Reconnecting keeps it. */
  subscribe(shown: Omit<ClientSubscribeFrame, 'type' | 'id'>): void;
  presence(state: Omit<ClientPresenceFrame, 'type' | 'id'>): void;
  /** Looks for what is missing now. */
  refresh(): void;
  close(): Promise<void>;
}

interface Position {
  readonly cursor?: string;
  readonly positions?: Record<string, number>;
}

const isSignedOut = (error: unknown): boolean => error instanceof ParleyError && (error.status === 401 || error.status === 403);

/** Connects to the hub and stays connected. Loads what the store has, so nothing is shown twice and nothing that waits is lost. */
export async function connect(options: ConnectOptions): Promise<Realtime> {
  const { api, account = 'default', random = Math.random } = options;
  const timing: Timing = { ...TIMING, ...options.timing };
  const store = options.store ?? memoryStore();
  const { on, emit, settled } = createEmitter();
  const WebSocket = options.WebSocket ?? (globalThis as unknown as { WebSocket: SocketClass }).WebSocket;
  const FEED = `feed:${account}`;
  const OUTBOX = `outbox:${account}`;
  const kept = ((await store.get(FEED)) ?? {}) as Position;
  const unsent = ((await store.get(OUTBOX)) ?? []) as Outgoing[];

  const order = createOrder(kept.positions);
  const results = new Map<string, (outgoing: Outgoing) => void>();
  const lastTyping = new Map<string, number>();
  let status: Status = 'connecting';
  let subscribed: ClientSubscribeFrame | undefined;
  let polling: ReturnType<typeof setTimeout> | undefined;
  let cursor = kept.cursor;
  let writes: Promise<void> = Promise.resolve();
  const unwritten = new Map<string, unknown>();

  const become = (next: Status): void => {
    if (status === next || status === 'closed') return;
    status = next;
    emit('status', next);
  };
  /** One write after the other; each after the handlers of what it is about, so that a crash repeats an event rather than loses it. */
  const save = (key: string, value: unknown): Promise<void> => {
    const isQueued = unwritten.has(key);
    unwritten.set(key, value);
    if (isQueued) return writes;
    writes = writes
      .then(async () => {
        const newest = unwritten.get(key);
        unwritten.delete(key);
        await settled();
        await store.set(key, newest);
      })
      .catch((error: unknown) => emit('error', error));
    return writes;
  };
  const saveFeed = (): Promise<void> => save(FEED, { ...(cursor === undefined ? {} : { cursor }), positions: order.positions() });
  const show = (frames: readonly LogFrame[]): void => {
    for (const frame of frames) {
      if (frame.type === 'message') emit('message', frame);
      else emit('amended', frame);
    }
    // Also where the cursor stands still: after a reload, what was shown must not come again.
    if (frames.length > 0) void saveFeed();
  };

  const outbox = createOutbox({
    answerMs: timing.answerMs,
    pauseMs: timing.retryMs * 2,
    send: (frames) => link.send(frames),
    changed(outgoing, waiting) {
      void save(OUTBOX, waiting);
      if (outgoing.state === 'accepted' && outgoing.number !== undefined) show(order.own(outgoing.conversationId ?? '', outgoing.number));
      emit('outgoing', outgoing);
      if (outgoing.state === 'pending') return;
      results.get(outgoing.id)?.(outgoing);
      results.delete(outgoing.id);
    },
  });
  const acks = createAcks((frames) => link.send(frames), timing.ackMs);
  const replay = createReplay(
    {
      order,
      show,
      gapMs: timing.gapMs,
      replayMs: timing.replayMs,
      pauseMs: timing.retryMs * 2,
      send(frame) {
        const sent = link.send([frame]);
        if (sent) link.expect();
        return sent;
      },
      reached(newest) {
        cursor = newest;
        void saveFeed().then(() => acks.seen(newest));
      },
      complete() {
        link.healthy();
        acks.arrived();
        become('online');
      },
    },
    cursor,
  );

  const apply = (frame: { readonly type: string; readonly [member: string]: unknown }): boolean => {
    switch (frame.type) {
      case 'message':
      case 'amended': {
        const before = order.mark();
        const shown = order.take(frame as unknown as LogFrame);
        show(shown);
        return shown.length > 0 || order.mark() > before;
      }
      case 'accepted': {
        const { id, conversationId, number } = frame as unknown as AcceptedFrame;
        outbox.accepted(id, conversationId, number);
        return false;
      }
      case 'resumed':
        replay.resumed(frame as never);
        return false;
      case 'error': {
        const { id, code, title } = frame as unknown as { id?: string; code: string; title: string };
        if (!replay.refused(id) && (id === undefined || !outbox.refused(id, { code, title }))) emit('error', new Error(`${code}: ${title}`));
        return false;
      }
      default:
        emit((PASSED as readonly string[]).includes(frame.type) ? (frame.type as 'frame') : 'frame', frame as never);
        return true;
    }
  };

  const alone = (): boolean => polling !== undefined;
  const pollOnce = async (): Promise<void> => {
    const shown = async (frames: LogFrame[]): Promise<void> => {
      show(frames);
      await settled();
    };
    try {
      await poll(api, order, shown, alone);
      if (!alone()) return;
      become('polling');
      await saveFeed();
      const waiting = outbox.next();
      if (waiting.length > 0) for (const { id, conversationId, number } of await post(api, waiting, outbox)) outbox.accepted(id, conversationId, number);
    } catch (error) {
      if (alone()) become(isSignedOut(error) ? 'signed-out' : 'offline');
    }
    if (alone() && status !== 'signed-out') polling = setTimeout(() => void pollOnce(), timing.pollMs);
  };
  const stopPolling = (): void => {
    clearTimeout(polling);
    polling = undefined;
  };

  const link = createLink({
    timing,
    random,
    WebSocket,
    async address() {
      const { ticket } = (await api.request('POST', '/v1/socket-tickets')) as { ticket: string };
      return `${options.wsUrl}?ticket=${encodeURIComponent(ticket)}`;
    },
    opened() {
      stopPolling();
      if (subscribed !== undefined) link.send([subscribed]);
      replay.start();
      outbox.flush();
    },
    received(frames) {
      let newest: string | undefined;
      for (const frame of frames as { readonly type: string; readonly cursor?: string }[]) {
        if (typeof frame?.type !== 'string') continue;
        // Only the last frame's cursor covers all of the message, and only if it was applied.
        newest = apply(frame) && frame.type !== 'resumed' ? frame.cursor : undefined;
      }
      replay.applied(newest);
    },
    probe: () => replay.ask(),
    lost(failures, error) {
      replay.lost();
      outbox.lost();
      acks.lost();
      if (isSignedOut(error)) {
        become('signed-out');
        stopPolling();
        return false;
      }
      if (failures >= timing.pollAfter) polling ??= setTimeout(() => void pollOnce(), 0);
      else become('connecting');
      return true;
    },
  });

  const add = (frame: OutgoingFrame): Outgoing & { readonly done: Promise<Outgoing> } => {
    const outgoing: Outgoing = { id: frame.id, frame, createdAt: new Date().toISOString(), state: 'pending' };
    const done = new Promise<Outgoing>((resolve) => results.set(frame.id, resolve));
    outbox.add(outgoing);
    return { ...outgoing, done };
  };
  for (const outgoing of unsent) outbox.add(outgoing);
  link.start();

  return {
    on,
    get status() {
      return status;
    },
    send: (conversationId, body, id = crypto.randomUUID()) => add({ type: 'send', id, conversationId, body }),
    post: (frame) => add({ ...frame, id: frame.id ?? crypto.randomUUID() } as OutgoingFrame),
    waiting: outbox.waiting,
    read: acks.read,
    typing(conversationId, note) {
      const now = Date.now();
      if (now - (lastTyping.get(conversationId) ?? -Infinity) < timing.typingMs) return;
      if (link.send([{ type: 'typing', conversationId, ...(note === undefined ? {} : { note }) }])) lastTyping.set(conversationId, now);
    },
    subscribe(shown) {
      subscribed = { ...shown, type: 'subscribe' };
      link.send([subscribed]);
    },
    presence: (state) => void link.send([{ ...state, type: 'presence' }]),
    refresh: replay.ask,
    async close() {
      become('closed');
      stopPolling();
      link.stop();
      outbox.stop();
      acks.stop();
      await writes;
    },
  };
}
