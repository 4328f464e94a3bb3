import type { Logger } from '@aws-lambda-powertools/logger';
import { settingOr } from '../../adapters/environment.ts';
import { providerCalls } from '../../adapters/oidc/provider-calls.ts';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { checkProvider, type OidcEntry } from '../../domain/people/oidc/check-provider.ts';
import { exchangeCode, giveUpExchange } from '../../domain/people/oidc/exchange-code.ts';
import type { Table } from '../../domain/table/port.ts';
import { fetchGuarded, timeoutMs } from './calls.ts';

/** Checks OpenID providers and exchanges their codes. */
export const openOidc = (table: Table, logger: Pick<Logger, 'info'>) => {
  const deps = {
    table,
    clock: Date.now,
    vault: openOriginSecrets(),
    calls: providerCalls({ fetch: fetchGuarded, timeoutMs }),
    publicUrl: settingOr('PARLEY_PUBLIC_URL', ''),
  };
  return {
    async run(entry: OidcEntry['oidc']): Promise<void> {
      const outcome = entry.task === 'check' ? await checkProvider(deps, entry) : await exchangeCode(deps, entry);
      logger.info('sign-in by a provider', { correlation_id: entry.correlationId, tenantId: entry.tenantId, task: entry.task, outcome });
    },
    async giveUp(entry: OidcEntry['oidc']): Promise<void> {
      // The next sign-in asks for another check.
      if (entry.task === 'exchange') await giveUpExchange(deps, entry);
    },
  };
};
