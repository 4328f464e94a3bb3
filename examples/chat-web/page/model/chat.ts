import { type Api, connectTabs, type Outgoing, type Realtime, type Store } from '../../../../client/index.ts';
import { type Actions, createActions } from './actions.ts';
import { listen } from './listen.ts';
import { withNewest } from './logs.ts';
import { createReads, type Reads } from './reads.ts';
import { readRooms, toName, withRead } from './rooms.ts';
import { type Changing, createChanging } from './store.ts';
import type { ChatMessage, Person, State } from './types.ts';

export interface ChatOptions {
  readonly api: Api;
  readonly store: Store;
  readonly wsUrl: string;
  readonly applications: readonly string[];
  readonly me: Person;
}

export interface Parts {
  readonly api: Api;
  readonly feed: Realtime;
  readonly state: Changing<State>;
  readonly reads: Reads;
  /** Reads all rooms again, soon and once for several calls. */
  reload(): void;
  /** Reads the newest messages of a room. */
  refresh(id: string): Promise<void>;
  /** Tells people what went wrong. */
  failed(error: unknown): void;
}

export interface ChatModel extends Actions {
  readonly state: Changing<State>;
  close(): Promise<void>;
}

/**
 * What the browser keeps, so that the page shows something without a network. The hub tells how far others have got only while this person is here, so the marks are
 * nowhere else.
 */
type View = Pick<State, 'rooms' | 'names' | 'marks'>;

const PAGE = 50;
const SOON_MS = 50;
const SAVE_MS = 500;

const messageOf = (error: unknown): string => {
  if (error instanceof TypeError) return 'There is no connection.';
  return error instanceof Error && 'detail' in error ? String(error.detail) : String(error);
};

/** The page's state: rooms and messages of the API, kept up to date by the feed. All tabs share one connection. */
export async function createChat({ api, store, wsUrl, applications, me }: ChatOptions): Promise<ChatModel> {
  const viewKey = `view:${me.id}`;
  const view = ((await store.get(viewKey)) ?? {}) as Partial<View>;
  const feed = await connectTabs({ api, wsUrl, store, account: me.id });
  const state = createChanging<State>({
    me,
    status: feed.status,
    loaded: false,
    rooms: view.rooms ?? [],
    openId: null,
    logs: {},
    outgoing: feed.waiting() as Outgoing[],
    names: { ...view.names, [me.id]: me.name },
    members: {},
    writing: {},
    marks: view.marks ?? {},
    notice: null,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;

  const failed = (error: unknown): void => state.change((before) => ({ ...before, notice: messageOf(error) }));
  const load = async (): Promise<void> => {
    const rooms = await readRooms(api, applications);
    feed.subscribe({ conversationIds: toName(rooms) });
    const others = rooms.flatMap(({ otherId, title }) => (otherId === undefined ? [] : [[otherId, title] as const]));
    state.change((before) => ({
      ...before,
      loaded: true,
      rooms: withRead(before.rooms, rooms),
      names: { ...before.names, ...Object.fromEntries(others) },
    }));
  };
  const reads = createReads(state, async (id, number) => {
    const path = state.get().rooms.find((room) => room.id === id)?.path;
    if (path === undefined) return undefined;
    const { edits: _edits, ...message } = (await api.request('GET', `${path}/messages/${number}`)) as ChatMessage & { edits: unknown };
    return message;
  });
  const parts: Parts = {
    api,
    feed,
    state,
    reads,
    failed,
    reload: () => void (timer ??= setTimeout(() => void ((timer = undefined), load().catch(failed)), SOON_MS)),
    async refresh(id) {
      const room = state.get().rooms.find((one) => one.id === id);
      if (room === undefined) return;
      const call = async () => (await api.request('GET', `${room.path}/messages?limit=${PAGE}`)) as { items: ChatMessage[]; nextCursor: string | null };
      await reads.apply(id, call, (log, { items, nextCursor }) => withNewest(log, items, nextCursor));
    },
  };
  const stop = listen(parts);
  let saving: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    saving = undefined;
    const { rooms, names, marks } = state.get();
    store.set(viewKey, { rooms, names, marks } satisfies View).catch(failed);
  };
  const keep = state.subscribe(() => void (saving ??= setTimeout(save, SAVE_MS)));
  load().catch(failed);
  return {
    ...createActions(parts),
    state,
    async close() {
      stop();
      keep();
      clearTimeout(timer);
      clearTimeout(saving);
      await feed.close();
    },
  };
}
