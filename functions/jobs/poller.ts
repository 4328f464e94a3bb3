import { setTimeout as sleep } from 'node:timers/promises';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { type AnyPoller, pollerOf } from '../../channels/registry/pollers.ts';
import { CLAIMED_MS, type PollDeps, pollOrigin } from '../../domain/origins/poll-origin.ts';
import { duePolls, type PollRow } from '../../domain/origins/poll-rows.ts';
import { readStored } from '../../domain/origins/vault.ts';
import { failureOf } from '../failure.ts';
import { lazily } from '../lazily.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import { callSettings } from '../senders/calls.ts';
import { readMailbox } from '../senders/mailbox-reader.ts';
import { renewing } from '../senders/renewing.ts';
import { askRenewed } from './ask-renewed.ts';
import { deliverPolled } from './deliver-polled.ts';
import { keepMail, queueMail } from './keep-mail.ts';

const { logger, count, took, entry } = observed('poller');
const table = openTable();
const secrets = openOriginSecrets();
const mails = {
  objects: laterObjects(),
  queues: lazily<Queues>(async () => (await import('#queues')).openQueues()),
  queueUrl: setting('MAILBOX_QUEUE_URL'),
  prefix: setting('MAIL_OBJECTS_PREFIX'),
};
const renewed = renewing({ vault: secrets, sleep });

/** How long an invocation (at most 120 s) starts polls, so that running polls have time to end. */
const WORK_MS = 40_000;
const AT_ONCE = 8;
/** Credentials are at most this old. */
const SECRET_SECONDS = 5;
/** 0: each channel's own interval. */
const everySeconds = numberSetting('POLL_EVERY_SECONDS', 0);

const deps: PollDeps = {
  table,
  clock: Date.now,
  random: Math.random,
  everySeconds(channel) {
    const own = pollerOf(channel)?.everySeconds;
    return own === undefined ? undefined : everySeconds || own;
  },
  claimedMs: numberSetting('POLL_CLAIM_SECONDS', CLAIMED_MS / 1_000) * 1_000,
  credentials: async (tenantId, originId) => (await readStored(secrets, tenantId, originId, SECRET_SECONDS))?.current,
  ask: async ({ tenantId, originId, channel, cursor, since }, credentials) => {
    const poller = pollerOf(channel);
    if (!poller) return { outcome: 'idle' };
    const settings = callSettings(channel);
    const { renew } = poller;
    return askRenewed(
      credentials,
      (given) => poller.poll({ cursor, since, credentials: given, settings, mailbox: readMailbox, storeMail: keepMail(mails, originId) }),
      renew && ((given) => renewed({ tenantId, originId }, given, renew, settings)),
    );
  },
  // The origin's poller has just delivered these items.
  callOf: ({ channel }, credentials, news) => (pollerOf(channel) as AnyPoller).callOf(news, credentials),
  deliver: (row, call) => (call.stored === undefined ? deliverPolled(setting('PARLEY_PUBLIC_URL'), row, call) : queueMail(mails, row.originId, call.stored)),
};

const pollOne = async (row: PollRow, until: number): Promise<void> => {
  const told = { tenantId: row.tenantId, originId: row.originId, channel: row.channel };
  try {
    if (row.dueAt > 0) took('PollLateness', deps.clock() - row.dueAt);
    const polled = await pollOrigin(deps, row, until);
    if ('pages' in polled) count('PagesPolled', polled.pages);
    if (polled.outcome === 'retry') {
      count('PollsFailed');
      logger.warn('poll failed', { ...told, reason: polled.reason });
    }
  } catch (error) {
    // The origin's row contains the time of the next try.
    count('PollsFailed');
    logger.error('poll failed', { ...told, failure: failureOf(error) });
  }
};

/** Each minute: polls the origins that are due. A slow or failing origin does not delay the others. */
export const handler = entry<unknown, void>().handler(async () => {
  const until = deps.clock() + WORK_MS;
  const rows = await duePolls(table, deps.clock());
  const next = rows.values();
  const lane = async (): Promise<void> => {
    for (const row of next) {
      if (deps.clock() >= until) return;
      await pollOne(row, until);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
});
