import { Unavailable } from '../../edge-errors.ts';
import type { Walls } from '../../policy/configuration.ts';
import { freshQueues } from '../../support/queues/evaluate.ts';
import { loadTickets } from '../../support/tickets/store.ts';
import { attendanceOf } from '../attendance.ts';
import type { Member } from '../audience.ts';
import { countOf, type Recipients, type StaffAudience } from '../audiences/staff.ts';
import { cursorsOf, type DeliverDeps, leaveToPulse, NOBODY, outcomeOf, type TenantDelivered } from '../deliver-tenant.ts';
import { pulseBody } from '../feed-entry.ts';
import { frameText } from '../frame-text.ts';
import { framesOfChanges, leadingTicketsOf } from '../frames-of-changes.ts';
import { type Cursors, type Lane, laneFor } from '../lanes.ts';
import type { Told } from '../pace.ts';
import { type Piece, parcelsOf } from '../parcels.ts';
import { markDelivered } from '../positions/delivered.ts';
import { readUnseen, type SegmentPage } from '../positions/segments.ts';
import { postFrames } from '../post-frames.ts';
import { queuePieces } from '../queue-texts.ts';
import { beginPulse, endPulse, type Taken } from './row.ts';
import { type Changed, changedOf, type Weighed, weigh } from './weigh.ts';

/** Segments of one shard, and tickets of all of them, that one pulse reads. */
const SEGMENTS = 100;
const TICKETS = 2_000;
/** Tickets that are read in parallel. */
const READS_AT_ONCE = 32;

/**
 * Sends a tenant's connections everything that is pending, in one post each: changed counters of queues, and all undelivered entries of the list of changes.
 * Connections with too many frames get `stale`. If it fails, the queue delivers the same message again.
 * `since`: of the message. @throws Undeliverable, TableUnavailable
 */
export const deliverPulse = async (deps: DeliverDeps, tenantId: string, since: number): Promise<TenantDelivered> => {
  const taken = await beginPulse(deps, tenantId, since);
  if (taken === 'nothing') return NOBODY;
  if ('again' in taken) {
    await deps.sendLater(pulseBody(tenantId, taken.again), 1);
    return NOBODY;
  }
  const outcome = await tell(deps, tenantId, taken);
  await endPulse(deps, tenantId, taken);
  return outcome;
};

const tell = async (deps: DeliverDeps, tenantId: string, { queueIds, changes }: Taken): Promise<TenantDelivered> => {
  const { audience, delivered } = await attendanceOf(deps, tenantId, changes);
  const pages = await Promise.all(
    delivered.map(({ ranges }, shard): Promise<SegmentPage> => readUnseen(deps.table, { tenantId, shard, seen: ranges, limit: SEGMENTS })),
  );
  const segments = pages.flatMap((page) => page.segments);
  let outcome = NOBODY;
  let told: Told = { tickets: 0, frames: 0 };
  if (audience) {
    const cursors = cursorsOf(tenantId, delivered, segments, deps.clock());
    const changed = changedOf(
      segments.flatMap((segment) => segment.changes),
      audience.staff,
      audience.configuration,
    );
    const weighed = weigh(changed, audience.staff, TICKETS);
    const [{ lanes, faults }, counters] = await Promise.all([
      lanesFor(deps, { tenantId, cursors, ...audience }, weighed),
      queuePieces(deps, tenantId, audience.staff, queueIds),
    ]);
    const parcels = parcelsOf([...lanes, ...stalePieces(changed, weighed, audience.staff, cursors), ...counters]);
    outcome = await outcomeOf(deps, [await postFrames(deps, parcels)], faults);
    told = { tickets: changed.length, frames: changed.reduce((sum, { recipients }) => sum + Math.max(0, ...recipients.map(countOf)), 0) };
  }
  if (segments.length > 0 && outcome.abandoned === 0) await markDelivered(deps, tenantId, { segments, told }, delivered);
  if (pages.some(({ more }) => more)) await leaveToPulse(deps, tenantId);
  return outcome;
};

interface Audience {
  readonly tenantId: string;
  readonly cursors: Cursors;
  readonly staff: StaffAudience;
  readonly configuration: Walls;
}

/** Stale connections only receive the tickets that are open on their screen. */
const withoutStale = ({ most, others }: Recipients, stale: ReadonlySet<Member>, ticketId: string): Recipients => {
  const isTold = (member: Member): boolean => !stale.has(member) || member.connection.follows?.ticketIds.includes(ticketId) === true;
  return { most: new Set([...most].filter(isTold)), others: others.filter(isTold) };
};

/** The tickets to send in their current state, with what the segments name of them. One whose frames cannot be created is left out alone. */
const lanesFor = async (deps: DeliverDeps, audience: Audience, { told, stale }: Weighed): Promise<{ lanes: Lane[]; faults: unknown[] }> => {
  const { tenantId, cursors, staff, configuration } = audience;
  const lanes: Lane[] = [];
  const faults: unknown[] = [];
  for (let start = 0; start < told.length; start += READS_AT_ONCE) {
    const some = told.slice(start, start + READS_AT_ONCE);
    const tickets = await loadTickets(
      deps.table,
      tenantId,
      some.map(({ ticketId }) => ticketId),
    );
    const under = await leadingTicketsOf(deps.table, tenantId, tickets);
    const made = await Promise.allSettled(
      some.map(async ({ ticketId, changes }, index): Promise<Lane[]> => {
        const stored = tickets[index];
        const leading = under[index];
        if (!stored || !leading) return [];
        const ticket = freshQueues(configuration, stored);
        const own = withoutStale(staff.of(ticket), stale, ticketId);
        const isMerged = leading !== stored;
        const ofMessages = isMerged ? withoutStale(staff.of(freshQueues(configuration, leading)), stale, leading.id) : own;
        if (countOf(own) + countOf(ofMessages) === 0) return [];
        const { head, messages } = await framesOfChanges(deps.table, tenantId, { ticket, under: leading }, changes);
        if (!isMerged) return [laneFor(own, cursors, (cursor) => [...messages, head].map((frame) => frame(cursor)))];
        return [laneFor(ofMessages, cursors, (cursor) => messages.map((frame) => frame(cursor))), laneFor(own, cursors, (cursor) => [head(cursor)])];
      }),
    );
    for (const one of made) {
      // What could not be read is retried with the pulse; what cannot be created never succeeds.
      if (one.status === 'rejected' && one.reason instanceof Unavailable) throw one.reason;
      if (one.status === 'rejected') faults.push(one.reason);
      else lanes.push(...one.value);
    }
  }
  return { lanes, faults };
};

/** One frame for each stale connection, with the changed queues that it may see and follows. */
const stalePieces = (changed: readonly Changed[], { stale }: Weighed, staff: StaffAudience, { after }: Cursors): Piece[] => {
  if (stale.size === 0) return [];
  const queuesOf = new Map<Member, string[]>([...stale].map((member) => [member, []]));
  for (const id of new Set(changed.flatMap(({ queueIds }) => queueIds)))
    for (const member of staff.ofQueue(id)) if (member.connection.follows?.queueIds.includes(id) ?? true) queuesOf.get(member)?.push(id);
  const byQueues = Map.groupBy(queuesOf, ([, queueIds]) => queueIds.join(' '));
  return [...byQueues.values()].map((own) => {
    const texts = [frameText({ type: 'stale', queueIds: own[0]?.[1] ?? [], cursor: after })];
    return { texts, recipientList: own.map(([member]) => member), closing: () => texts };
  });
};
