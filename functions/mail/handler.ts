import type { EventBridgeEvent, SQSRecord } from 'aws-lambda';
import { openTable } from '#table';
import { openTopics } from '#topics';
import { settingOr } from '../../adapters/environment.ts';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import { type PartialBatch, partialBatch } from '../partial-batch.ts';
import type { Call } from '../webhooks/keep-elements.ts';
import { knownOrigins } from '../webhooks/origins.ts';
import { type ReceiveDeps, receiveMail, receivePolled } from './received-mail.ts';
import { keepSendingEvent } from './sending-event.ts';

const { logger, count, entry } = observed('mail');
const table = openTable();
const deps: ReceiveDeps & { readonly table: typeof table } = {
  table,
  origins: knownOrigins({ table, secrets: openOriginSecrets(), clock: Date.now }),
  topics: openTopics(),
  objects: laterObjects(),
  domain: settingOr('MAIL_RECEIVING_DOMAIN', ''),
  prefix: settingOr('MAIL_OBJECTS_PREFIX', ''),
};

/** SES's event for a received mail, a message of the queue about a polled one, or EventBridge's event about a sent one. */
type MailEvent = { readonly Records: readonly unknown[] } | EventBridgeEvent<string, unknown>;

const isQueued = (record: unknown): record is SQSRecord =>
  typeof record === 'object' && record !== null && 'eventSource' in record && record.eventSource === 'aws:sqs';

const receive = async (record: unknown, call: Call): Promise<void> => {
  const { kept, unrouted, refused } = isQueued(record) ? await receivePolled(deps, record.body, call) : await receiveMail(deps, record, call);
  count('MailsReceived', kept);
  count('MailsUnrouted', unrouted);
  if (refused) count('MailsRefused');
  if (refused || unrouted > 0) logger.warn('mail not received', { correlation_id: call.requestId, unrouted, refused });
};

/**
 * SES: received mails, and events about sent mails. Invoked asynchronously, so a failure is retried twice and then goes to the dead-letter queue. The queue
 * `mailbox`: large mails that were polled, one at a time; a failure is repeated by the queue.
 */
export const handler = entry<MailEvent, PartialBatch | undefined>().handler(async (event, { awsRequestId }) => {
  const call: Call = { requestId: awsRequestId, receivedAt: Date.now() };
  if ('Records' in event) {
    for (const record of event.Records) await receive(record, call);
    // The queue's batch is one message: if it fails, the error repeats it.
    return partialBatch([]);
  }
  const told = await keepSendingEvent(deps, event, call);
  count(told === 'kept' ? 'MailEventsKept' : 'MailEventsIgnored');
  if (told === 'unrouted') logger.warn('event of a mail without an origin', { correlation_id: call.requestId });
  return undefined;
});
