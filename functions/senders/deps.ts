import { randomBytes } from 'node:crypto';
import { openObjects } from '#objects';
import { numberSetting } from '../../adapters/environment.ts';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { senderNamed } from '../../channels/senders.ts';
import { configurationCache } from '../../domain/configuration/cache.ts';
import { tenantKey } from '../../domain/configuration/keys.ts';
import type { ActionDeps } from '../../domain/delivery/run-action.ts';
import type { SendDeps } from '../../domain/delivery/sending.ts';
import { readStored } from '../../domain/origins/vault.ts';
import { causationKey } from '../../domain/rules/causation.ts';
import { webhookSecretOf } from '../../domain/tenants/tenant.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { post, sendSettings, turnOf, webhookTurn } from './calls.ts';

/** Composition of what the sender needs. */
const table = openTable();
const secrets = openOriginSecrets();
const objects = openObjects();
const configurations = configurationCache({ table });
const newSecret = (): string => randomBytes(32).toString('base64url');

/** How long a reply or an action is repeated. */
export const repeatForMs = numberSetting('SEND_REPEAT_FOR_MINS', 240) * 60_000;
/** A link to a file is for the receiver to fetch at once. */
const LINK_SECONDS = 300;

/** A tenant's key never changes; one process serves few tenants. */
const keys = new Map<string, string>();
const keyOf = async (tenantId: string): Promise<string> => {
  const key = keys.get(tenantId) ?? (await causationKey({ table, newSecret }, tenantId));
  if (keys.size > 1_000) keys.clear();
  keys.set(tenantId, key);
  return key;
};

export const sendDeps: SendDeps = {
  ...ticketDeps(table, { configurations, bodies: objects }),
  repeatForMs,
  causationKey: keyOf,
  linkTo: ({ objectKey, name, type }) => objects.presignDownload(objectKey, { filename: name ?? 'attachment', contentType: type, seconds: LINK_SECONDS }),
  async channelFor(tenantId, originId, name) {
    const sender = senderNamed(name);
    if (!sender) return { refused: 'sender_not_built' };
    const configuration = await configurations.current(tenantId);
    if (configuration.origins.get(originId)?.state !== 'enabled') return { refused: 'origin_disabled' };
    const stored = await readStored(secrets, tenantId, originId, 5);
    if (!stored) return { refused: 'origin_disconnected' };
    return {
      capabilities: sender.capabilities,
      turn: () => turnOf(tenantId, originId),
      send: (reply) => sender.send(reply, stored.current, sendSettings),
    };
  },
};

export const actionDeps: ActionDeps = {
  table,
  clock: Date.now,
  random: Math.random,
  repeatForMs,
  causationKey: keyOf,
  webhookSecret: async (tenantId) => webhookSecretOf((await table.get([tenantKey(tenantId)], { consistent: true }))[0]),
  turn: webhookTurn,
  post,
};
