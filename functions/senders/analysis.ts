import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { pauseAfter } from '../../domain/outbound/patience.ts';
import { RetryLater } from '../../domain/outbound/retry-later.ts';
import { type AnalysisDeps, analyseMessage } from '../../domain/support/ai/analyse-message.ts';
import { giveUpAnalysis } from '../../domain/support/ai/give-up-analysis.ts';
import { answerRequest, giveUpRequest } from '../../domain/support/ai/on-request/answer.ts';
import type { AskedAi } from '../../domain/support/ai/on-request/ask.ts';
import type { WaitingAnalysis } from '../../domain/support/ai/waiting-analysis.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { type EntryProcessor, processEntries, queuedAtOf, receivesOf, sendDeadLetter } from './entries.ts';
import { openToolbox } from './toolbox.ts';

const { logger, count, entry } = observed('analysis');
const queues = openQueues();
const repeatForMs = numberSetting('ANALYSIS_REPEAT_FOR_MINS', 60) * 60_000;
const deadLetterQueueUrl = setting('ANALYSIS_DEAD_LETTER_QUEUE_URL');
const deps: AnalysisDeps = { ...ticketDeps(openTable(), { bodies: laterObjects() }), capabilitiesOf, analyse: openToolbox(logger) };

const COUNTED = { analysed: null, suggested: 'SuggestionsMade', replied: 'AiRepliesSent' } as const;

const entryOf = ({ body }: SQSRecord): WaitingAnalysis | AskedAi => JSON.parse(body) as WaitingAnalysis | AskedAi;

/** Answers the request of an agent, without a retry, because the agent waits. */
const answer = async (asked: AskedAi): Promise<void> => {
  const outcome = await answerRequest(deps, asked);
  if (outcome === 'nothing') return;
  const line = { correlation_id: asked.correlationId, tenantId: asked.tenantId };
  if (typeof outcome === 'string') {
    count('RequestsAnswered');
    logger.info('answer', { ...line, outcome });
  } else {
    count('RequestsFailed');
    logger.warn('no answer', { ...line, reason: outcome.reason });
  }
};

/** Marks the message as not analysed, and sends the request to the dead-letter queue with the reason, in a form that can be replayed. */
const deadLetter = async (record: SQSRecord, reason: string): Promise<void> => {
  const waiting = entryOf(record);
  await sendDeadLetter(queues, deadLetterQueueUrl, record, reason);
  await ('ask' in waiting ? giveUpRequest(deps, waiting) : giveUpAnalysis(deps, waiting));
  logger.warn('dead-lettered', { correlation_id: waiting.correlationId, tenantId: waiting.tenantId, reason, bytes: record.body.length });
  count('AnalysesFailed');
};

const processor: EntryProcessor = {
  queues,
  queueUrl: setting('ANALYSIS_QUEUE_URL'),
  logger,
  repeatForMs,
  async run(record) {
    const waiting = entryOf(record);
    if ('ask' in waiting) return answer(waiting);
    const outcome = await analyseMessage(deps, waiting);
    if (outcome === 'nothing') return;
    if (typeof outcome === 'string') {
      count('MessagesAnalysed');
      const counted = COUNTED[outcome];
      if (counted) count(counted);
      logger.info('analysis', { correlation_id: waiting.correlationId, tenantId: waiting.tenantId, outcome });
    } else if (outcome.outcome === 'bad' || Date.now() - queuedAtOf(record) >= repeatForMs) await deadLetter(record, outcome.reason);
    else throw new RetryLater(outcome.reason, outcome.afterMs ?? pauseAfter(receivesOf(record), Math.random()));
  },
  giveUp: (record) => deadLetter(record, 'errors in Parley itself'),
  retried: () => count('AnalysisRetries'),
};

/** SQS FIFO `analysis`: customers' messages for the AI toolbox, in order within a conversation, and requests of agents. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(({ Records }) => processEntries(processor, Records));
