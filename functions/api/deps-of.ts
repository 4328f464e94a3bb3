import type { Table } from '../../domain/table/port.ts';
import type { ApiDeps } from './deps.ts';

/** As long as the tenant's table is kept: what routes keep by their deps lives as long. */
const narrowed = new WeakMap<Table, ApiDeps>();

/** What a route of this tenant works with: the same, on the table that reaches the tenant's items only. */
export const depsOf = (deps: ApiDeps, tenantId: string): ApiDeps => {
  const table = deps.tableOf(tenantId);
  if (table === deps.table) return deps;
  const own = narrowed.get(table) ?? { ...deps, table };
  narrowed.set(table, own);
  return own;
};
