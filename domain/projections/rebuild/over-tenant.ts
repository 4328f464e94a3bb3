import { tenantKey } from '../../configuration/keys.ts';
import type { Rebuild } from '../projection.ts';
import { carryOwed } from './carry-owed.ts';

/** A projection of the tenant's own item. */
export const overTenant: Rebuild = async (run, projection) => {
  const [tenant] = await run.table.get([tenantKey(run.tenantId)], { consistent: true });
  if (!tenant) return { position: null, state: 'overtaken', visited: 0, carried: 0, skipped: 0 };
  return { position: null, state: 'done', visited: 1, ...(await carryOwed(run, projection, [tenant])) };
};

/** For a projection that needs the change itself: the table does not show what is pending. Its marks do, and they are retried each minute. */
export const overMarksOnly: Rebuild = async () => ({ position: null, state: 'done', visited: 0, carried: 0, skipped: 0 });
