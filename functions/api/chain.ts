import { CAUSATION_HEADER, type Causation, causationKeyOf, readCausation } from '../../domain/automation/causation.ts';
import { tenantKey } from '../../domain/configuration/keys.ts';
import type { ApiDeps } from './deps.ts';

/**
 * The chain of automation that a call belongs to, by the `X-Parley-Causation` that one of Parley's own calls carried: it continues from there. Null
 * without the header, and for one that is not this tenant's or not signed by Parley. Costs a read only with the header. @throws TableUnavailable
 */
export const chainOf = async (
  { table }: Pick<ApiDeps, 'table'>,
  tenantId: string,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<Causation | null> => {
  const token = headers[CAUSATION_HEADER];
  if (token === undefined) return null;
  const [tenant] = await table.get([tenantKey(tenantId)], { consistent: true });
  return readCausation(causationKeyOf(tenant), tenantId, token);
};
