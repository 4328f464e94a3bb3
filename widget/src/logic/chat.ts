import { type Api, CallFailed } from './api.ts';
import type { Cells } from './cells.ts';
import { createConversation } from './conversation.ts';
import type { Drawer } from './drawer.ts';
import { createFeed, type Socket, type SocketEvents } from './feed.ts';
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
  readonly onReply: (messages: readonly Message[], isLeading: boolean) => void;
  readonly onWrongHash: () => void;
}

/** A conversation whose last message is not older is live on every page, also while the panel is closed. */
const ON_MS = 24 * 3_600_000;
const TYPING_TOLD_MS = 3_000;

/** The visitor's side of the chat: what is kept, sent and received. Knows nothing of the page. */
export function createChat({ cells, api, drawer, clock, tabs, newId, openSocket, onReply, onWrongHash }: ChatDeps) {
  const state = createState(cells);
  let identity: Identity | null = null;
  const session = createSession({ api, drawer, identity: () => identity, onWrongHash });
  const conversation = createConversation({
    api,
    drawer,
    clock,
    tabs,
    state,
    onReply: (messages) => onReply(messages, isLeading),
    onLost: () => deactivate(),
    emailOfShop: () => identity?.email,
  });
  const { showSaved, empty, resume } = conversation;
  let giveUp: (() => void) | null = null;
  let isLeading = false;
  let toldTypingAt = Number.NEGATIVE_INFINITY;
  let stopRetry = (): void => {};
  let retries = 0;

  const feed = createFeed({
    clock,
    connect: async (events) => openSocket(await api.socketUrl(drawer.read().token ?? ''), events),
    catchUp: async () => {
      const isThere = await conversation.readUpdates(true);
      if (isThere && drawer.waiting().some(({ failed }) => failed !== true)) void send();
      return isThere;
    },
    onFrame: conversation.receive,
    onConnection: (connection) => {
      state.connection.value = connection;
      tabs.tell({ tell: 'connection', connection });
    },
    isWatched: () => drawer.read().open === true,
  });
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

  /** After a session was started: is it another conversation? */
  const follow = async (): Promise<void> => {
    if (drawer.read().conversationId !== conversation.id()) await resume();
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
        onRefused: () => {
          state.isBlocked.value = true;
        },
        onSent: (message) => {
          if (drawer.read().conversationId !== conversation.id()) empty();
          state.isCut.value = false;
          state.isBlocked.value = false;
          conversation.apply([message], false);
          conversation.tell([message]);
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
    rate: conversation.rate,
    readOlder: async (): Promise<void> => void (await conversation.readHistory(state.older.value)),
    renewLinks: conversation.renewLinks,
    seen: conversation.seen,
    typing(): void {
      const conversationId = conversation.id();
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
      const conversationId = conversation.id();
      if (told.tell === 'messages' && told.conversationId === conversationId) conversation.apply(told.items, true);
      if (told.tell === 'chat' && told.conversationId === conversationId) conversation.showChat(told.chat);
      if (told.tell === 'typing') conversation.showTyping(told.name);
      if (told.tell === 'connection' && !isLeading && giveUp) state.connection.value = told.connection;
      if (told.tell === 'iAmTyping' && isLeading && conversationId !== undefined) feed.send({ type: 'typing', conversationId });
      if (told.tell === 'hello' && isLeading) tabs.tell({ tell: 'connection', connection: state.connection.value });
    },
    /** Another tab has changed what is kept. */
    async noticed(): Promise<void> {
      if (drawer.read().conversationId !== conversation.id()) {
        await resume();
        if (isOn() || state.isOpen.value) activate();
      } else showSaved();
    },
  };
}
export type Chat = ReturnType<typeof createChat>;
