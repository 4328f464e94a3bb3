import { type Api, CallFailed } from './api.ts';
import type { Cells } from './cells.ts';
import type { Drawer } from './drawer.ts';
import { createFeed, type Frame, type Socket, type SocketEvents } from './feed.ts';
import { isIncomplete, merge, newestReply } from './log.ts';
import { flush } from './outbox.ts';
import { createSession } from './session.ts';
import { createState } from './state.ts';
import type { Tabs, Told } from './tabs.ts';
import { type Clock, pauseMs } from './timing.ts';
import type { Identity, Message, PendingFile } from './types.ts';

export interface ChatDeps {
  readonly cells: Cells;
  readonly api: Api;
  readonly drawer: Drawer;
  readonly clock: Clock;
  readonly tabs: Tabs;
  readonly newId: () => string;
  readonly openSocket: (url: string, events: SocketEvents) => Socket;
  /** New replies that this tab has received while it runs; not those that it found at its start. */
  readonly onReply: (messages: readonly Message[]) => void;
  readonly onWrongHash: () => void;
}

/** A conversation whose last message is not older is live on every page, also while the panel is closed. */
const ON_MS = 24 * 3_600_000;
const TYPING_SHOWN_MS = 6_000;
const TYPING_TOLD_MS = 3_000;

/** The visitor's side of the conversation: what is kept, sent and received. Knows nothing of the page. */
export function createChat({ cells, api, drawer, clock, tabs, newId, openSocket, onReply, onWrongHash }: ChatDeps) {
  const state = createState(cells);
  let identity: Identity | null = null;
  const session = createSession({ api, drawer, identity: () => identity, onWrongHash });
  let conversationId: string | undefined;
  let giveUp: (() => void) | null = null;
  let isLeading = false;
  let stopTyping = (): void => {};
  let toldTypingAt = Number.NEGATIVE_INFINITY;
  let stopRetry = (): void => {};
  let retries = 0;

  const showSaved = (): void => {
    const saved = drawer.read();
    state.waiting.value = drawer.waiting();
    state.isAsked.value = saved.asked === true || saved.token !== undefined;
    state.email.value = saved.email ?? identity?.email ?? '';
    state.hasSound.value = saved.sound === true;
    state.readTo.value = saved.read ?? 0;
  };
  const empty = (): void => {
    conversationId = drawer.read().conversationId;
    state.messages.value = new Map();
    state.older.value = null;
    state.typing.value = undefined;
    showSaved();
  };

  /** `isNews`: the visitor has not had these messages before. */
  const apply = (items: readonly Message[], isNews: boolean): void => {
    const before = state.messages.value;
    const fresh = items.filter(({ number, from, deleted, status }) => from !== 'visitor' && !deleted && status !== 'read' && !before.has(number));
    state.messages.value = merge(before, items);
    const last = Math.max(drawer.read().lastAt ?? 0, ...items.map(({ createdAt }) => Date.parse(createdAt) || 0));
    if (last !== (drawer.read().lastAt ?? 0)) drawer.change({ lastAt: last });
    if (fresh.length === 0) return;
    hideTyping();
    if (isNews) onReply(fresh);
    acknowledge('delivered');
  };

  const acknowledge = (kind: 'delivered' | 'read'): void => {
    const { token, [kind]: done = 0 } = drawer.read();
    const to = newestReply(state.messages.value);
    if (token === undefined || to <= done) return;
    drawer.change({ [kind]: to });
    if (kind === 'read') state.readTo.value = to;
    // If it does not arrive, the next one says it too.
    void api.acknowledge(token, { [kind]: to }).catch(() => drawer.change({ [kind]: done }));
  };

  /** @returns whether the hub answered */
  const guarded = async (run: (token: string) => Promise<void>): Promise<boolean> => {
    const { token } = drawer.read();
    if (token === undefined) return true;
    try {
      await run(token);
      state.isCut.value = false;
      return true;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (error.status === 401) lose(token);
      state.isCut.value = error.status === 0;
      return !error.isPassing;
    }
  };
  /** The token is no longer valid: the conversation cannot be read any more, and the next message starts a new one. */
  const lose = (token: string): void => {
    if (drawer.read().token !== token) return;
    drawer.forget('person');
    deactivate();
    empty();
  };

  const readUpdates = (isNews: boolean): Promise<boolean> =>
    guarded(async (token) => {
      for (;;) {
        const position = drawer.read().position ?? '0.0';
        const of = conversationId;
        const { items, position: end, more } = await api.updates(token, position);
        if (of !== conversationId) return;
        apply(items, isNews);
        if (items.length > 0 && conversationId !== undefined) tabs.tell({ tell: 'messages', conversationId, items });
        drawer.change({ position: end });
        if (!more) return;
      }
    });
  const readHistory = async (cursor: string | null): Promise<boolean> =>
    guarded(async (token) => {
      const of = conversationId;
      const { items, nextCursor } = await api.history(token, cursor);
      if (of !== conversationId) return;
      apply(items, false);
      state.older.value = nextCursor;
    });

  const feed = createFeed({
    clock,
    connect: async (events) => openSocket(await api.socketUrl(drawer.read().token ?? ''), events),
    catchUp: async () => {
      const isThere = await readUpdates(true);
      if (isThere && drawer.waiting().some(({ failed }) => failed !== true)) void send();
      return isThere;
    },
    onFrame: (frame) => receive(frame),
    onConnection: (connection) => {
      state.connection.value = connection;
      tabs.tell({ tell: 'connection', connection });
    },
    isWatched: () => drawer.read().open === true,
  });
  const receive = (frame: Frame): void => {
    if (frame.type === 'typing') showTyping(frame.name);
    if (frame.type === 'typing') tabs.tell({ tell: 'typing', name: frame.name });
    if (frame.type !== 'message') return;
    // A frame has no links and cuts long texts: the API has all of it.
    if (isIncomplete(frame.message, frame.truncated === true)) return void readUpdates(true);
    apply([frame.message], true);
    if (conversationId !== undefined) tabs.tell({ tell: 'messages', conversationId, items: [frame.message] });
  };
  const showTyping = (name: string | null): void => {
    stopTyping();
    state.typing.value = name;
    stopTyping = clock.after(TYPING_SHOWN_MS, hideTyping);
  };
  const hideTyping = (): void => {
    stopTyping();
    state.typing.value = undefined;
  };

  /** From now on this browser is connected; one tab does it for all. */
  const activate = (): void => {
    if (giveUp || drawer.read().token === undefined) return;
    tabs.tell({ tell: 'hello' });
    giveUp = tabs.compete(() => {
      isLeading = true;
      feed.start();
      return () => {
        isLeading = false;
        feed.stop();
      };
    });
  };
  const deactivate = (): void => {
    giveUp?.();
    giveUp = null;
    state.connection.value = 'idle';
  };
  const isOn = (): boolean => clock.now() - (drawer.read().lastAt ?? 0) < ON_MS || drawer.waiting().length > 0;

  /** Reads the conversation of this browser's token. */
  const resume = async (): Promise<void> => {
    empty();
    if (conversationId === undefined) return;
    state.isLoading.value = true;
    await readHistory(null);
    await readUpdates(false);
    state.isLoading.value = false;
  };
  /** After a session was started: is it another conversation? */
  const follow = async (): Promise<void> => {
    if (drawer.read().conversationId !== conversationId) await resume();
    else showSaved();
    if (isOn() || state.isOpen.value) activate();
  };

  const send = async (): Promise<void> => {
    stopRetry();
    let rest: number | null = null;
    await tabs.alone(async () => {
      rest = await flush({
        api,
        drawer,
        token: session.token,
        forget: () => {
          drawer.forget('person');
          deactivate();
        },
        onSent: (message) => {
          if (drawer.read().conversationId !== conversationId) empty();
          state.isCut.value = false;
          apply([message], false);
          if (conversationId !== undefined) tabs.tell({ tell: 'messages', conversationId, items: [message] });
        },
        onChange: () => {
          state.waiting.value = drawer.waiting();
        },
      });
    });
    await follow();
    if (rest === null) {
      retries = 0;
      return;
    }
    state.isCut.value = rest === 0;
    stopRetry = clock.after(Math.max(pauseMs(retries, clock), rest * 1000), () => void send());
    retries += 1;
  };
  const startSession = (more: { name?: string; email?: string; answers?: Record<string, string> } = {}): Promise<void> =>
    tabs.alone(async () => {
      await session.start(more).catch((error: unknown) => {
        if (!(error instanceof CallFailed)) throw error;
      });
    });

  return {
    state,
    /** A page has been loaded. */
    async begin(): Promise<void> {
      await resume();
      if (isOn()) activate();
      if (state.waiting.value.some(({ failed }) => failed !== true)) await send();
    },
    async open(): Promise<void> {
      state.isOpen.value = true;
      drawer.change({ open: true });
      if (identity && (session.isOfAnother() || drawer.read().user !== identity.id)) {
        if (session.isOfAnother()) drawer.forget('browser');
        await startSession();
        await follow();
      } else activate();
    },
    close(): void {
      state.isOpen.value = false;
      drawer.change({ open: false });
      if (!isOn()) deactivate();
    },
    /** The answers before the chat. They go to the hub with the first message. */
    introduce({ name, email, answers }: { readonly name?: string; readonly email?: string; readonly answers?: Readonly<Record<string, string>> }): void {
      drawer.change({ asked: true, ...(name ? { name } : {}), ...(email ? { email } : {}), ...(answers ? { answers } : {}) });
      showSaved();
    },
    /** Where answers go by mail. */
    async giveEmail(email: string): Promise<void> {
      drawer.change({ email });
      showSaved();
      if (drawer.read().token !== undefined) await startSession({ email });
    },
    async say(text: string, files: readonly PendingFile[] = []): Promise<void> {
      drawer.keep({ id: newId(), text, files, at: clock.now() });
      state.waiting.value = drawer.waiting();
      await send();
    },
    async again(id: string): Promise<void> {
      const one = drawer.waiting().find((each) => each.id === id);
      if (one) drawer.keep({ ...one, failed: false });
      state.waiting.value = drawer.waiting();
      await send();
    },
    discard(id: string): void {
      drawer.drop(id);
      state.waiting.value = drawer.waiting();
    },
    /** For a file: there must be a conversation before it. @throws CallFailed */
    async tokenForFile(): Promise<string> {
      let token = '';
      await tabs.alone(async () => {
        token = await session.token();
      });
      await follow();
      return token;
    },
    readOlder: async (): Promise<void> => void (await readHistory(state.older.value)),
    /** Links to files are valid for five minutes. */
    renewLinks: async (number: number): Promise<void> => {
      await guarded(async (token) => {
        for (let cursor: string | null = null; ; ) {
          const { items, nextCursor } = await api.history(token, cursor);
          state.messages.value = merge(state.messages.value, items);
          if (nextCursor === null || items.some((one) => one.number <= number)) return;
          cursor = nextCursor;
        }
      });
    },
    /** The visitor sees the end of the conversation. */
    seen: (): void => acknowledge('read'),
    typing(): void {
      if (clock.now() - toldTypingAt < TYPING_TOLD_MS || conversationId === undefined) return;
      toldTypingAt = clock.now();
      if (isLeading) feed.send({ type: 'typing', conversationId });
      else tabs.tell({ tell: 'iAmTyping' });
    },
    setSound(on: boolean): void {
      drawer.change({ sound: on });
      showSaved();
    },
    /** The shop says who the customer is. A conversation that was begun anonymously becomes theirs. */
    async identify(given: Identity): Promise<void> {
      identity = given;
      if (session.isOfAnother()) {
        drawer.forget('browser');
        deactivate();
        empty();
      }
      showSaved();
      const { token, user } = drawer.read();
      if (user === given.id || (token === undefined && !state.isOpen.value)) return;
      await startSession();
      await follow();
    },
    /** The customer has signed out of the shop. */
    reset(): void {
      identity = null;
      for (const { id } of drawer.waiting()) drawer.drop(id);
      drawer.forget('browser');
      drawer.keepDraft('');
      deactivate();
      empty();
    },
    hurry(): void {
      if (isLeading) feed.hurry();
      if (state.waiting.value.some(({ failed }) => failed !== true)) void send();
    },
    /** Another tab said something. */
    hear(told: Told): void {
      if (told.tell === 'messages' && told.conversationId === conversationId) apply(told.items, true);
      if (told.tell === 'typing') showTyping(told.name);
      if (told.tell === 'connection' && !isLeading && giveUp) state.connection.value = told.connection;
      if (told.tell === 'iAmTyping' && isLeading && conversationId !== undefined) feed.send({ type: 'typing', conversationId });
      if (told.tell === 'hello' && isLeading) tabs.tell({ tell: 'connection', connection: state.connection.value });
    },
    /** Another tab has changed what is kept. */
    async noticed(): Promise<void> {
      if (drawer.read().conversationId !== conversationId) {
        await resume();
        if (isOn() || state.isOpen.value) activate();
      } else showSaved();
    },
  };
}
export type Chat = ReturnType<typeof createChat>;
