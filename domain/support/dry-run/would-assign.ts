import type { Action } from '../../automation/actions/registry.ts';
import { turnCount } from '../../automation/assignment.ts';
import type { Effect, Policy } from '../../automation/policy.ts';
import { skilled } from '../../automation/skills.ts';
import { assignable } from '../../availability/assignable.ts';
import type { Table } from '../../table/port.ts';
import { ownerPk } from '../tickets/index-keys.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** The agent whom a strategy would choose for a ticket; null: nobody, or the effect chooses none. */
export type WouldAssign = (ticket: Ticket, effect: Effect) => string | null;

interface Deps {
  readonly table: Table;
  readonly clock: () => number;
}
type People = Pick<Policy, 'membersOf' | 'capacityOf' | 'skillsOf'>;

/** A team's state at the beginning; assignments of the dry-run are only counted here. */
interface Team {
  readonly available: readonly string[];
  readonly loads: Map<string, number>;
  turns: number;
}

const teamsOf = (actions: readonly Action[]): string[] => [
  ...new Set(actions.flatMap((action) => (action.type === 'assign' && action.strategy && action.teamId !== undefined ? [action.teamId] : []))),
];

const teamNow = async ({ table, clock }: Deps, tenantId: string, teamId: string, { membersOf }: People): Promise<Team> => {
  const available = await assignable({ table, clock, loadOf: async () => 0, capacityOf: () => null }, tenantId, membersOf(teamId));
  const loads = await Promise.all(available.map(async (id) => [id, await table.count({ pk: ownerPk(tenantId, id, false), index: 'byOwner' })] as const));
  return { available, loads: new Map(loads), turns: await turnCount(table, tenantId, teamId) };
};

/**
 * Simulates the assignment command for one ticket after another with the current data: availability, tickets and turns are read once,
 * and nothing is written, not even a turn. @throws TableUnavailable
 */
export const wouldAssign = async (deps: Deps, tenantId: string, actions: readonly Action[], people: People): Promise<WouldAssign> => {
  const teams = new Map(await Promise.all(teamsOf(actions).map(async (id) => [id, await teamNow(deps, tenantId, id, people)] as const)));
  return (ticket, effect) => {
    if (effect.type !== 'assign' || !effect.choose || effect.teamId === null) return null;
    const team = teams.get(effect.teamId);
    if (!team) return null;
    const { available, loads } = team;
    const able = skilled(people.membersOf(effect.teamId), people.skillsOf ?? (() => []), effect.skills ?? [], effect.choose === 'skill' ? ticket.tags : []);
    const loadOf = (id: string): number => loads.get(id) ?? 0;
    const free = able.filter((id) => available.includes(id) && loadOf(id) < (people.capacityOf?.(id) ?? Number.POSITIVE_INFINITY));
    const least = Math.min(...free.map(loadOf));
    const candidates = effect.choose === 'round_robin' ? free : free.filter((id) => loadOf(id) === least);
    const picked = candidates[candidates.length > 1 ? team.turns++ % candidates.length : 0];
    if (picked === undefined) return null;
    loads.set(picked, loadOf(picked) + 1);
    return picked;
  };
};
