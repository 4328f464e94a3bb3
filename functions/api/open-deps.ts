import { randomBytes, randomUUID } from 'node:crypto';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { closeConnections } from '../../domain/feed/close-connections.ts';
import { keysFrom } from './app-keys.ts';
import type { ApiDeps } from './deps.ts';
import { lazily } from './lazily.ts';
import { readSettings } from './settings.ts';

/** The composition root of the API: reads the environment now, opens each engine at its first use. @throws when a variable is missing */
export function openDeps(env: Readonly<Record<string, string | undefined>> = process.env): ApiDeps {
  const settings = readSettings(env);
  const clock = Date.now;
  const secrets = lazily(async () => (await import('#secrets')).openSecrets());
  const table = openTable();
  const sockets = lazily(async () => (await import('../../adapters/sockets/api-gateway.ts')).openSockets());
  return {
    table,
    queues: lazily(async () => (await import('#queues')).openQueues()),
    objects: lazily(async () => (await import('#objects')).openObjects()),
    search: lazily(async () => (await import('#search')).openSearch()),
    sockets,
    closeSockets: (ref) => closeConnections({ table, sockets }, ref),
    secrets,
    clock,
    newId: randomUUID,
    newSecret: () => randomBytes(32).toString('base64url'),
    settings,
    keys: keysFrom(secrets, settings.appSecretsName, clock),
  };
}
