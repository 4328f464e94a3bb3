import type { Walls } from '../../policy/configuration.ts';
import { freshQueues } from '../../support/queues/evaluate.ts';
import { canSeeQueue, seesAll } from '../../support/queues/visibility.ts';
import type { Ticket } from '../../support/tickets/ticket.ts';
import { type Member, viewerOf } from '../audience.ts';
import type { Live } from '../roster.ts';

/** What decides who may see a ticket. The queues are those of the current configuration; for a closed ticket those at the time of closing. */
export interface TicketVisibility {
  readonly ticketId: string;
  readonly queueIds: readonly string[];
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly isClosed: boolean;
}

/** Who is notified about a ticket. `most` is the same set for all tickets in the same queues. The two are disjoint. */
export interface Recipients {
  readonly most: ReadonlySet<Member>;
  readonly others: readonly Member[];
}

export const recipientList = ({ most, others }: Recipients): Member[] => [...most, ...others];
export const countOf = ({ most, others }: Recipients): number => most.size + others.length;

export interface StaffAudience {
  readonly members: readonly Member[];
  /** Connections that may see the ticket and do not follow only other things. */
  of(ticket: Ticket): Recipients;
  at(visibility: TicketVisibility): Recipients;
  /** Connections that may see the queue, whatever they follow. */
  ofQueue(queueId: string): readonly Member[];
}

/** Maximum of cached sets of queues. Tickets are in few different ones. */
const SETS = 2_000;

const addTo = <T>(index: Map<string, T[]>, key: string, value: T): void => {
  const known = index.get(key);
  if (known) known.push(value);
  else index.set(key, [value]);
};

/** Connections that receive everything they may see, or (`follows`) those that follow something. */
const indexOf = (members: readonly Member[]) => {
  const byPerson = new Map<string, Member[]>();
  const byTeam = new Map<string, Member[]>();
  const agents = members.filter(({ viewer }) => viewer.role === 'agent');
  for (const member of agents) {
    addTo(byPerson, member.viewer.id, member);
    for (const teamId of member.viewer.teamIds) addTo(byTeam, teamId, member);
  }
  return { agents, byPerson, byTeam, everywhere: members.filter(({ viewer }) => seesAll(viewer)) };
};

/**
 * The inverse of the visibility check `canSeeTicket`: which members may see a ticket, instead of whether a member may see it. Its cost depends on
 * the size of the result, not on the number of connections. A property test compares the two.
 */
export const staffAudience = (members: readonly Member[], configuration: Walls): StaffAudience => {
  const queues = new Map(configuration.queues.map((queue) => [queue.id, queue]));
  const past = new Map(configuration.pastQueues.map((queue) => [queue.id, queue]));
  const open = wallOf(members.filter(({ connection }) => connection.follows === null));
  const narrowed = members.filter(({ connection }) => connection.follows !== null);
  const behind = wallOf(narrowed);
  const byTicket = new Map<string, Member[]>();
  const byQueue = new Map<string, Member[]>();
  for (const member of narrowed) {
    for (const id of new Set(member.connection.follows?.ticketIds)) addTo(byTicket, id, member);
    for (const id of new Set(member.connection.follows?.queueIds)) addTo(byQueue, id, member);
  }

  function wallOf(some: readonly Member[]) {
    const { agents, byPerson, byTeam, everywhere } = indexOf(some);
    const viewers = new Map<string, readonly Member[]>();
    const sets = new Map<string, ReadonlySet<Member>>();
    /** Each queue is evaluated for everybody once, at its first ticket. Undefined for an unknown queue. */
    const viewersOf = (id: string, isClosed: boolean): readonly Member[] | undefined => {
      const queue = queues.get(id) ?? (isClosed ? past.get(id) : undefined);
      if (!queue) return undefined;
      const found = viewers.get(id) ?? agents.filter(({ viewer }) => canSeeQueue(viewer, queue));
      viewers.set(id, found);
      return found;
    };
    const inQueues = (queueIds: readonly string[], isClosed: boolean): ReadonlySet<Member> => {
      const key = `${isClosed ? 'closed' : 'active'} ${queueIds.join(' ')}`;
      const known = sets.get(key);
      if (known) return known;
      const found = queueIds.flatMap((id) => {
        const those = viewersOf(id, isClosed);
        return those ? [those] : [];
      });
      const made = new Set([...everywhere, ...(found.length === 0 ? agents : found.flat())]);
      if (sets.size >= SETS) sets.clear();
      sets.set(key, made);
      return made;
    };
    const owners = ({ agentId, teamId }: TicketVisibility): Member[] => [
      ...(agentId === null ? [] : (byPerson.get(agentId) ?? [])),
      ...(teamId === null ? [] : (byTeam.get(teamId) ?? [])),
    ];
    return { viewersOf, inQueues, owners, everywhere };
  }

  const at = (visibility: TicketVisibility): Recipients => {
    const { ticketId, queueIds, isClosed } = visibility;
    const most = open.inQueues(queueIds, isClosed);
    const looking = new Set([...(byTicket.get(ticketId) ?? []), ...queueIds.flatMap((id) => byQueue.get(id) ?? [])]);
    const may = looking.size === 0 ? [] : [behind.inQueues(queueIds, isClosed), new Set(behind.owners(visibility))];
    const owners = new Set(open.owners(visibility).filter((member) => !most.has(member)));
    return { most, others: [...owners, ...[...looking].filter((member) => may.some((those) => those.has(member)))] };
  };
  return {
    members,
    at,
    of: (ticket) => {
      const { id, queueIds, owner, status } = freshQueues(configuration, ticket);
      return at({ ticketId: id, queueIds, agentId: owner.agentId, teamId: owner.teamId, isClosed: status === 'closed' });
    },
    ofQueue: (queueId) =>
      queues.has(queueId) ? [open, behind].flatMap(({ viewersOf, everywhere }) => [...everywhere, ...(viewersOf(queueId, false) ?? [])]) : [],
  };
};

interface Kept {
  readonly queues: Walls['queues'];
  readonly pastQueues: Walls['pastQueues'];
  readonly agents: Walls['agents'];
  readonly audience: StaffAudience;
}
const kept = new WeakMap<readonly Live[], Kept>();

/** The same, cached by connections and configuration instead of computed for each batch. */
export const audienceOf = (live: readonly Live[], configuration: Walls): StaffAudience => {
  const { queues, pastQueues, agents } = configuration;
  const known = kept.get(live);
  if (known?.queues === queues && known.pastQueues === pastQueues && known.agents === agents) return known.audience;
  const members = live.flatMap((connection): Member[] => {
    const viewer = viewerOf(connection, configuration);
    return viewer ? [{ connection, viewer }] : [];
  });
  const audience = staffAudience(members, configuration);
  kept.set(live, { queues, pastQueues, agents, audience });
  return audience;
};
