// oxlint-disable unicorn/prefer-add-event-listener, unicorn/require-post-message-target-origin -- it is a BroadcastChannel, not a window; one handler is enough.
import type { ClientSubscribeFrame } from '../api.ts';
import { type Channel, type Locks, page } from '../platform.ts';
import { type ConnectOptions, connect, type Realtime } from './connect.ts';
import { createEmitter, type Events, PASSED, type Status } from './events.ts';
import type { Outgoing, OutgoingFrame } from './outbox.ts';

export interface TabOptions extends ConnectOptions {
  readonly locks?: Locks;
  readonly BroadcastChannel?: new (name: string) => Channel;
}

type Shown = Omit<ClientSubscribeFrame, 'type' | 'id'>;
/** What tabs say to each other. `leader` and `hello` make the others introduce themselves. */
type Note =
  | { readonly note: 'event'; readonly type: keyof Events; readonly event: never }
  | { readonly note: 'call'; readonly name: 'read' | 'typing' | 'presence' | 'refresh'; readonly args: readonly never[] }
  | { readonly note: 'post'; readonly frame: OutgoingFrame }
  | { readonly note: 'shown'; readonly tab: string; readonly shown: Shown | undefined }
  | { readonly note: 'bye'; readonly tab: string }
  | { readonly note: 'leader' | 'hello' };

const SHARED = [...PASSED, 'message', 'amended', 'outgoing', 'status', 'frame'] as const;
const FOLLOWED = 100;

/** What all tabs show together; all tickets, if one tab wants them or there are too many to name. */
function union(tabs: Iterable<Shown | undefined>): Shown {
  const all = [...tabs];
  const named = (member: keyof Shown): string[] => [...new Set(all.flatMap((shown) => shown?.[member] ?? []))];
  const [queueIds, ticketIds] = [named('queueIds'), named('ticketIds')];
  // Chats that are not named are not heard. The newest ones come last.
  const conversationIds = named('conversationIds').slice(-FOLLOWED);
  const chats = all.some((shown) => shown?.conversationIds) ? { conversationIds } : {};
  const narrow = all.every((shown) => shown?.queueIds ?? shown?.ticketIds) && queueIds.length <= FOLLOWED && ticketIds.length <= FOLLOWED;
  return narrow ? { queueIds, ticketIds, ...chats } : chats;
}

/**
 * `connect` for a page that people open in several tabs: one of them, the leader, has the connection, and all get the same events. When it closes or crashes,
 * another takes over. Without Web Locks and BroadcastChannel, each tab has its own connection. Give a `store` that the tabs share.
 */
export async function connectTabs(options: TabOptions): Promise<Realtime> {
  const locks = options.locks ?? page.navigator?.locks;
  const ChannelClass = options.BroadcastChannel ?? page.BroadcastChannel;
  if (locks === undefined || ChannelClass === undefined) return connect(options);
  const name = `parley:feed:${options.account ?? 'default'}`;
  const tab = crypto.randomUUID();
  const { on, emit, settled } = createEmitter();
  const channel = new ChannelClass(name);
  const ending = new AbortController();
  const waiting = new Map<string, Outgoing>();
  const mine = new Map<string, OutgoingFrame>();
  const results = new Map<string, (outgoing: Outgoing) => void>();
  const numbers = new Map<string, number>();
  const tabs = new Map<string, Shown | undefined>([[tab, undefined]]);
  let status: Status = 'connecting';
  let leader: Realtime | undefined;

  // A closed channel throws. Screens say where they are until they are gone, which may be after the close.
  let isClosed = false;
  const tell = (note: Note): void => {
    if (!isClosed) channel.postMessage(note);
  };
  const introduce = (): void => tell({ note: 'shown', tab, shown: tabs.get(tab) });
  let isNarrow = false;
  const narrow = (): void => {
    if (leader === undefined) return;
    const shown = union(tabs.values());
    // Chats alone leave what is followed of tickets as it is. Who is no agent may not follow tickets, also not all of them.
    if (isNarrow && shown.queueIds === undefined) leader.subscribe({});
    isNarrow = shown.queueIds !== undefined;
    if (isNarrow || shown.conversationIds !== undefined) leader.subscribe(shown);
  };

  const happened = <T extends keyof Events>(type: T, event: Events[T]): void => {
    if (type === 'status') {
      if (status === event) return;
      status = event as Status;
    } else if (type === 'message') {
      // A leader that crashed may have said more than it stored: the next one repeats it.
      const { conversationId, number, ticketId } = event as Events['message'];
      if (ticketId === undefined && number <= (numbers.get(conversationId) ?? 0)) return;
      if (ticketId === undefined) numbers.set(conversationId, number);
    } else if (type === 'outgoing') {
      const outgoing = event as Outgoing;
      if (outgoing.state === 'pending') {
        if (waiting.has(outgoing.id)) return;
        waiting.set(outgoing.id, outgoing);
      } else {
        waiting.delete(outgoing.id);
        mine.delete(outgoing.id);
        results.get(outgoing.id)?.(outgoing);
        results.delete(outgoing.id);
      }
    }
    emit(type, event);
  };
  const heard = (note: Note): void => {
    if (note.note === 'event') happened(note.type, note.event);
    else if (note.note === 'leader') {
      introduce();
      for (const frame of mine.values()) tell({ note: 'post', frame });
    } else if (leader === undefined) return;
    else if (note.note === 'post') leader.post(note.frame);
    else if (note.note === 'call') (leader[note.name] as (...args: readonly never[]) => void)(...note.args);
    else if (note.note === 'hello') {
      tell({ note: 'event', type: 'status', event: leader.status as never });
      for (const outgoing of leader.waiting()) tell({ note: 'event', type: 'outgoing', event: outgoing as never });
    } else if (note.note === 'bye') {
      tabs.delete(note.tab);
      narrow();
    } else if (note.note === 'shown') {
      tabs.set(note.tab, note.shown);
      narrow();
    }
  };
  channel.onmessage = ({ data }) => heard(data as Note);

  const lead = async (): Promise<void> => {
    const realtime = await connect(options);
    if (ending.signal.aborted) return realtime.close();
    leader = realtime;
    const pass = (type: (typeof SHARED)[number]): void =>
      void realtime.on(type, async (event: Events[typeof type]) => {
        tell({ note: 'event', type, event: event as never });
        happened(type, event);
        await settled();
      });
    for (const type of SHARED) pass(type);
    realtime.on('error', (error) => emit('error', error));
    for (const outgoing of realtime.waiting()) happened('outgoing', outgoing);
    tell({ note: 'leader' });
    narrow();
    for (const frame of mine.values()) realtime.post(frame);
    await new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));
    await realtime.close();
  };
  const leading = locks.request(name, { signal: ending.signal }, lead).catch((error: unknown) => {
    if (!ending.signal.aborted) emit('error', error);
  });
  const call = (what: 'read' | 'typing' | 'presence' | 'refresh', ...args: readonly unknown[]): void => {
    if (leader === undefined) tell({ note: 'call', name: what, args: args as never[] });
    else (leader[what] as (...args: readonly unknown[]) => void)(...args);
  };
  const post = (frame: OutgoingFrame): Outgoing & { readonly done: Promise<Outgoing> } => {
    const outgoing: Outgoing = { id: frame.id, frame, createdAt: new Date().toISOString(), state: 'pending' };
    const done = new Promise<Outgoing>((resolve) => results.set(frame.id, resolve));
    mine.set(frame.id, frame);
    happened('outgoing', outgoing);
    if (leader === undefined) tell({ note: 'post', frame });
    else leader.post(frame);
    return { ...outgoing, done };
  };
  tell({ note: 'hello' });
  introduce();

  return {
    on,
    get status() {
      return status;
    },
    send: (conversationId, body, id = crypto.randomUUID()) => post({ type: 'send', id, conversationId, body }),
    post: (frame) => post({ ...frame, id: frame.id ?? crypto.randomUUID() } as OutgoingFrame),
    waiting: () => [...waiting.values()],
    read: (conversationId, number) => call('read', conversationId, number),
    typing: (conversationId, note) => call('typing', conversationId, note),
    presence: (state) => call('presence', state),
    refresh: () => call('refresh'),
    subscribe(shown) {
      tabs.set(tab, shown);
      introduce();
      narrow();
    },
    async close() {
      tell({ note: 'bye', tab });
      channel.onmessage = null;
      ending.abort();
      await leading;
      isClosed = true;
      channel.close();
      emit('status', 'closed');
    },
  };
}
