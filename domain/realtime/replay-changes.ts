import type { Clock } from '../context.ts';
import type { Walls } from '../policy/configuration.ts';
import { shownTo, type Viewer } from '../support/queues/visibility.ts';
import { loadTickets } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Table } from '../table/port.ts';
import type { Connection } from './connection.ts';
import { frameText } from './frame-text.ts';
import { framesOfChanges, leadingTicketsOf } from './frames-of-changes.ts';
import { interestOf } from './interest.ts';
import type { Change } from './positions/changes.ts';
import { encodeFeedCursor } from './positions/position.ts';
import { type Ranges, union } from './positions/ranges.ts';
import { readConcerning } from './positions/read-concerning.ts';
import { type PostDeps, postTo } from './post-frames.ts';

/** Tickets per replay: a client with more resumes again, so that others get a turn. */
const TICKETS = 500;
/** Segments of one shard that are read and sent at once. */
const SEGMENTS = 50;
/** Tickets that are read in parallel, and held in memory until they are posted. */
const READS_AT_ONCE = 8;

export interface ReplayDeps extends PostDeps {
  readonly clock: Clock;
  /** `COUNTER_SHARDS` */
  readonly counterShards: number;
}

export interface Listener {
  readonly connection: Connection;
  readonly viewer: Viewer;
  readonly configuration: Walls;
}

export interface Reached {
  readonly outcome: 'all' | 'more' | 'ended' | 'expired';
  readonly seen: readonly Ranges[];
}

/**
 * Sends the current state of everything that unseen segments name: each ticket that the listener may see, with its messages. It only stops
 * after a whole page of segments, so that continuing sends nothing twice. `end`: the end at the beginning of the replay. `until`: epoch ms. @throws Undeliverable, TableUnavailable
 */
export const replayChanges = async (
  deps: ReplayDeps,
  listener: Listener,
  { seen, end, until }: { readonly seen: readonly Ranges[]; readonly end: readonly Ranges[]; readonly until: number },
): Promise<Reached> => {
  const { tenantId } = listener.connection;
  const reached: Ranges[] = Array.from({ length: deps.counterShards }, (_, shard) => seen[shard] ?? []);
  const interest = interestOf(listener.viewer, listener.configuration);
  const tails = reached.map((_, shard) => end[shard]?.at(-1)?.[1] ?? 0);
  // At least one page is sent, so that repeated resumes come to an end.
  for (let told = 0, page = 0; ; page += 1) {
    const pages = await Promise.all(
      reached.map((ranges, shard) => readConcerning(deps.table, { tenantId, shard, seen: ranges, tail: tails[shard] as number, limit: SEGMENTS, interest })),
    );
    if (pages.some(({ expired }) => expired)) return { outcome: 'expired', seen: reached };
    const segments = pages.flatMap((one) => one.segments);
    if (segments.length === 0 && pages.every(({ more, passed }) => !more && passed.length === 0)) return { outcome: 'all', seen: reached };
    if (page > 0 && (told >= TICKETS || deps.clock() > until)) return { outcome: 'more', seen: reached };
    const byTicket = Map.groupBy(
      segments.flatMap(({ changes }) => changes),
      ({ ticketId }) => ticketId,
    );
    const concerned = [...byTicket].filter(([, changes]) => changes.some(({ wall }) => interest.of(wall)));
    const cursor = encodeFeedCursor(tenantId, { seen: reached, at: deps.clock() });
    if (!(await tell(deps, listener, concerned, cursor))) return { outcome: 'ended', seen: reached };
    told += concerned.length;
    for (const [shard, { passed }] of pages.entries()) reached[shard] = union(reached[shard] as Ranges, passed);
  }
};

/** False: the connection has ended. */
const tell = async (deps: ReplayDeps, listener: Listener, changed: readonly (readonly [string, readonly Change[]])[], cursor: string): Promise<boolean> => {
  for (let start = 0; start < changed.length; start += READS_AT_ONCE) {
    const some = changed.slice(start, start + READS_AT_ONCE);
    const tickets = await loadTickets(
      deps.table,
      listener.connection.tenantId,
      some.map(([ticketId]) => ticketId),
    );
    const under = await leadingTicketsOf(deps.table, listener.connection.tenantId, tickets);
    const texts = await Promise.all(some.map(([, changes], at) => textsOf(deps.table, listener, { ticket: tickets[at], under: under[at], changes, cursor })));
    if (!(await postTo(deps, listener.connection, texts.flat()))) return false;
  }
  return true;
};

/** Messages of a merged ticket are told as those of the leading one, to somebody who may see that. */
const textsOf = async (
  table: Table,
  { connection: { tenantId }, viewer, configuration }: Listener,
  of: { readonly ticket: Ticket | undefined; readonly under: Ticket | undefined; readonly changes: readonly Change[]; readonly cursor: string },
): Promise<string[]> => {
  if (!of.ticket) return [];
  const ticket = shownTo(viewer, of.ticket, configuration);
  const under = of.under === of.ticket ? ticket : of.under && shownTo(viewer, of.under, configuration);
  if (!ticket && !under) return [];
  const { head, messages } = await framesOfChanges(table, tenantId, { ticket: ticket ?? of.ticket, under: under ?? of.ticket }, of.changes);
  return [...(ticket ? [head] : []), ...(under ? messages : [])].map((frame) => frameText(frame(of.cursor)));
};
