import { randomBytes, randomUUID } from 'node:crypto';
import { openTable } from '../../adapters/table/dynamodb.ts';
import type { Secrets } from '../../adapters/secrets/secrets.ts';
import type { Clock } from '../../domain/context.ts';
import type { ApiDeps } from './deps.ts';
import { lazily } from './lazily.ts';
import { type AppKeys, appKeysSchema, readSettings } from './settings.ts';

/** The composition root of the API: reads the environment now, opens each engine at its first use. @throws when a variable is missing */
export function openDeps(env: Readonly<Record<string, string | undefined>> = process.env): ApiDeps {
  const settings = readSettings(env);
  const clock = Date.now;
  const secrets = lazily(async () => (await import('#secrets')).openSecrets());
  return {
    table: openTable(),
    queues: lazily(async () => (await import('#queues')).openQueues()),
    objects: lazily(async () => (await import('#objects')).openObjects()),
    search: lazily(async () => (await import('#search')).openSearch()),
    sockets: lazily(async () => (await import('../../adapters/sockets/api-gateway.ts')).openSockets()),
    secrets,
    clock,
    newId: randomUUID,
    newSecret: () => randomBytes(32).toString('base64url'),
    settings,
    keys: keysFrom(secrets, settings.appSecretsName, clock),
  };
}

const KEPT_MS = 60_000;

/** Parses the deployment's secret once a minute, so that a rotated one is taken up without a restart. */
export function keysFrom(secrets: Secrets, name: string, clock: Clock): () => Promise<AppKeys> {
  let kept: { readonly keys: AppKeys; readonly until: number } | undefined;
  return async () => {
    if (kept && kept.until > clock()) return kept.keys;
    const text = await secrets.get(name);
    if (text === undefined) throw new Error(`there is no secret ${name}`);
    const parsed = appKeysSchema.safeParse(JSON.parse(text));
    if (!parsed.success) throw new Error(`the secret ${name} must be JSON with ${Object.keys(appKeysSchema.shape).join(', ')}`);
    kept = { keys: parsed.data, until: clock() + KEPT_MS };
    return parsed.data;
  };
}
