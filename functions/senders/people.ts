import { randomBytes, randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { setting } from '../../adapters/environment.ts';
import { auditedTable } from '../../domain/configuration/audited-table.ts';
import { TENANT_ID } from '../../domain/configuration/keys.ts';
import type { Context } from '../../domain/context.ts';
import { syncPeople } from '../../domain/people/user-service/sync-people.ts';
import { askToClose } from '../../domain/realtime/close-connections.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { failuresOf, partialBatch } from '../partial-batch.ts';
import { openUserService } from './service.ts';

const { logger, count, entry } = observed('people');
const table = openTable();
const queues = openQueues();
const service = openUserService();
const deliveryQueueUrl = setting('DELIVERY_QUEUE_URL');
const edges = { clock: Date.now, newId: randomUUID };

const closeSockets: Parameters<typeof syncPeople>[0]['closeSockets'] = (whose) =>
  askToClose(
    {
      table,
      send: (body) => queues.send(deliveryQueueUrl, [{ body }]),
      onFailure: (error) => logger.error('sockets not closed by delivery', { failure: failureOf(error) }),
    },
    whose,
  );

const run = async ({ messageId, body }: SQSRecord): Promise<void> => {
  const { tenantId } = JSON.parse(body) as { tenantId?: unknown };
  // Without a service, requests from before its removal are dropped.
  if (service === null || typeof tenantId !== 'string' || !TENANT_ID.test(tenantId)) return;
  const context: Context = { tenantId, actor: { type: 'system' }, correlationId: messageId, causationId: null, depth: 0 };
  const deps = {
    ...edges,
    table: auditedTable(table, edges, context, undefined),
    newSecret: () => randomBytes(32).toString('base64url'),
    closeSockets,
    service,
  };
  const synced = await syncPeople(deps, context);
  const line = { correlation_id: messageId, tenantId };
  if (synced.outcome === 'failed') {
    count('PeopleQuestionsFailed');
    const { reason } = synced;
    if (synced.isOperators) logger.error('the user service rejects the calls: check USER_SERVICE_URL and its secret', { ...line, reason });
    else logger.warn('the user service did not answer well; the last answer stays in use', { ...line, reason });
  } else if (synced.outcome !== 'fresh') count('PeopleAsked');
  if (synced.outcome !== 'changed') return;
  if (synced.changed > 0) count('PeopleChanged', synced.changed);
  if (synced.skipped.length === 0) return;
  count('PeopleSkipped', synced.skipped.length);
  logger.warn('entries of the user service are left out', { ...line, skipped: synced.skipped.slice(0, 10), of: synced.skipped.length });
};

const failed = (error: unknown, { messageId }: SQSRecord): void =>
  logger.error('call of the user service failed', { correlation_id: messageId, failure: failureOf(error) });

/** SQS FIFO `people`: tenants whose agents and teams to load from the user service, one call per tenant at a time. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => partialBatch(await failuresOf(Records, run, failed)));
