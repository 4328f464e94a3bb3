import { tenantKey } from '../../configuration/keys.ts';
import type { Table } from '../../table/port.ts';
import { hashPassword } from '../credentials/passwords.ts';
import { requireStrength } from '../credentials/strength.ts';

interface Deps {
  readonly table: Table;
  readonly newSecret: () => string;
}

/** The hash of an agent's new password, if it is strong enough. @throws Problem unprocessable, rate_limited; TableUnavailable */
export async function newPassword(deps: Deps, tenantId: string, agent: { readonly name: string; readonly email: string }, password: string): Promise<string> {
  const [tenant] = await deps.table.get([tenantKey(tenantId)]);
  await requireStrength(password, [agent.name, agent.email, ...namesOf(tenant)]);
  return hashPassword(password, deps.newSecret, tenantId);
}

const namesOf = (tenant: Readonly<Record<string, unknown>> | undefined): string[] =>
  [tenant?.['name'], tenant?.['slug']].filter((name) => typeof name === 'string');
