import { effortOf, QUEUES_EFFORT } from '../automation/conditions/effort.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { QueueSet } from './queue.ts';

/**
 * The queues a ticket is in, by priority. A function of the ticket alone, so that evaluating again gives the same: `message.…`
 * in a queue's condition means the ticket's last message, and what all queues may cost is counted for themselves.
 * `tooHeavy` is told the queues whose condition takes more than that; the ticket is not in them.
 */
export const queueIdsFor = (configuration: Pick<QueueSet, 'queues'>, ticket: Ticket, tooHeavy?: (queueId: string) => void): string[] => {
  const snapshot = { ticket, message: ticket.lastMessage, effort: effortOf(QUEUES_EFFORT) };
  return configuration.queues.flatMap((queue) => {
    const matches = queue.matches(snapshot);
    if (matches === null) tooHeavy?.(queue.id);
    return matches ? [queue.id] : [];
  });
};

/** Evaluated before a queue came, went or changed its condition. Closed tickets keep the queues they closed with. */
export const isStale = (configuration: Pick<QueueSet, 'queuesGeneration'>, ticket: Pick<Ticket, 'generation' | 'status'>): boolean =>
  ticket.status !== 'closed' && ticket.generation < configuration.queuesGeneration;

/** The ticket as it would be had the re-evaluation already reached it; for answers, stores nothing. */
export const freshQueues = (configuration: Pick<QueueSet, 'queues' | 'queuesGeneration'>, ticket: Ticket): Ticket =>
  isStale(configuration, ticket) ? { ...ticket, queueIds: queueIdsFor(configuration, ticket) } : ticket;
