import type { Walls } from '../../policy/configuration.ts';
import type { Member } from '../audience.ts';
import { type Recipients, recipientList, type StaffAudience, type TicketVisibility } from '../audiences/staff.ts';
import { TICKETS_A_SECOND } from '../pace.ts';
import type { Change, Wall } from '../positions/changes.ts';

/** One ticket of a pulse, with all its entries in the list of changes. */
export interface Changed {
  readonly ticketId: string;
  readonly changes: readonly Change[];
  /** The visibility at the time of each change; empty if the ticket must be read to know. */
  readonly recipients: readonly Recipients[];
  readonly queueIds: readonly string[];
}

export interface Weighed {
  /** Tickets for which somebody gets frames. */
  readonly told: readonly Changed[];
  /** Connections that get `stale` instead of frames. */
  readonly stale: ReadonlySet<Member>;
}

/** A recorded visibility is obsolete if the queues have changed since; and it does not tell that a ticket is closed. */
const visibilityOf = (ticketId: string, wall: Wall | null, { queuesGeneration }: Walls, known: ReadonlySet<string>): TicketVisibility | null =>
  wall === null || wall.generation < queuesGeneration || wall.queueIds.some((id) => !known.has(id))
    ? null
    : { ticketId, queueIds: wall.queueIds, agentId: wall.agentId, teamId: wall.teamId, isClosed: false };

export const changedOf = (changes: readonly Change[], staff: StaffAudience, configuration: Walls): Changed[] => {
  const known = new Set(configuration.queues.map(({ id }) => id));
  return [...Map.groupBy(changes, ({ ticketId }) => ticketId)].map(([ticketId, own]) => {
    const visibilities = own.map(({ wall }) => visibilityOf(ticketId, wall, configuration, known));
    const queueIds = [...new Set(own.flatMap(({ wall }) => wall?.queueIds ?? []))];
    // Batches are in several shards, so the last one may not be the newest. Everybody counts who could see the ticket in one of them.
    return {
      ticketId,
      changes: own,
      queueIds,
      recipients: visibilities.every((visibility) => visibility !== null) ? visibilities.map((visibility) => staff.at(visibility)) : [],
    };
  });
};

/**
 * Who gets frames, and who gets `stale`: connections that would receive more tickets than `TICKETS_A_SECOND`. At most `most` tickets are read for all;
 * connections that would receive one beyond that are stale too. Tickets with unknown visibility count for everybody. Pure.
 */
export const weigh = (changed: readonly Changed[], staff: StaffAudience, most: number): Weighed => {
  const shared = new Map<ReadonlySet<Member>, number>();
  const counts = new Map<Member, number>();
  const add = (member: Member, tickets: number): void => void counts.set(member, (counts.get(member) ?? 0) + tickets);
  let unknown = 0;
  for (const { recipients } of changed) {
    if (recipients.length === 0) unknown += 1;
    // Usually all tickets of a queue have the same set, so it is counted once.
    for (const set of new Set(recipients.map((one) => one.most))) shared.set(set, (shared.get(set) ?? 0) + 1);
    for (const member of new Set(recipients.flatMap(({ others }) => others))) add(member, 1);
  }
  for (const [set, tickets] of shared) for (const member of set) add(member, tickets);
  const stale = new Set(staff.members.filter((member) => (counts.get(member) ?? 0) + unknown > TICKETS_A_SECOND));
  const isAwake = new Map<ReadonlySet<Member>, boolean>();
  const somebodyIn = (set: ReadonlySet<Member>): boolean => {
    const known = isAwake.get(set) ?? [...set].some((member) => !stale.has(member));
    isAwake.set(set, known);
    return known;
  };
  const watched = new Set(staff.members.flatMap(({ connection }) => connection.follows?.ticketIds ?? []));
  const wanted = changed.filter(
    ({ ticketId, recipients }) =>
      watched.has(ticketId) ||
      (recipients.length === 0
        ? stale.size < staff.members.length
        : recipients.some((one) => somebodyIn(one.most) || one.others.some((other) => !stale.has(other)))),
  );
  for (const { recipients } of wanted.slice(most))
    for (const member of recipients.length === 0 ? staff.members : recipients.flatMap(recipientList)) stale.add(member);
  return { told: wanted.slice(0, most), stale };
};
