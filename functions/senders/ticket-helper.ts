import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { numberSetting, setting } from '../../adapters/environment.ts';
import type { HelperEntry } from '../../domain/outbound/ticket-helper/helper-entry.ts';
import { type HelperDeps, HelperRefused, tellHelper } from '../../domain/outbound/ticket-helper/tell-helper.ts';
import { observed } from '../observed.ts';
import { type EntryProcessor, processEntries, queuedAtOf, receivesOf, sendDeadLetter } from './entries.ts';
import { openTicketHelper } from './service.ts';

const { logger, count, entry } = observed('helper');
const queues = openQueues();
const deadLetterQueueUrl = setting('HELPER_DEAD_LETTER_QUEUE_URL');
const repeatForMs = numberSetting('TICKET_HELPER_REPEAT_FOR_MINS', 240) * 60_000;
const deps: HelperDeps = { helper: openTicketHelper(), clock: Date.now, random: Math.random, repeatForMs };

/** Sends an event that the helper rejects to the dead-letter queue with its reason, in a form that can be replayed. */
const deadLetter = async (record: SQSRecord, reason: string): Promise<void> => {
  await sendDeadLetter(queues, deadLetterQueueUrl, record, reason);
  logger.warn('dead-lettered', { messageId: record.messageId, reason });
  count('HelperRefused');
};

const processor: EntryProcessor = {
  queues,
  queueUrl: setting('HELPER_QUEUE_URL'),
  logger,
  repeatForMs,
  async run(record) {
    try {
      const told = await tellHelper(deps, JSON.parse(record.body) as HelperEntry, { receives: receivesOf(record), queuedAt: queuedAtOf(record) });
      if (told) count('HelperTold');
    } catch (error) {
      if (!(error instanceof HelperRefused)) throw error;
      await deadLetter(record, error.message);
    }
  },
  giveUp: (record) => deadLetter(record, 'errors in Parley itself'),
  retried: () => count('HelperRetries'),
};

/** SQS FIFO `helper`: events for the ticket helper, in order for each ticket, separate from other work. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(({ Records }) => processEntries(processor, Records));
