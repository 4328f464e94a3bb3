import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { tenantKey } from '../../domain/configuration/keys.ts';
import type { OutboundAction } from '../../domain/outbound/outbox.ts';
import { FIRST_PAUSE_MS } from '../../domain/outbound/patience.ts';
import { ActionRefused } from '../../domain/outbound/rule-actions/attempt.ts';
import { holdMail } from '../../domain/outbound/rule-actions/escalation-mail.ts';
import { type ActionDeps, runAction } from '../../domain/outbound/rule-actions/run-action.ts';
import { settleAction } from '../../domain/outbound/rule-actions/settle-action.ts';
import { performSignal, type SignalDeps } from '../../domain/outbound/signals/perform-signal.ts';
import { type OutboundSignal, signalIn } from '../../domain/outbound/signals/signal.ts';
import { webhookSecretOf } from '../../domain/tenants/tenant.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { post, webhookTurn } from './calls.ts';
import { causationKeys } from './causation-keys.ts';
import { type EntryProcessor, processEntries, queuedAtOf, receivesOf, sendDeadLetter } from './entries.ts';
import { mailboxes } from './mailboxes.ts';
import { signalSenders } from './signal-senders.ts';

const { logger, count, entry } = observed('actions');
const table = openTable();
const queues = openQueues();
const deadLetterQueueUrl = setting('ACTIONS_DEAD_LETTER_QUEUE_URL');
const repeatForMs = numberSetting('ACTION_REPEAT_FOR_MINS', 60) * 60_000;

const deps: ActionDeps = {
  table,
  clock: Date.now,
  random: Math.random,
  repeatForMs,
  firstPauseMs: numberSetting('SEND_PAUSE_MS', FIRST_PAUSE_MS),
  causationKey: causationKeys(table),
  webhookSecret: async (tenantId) => webhookSecretOf((await table.get([tenantKey(tenantId)], { consistent: true }))[0]),
  mail: { mailboxFor: mailboxes(table), hold: holdMail({ table, clock: Date.now }) },
  turn: webhookTurn,
  post,
};

const signalDeps: SignalDeps = { ...deps, channelFor: signalSenders(table) };

/** Best effort: a signal that fails or is too old is dropped. */
const runSignal = async (signal: OutboundSignal): Promise<void> => {
  const { tenantId, originId, signal: kind } = signal;
  const outcome = await performSignal(signalDeps, signal).catch((error: unknown) => failureOf(error));
  count(outcome === 'sent' ? 'SignalsSent' : 'SignalsDropped');
  if (outcome !== 'sent') logger.info('signal dropped', { tenantId, originId, signal: kind, outcome });
};

const actionOf = ({ body }: SQSRecord): OutboundAction => JSON.parse(body) as OutboundAction;

/** Sends a failed call to the dead-letter queue with its reason, in a form that can be replayed. */
const deadLetter = async (record: SQSRecord, reason: string): Promise<void> => {
  await sendDeadLetter(queues, deadLetterQueueUrl, record, reason);
  await settleAction(table, actionOf(record), 'refused');
  logger.warn('dead-lettered', { messageId: record.messageId, reason });
  count('ActionsRefused');
};

const processor: EntryProcessor = {
  queues,
  queueUrl: setting('ACTIONS_QUEUE_URL'),
  logger,
  repeatForMs,
  async run(record) {
    const signal = signalIn(JSON.parse(record.body));
    if (signal) return runSignal(signal);
    const action = actionOf(record);
    try {
      await runAction(deps, action, { receives: receivesOf(record), queuedAt: queuedAtOf(record) });
      count('ActionsDone');
      logger.info('action', { correlation_id: action.correlationId, tenantId: action.tenantId, ruleId: action.ruleId });
    } catch (error) {
      if (!(error instanceof ActionRefused)) throw error;
      await deadLetter(record, error.message);
    }
  },
  giveUp: (record) => deadLetter(record, 'errors in Parley itself'),
  retried: () => count('ActionRetries'),
};

/** SQS FIFO `actions`: calls of rules, in order for each rule and ticket, and read marks and typing; separate from replies. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(({ Records }) => processEntries(processor, Records));
