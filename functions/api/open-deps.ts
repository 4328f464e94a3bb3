import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTables } from '#tables';
import type { Queues } from '../../adapters/queues/queues.ts';
import { openPeopleLookUp } from '../../domain/people/user-service/look-up.ts';
import { lazily } from '../lazily.ts';
import { laterObjects } from '../objects.ts';
import { keysFrom } from './app-keys.ts';
import type { ApiDeps } from './deps.ts';
import { readSettings } from './settings.ts';

/**
 * The composition root of the API: reads the environment now, opens each engine at its first use. `onFailure` gets the errors of
 * background calls, which do not fail the request. @throws when a variable is missing
 */
export function openDeps(onFailure: (error: unknown) => void, env: Readonly<Record<string, string | undefined>> = process.env): ApiDeps {
  const settings = readSettings(env);
  const clock = Date.now;
  const secrets = lazily(async () => (await import('#secrets')).openSecrets());
  const { table, tableOf } = openTables();
  const queues = lazily(async () => (await import('#queues')).openQueues());
  return {
    table,
    tableOf,
    queues,
    // The first event for a topic loads Kafka's client.
    topics: lazily(async () => (await import('#topics')).openTopics()),
    objects: laterObjects(),
    search: lazily(async () => (await import('#search')).openSearch()),
    // Through the queue, because API Gateway's connection API cannot be reached from inside the VPC.
    // Loaded at its first use: it comes with the feed and what a ticket looks like there.
    closeSockets: async (whose) => {
      const { askToClose } = await import('../../domain/realtime/close-connections.ts');
      await askToClose({ table: tableOf(whose.tenantId), send: (body) => queues.send(settings.deliveryQueueUrl, [{ body }]), onFailure }, whose);
    },
    secrets,
    vault: lazily(async () => (await import('../../adapters/secrets/origin-secrets.ts')).openOriginSecrets()),
    people: settings.peopleQueueUrl === '' ? null : openPeople(queues, settings.peopleQueueUrl, clock, onFailure),
    hasUserService: settings.peopleQueueUrl !== '',
    clock,
    newId: randomUUID,
    newSecret: () => randomBytes(32).toString('base64url'),
    settings,
    keys: keysFrom(secrets, settings.appSecretsName, clock),
  };
}

/** Asks through a queue, whose consumer runs outside of the VPC and can reach the user service. */
const openPeople = (queues: Queues, queueUrl: string, clock: () => number, onFailure: (error: unknown) => void): ApiDeps['people'] =>
  openPeopleLookUp({
    clock,
    sleep,
    ask: (tenantId, bucket) => queues.send(queueUrl, [{ body: JSON.stringify({ tenantId }), groupId: tenantId, dedupeId: `${tenantId}.${bucket}` }]),
    onFailure,
  });
