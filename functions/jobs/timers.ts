import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { openQueues } from '#queues';
import { setting } from '../../adapters/environment.ts';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { timerDue } from '../../domain/tickets/timer-due.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { type WakeAnswer, type WakeDeps, type WakeEvent, wakeTimers } from './timer-wakes.ts';

const logger = new Logger({ serviceName: 'timers' });
const tracer = new Tracer({ serviceName: 'timers' });
const queues = openQueues();
const timerQueueUrl = setting('TIMER_QUEUE_URL');
const tickets = ticketDeps(openTable());

const deps: WakeDeps = {
  clock: tickets.clock,
  wait: (timer, seconds) => queues.send(timerQueueUrl, [{ body: JSON.stringify(timer), delaySeconds: seconds }]),
  due: async ({ tenantId, ticketId, kind, dueAt }) => {
    const correlationId = randomUUID();
    await timerDue(tickets, { tenantId, actor: { type: 'system' }, correlationId, causationId: null, depth: 0 }, { ticketId, kind, dueAt });
    logger.info('timer', { correlation_id: correlationId, tenantId, ticketId, kind, dueAt });
  },
  failed: (reason, error) => logger.error('timer failed', { reason, error: error as Error }),
};

/** Closure and followup: woken early by Scheduler, to the second by the queue `timers`. */
export const handler = middy<WakeEvent, WakeAnswer>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .handler((event) => wakeTimers(deps, event));
