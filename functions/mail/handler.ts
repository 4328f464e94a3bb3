import type { EventBridgeEvent } from 'aws-lambda';
import { openTable } from '#table';
import { openTopics } from '#topics';
import { settingOr } from '../../adapters/environment.ts';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import type { Call } from '../webhooks/keep-elements.ts';
import { knownOrigins } from '../webhooks/origins.ts';
import { type ReceiveDeps, receiveMail } from './received-mail.ts';
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

/** SES's event for a received mail, or EventBridge's event about a sent one. */
type MailEvent = { readonly Records: readonly unknown[] } | EventBridgeEvent<string, unknown>;

const receive = async (record: unknown, call: Call): Promise<void> => {
  const { kept, unrouted, refused } = await receiveMail(deps, record, call);
  count('MailsReceived', kept);
  count('MailsUnrouted', unrouted);
  if (refused) count('MailsRefused');
  if (refused || unrouted > 0) logger.warn('mail not received', { correlation_id: call.requestId, unrouted, refused });
};

/** SES: received mails, and events about sent mails. Invoked asynchronously, so a failure is retried twice and then goes to the dead-letter queue. */
export const handler = entry<MailEvent, void>().handler(async (event, { awsRequestId }) => {
  const call: Call = { requestId: awsRequestId, receivedAt: Date.now() };
  if ('Records' in event) {
    for (const record of event.Records) await receive(record, call);
    return;
  }
  const told = await keepSendingEvent(deps, event, call);
  count(told === 'kept' ? 'MailEventsKept' : 'MailEventsIgnored');
  if (told === 'unrouted') logger.warn('event of a mail without an origin', { correlation_id: call.requestId });
});
