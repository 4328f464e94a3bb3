import type { Table, TableOf } from '../../domain/table/port.ts';

/** Tenants cached per process; the least recently used is evicted first. */
const KEPT = 500;
/** An id is part of keys, of a session's name and of its tag, so it must not contain special characters of these. */
const TENANT_ID = /^[\w-]{1,56}$/;

/**
 * One table per tenant, created at the first call and cached: code that caches by a tenant's table (its configuration, its sequences) finds it
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
