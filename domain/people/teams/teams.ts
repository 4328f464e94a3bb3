import { commitConfiguration } from '../../configuration/commit.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { everyItem } from '../../table/every-item.ts';
import { type Item, type Table, TransactionRefused } from '../../table/port.ts';
import { type Source, sourceOf, teamKey } from '../agents/agent.ts';
import { requireOwn, type UserServiceUse } from '../agents/require-own.ts';

/** Agents who work on tickets together. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly createdAt: string;
  readonly source: Source;
}

interface Deps {
  readonly table: Table;
}

export const teamOf = (item: Item): Team => ({
  id: String(item['id']),
  name: String(item['name']),
  members: Number(item['members'] ?? 0),
  createdAt: String(item['createdAt']),
  source: sourceOf(item),
});

/** @throws Replayed, TableUnavailable */
export async function createTeam(deps: Deps & { clock: Clock; newId: NewId }, context: Context, input: { readonly name: string }): Promise<Team> {
  const team: Team = { id: deps.newId(), name: input.name, members: 0, createdAt: new Date(deps.clock()).toISOString(), source: 'hub' };
  const { source: _hub, ...own } = team;
  const item = { ...teamKey(context.tenantId, team.id), ...own };
  await commitConfiguration(deps, context, [{ op: 'put', item, when: { absent: true } }], { status: 201, body: team });
  return team;
}

/** @throws Problem not_found, TableUnavailable */
export async function getTeam(deps: Deps, context: Pick<Context, 'tenantId'>, id: string): Promise<Team> {
  const [item] = await deps.table.get([teamKey(context.tenantId, id)], { consistent: true });
  if (!item) throw notFound('team');
  return teamOf(item);
}

/** @throws Problem not_found, conflict (managed by the user service); TableUnavailable */
export async function changeTeam(
  deps: Deps & UserServiceUse & { clock: Clock },
  context: Context,
  id: string,
  change: { readonly name?: string | undefined },
): Promise<Team> {
  const key = teamKey(context.tenantId, id);
  if (change.name !== undefined) {
    requireOwn(deps, await getTeam(deps, context, id), 'team', ['name']);
    try {
      await commitConfiguration(deps, context, [{ op: 'update', key, set: { name: change.name }, when: { exists: true } }], { status: 200 });
    } catch (error) {
      throw error instanceof TransactionRefused ? notFound('team') : error;
    }
  }
  return getTeam(deps, context, id);
}

/**
 * Deletes a team without members: no agent loses their team without warning. Its tickets keep its id, and a queue that only this team
 * could see becomes visible to nobody else.
 * @throws Problem not_found, conflict with the number of members; TableUnavailable
 */
export async function deleteTeam(deps: Deps & UserServiceUse & { clock: Clock }, context: Context, id: string): Promise<void> {
  const team = await getTeam(deps, context, id);
  requireOwn(deps, team, 'team', []);
  const { members } = team;
  if (members === 0) {
    try {
      await commitConfiguration(deps, context, [{ op: 'delete', key: teamKey(context.tenantId, id), when: { equals: { members: 0 } } }], { status: 204 });
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      // Deleted or joined in the meantime: find out which.
      await getTeam(deps, context, id);
    }
  }
  throw new Problem('conflict', 'Agents still belong to this team.', { extra: { current: { members } } });
}

/** @throws TableUnavailable */
export async function listTeams(deps: Deps, context: Pick<Context, 'tenantId'>): Promise<Team[]> {
  const { pk, sk } = teamKey(context.tenantId, '');
  return (await everyItem(deps.table, pk, sk)).map(teamOf);
}
