import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openObjects } from '#objects';
import { openTable } from '#table';
import { numberSetting, settingOr } from '../../adapters/environment.ts';
import { guardedFetch, parseAllowed } from '../../adapters/outgoing/guarded-fetch.ts';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import type { SendSettings } from '../../channels/channel.ts';
import { senderNamed } from '../../channels/senders.ts';
import { configurationCache } from '../../domain/configuration/cache.ts';
import type { Outbound } from '../../domain/delivery/outbox.ts';
import { type ActionDeps, ActionRefused, runAction } from '../../domain/delivery/run-action.ts';
import { sendReply } from '../../domain/delivery/send-reply.ts';
import { type SendDeps, TryAgain } from '../../domain/delivery/sending.ts';
import { readStored } from '../../domain/origins/vault.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { ticketDeps } from '../ticket-deps.ts';

const { logger, count, entry } = observed('outbound');
const table = openTable();
const secrets = openOriginSecrets();
const configurations = configurationCache({ table });
const fetchGuarded = guardedFetch(parseAllowed(settingOr('PARLEY_OUTGOING_ALLOW', '')));
const timeoutMs = numberSetting('SEND_TIMEOUT_MS', 10_000);
/** Deliveries of one reply by the queue before it fails for good; the queue's own limit lies above. */
const tries = numberSetting('SEND_TRIES', 5);

const settings: SendSettings = {
  baseUrls: { META_GRAPH_URL: process.env['META_GRAPH_URL'] },
  timeoutMs,
  fetch: fetchGuarded,
};

const deps: SendDeps = {
  ...ticketDeps(table, { configurations, bodies: openObjects() }),
  async channelFor(tenantId, originId, name) {
    const sender = senderNamed(name);
    if (!sender) return { refused: 'sender_not_built' };
    const configuration = await configurations.current(tenantId);
    if (configuration.origins.get(originId)?.state !== 'enabled') return { refused: 'origin_disabled' };
    const stored = await readStored(secrets, tenantId, originId, 5);
    if (!stored) return { refused: 'origin_disconnected' };
    return { idempotentSend: sender.capabilities.idempotentSend, send: (reply) => sender.send(reply, stored.current, settings) };
  },
};

const actions: ActionDeps = {
  table,
  clock: Date.now,
  async webhookSecret(tenantId) {
    const { tenant } = await configurations.current(tenantId);
    const secret = tenant.settings['webhookSecret'];
    return typeof secret === 'string' && secret !== '' ? secret : undefined;
  },
  post: async (url, headers, body) => {
    try {
      return await fetchGuarded(url, { method: 'POST', headers: { ...headers }, body, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      if ((error as { code?: string }).code === 'OUTGOING_REFUSED') throw new ActionRefused((error as Error).message);
      throw new TryAgain(`no answer: ${(error as Error).message}`, 0);
    }
  },
};

const OUTCOMES = { sent: 'RepliesSent', failed: 'RepliesFailed', unknown: 'RepliesUnknown' } as const;

const send = async (record: SQSRecord): Promise<void> => {
  const outbound = JSON.parse(record.body) as Outbound;
  const lastTry = Number(record.attributes.ApproximateReceiveCount) >= tries;
  if (outbound.type === 'action') return runAction(actions, outbound);
  const outcome = await sendReply(deps, outbound, lastTry);
  if (outcome !== null) count(OUTCOMES[outcome]);
  logger.info('reply', { correlation_id: outbound.correlationId, tenantId: outbound.tenantId, outcome });
};

/**
 * SQS FIFO `outbound`: replies to providers and rules' webhooks, in order within a conversation. After one that must be tried
 * again, those behind it in its conversation wait with it.
 */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
  const failed = new Set<string>();
  const groups = Map.groupBy(Records, (record) => record.attributes.MessageGroupId ?? record.messageId);
  await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const [place, record] of group.entries()) {
        try {
          await send(record);
        } catch (error) {
          const refused = error instanceof ActionRefused;
          const line = { messageId: record.messageId, attempt: record.attributes.ApproximateReceiveCount, failure: failureOf(error) };
          // A provider that says "later" is daily business; what nobody foresaw is not.
          if (error instanceof TryAgain || refused) logger.warn('not sent', line);
          else logger.error('not sent', line);
          count(refused ? 'ActionsRefused' : 'SendRetries');
          if (refused) continue;
          for (const { messageId } of group.slice(place)) failed.add(messageId);
          break;
        }
      }
    }),
  );
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
});
