import { tenantKey } from '../configuration/keys.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { type Table, TransactionRefused } from '../table/port.ts';
import { type Tenant, tenantOf } from './tenant.ts';

export type ChangeTenant = Partial<Pick<Tenant, 'name' | 'registration' | 'settings'>>;

/** @throws Problem not_found, TableUnavailable */
export async function getTenant(deps: { readonly table: Table }, context: Pick<Context, 'tenantId'>): Promise<Tenant> {
  const [item] = await deps.table.get([tenantKey(context.tenantId)], { consistent: true });
  if (!item) throw notFound('tenant');
  return tenantOf(item);
}

/** Replaces what is given. @throws Problem not_found, TableUnavailable */
export async function changeTenant(deps: { readonly table: Table }, context: Context, change: ChangeTenant): Promise<Tenant> {
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0) return getTenant(deps, context);
  // Who registers at this moment is judged again by the new rule.
  const versioned = change.registration === undefined ? {} : { add: { registrationVersion: 1 } };
  try {
    const item = await deps.table.write({ op: 'update', key: tenantKey(context.tenantId), set, ...versioned, when: { exists: true } });
    return item ? tenantOf(item) : await getTenant(deps, context);
  } catch (error) {
    if (error instanceof TransactionRefused) throw notFound('tenant');
    throw error;
  }
}
