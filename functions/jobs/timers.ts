import { randomUUID } from 'node:crypto';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { setting } from '../../adapters/environment.ts';
import { visitorMailDue } from '../../domain/livechat/by-mail/due.ts';
import { mailEntryOf } from '../../domain/livechat/by-mail/timer.ts';
import { assignByRule } from '../../domain/support/tickets/assign-by-rule.ts';
import { timerDue } from '../../domain/support/tickets/timer-due.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import type { PartialBatch } from '../partial-batch.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { type WakeDeps, type WakeEvent, wakeTimers } from './timer-wakes.ts';

const { logger, count, took, entry } = observed('timers');
const queues = openQueues();
const timerQueueUrl = setting('TIMER_QUEUE_URL');
const tickets = ticketDeps(openTable(), { report: (heavy) => logger.warn('too heavy to evaluate, counted as no match', { ...heavy }) });

const deps: WakeDeps = {
  clock: tickets.clock,
  wait: (timer, seconds) => queues.send(timerQueueUrl, [{ body: JSON.stringify(timer), delaySeconds: seconds }]),
  due: async ({ tenantId, ticketId, kind, dueAt }) => {
    const correlationId = randomUUID();
    const acted = await timerDue(tickets, { tenantId, actor: { type: 'system' }, correlationId, causationId: null, depth: 0 }, { ticketId, kind, dueAt });
    count(acted ? 'TimersFired' : 'TimersStale');
    if (acted) took('TimerLateness', tickets.clock() - Date.parse(dueAt));
    logger.info('timer', { correlation_id: correlationId, tenantId, ticketId, kind, dueAt, acted });
  },
  visitorMail: {
    wait: (timer, seconds) => queues.send(timerQueueUrl, [{ body: JSON.stringify(timer), delaySeconds: seconds }]),
    async due(timer) {
      const due = await visitorMailDue(tickets, timer);
      const acted = due === 'send';
      if (acted) await queues.send(setting('OUTBOUND_QUEUE_URL'), [mailEntryOf(timer)]);
      count(acted ? 'TimersFired' : 'TimersStale');
      const { tenantId, threadId, dueAt } = timer;
      logger.info('timer', { correlation_id: `${threadId}.mail`, tenantId, threadId, kind: 'visitorMail', dueAt, acted });
      return typeof due === 'object' ? due.dueAt : null;
    },
  },
  start: async ({ tenantId, ticketId, teamId, strategy, skills, ruleId, correlationId, depth }) => {
    const context = { tenantId, actor: { type: 'rule' as const, id: ruleId }, correlationId, causationId: null, depth };
    const agentId = await assignByRule(tickets, context, { ticketId, teamId, strategy, ...(skills ? { skills } : {}) });
    logger.info('assignment', { correlation_id: correlationId, tenantId, ticketId, ruleId, agentId });
  },
  failed: (error) => {
    count('TimersFailed');
    logger.error('timer failed', { failure: failureOf(error) });
  },
};

/** Timers of tickets: closure and followup. EventBridge Scheduler starts them early, and the queue `timers` delays them to the second. Commands of rules run at once. */
export const handler = entry<WakeEvent, PartialBatch>().handler((event) => wakeTimers(deps, event));
