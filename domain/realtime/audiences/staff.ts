import type { Walls } from '../../policy/configuration.ts';
import { freshQueues } from '../../support/queues/evaluate.ts';
import { canSeeQueue, seesAll } from '../../support/queues/visibility.ts';
import type { Ticket } from '../../support/tickets/ticket.ts';
import type { Member } from '../audience.ts';

/** Who of the staff that is connected may hear of a ticket. */
export interface StaffAudience {
  of(ticket: Ticket): ReadonlySet<Member>;
}

const addTo = (index: Map<string, Member[]>, key: string, member: Member): void => {
  const known = index.get(key);
  if (known) known.push(member);
  else index.set(key, [member]);
};

/**
 * The wall of queue visibility (`canSeeTicket`), asked the other way round: not whether a member may see a ticket, but which members may
 * see it. It costs what the answer is long, and not a walk over everybody. A property test holds the two against each other.
 */
export const staffAudience = (members: readonly Member[], configuration: Walls): StaffAudience => {
  const everywhere = members.filter(({ viewer }) => seesAll(viewer));
  const agents = members.filter(({ viewer }) => viewer.role === 'agent');
  const byPerson = new Map<string, Member[]>();
  const byTeam = new Map<string, Member[]>();
  for (const member of agents) {
    addTo(byPerson, member.viewer.id, member);
    for (const teamId of member.viewer.teamIds) addTo(byTeam, teamId, member);
  }
  const queues = new Map(configuration.queues.map((queue) => [queue.id, queue]));
  const past = new Map(configuration.pastQueues.map((queue) => [queue.id, queue]));
  const seers = new Map<string, readonly Member[]>();
  /** Each queue is asked of everybody once, when a ticket in it comes. Undefined for one that nobody knows. */
  const seersOf = (id: string, isClosed: boolean): readonly Member[] | undefined => {
    const queue = queues.get(id) ?? (isClosed ? past.get(id) : undefined);
    if (!queue) return undefined;
    const found = seers.get(id) ?? agents.filter(({ viewer }) => canSeeQueue(viewer, queue));
    seers.set(id, found);
    return found;
  };
  return {
    of(ticket) {
      const { agentId, teamId } = ticket.owner;
      const own = [...(agentId === null ? [] : (byPerson.get(agentId) ?? [])), ...(teamId === null ? [] : (byTeam.get(teamId) ?? []))];
      const inQueues = freshQueues(configuration, ticket).queueIds.flatMap((id) => {
        const found = seersOf(id, ticket.status === 'closed');
        return found ? [found] : [];
      });
      return new Set([...everywhere, ...own, ...(inQueues.length === 0 ? agents : inQueues.flat())]);
    },
  };
};
