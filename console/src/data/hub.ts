import type { Directory, Me, Message, ServerFrame, Ticket } from '../../../client/api.ts';
import { type Channel, type Locks, processLocks } from '../../../client/platform.ts';
import type { Realtime } from '../../../client/realtime/connect.ts';
import type { Status as FeedStatus } from '../../../client/realtime/events.ts';
import { connectTabs } from '../../../client/realtime/tabs.ts';
import type { Api } from '../../../client/rest/create-api.ts';
import type { ParleyError } from '../../../client/rest/problem.ts';
import { indexedDbStore } from '../../../client/storage/indexed-db.ts';
import { type Actions, createActions } from './actions.ts';
import { type Alert, type Alerts, createAlerts } from './alerts.ts';
import { createCounters, type QueueCounters } from './counters.ts';
import { createDraftFiles, type DraftFiles } from './draft-files.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createDrain } from './drain.ts';
import { applyFrames } from './frames.ts';
import { createNotifier, type Notifier } from './notifier.ts';
import { createOutbox, type Outbox, type Write } from './outbox.ts';
import { forgetAll, storedAlerts, storedDrafts, storedFiles, storedWrites } from './stored.ts';
import { createThreads, type Threads } from './threads.ts';
import { createTickets, type Tickets } from './tickets.ts';
import { uploadBy } from './upload.ts';
import { createWatchers, type Watchers } from './watchers.ts';

/** Everything behind the screens, for one signed-in person. */
export interface Hub {
  readonly api: Api;
  readonly me: Me;
  readonly notifier: Notifier;
  readonly tickets: Tickets;
  readonly threads: Threads;
  readonly counters: QueueCounters;
  readonly watchers: Watchers;
  readonly drafts: Drafts;
  readonly files: DraftFiles<File>;
  readonly outbox: Outbox;
  readonly actions: Actions;
  readonly realtime: Realtime;
  readonly alerts: Alerts;
  /** The ticket on this tab's screen, and who tells an alert beside the page: both set by the screens. */
  readonly attention: { ticketId: string | undefined; tell: (alert: Alert) => void };
  readTicket(id: string): Promise<Ticket>;
  /** Reads the newest messages of a thread; with a cursor, older ones. */
  readThread(conversationId: string, cursor?: string): Promise<void>;
  directory(): Promise<Directory>;
  /** Sends what waits, as far as the hub answers, and ends everything. */
  close(): Promise<void>;
  /** Leaves nothing of what was written here to the next person on this machine. */
  forget(): Promise<void>;
}

export interface HubEvents {
  /** Lists may look different now. Without ids: read everything again. */
  readonly ticketsChanged: (ids: readonly string[] | undefined) => void;
  readonly refused: (write: Write, error: ParleyError) => void;
  readonly skipped: (write: Write) => void;
  readonly heldBack: (write: Write) => void;
}

/** Keys of what is no entity, for `notifier.subscribe`. */
export const WAITING = 'outbox';
export const FEED = 'feed';
/** The queues have to be read again. */
export const QUEUES = 'queues';
/** Somebody's availability has changed. */
export const PRESENCE = 'presence';

/** How long a person who signs out waits for a hub that does not answer. What has not left then leaves when they sign in again. */
const LEAVING_MS = 3000;
/** Browsers end requests with more than 64 KiB in `keepalive` at once. */
const KEPT_ALIVE = 30_000;

/** A request that is on its way when the page is left ends all the same, unless it is large. */
const send =
  (api: Api, actions: Actions) =>
  async (write: Write): Promise<unknown> => {
    const version = actions.versionFor(write);
    const headers = { ...(write.method === 'POST' ? { 'idempotency-key': write.id } : {}), ...(version === undefined ? {} : { 'if-match': String(version) }) };
    const call = (write.method === 'POST' ? api.client.POST : api.client.PATCH) as unknown as (path: string, init: object) => Promise<{ data?: unknown }>;
    return (
      await call(write.path, {
        headers,
        keepalive: JSON.stringify(write.body ?? null).length < KEPT_ALIVE,
        ...(write.body === undefined ? {} : { body: write.body }),
      })
    ).data;
  };

export async function openHub(api: Api, me: Me, wsUrl: string, events: HubEvents): Promise<Hub> {
  const notifier = createNotifier();
  const tickets = createTickets(notifier);
  const threads = createThreads(notifier);
  const counters = createCounters(notifier);
  const later = (work: () => void, ms: number): void => void setTimeout(work, ms);
  const watchers = createWatchers(notifier, me.id, later);
  // The port names the one member of a message event that is used.
  const channel = new BroadcastChannel(`parley:drafts:${me.id}`) as unknown as Channel;
  const drafts = await createDrafts({ store: storedDrafts(), account: me.id, channel });
  const newId = (): string => crypto.randomUUID();
  const files = await createDraftFiles({ store: storedFiles(), account: me.id, upload: uploadBy(api), newId });

  const readTicket = async (id: string): Promise<Ticket> => {
    const ticket = await api.GET('/v1/tickets/{id}', { params: { path: { id } } });
    tickets.put([ticket]);
    return ticket;
  };
  const readThread = async (id: string, cursor?: string): Promise<void> => {
    const query = { order: 'desc' as const, limit: 50, ...(cursor === undefined ? {} : { cursor }) };
    const turn = threads.turn();
    const { items, nextCursor } = await api.GET('/v1/threads/{id}/messages', { params: { path: { id }, query } });
    const known = threads.get(id);
    // News at the end leave the cursor of what is older, unless they do not reach what is loaded: then the thread begins again there.
    const reaches = known?.messages.some(({ number }) => items.some((item: Message) => item.number === number)) === true;
    threads.put(id, items, turn, cursor !== undefined || !reaches ? nextCursor : undefined);
  };
  const quietly = (work: Promise<unknown>): void => void work.catch(() => undefined);

  // The outbox needs the actions to tell them what became of a write, and the actions need the outbox.
  let outbox: Outbox | undefined;
  const deps = { me: me.id, tickets, threads, drafts, files, now: Date.now, newId, told: events.refused, skipped: events.skipped, heldBack: events.heldBack };
  const actions = createActions(deps, () => outbox as Outbox);
  const locks = (navigator as { locks?: Locks }).locks ?? processLocks;
  outbox = await createOutbox({
    store: storedWrites(me.id),
    locks,
    account: me.id,
    send: send(api, actions),
    done: actions.done,
    refused: actions.refused,
    changed: () => notifier.changed(WAITING),
  });

  const attention: Hub['attention'] = { ticketId: undefined, tell: () => undefined };
  const alertStore = storedAlerts(me.id);
  const alerts = createAlerts({
    store: alertStore,
    me: me.id,
    notifier,
    tickets,
    now: Date.now,
    isWatched: (id) => attention.ticketId === id && document.visibilityState === 'visible',
    tell: (alert) => attention.tell(alert),
  });
  // Nothing waits for them.
  quietly(alertStore.entries().then(alerts.restore));
  const ticketsChanged: HubEvents['ticketsChanged'] = (ids) => {
    alerts.changed(ids ?? []);
    actions.heard(ids ?? []);
    events.ticketsChanged(ids);
  };
  const realtime = await connectTabs({ api, wsUrl, store: indexedDbStore(), account: me.id });
  const onScreen = (work: () => void): void => void (document.visibilityState === 'visible' ? requestAnimationFrame(work) : setTimeout(work, 250));
  const take = createDrain<ServerFrame>(
    (frames) =>
      applyFrames(
        {
          notifier,
          tickets,
          threads,
          counters,
          watchers,
          ticketsChanged,
          readTicket: (id) => quietly(readTicket(id)),
          readNewest: (id) => quietly(readThread(id)),
          readAgain: () => ticketsChanged(undefined),
          readQueues: () => notifier.changed(QUEUES),
        },
        frames,
      ),
    onScreen,
  );
  for (const type of ['ticket', 'queue', 'message', 'amended', 'typing', 'presence', 'stale'] as const)
    realtime.on(type, (frame) => take({ ...frame, type } as unknown as ServerFrame));
  realtime.on('mention', alerts.mentioned);
  realtime.on('presence', ({ ticketId }) => void (ticketId === undefined && notifier.changed(PRESENCE)));
  realtime.on('status', (status: FeedStatus) => {
    notifier.changed(FEED);
    if (status === 'online') void outbox?.release();
  });
  const leave = (): void => outbox?.leave();
  addEventListener('pagehide', leave);

  return {
    api,
    me,
    notifier,
    tickets,
    threads,
    counters,
    watchers,
    drafts,
    files,
    outbox,
    actions,
    realtime,
    alerts,
    attention,
    readTicket,
    readThread,
    directory: () => api.GET('/v1/directory'),
    async close() {
      removeEventListener('pagehide', leave);
      await Promise.race([outbox?.release(), new Promise((resolve) => setTimeout(resolve, LEAVING_MS))]);
      await Promise.all([drafts.stored(), files.stored()]);
      channel.close();
      await realtime.close();
    },
    forget: () => forgetAll(me.id),
  };
}
