import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { checkOf } from '../../channels/registry/checks.ts';
import { originKey, originOf } from '../../domain/origins/origin.ts';
import { readStored } from '../../domain/origins/vault.ts';
import type { TestDeps } from '../../domain/outbound/origin-test/run-test.ts';
import type { Table } from '../../domain/table/port.ts';
import { callSettings } from './calls.ts';

/** Checks an origin's current credentials with its provider. Null if the origin does not exist or its channel has no check. */
export const checkCredentials = (table: Table): TestDeps['check'] => {
  const secrets = openOriginSecrets();
  return async (tenantId, originId) => {
    const [item] = await table.get([originKey(tenantId, originId)], { consistent: true });
    const stored = await readStored(secrets, tenantId, originId, 0);
    const channel = item ? originOf(item).channel : '';
    const check = checkOf(channel);
    return check && stored ? check(stored.current, callSettings(channel)) : null;
  };
};
