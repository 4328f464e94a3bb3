import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import type { SendDeps } from '../../domain/outbound/replies/sending.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import type { Table } from '../../domain/table/port.ts';
import { channelSenders } from './channel-senders.ts';

/** The time limit of a signal's call, so that the next call does not wait long. */
const SIGNAL_TIMEOUT_MS = 3_000;

/** The settings for sending read marks and typing. */
export const signalSenders = (table: Table): SendDeps['channelFor'] => {
  const configurations = configurationCache({ table });
  const directory = async (tenantId: string) => configurations.get('directory', tenantId, await configurations.present(tenantId));
  return channelSenders({ secrets: openOriginSecrets(), directory, timeoutMs: SIGNAL_TIMEOUT_MS });
};
