import { setTimeout as sleep } from 'node:timers/promises';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import type { CheckSettings } from '../../channels/check.ts';
import { outboundOf } from '../../channels/registry/outbound.ts';
import { baseUrlOf } from '../../channels/registry/providers.ts';
import { originKey, originOf } from '../../domain/origins/origin.ts';
import { readStored } from '../../domain/origins/vault.ts';
import type { CredentialCheck } from '../../domain/outbound/origin-test/credential-check.ts';
import type { TestDeps } from '../../domain/outbound/origin-test/run-test.ts';
import type { Table } from '../../domain/table/port.ts';
import { callSettings, timeoutMs } from './calls.ts';
import { readMailbox } from './mailbox-reader.ts';
import { renewing } from './renewing.ts';
import { webhookUrlOf } from './send-settings.ts';

/** The first test loads the checks of all channels: the function sends replies. */
const checkFor = async (channel: string) => (await import('../../channels/registry/checks.ts')).checkOf(channel);

/** The first mail identity loads the mail service's client. */
const mailIdentity: CheckSettings['mailIdentity'] = async (address) => {
  const { mailIdentity: ask } = await import('../../adapters/mail/ses.ts');
  return ask({ endpoint: baseUrlOf('mail', process.env), timeoutMs })(address);
};

/** Checks an origin's current credentials with its provider. Null if the origin does not exist or its channel has no check. */
export const checkCredentials = (table: Table): TestDeps['check'] => {
  const secrets = openOriginSecrets();
  const renewed = renewing({ vault: secrets, sleep });
  return async (tenantId, originId) => {
    const [item] = await table.get([originKey(tenantId, originId)], { consistent: true });
    const stored = await readStored(secrets, tenantId, originId, 0);
    const channel = item ? originOf(item).channel : '';
    const check = await checkFor(channel);
    if (!check || !stored) return null;
    const settings: CheckSettings = { ...callSettings(channel), ...webhookUrlOf(channel, originId), mailIdentity, mailbox: readMailbox };
    const first = await check(stored.current, settings);
    const renew = outboundOf(channel)?.renew;
    if (first.state !== 'failed' || !first.expired || !renew) return first;
    // Access tokens of some providers are valid for two hours only.
    const renewal = await renewed({ tenantId, originId }, stored.current, renew, settings);
    if (renewal.outcome === 'renewed') return check(renewal.credentials, settings);
    return renewal.outcome === 'retry' ? ({ state: 'unknown', error: renewal.error } satisfies CredentialCheck) : first;
  };
};
