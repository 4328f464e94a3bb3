import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { pauseAfter } from '../../domain/outbound/patience.ts';
import { RetryLater } from '../../domain/outbound/retry-later.ts';
import { type AnalysisDeps, analyseMessage } from '../../domain/support/ai/analyse-message.ts';
import { giveUpAnalysis } from '../../domain/support/ai/give-up-analysis.ts';
import type { WaitingAnalysis } from '../../domain/support/ai/waiting-analysis.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { queuedAtOf, receivesOf, type Work, workOffEntries } from './entries.ts';
import { openToolbox } from './toolbox.ts';

const { logger, count, entry } = observed('analysis');
const queues = openQueues();
const repeatForMs = numberSetting('ANALYSIS_REPEAT_FOR_MINS', 60) * 60_000;
const deadLetterQueueUrl = setting('ANALYSIS_DEAD_LETTER_QUEUE_URL');
const deps: AnalysisDeps = { ...ticketDeps(openTable(), { bodies: laterObjects() }), capabilitiesOf, analyse: openToolbox(logger) };

const COUNTED = { analysed: null, suggested: 'SuggestionsMade', replied: 'AiRepliesSent' } as const;

const waitingOf = ({ body }: SQSRecord): WaitingAnalysis => JSON.parse(body) as WaitingAnalysis;

/** The message stays as it is, and says that it was not analysed; the letter says why, in a form that can be put back. */
const bury = async (record: SQSRecord, reason: string): Promise<void> => {
  const { body, messageId, attributes } = record;
  const waiting = waitingOf(record);
  const letter = JSON.stringify({ ...waiting, reason });
  await queues.send(deadLetterQueueUrl, [{ body: letter, groupId: attributes.MessageGroupId ?? messageId, dedupeId: messageId }]);
  await giveUpAnalysis(deps, waiting);
  logger.warn('given up', { correlation_id: waiting.correlationId, tenantId: waiting.tenantId, reason, bytes: body.length });
  count('AnalysesFailed');
};

const work: Work = {
  queues,
  queueUrl: setting('ANALYSIS_QUEUE_URL'),
  logger,
  repeatForMs,
  async run(record) {
    const waiting = waitingOf(record);
    const outcome = await analyseMessage(deps, waiting);
    if (outcome === 'nothing') return;
    if (typeof outcome === 'string') {
      count('MessagesAnalysed');
      const counted = COUNTED[outcome];
      if (counted) count(counted);
      logger.info('analysis', { correlation_id: waiting.correlationId, tenantId: waiting.tenantId, outcome });
    } else if (outcome.outcome === 'bad' || Date.now() - queuedAtOf(record) >= repeatForMs) await bury(record, outcome.reason);
    else throw new RetryLater(outcome.reason, outcome.afterMs ?? pauseAfter(receivesOf(record), Math.random()));
  },
  giveUp: (record) => bury(record, 'given up: errors of our own'),
  retried: () => count('AnalysisRetries'),
};

/** SQS FIFO `analysis`: customers' messages for the AI toolbox, in order within a conversation. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(({ Records }) => workOffEntries(work, Records));
