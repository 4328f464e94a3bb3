import type { Walls } from '../policy/configuration.ts';
import { freshQueues } from '../support/queues/evaluate.ts';
import { canSeeTicket } from '../support/queues/visibility.ts';
import { type Entry, takeMerged } from '../support/tickets/activity-sources.ts';
import { loadTickets } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Member } from './audience.ts';
import { changedSources, messagesSince } from './changed-since.ts';
import type { DeliverDeps } from './deliver-tenant.ts';
import { frameText } from './frame-text.ts';
import { postTo } from './post-frames.ts';
import { amendedFrame, messageFrame, ticketFrame } from './present-frames.ts';

export interface ReplayDeps extends Omit<DeliverDeps, 'attended'> {
  /** `ACTIVITY_SHARDS` */
  readonly shards: number;
}

/**
 * A change is stamped before it is committed, and frames of different batches may overtake one another: whatever happened this long
 * before the cursor is told again. Frames tell states, so nobody is harmed by hearing one twice.
 */
export const OVERLAP_MS = 30_000;
/** Tickets of one replay: a client with more asks again, so that others come between. */
const TICKETS = 500;
const TICKETS_AT_ONCE = 50;
/** Tickets whose messages are read side by side, and held in memory until they are posted. */
const READS_AT_ONCE = 8;

export interface Listener extends Member {
  readonly configuration: Walls;
}

/** Of the replayed stretch: from where (epoch ms), and when to break off. */
interface Stretch {
  readonly from: number;
  readonly until: number;
}

const timeOf = ({ place }: Entry): string => place.slice(0, place.indexOf('#'));

/** `all`, or the place where it was broken off (epoch ms), or `ended` with the connection. @throws Undeliverable, TableUnavailable */
export const replay = async (deps: ReplayDeps, listener: Listener, { from, until }: Stretch): Promise<'all' | 'ended' | number> => {
  const { tenantId } = listener.connection;
  const since = new Date(from).toISOString();
  const sources = changedSources(deps.table, tenantId, since, { now: deps.clock(), shards: deps.shards });
  for (let told = 0; ; ) {
    const entries = await takeMerged(sources, true, TICKETS_AT_ONCE);
    for (let start = 0; start < entries.length; start += READS_AT_ONCE) {
      const some = entries.slice(start, start + READS_AT_ONCE);
      if (!(await tell(deps, listener, some, since))) return 'ended';
      told += some.length;
      const reached = Date.parse(timeOf(some.at(-1) as Entry));
      // Going on from here begins `OVERLAP_MS` earlier, so breaking off at the first moment would never end.
      if ((told >= TICKETS || deps.clock() > until) && reached > from) return reached + OVERLAP_MS;
    }
    if (entries.length < TICKETS_AT_ONCE) return 'all';
  }
};

/** Posts tickets with what is new in them, in order. False: the connection has ended. */
const tell = async (deps: ReplayDeps, listener: Listener, entries: readonly Entry[], since: string): Promise<boolean> => {
  const tickets = await loadTickets(
    deps.table,
    listener.connection.tenantId,
    entries.map(({ ticketId }) => ticketId),
  );
  const texts = await Promise.all(entries.map((entry, index) => textsOf(deps, listener, { ticket: tickets[index], at: timeOf(entry), since })));
  return postTo(deps, listener.connection, texts.flat());
};

const textsOf = async (
  deps: ReplayDeps,
  { connection: { tenantId }, viewer, configuration }: Listener,
  { ticket: stored, at, since }: { readonly ticket: Ticket | undefined; readonly at: string; readonly since: string },
): Promise<string[]> => {
  const ticket = stored && freshQueues(configuration, stored);
  if (!ticket || !canSeeTicket(viewer, ticket, configuration)) return [];
  const { appended, amended, isWhole } = await messagesSince(deps.table, tenantId, ticket, since);
  // Not the ticket's own time, which may have moved on: after a break, what lies between must come again.
  const place = { tenantId, at };
  const frame = ticketFrame(place, ticket);
  const frames = [
    isWhole ? frame : { ...frame, truncated: true as const },
    ...appended.map((m) => messageFrame(place, m)),
    ...amended.map((m) => amendedFrame(place, m)),
  ];
  return frames.map(frameText);
};
