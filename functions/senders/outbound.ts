import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { numberSetting, setting } from '../../adapters/environment.ts';
import type { OutboundReply } from '../../domain/outbound/outbox.ts';
import { giveUpReply, sendReply } from '../../domain/outbound/replies/send-reply.ts';
import type { FinalOutcome } from '../../domain/outbound/replies/sending.ts';
import { observed } from '../observed.ts';
import { queuedAtOf, type Work, workOffEntries } from './entries.ts';
import { replyDeps } from './reply-deps.ts';

const { logger, count, entry } = observed('outbound');
const repeatForMs = numberSetting('SEND_REPEAT_FOR_MINS', 240) * 60_000;
const deps = replyDeps(repeatForMs);

const OUTCOMES = { sent: 'RepliesSent', failed: 'RepliesFailed', unknown: 'RepliesUnknown' } as const;

const replyOf = ({ body }: SQSRecord): OutboundReply => JSON.parse(body) as OutboundReply;

const tell = ({ correlationId, tenantId }: OutboundReply, outcome: FinalOutcome['outcome'] | null): void => {
  if (outcome !== null) count(OUTCOMES[outcome]);
  logger.info('reply', { correlation_id: correlationId, tenantId, outcome });
};

const work: Work = {
  queues: openQueues(),
  queueUrl: setting('OUTBOUND_QUEUE_URL'),
  logger,
  repeatForMs,
  run: async (record) => tell(replyOf(record), await sendReply(deps, replyOf(record), queuedAtOf(record))),
  giveUp: async (record) => tell(replyOf(record), await giveUpReply(deps, replyOf(record))),
  retried: () => count('SendRetries'),
};

/** SQS FIFO `outbound`: replies to providers, in order within a conversation. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(({ Records }) => workOffEntries(work, Records));
