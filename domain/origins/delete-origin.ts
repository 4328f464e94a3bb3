import { commitConfiguration } from '../configuration/commit.ts';
import type { Clock, Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { type Table, TransactionRefused } from '../table/port.ts';
import { forgetLostAccess } from './access.ts';
import { originDirectoryKey, originKey } from './origin.ts';
import { type Vault, vaultName } from './vault.ts';

const ORIGIN_ID = /^[\w-]{1,100}$/;

/** Disconnects an account. Its tickets stay; its webhook is unknown from now on. @throws Problem not_found, TableUnavailable */
export async function deleteOrigin(deps: { readonly table: Table; readonly clock: Clock; readonly vault: Vault }, context: Context, id: string): Promise<void> {
  const { tenantId } = context;
  // No secret can be named after anything else.
  if (!ORIGIN_ID.test(id)) throw notFound('origin');
  try {
    await commitConfiguration(
      deps,
      context,
      [
        { op: 'delete', key: originKey(tenantId, id), when: { exists: true } },
        { op: 'delete', key: originDirectoryKey(id) },
      ],
      { status: 204 },
    );
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    // An earlier attempt may have stopped between the two.
    await deps.vault.delete(vaultName(tenantId, id));
    throw notFound('origin');
  }
  await deps.vault.delete(vaultName(tenantId, id));
  await forgetLostAccess(deps.table, tenantId, id);
}
