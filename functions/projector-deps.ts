import { setTimeout as sleep } from 'node:timers/promises';
import { numberSetting, setting, settingOr } from '../adapters/environment.ts';
import type { Queues } from '../adapters/queues/queues.ts';
import type { ProjectorDeps } from '../domain/projections/relay/projector-deps.ts';
import type { Table } from '../domain/table/port.ts';
import { within } from './streams/within.ts';

/** A call that takes longer counts as failed; the projector itself may take a minute. */
const CALL_TIMEOUT_MS = 10_000;
const PAUSE_MS = 500;

/** The dependencies of projections, for the projector and for rebuilds. */
export const projectorDeps = (edges: { readonly table: Table; readonly queues: Queues; readonly schedules: ProjectorDeps['schedules'] }): ProjectorDeps => ({
  ...edges,
  clock: Date.now,
  random: Math.random,
  sleep: async (ms) => {
    await sleep(ms);
  },
  within: within(CALL_TIMEOUT_MS),
  pause: () => sleep(PAUSE_MS),
  answering: new Map(),
  counterShards: numberSetting('COUNTER_SHARDS', 1),
  outboundQueueUrl: setting('OUTBOUND_QUEUE_URL'),
  actionsQueueUrl: setting('ACTIONS_QUEUE_URL'),
  analysisQueueUrl: setting('ANALYSIS_QUEUE_URL'),
  deliveryQueueUrl: setting('DELIVERY_QUEUE_URL'),
  bulkQueueUrl: setting('BULK_QUEUE_URL'),
  timerQueueUrl: setting('TIMER_QUEUE_URL'),
  helperQueueUrl: settingOr('TICKET_HELPER_SERVICE_URL', '') === '' ? '' : setting('HELPER_QUEUE_URL'),
  webhooksQueueUrl: setting('WEBHOOKS_QUEUE_URL'),
  mediaQueueUrl: setting('MEDIA_QUEUE_URL'),
  fanOutQueueUrl: setting('FANOUT_QUEUE_URL'),
  deadLetterQueueUrl: setting('DEAD_LETTER_QUEUE_URL'),
});
