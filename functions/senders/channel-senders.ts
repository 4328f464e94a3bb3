import { setTimeout as sleep } from 'node:timers/promises';
import type { Secrets } from '../../adapters/secrets/secrets.ts';
import type { OwnChats } from '../../channels/outbound.ts';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { outboundOf } from '../../channels/registry/outbound.ts';
import { originOf } from '../../domain/origins/origin.ts';
import { readStored } from '../../domain/origins/vault.ts';
import type { SendDeps } from '../../domain/outbound/replies/sending.ts';
import type { DirectorySet } from '../../domain/policy/configuration.ts';
import { turnOf } from './calls.ts';
import { performRenewed } from './renewed-credentials.ts';
import { renewing } from './renewing.ts';
import { sendSettings } from './send-settings.ts';

/** Credentials are at most this old. */
const SECRET_SECONDS = 5;

interface Origins {
  /** Credentials of origins. */
  readonly secrets: Secrets;
  readonly directory: (tenantId: string) => Promise<DirectorySet>;
  /** Replaces the deployment's time for an answer. */
  readonly timeoutMs?: number;
  /** The chats of this hub, for origins that are applications. */
  readonly chats?: OwnChats;
}

/** What sending on each origin needs, with its credentials, or the reason why nothing can be sent there. */
export const channelSenders = ({ secrets, directory, ...times }: Origins): SendDeps['channelFor'] => {
  const renewed = renewing({ vault: secrets, sleep });
  return async (tenantId, originId, name) => {
    const outbound = outboundOf(name);
    if (!outbound) return { refused: 'sender_not_built' };
    const origin = (await directory(tenantId)).origins.get(originId);
    if (origin?.state !== 'enabled') return { refused: 'origin_disabled' };
    const credentials = async (maxAgeSeconds: number) => (await readStored(secrets, tenantId, originId, maxAgeSeconds))?.current;
    const present = await credentials(SECRET_SECONDS);
    if (!present) return { refused: 'origin_disconnected' };
    const { renew } = outbound;
    const settings = { ...sendSettings(name, { tenantId, id: originId, name: origin.name }), ...times };
    return {
      capabilities: capabilitiesOf(origin.channel),
      readMarks: originOf(origin.item).readMarks !== false,
      turn: () => turnOf(tenantId, originId),
      perform: (action) =>
        performRenewed(
          present,
          () => credentials(0),
          (given, sentParts) => outbound.perform(sentParts && 'sentParts' in action ? { ...action, sentParts } : action, given, settings),
          renew && ((given) => renewed({ tenantId, originId }, given, renew, settings)),
        ),
    };
  };
};
