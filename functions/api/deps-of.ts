import type { Table } from '../../domain/table/port.ts';
import type { ApiDeps } from './deps.ts';

/** Entries live as long as the tenant's table. Routes cache by these deps. */
const narrowed = new WeakMap<Table, ApiDeps>();

/** The dependencies of a route of this tenant: the same, with a table that reaches only the tenant's items. */
export const depsOf = (deps: ApiDeps, tenantId: string): ApiDeps => {
  const table = deps.tableOf(tenantId);
  if (table === deps.table) return deps;
  const own = narrowed.get(table) ?? { ...deps, table };
  narrowed.set(table, own);
  return own;
};
