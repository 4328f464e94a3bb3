import type { Walls } from '../policy/configuration.ts';
import { shownTo } from '../support/queues/visibility.ts';
import { type Entry, takeMerged } from '../support/tickets/activity-sources.ts';
import { loadTickets } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Member } from './audience.ts';
import { changedSources, messagesSince } from './changed-since.ts';
import type { DeliverDeps } from './deliver-tenant.ts';
import { frameText } from './frame-text.ts';
import { encodeFeedCursor } from './positions/position.ts';
import type { Ranges } from './positions/ranges.ts';
import { postTo } from './post-frames.ts';
import { amendedFrame, messageFrame, ticketFrame } from './present-frames.ts';

export interface ReplayDeps extends Omit<DeliverDeps, 'attended'> {
  /** `ACTIVITY_SHARDS` */
  readonly shards: number;
}

/** A change is stamped before it is committed: a walk by time begins so long before the time that it is asked for. */
const OVERLAP_MS = 30_000;
/** Tickets of one replay: a client with more asks again, so that others come between. */
const TICKETS = 500;
const TICKETS_AT_ONCE = 50;
/** Tickets whose messages are read side by side, and held in memory until they are posted. */
const READS_AT_ONCE = 8;

export interface Listener extends Member {
  readonly configuration: Walls;
}

/** From where (epoch ms), when to break off, and what the list of changes held when the walk began. */
interface Stretch {
  readonly since: number;
  readonly until: number;
  readonly seen: readonly Ranges[];
}

const timeOf = ({ position }: Entry): string => position.slice(0, position.indexOf('#'));

/**
 * A walk by the time of the last activity, for who has no position yet: a first look, and cursors of before. Answers `all`, or the time where it was
 * broken off (epoch ms), or `ended` with the connection. @throws Undeliverable, TableUnavailable
 */
export const replay = async (deps: ReplayDeps, listener: Listener, { since: asked, until, seen }: Stretch): Promise<'all' | 'ended' | number> => {
  const from = Math.max(0, asked - OVERLAP_MS);
  const { tenantId } = listener.connection;
  const since = new Date(from).toISOString();
  const sources = changedSources(deps.table, tenantId, since, { now: deps.clock(), shards: deps.shards });
  for (let told = 0; ; ) {
    const entries = await takeMerged(sources, true, TICKETS_AT_ONCE);
    for (let start = 0; start < entries.length; start += READS_AT_ONCE) {
      const some = entries.slice(start, start + READS_AT_ONCE);
      if (!(await tell(deps, listener, { entries: some, since, seen }))) return 'ended';
      told += some.length;
      const reached = Date.parse(timeOf(some.at(-1) as Entry));
      // Going on from here begins `OVERLAP_MS` earlier, so breaking off at the first moment would never end.
      if ((told >= TICKETS || deps.clock() > until) && reached > from) return reached + OVERLAP_MS;
    }
    if (entries.length < TICKETS_AT_ONCE) return 'all';
  }
};

interface Walked {
  readonly entries: readonly Entry[];
  /** ISO. */
  readonly since: string;
  readonly seen: readonly Ranges[];
}

/** Posts tickets with what is new in them, in order. False: the connection has ended. */
const tell = async (deps: ReplayDeps, listener: Listener, { entries, since, seen }: Walked): Promise<boolean> => {
  const tickets = await loadTickets(
    deps.table,
    listener.connection.tenantId,
    entries.map(({ ticketId }) => ticketId),
  );
  const texts = await Promise.all(
    entries.map((entry, index) => textsOf(deps, listener, { ticket: tickets[index], at: Date.parse(timeOf(entry)), since, seen })),
  );
  return postTo(deps, listener.connection, texts.flat());
};

const textsOf = async (
  deps: ReplayDeps,
  { connection: { tenantId }, viewer, configuration }: Listener,
  { ticket: stored, at, since, seen }: Pick<Walked, 'since' | 'seen'> & { readonly ticket: Ticket | undefined; readonly at: number },
): Promise<string[]> => {
  const ticket = stored && shownTo(viewer, stored, configuration);
  if (!ticket) return [];
  const { appended, amended, isWhole } = await messagesSince(deps.table, tenantId, ticket, since);
  // Not the ticket's own time, which may have moved on: after a break, what lies between must come again.
  const place = encodeFeedCursor(tenantId, { seen, at, since: at });
  const frame = ticketFrame(place, ticket);
  const frames = [
    isWhole ? frame : { ...frame, truncated: true as const },
    ...appended.map((m) => messageFrame(place, m)),
    ...amended.map((m) => amendedFrame(place, m)),
  ];
  return frames.map(frameText);
};
