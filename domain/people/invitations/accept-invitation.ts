import { auditedTable } from '../../configuration/audited-table.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { count } from '../../rate-limits/window.ts';
import type { Table, TableOf } from '../../table/port.ts';
import { slugKey } from '../../tenants/tenant.ts';
import { isSameHash, linkInvalid, readToken } from '../account-mail/one-time-token.ts';
import { teamKey } from '../agents/agent.ts';
import { createAgent } from '../agents/create-agent.ts';
import { invitationKey, invitationOf, isOpen } from './invitation.ts';

interface Deps {
  /** The directory: slugs, and counts of attempts. */
  readonly table: Table;
  readonly tableOf: TableOf;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
  /** Attempts a minute. */
  readonly limits: { readonly passwordResetsPerAddress: number };
}

interface Accept {
  readonly token: string;
  readonly name: string;
  readonly password: string;
  readonly address: string;
}

/** Stands for every tenant that there is not. */
const NO_TENANT = 'nobody';

/**
 * The agent of an invitation, who can sign in immediately. The invitation is used up in the same transaction. Teams that were deleted meanwhile are left out.
 * @throws Problem unprocessable (invalid link, weak password), conflict (the address is in use by now), rate_limited; Replayed; TableUnavailable
 */
export async function acceptInvitation(deps: Deps, edge: Pick<Context, 'correlationId' | 'once'>, { token, name, password, address }: Accept) {
  await count(deps, { what: 'link-address', who: address, most: deps.limits.passwordResetsPerAddress });
  const given = readToken(token);
  const [directory] = await deps.table.get([slugKey(given.slug)]);
  const tenantId = directory ? String(directory['tenantId']) : NO_TENANT;
  const table = deps.tableOf(tenantId);
  const key = invitationKey(tenantId, given.id);
  const [item] = await table.get([key], { consistent: true });
  if (!item || !isSameHash(given, item['hash']) || !isOpen(invitationOf(item), deps.clock())) throw linkInvalid();
  const { email, role, teamIds: invited } = invitationOf(item);
  const teams =
    invited.length === 0
      ? []
      : await table.get(
          invited.map((id) => teamKey(tenantId, id)),
          { consistent: true },
        );
  const teamIds = invited.filter((_, index) => teams[index] !== undefined);
  const context: Context = { tenantId, actor: { type: 'system' }, causationId: null, depth: 0, ...edge };
  const audited = auditedTable(table, deps, context, { password });
  const used = { write: { op: 'delete', key, when: { equals: { hash: given.hash } } } as const, refused: linkInvalid };
  return createAgent({ ...deps, table: audited }, context, { name, email, password, role, teamIds }, [used]);
}
