import { randomBytes } from 'node:crypto';
import { causationKey } from '../../domain/automation/causation.ts';
import type { Table } from '../../domain/table/port.ts';

const KEPT = 1_000;

/** Keys of tenants that sign the depth of a chain. They are cached, because a key never changes. */
export const causationKeys = (table: Table): ((tenantId: string) => Promise<string>) => {
  const keys = new Map<string, string>();
  const newSecret = (): string => randomBytes(32).toString('base64url');
  return async (tenantId) => {
    const key = keys.get(tenantId) ?? (await causationKey({ table, newSecret }, tenantId));
    if (keys.size >= KEPT) keys.clear();
    keys.set(tenantId, key);
    return key;
  };
};
