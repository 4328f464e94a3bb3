import type { Role } from '../../context.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { freshQueues } from './evaluate.ts';
import type { Queue, QueueSet } from './queue.ts';

/** The caller: a person or a key. */
export interface Viewer {
  readonly id: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
}

type Queues = Pick<QueueSet, 'queues' | 'queuesGeneration'> & Partial<Pick<QueueSet, 'pastQueues'>>;

export const seesAll = (viewer: Pick<Viewer, 'role'>): boolean => viewer.role === 'admin' || viewer.role === 'supervisor';

/** A queue that names nobody is visible to everyone. */
export const canSeeQueue = (viewer: Viewer, { visibleTo }: Pick<Queue, 'visibleTo'>): boolean => {
  if (seesAll(viewer)) return true;
  if (viewer.role !== 'agent') return false;
  const { teamIds, agentIds } = visibleTo;
  return (teamIds.length === 0 && agentIds.length === 0) || agentIds.includes(viewer.id) || teamIds.some((id) => viewer.teamIds.includes(id));
};

/** By priority. */
export const visibleQueueIds = (viewer: Viewer, { queues }: Pick<QueueSet, 'queues'>): string[] =>
  queues.filter((queue) => canSeeQueue(viewer, queue)).map(({ id }) => id);

/** The ticket in its queues under the current configuration, if the viewer may see it; otherwise null. */
export const shownTo = (viewer: Viewer, stored: Ticket, configuration: Queues): Ticket | null => {
  const ticket = freshQueues(configuration, stored);
  return canSeeTicket(viewer, ticket, configuration) ? ticket : null;
};

/**
 * The visibility check (DESIGN §4.10), the same for lists, single tickets, search, counters and sockets: an agent sees a ticket that they own,
 * that their team owns, that is in a queue visible to them, or that is in no queue. A closed ticket keeps the queues it closed with, and queues
 * that were deleted since keep their visibility.
 */
export const canSeeTicket = (viewer: Viewer, ticket: Ticket, configuration: Queues): boolean => {
  if (seesAll(viewer)) return true;
  if (viewer.role !== 'agent') return false;
  const { agentId, teamId } = ticket.owner;
  if (agentId === viewer.id || (teamId !== null && viewer.teamIds.includes(teamId))) return true;
  const inQueues = new Set(freshQueues(configuration, ticket).queueIds);
  const past = ticket.status === 'closed' ? (configuration.pastQueues ?? []) : [];
  const queues = [...configuration.queues, ...past].filter(({ id }) => inQueues.has(id));
  return queues.length === 0 || queues.some((queue) => canSeeQueue(viewer, queue));
};
