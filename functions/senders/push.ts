import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { openSecrets } from '#secrets';
import { openTable } from '#table';
import { numberSetting, setting, settingOr } from '../../adapters/environment.ts';
import { guardedFetch } from '../../adapters/outgoing/guarded-fetch.ts';
import { parseAllowed } from '../../adapters/outgoing/permission.ts';
import { vapidKeys } from '../../adapters/push/vapid-keys.ts';
import { retryAfterOf } from '../../channels/outgoing.ts';
import type { SendPush } from '../../domain/push/gateway.ts';
import { type PushDeps, type PushResult, pushOwed } from '../../domain/push/push.ts';
import { type PushJob, pushJobSchema } from '../../domain/push/push-job.ts';
import { queuePushes } from '../../domain/push/queue-pushes.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { partialBatch } from '../partial-batch.ts';

const { logger, count, entry } = observed('push');
const queues = openQueues();
const secrets = openSecrets();
const pushQueueUrl = setting('PUSH_QUEUE_URL');
const appSecretsName = setting('APP_SECRETS_NAME');
const applications = { apns: settingOr('PUSH_APNS_APPLICATION_ARN', ''), fcm: settingOr('PUSH_FCM_APPLICATION_ARN', '') };

/** @throws when the deployment's secret has no key */
const keys = async () => {
  const { vapidKey } = JSON.parse((await secrets.get(appSecretsName)) ?? '{}') as { readonly vapidKey?: string };
  if (!vapidKey) throw new Error(`the secret ${appSecretsName} has no vapidKey`);
  return vapidKeys(vapidKey);
};

/** The first push of a kind loads its client. */
let browsers: Promise<SendPush> | undefined;
let phones: Promise<SendPush> | undefined;
const send: SendPush = async (push) => {
  if (push.device.kind !== 'webpush') {
    phones ??= import('#mobile-push').then(({ openMobilePush }) => openMobilePush(applications));
    return (await phones)(push);
  }
  browsers ??= import('../../adapters/push/web-push.ts').then(({ webPush }) =>
    webPush({
      keys,
      contact: settingOr('PUSH_CONTACT', '') || settingOr('PARLEY_PUBLIC_URL', ''),
      timeoutMs: numberSetting('SEND_TIMEOUT_MS', 10_000),
      fetch: guardedFetch(parseAllowed(settingOr('PARLEY_OUTGOING_ALLOW', ''))),
      retryAfterOf,
    }),
  );
  return (await browsers)(push);
};

const deps: PushDeps = {
  table: openTable(),
  clock: () => Date.now(),
  random: Math.random,
  send,
  queue: (job) => queuePushes({ queues, pushQueueUrl }, [job], Date.now()),
  againMs: numberSetting('PUSH_AGAIN_SECONDS', 60) * 1_000,
  ttlSeconds: numberSetting('PUSH_TTL_MINS', 1_440) * 60,
};

const report = ({ tenantId, userId, conversationId }: PushJob, result: PushResult): void => {
  if (result.ended === 'held') count('PushesHeld');
  if (result.ended === 'collapsed') count('PushesCollapsed');
  if (result.ended !== 'pushed') return;
  for (const { device, outcome } of result.outcomes) {
    if (outcome.outcome === 'sent') count('PushesSent');
    else if (outcome.outcome === 'gone') count('DevicesGone');
    else {
      count(outcome.outcome === 'later' ? 'PushRetries' : 'PushesRefused');
      logger.warn('not pushed', { tenantId, userId, conversationId, deviceId: device.id, kind: device.kind, reason: outcome.reason });
    }
  }
};

/** The id of a job that failed, or null. */
const run = async ({ body, messageId }: SQSRecord): Promise<string | null> => {
  try {
    const job = pushJobSchema.parse(JSON.parse(body));
    report(job, await pushOwed(deps, job, messageId));
    return null;
  } catch (error) {
    logger.error('push failed', { messageId, failure: failureOf(error) });
    count('PushFailures');
    return messageId;
  }
};

/** SQS `push`: people who are away. Jobs are independent of each other. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) =>
  partialBatch((await Promise.all(Records.map(run))).filter((id) => id !== null)),
);
