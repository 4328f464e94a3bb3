import { type AgentRole, adminsKey, teamKey } from './agent.ts';
import { type Guarded, unknownTeam } from './refusals.ts';

/** Each team counts its members, so that a team in use cannot be deleted and no agent can join a deleted team. */
export function membershipWrites(tenantId: string, before: readonly string[], after: readonly string[]): Guarded[] {
  const joined = after.map((id, index) => ({ id, index })).filter(({ id }) => !before.includes(id));
  const left = before.filter((id) => !after.includes(id));
  return [
    ...joined.map(
      ({ id, index }): Guarded => ({
        write: { op: 'update', key: teamKey(tenantId, id), add: { members: 1 }, when: { exists: true } },
        refused: unknownTeam(index),
      }),
    ),
    ...left.map((id): Guarded => ({ write: { op: 'update', key: teamKey(tenantId, id), add: { members: -1 }, when: { exists: true } } })),
  ];
}

/** `admins`: the number of admins that the command read. */
export function adminWrites(tenantId: string, before: AgentRole | null, after: AgentRole | null, admins: number): Guarded[] {
  const change = Number(after === 'admin') - Number(before === 'admin');
  if (change === 0) return [];
  return [{ write: { op: 'update', key: adminsKey(tenantId), add: { count: change }, ...(change < 0 ? { when: { equals: { count: admins } } } : {}) } }];
}
