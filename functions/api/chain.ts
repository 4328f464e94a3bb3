import { CAUSATION_HEADER, type Causation, causationKeyOf, readCausation } from '../../domain/automation/causation.ts';
import { tenantKey } from '../../domain/configuration/keys.ts';
import type { ApiDeps } from './deps.ts';

/**
 * The chain of automation that a call continues, from the header `X-Parley-Causation` of one of Parley's own calls. Null without the header, and for
 * a header that Parley did not sign or that belongs to another tenant. Reads the table only if the header is there. @throws TableUnavailable
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
