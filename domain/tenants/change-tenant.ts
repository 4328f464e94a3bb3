import { CLOSING_TIME } from '../configuration/closing-time.ts';
import { tenantKey } from '../configuration/keys.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { type Table, TransactionRefused } from '../table/port.ts';
import { type Tenant, tenantOf, WEBHOOK_SECRET, webhookSecretOf } from './tenant.ts';

export type ChangeTenant = Partial<Pick<Tenant, 'name' | 'registration' | 'settings' | 'ticketClosedAfterMins' | 'ai' | 'secondFactorRoles' | 'linkPreviews'>>;

/** @throws Problem not_found, TableUnavailable */
export async function getTenant(deps: { readonly table: Table }, context: Pick<Context, 'tenantId'>): Promise<Tenant> {
  const [item] = await deps.table.get([tenantKey(context.tenantId)], { consistent: true });
  if (!item) throw notFound('tenant');
  return tenantOf(item);
}

/**
 * Replaces the given members. A closing time applies to tickets that become pending or solved from then on; `null` restores the deployment's default. A secret among the
 * settings is never returned, so it stays if it is not given; `null` removes it.
 * @throws Problem not_found, TableUnavailable
 */
export async function changeTenant(deps: { readonly table: Table }, context: Context, change: ChangeTenant): Promise<Tenant> {
  const { settings, ticketClosedAfterMins, ...rest } = change;
  const set: Record<string, unknown> = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const key = tenantKey(context.tenantId);
  const remove: string[] = [];
  if (ticketClosedAfterMins === null) remove.push(CLOSING_TIME);
  else if (ticketClosedAfterMins !== undefined) set[CLOSING_TIME] = ticketClosedAfterMins;
  if (settings !== undefined) {
    const { [WEBHOOK_SECRET]: given, ...open } = settings;
    const secret = given === undefined ? webhookSecretOf((await deps.table.get([key], { consistent: true }))[0]) : given;
    set['settings'] = open;
    if (typeof secret === 'string') set[WEBHOOK_SECRET] = secret;
    else if (given === null) remove.push(WEBHOOK_SECRET);
  }
  if (Object.keys(set).length === 0 && remove.length === 0) return getTenant(deps, context);
  // Registrations in progress are checked again with the new rule.
  const versioned = change.registration === undefined ? {} : { add: { registrationVersion: 1 } };
  try {
    const item = await deps.table.write({ op: 'update', key, set, remove, ...versioned, when: { exists: true } });
    return item ? tenantOf(item) : await getTenant(deps, context);
  } catch (error) {
    if (error instanceof TransactionRefused) throw notFound('tenant');
    throw error;
  }
}
