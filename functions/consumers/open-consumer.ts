import { openQueues } from '#queues';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import type { TicketDeps } from '../../domain/support/tickets/deps.ts';
import type { MetricName, Service } from '../metrics.ts';
import { laterObjects } from '../objects.ts';
import type { Observed } from '../observed.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { heavyLog } from '../too-heavy.ts';
import type { ConsumerDeps } from './consume-topic.ts';

/** Services that consume a topic. */
export type TopicService = { [S in Service]: 'EventRetries' extends MetricName<S> ? S : never }[Service];

/** Composition of a topic's consumer: what `consumeTopic` needs, and what commands on tickets need. */
export const openConsumer = <S extends TopicService>({ logger, count }: Pick<Observed<S>, 'logger' | 'count'>) => {
  const objects = laterObjects();
  const heavy = heavyLog(logger);
  const table = openTable();
  const tickets = ticketDeps(table, { bodies: objects, report: heavy.report });
  const consumer: ConsumerDeps = {
    logger,
    // Each topic counts its effects with its own metrics.
    count: count as ConsumerDeps['count'],
    heavy,
    table,
    objects,
    queues: openQueues(),
    deadLetterQueueUrl: setting('DEAD_LETTER_QUEUE_URL'),
    clock: Date.now,
  };
  return {
    consumer,
    objects,
    /** Dependencies of one batch, which reads its policies once. */
    forBatch: (): TicketDeps => ({ ...tickets, policies: tickets.policies.ofBatch() }),
    /** Tries of an event that fails with an unexpected error. The event source retries the same number of times after outages. */
    tries: 1 + Math.max(0, numberSetting('MAX_RETRIES', 5)),
  };
};
