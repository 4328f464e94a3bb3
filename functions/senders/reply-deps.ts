import { openTable } from '#table';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { outboundOf } from '../../channels/registry/outbound.ts';
import { readStored } from '../../domain/origins/vault.ts';
import type { SendDeps } from '../../domain/outbound/replies/sending.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import { laterObjects } from '../objects.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { turnOf } from './calls.ts';
import { causationKeys } from './causation-keys.ts';
import { objectBytes } from './object-bytes.ts';
import { performRenewed } from './renewed-credentials.ts';
import { sendSettings } from './send-settings.ts';

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
    openFile: ({ objectKey }) => objectBytes(objects, objectKey),
    async channelFor(tenantId, originId, name) {
      const outbound = outboundOf(name);
      if (!outbound) return { refused: 'sender_not_built' };
      const { origins } = await configurations.get('directory', tenantId, await configurations.present(tenantId));
      const origin = origins.get(originId);
      if (origin?.state !== 'enabled') return { refused: 'origin_disabled' };
      const credentials = async (maxAgeSeconds: number) => (await readStored(secrets, tenantId, originId, maxAgeSeconds))?.current;
      const present = await credentials(SECRET_SECONDS);
      if (!present) return { refused: 'origin_disconnected' };
      const settings = sendSettings(name, origin.name);
      return {
        capabilities: capabilitiesOf(origin.channel),
        turn: () => turnOf(tenantId, originId),
        perform: (action) =>
          performRenewed(
            present,
            () => credentials(0),
            (given) => outbound.perform(action, given, settings),
          ),
      };
    },
  };
};
