import { openTable } from '#table';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { senderNamed } from '../../channels/senders.ts';
import { configurationCache } from '../../domain/configuration/cache.ts';
import { readStored } from '../../domain/origins/vault.ts';
import type { SendDeps } from '../../domain/outbound/replies/sending.ts';
import { laterObjects } from '../objects.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { sendSettings, turnOf } from './calls.ts';
import { causationKeys } from './causation-keys.ts';

/** A link to a file is for the receiver to fetch at once. */
const LINK_SECONDS = 300;
/** Credentials are at most this old. */
const SECRET_SECONDS = 5;

/** Composition of what sending replies needs. */
export const replyDeps = (repeatForMs: number): SendDeps => {
  const table = openTable();
  const secrets = openOriginSecrets();
  const objects = laterObjects();
  const configurations = configurationCache({ table });
  return {
    ...ticketDeps(table, { configurations, bodies: objects }),
    repeatForMs,
    causationKey: causationKeys(table),
    linkTo: ({ objectKey, name, type }) => objects.presignDownload(objectKey, { filename: name ?? 'attachment', contentType: type, seconds: LINK_SECONDS }),
    async channelFor(tenantId, originId, name) {
      const sender = senderNamed(name);
      if (!sender) return { refused: 'sender_not_built' };
      const configuration = await configurations.current(tenantId);
      if (configuration.origins.get(originId)?.state !== 'enabled') return { refused: 'origin_disabled' };
      const stored = await readStored(secrets, tenantId, originId, SECRET_SECONDS);
      if (!stored) return { refused: 'origin_disconnected' };
      return {
        capabilities: sender.capabilities,
        turn: () => turnOf(tenantId, originId),
        send: (reply) => sender.send(reply, stored.current, sendSettings),
      };
    },
  };
};
