import { setTimeout as sleep } from 'node:timers/promises';
import { numberSetting, setting, settingOr } from '../adapters/environment.ts';
import type { Queues } from '../adapters/queues/queues.ts';
import type { ProjectorDeps } from '../domain/projections/relay/projector-deps.ts';
import type { Table } from '../domain/table/port.ts';
import { within } from './streams/within.ts';

/** An edge that takes longer is away; the projector itself may take a minute. */
const PATIENCE_MS = 10_000;
const BLINK_MS = 500;

/** Every edge that projections reach, for who carries changes on and for who rebuilds. */
export const projectorDeps = (edges: { readonly table: Table; readonly queues: Queues; readonly schedules: ProjectorDeps['schedules'] }): ProjectorDeps => ({
  ...edges,
  clock: Date.now,
  random: Math.random,
  sleep: async (ms) => {
    await sleep(ms);
  },
  within: within(PATIENCE_MS),
  pause: () => sleep(BLINK_MS),
  answering: new Map(),
  counterShards: numberSetting('COUNTER_SHARDS', 1),
  outboundQueueUrl: setting('OUTBOUND_QUEUE_URL'),
  actionsQueueUrl: setting('ACTIONS_QUEUE_URL'),
  analysisQueueUrl: setting('ANALYSIS_QUEUE_URL'),
  deliveryQueueUrl: setting('DELIVERY_QUEUE_URL'),
  bulkQueueUrl: setting('BULK_QUEUE_URL'),
  timerQueueUrl: setting('TIMER_QUEUE_URL'),
  helperQueueUrl: settingOr('TICKET_HELPER_SERVICE_URL', '') === '' ? '' : setting('HELPER_QUEUE_URL'),
  deadLetterQueueUrl: setting('DEAD_LETTER_QUEUE_URL'),
});
