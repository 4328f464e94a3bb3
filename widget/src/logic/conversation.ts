import { type Api, CallFailed, isRefusal } from './api.ts';
import type { Drawer } from './drawer.ts';
import type { Frame } from './feed.ts';
import { isIncomplete, merge, newestReply } from './log.ts';
import type { State } from './state.ts';
import type { Tabs } from './tabs.ts';
import type { Clock } from './timing.ts';
import type { ChatState, Message } from './types.ts';

interface Deps {
  readonly api: Api;
  readonly drawer: Drawer;
  readonly clock: Clock;
  readonly tabs: Tabs;
  readonly state: State;
  readonly onReply: (messages: readonly Message[]) => void;
  /** The hub no longer accepts the token. */
  readonly onLost: () => void;
  /** The address that the shop has told. */
  readonly emailOfShop: () => string | undefined;
}

const TYPING_SHOWN_MS = 6_000;

/** The messages of the conversation that this tab shows: reads them, keeps them, acknowledges them. */
export function createConversation({ api, drawer, clock, tabs, state, onReply, onLost, emailOfShop }: Deps) {
  let id: string | undefined;
  /** The newest page of messages has been read. Without a connection at the start, that happens later. */
  let isLoaded = false;
  let stopTyping = (): void => {};

  const showSaved = (): void => {
    const saved = drawer.read();
    state.waiting.value = drawer.waiting();
    state.isAsked.value = saved.asked === true || saved.token !== undefined;
    state.email.value = saved.email ?? emailOfShop() ?? '';
    state.hasSound.value = saved.sound === true;
    state.readTo.value = saved.read ?? 0;
  };
  /** Shows what is kept now, without messages. */
  const empty = (): void => {
    id = drawer.read().conversationId;
    isLoaded = false;
    state.messages.value = new Map();
    state.older.value = null;
    state.typing.value = undefined;
    state.chat.value = null;
    showSaved();
  };
  const hideTyping = (): void => {
    stopTyping();
    state.typing.value = undefined;
  };
  const showTyping = (name: string | null): void => {
    stopTyping();
    state.typing.value = name;
    stopTyping = clock.after(TYPING_SHOWN_MS, hideTyping);
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
  /** `isNews`: the visitor has not had these messages before. */
  const apply = (items: readonly Message[], isNews: boolean): void => {
    const before = state.messages.value;
    const fresh = items.filter(({ number, from, deleted, status }) => from !== 'visitor' && !deleted && status !== 'read' && !before.has(number));
    state.messages.value = merge(before, items);
    const known = drawer.read().lastAt ?? 0;
    const last = Math.max(known, ...items.map(({ createdAt }) => Date.parse(createdAt) || 0));
    if (last !== known) drawer.change({ lastAt: last });
    if (fresh.length === 0) return;
    hideTyping();
    if (isNews) onReply(fresh);
    acknowledge('delivered');
  };
  /** An answer may be older than a frame that came before it. */
  const showChat = (chat: ChatState): void => {
    if (chat.revision >= (state.chat.value?.revision ?? 0)) state.chat.value = chat;
  };
  const tellChat = (chat: ChatState): void => {
    showChat(chat);
    if (id !== undefined) tabs.tell({ tell: 'chat', conversationId: id, chat });
  };
  const tell = (items: readonly Message[]): void => {
    if (items.length > 0 && id !== undefined) tabs.tell({ tell: 'messages', conversationId: id, items });
  };

  /** The token is no longer valid: the conversation cannot be read any more, and the next message starts a new one. */
  const lose = (token: string): void => {
    if (drawer.read().token !== token) return;
    drawer.forget('person');
    onLost();
    empty();
  };
  /** Returns whether the hub answered. */
  const guarded = async (run: (token: string) => Promise<void>): Promise<boolean> => {
    const { token } = drawer.read();
    if (token === undefined) return true;
    try {
      await run(token);
      state.isCut.value = false;
      state.isBlocked.value = false;
      return true;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (error.status === 401) lose(token);
      if (isRefusal(error)) state.isBlocked.value = true;
      state.isCut.value = error.status === 0;
      return !error.isPassing;
    }
  };
  const readHistory = (cursor: string | null): Promise<boolean> =>
    guarded(async (token) => {
      const of = id;
      const { items, nextCursor } = await api.history(token, cursor);
      if (of !== id) return;
      apply(items, false);
      state.older.value = nextCursor;
      isLoaded = true;
    });
  const readUpdates = async (isNews: boolean): Promise<boolean> =>
    (isLoaded || (await readHistory(null))) &&
    guarded(async (token) => {
      for (;;) {
        const of = id;
        const { items, position, more, chat } = await api.updates(token, drawer.read().position ?? '0.0');
        if (of !== id) return;
        tellChat(chat);
        apply(items, isNews);
        tell(items);
        drawer.change({ position });
        if (!more) return;
      }
    });

  return {
    id: (): string | undefined => id,
    showSaved,
    empty,
    showTyping,
    apply,
    tell,
    showChat,
    readUpdates,
    readHistory,
    /** The visitor sees the end of the conversation. */
    seen: (): void => acknowledge('read'),
    /** Reads the conversation of this browser's token. */
    async resume(): Promise<void> {
      empty();
      if (id !== undefined) await readUpdates(false);
    },
    receive(frame: Frame): void {
      if (frame.type === 'typing') {
        showTyping(frame.name);
        tabs.tell({ tell: 'typing', name: frame.name });
      }
      if (frame.type === 'chat') tellChat(frame.chat);
      if (frame.type !== 'message') return;
      // A frame has no links and cuts long texts: the API has all of it.
      if (isIncomplete(frame.message, frame.truncated === true)) return void readUpdates(true);
      apply([frame.message], true);
      tell([frame.message]);
    },
    /** Returns whether the hub has the rating. */
    async rate(stars: number, comment: string): Promise<boolean> {
      let isKept = false;
      await guarded(async (token) => {
        tellChat(await api.rate(token, { stars, ...(comment === '' ? {} : { comment }) }));
        isKept = true;
      });
      // The chat may go on meanwhile, or the day is over.
      if (!isKept) await readUpdates(false);
      return isKept;
    },
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
  };
}
