import type { Table, TableOf } from '../../domain/table/port.ts';

/** Tenants kept in one process; the one unused for longest goes first. */
const KEPT = 500;
/** An id is part of keys, of a session's name and of its tag: nothing that means something in one of these may be in it. */
const TENANT_ID = /^[\w-]{1,56}$/;

/**
 * One table a tenant, made at the first call and kept: code that caches something by a tenant's table (its configuration, its sequences) finds it
 * again at the next request.
 */
export const recentTables = (open: (tenantId: string) => Table, most: number = KEPT): TableOf => {
  const kept = new Map<string, Table>();
  return (tenantId) => {
    if (!TENANT_ID.test(tenantId)) throw new Error('this is no id of a tenant');
    const table = kept.get(tenantId) ?? open(tenantId);
    kept.delete(tenantId);
    kept.set(tenantId, table);
    if (kept.size > most) kept.delete(kept.keys().next().value as string);
    return table;
  };
};
