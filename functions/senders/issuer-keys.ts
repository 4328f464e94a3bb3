import type { Logger } from '@aws-lambda-powertools/logger';
import { type IssuerKeysEntry, readKeys } from '../../domain/people/issuers/published-keys.ts';
import type { Table } from '../../domain/table/port.ts';
import { fetched } from './calls.ts';

/** Reads the keys that a business publishes for its tokens. */
export const openIssuerKeys =
  (table: Table, logger: Pick<Logger, 'info'>) =>
  async (entry: IssuerKeysEntry['issuerKeys']): Promise<void> => {
    const outcome = await readKeys({ table, clock: Date.now, read: fetched }, entry);
    logger.info('keys of an issuer', { correlation_id: entry.correlationId, tenantId: entry.tenantId, outcome });
  };
