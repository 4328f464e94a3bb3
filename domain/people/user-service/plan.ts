import type { Agent } from '../agents/agent.ts';
import type { Team } from '../teams/teams.ts';
import type { GivenAgent, GivenPeople, GivenTeam, Skipped } from './answer.ts';

export interface Plan {
  readonly newTeams: readonly GivenTeam[];
  readonly renamedTeams: readonly GivenTeam[];
  readonly goneTeams: readonly Team[];
  readonly newAgents: readonly GivenAgent[];
  readonly changedAgents: readonly GivenAgent[];
  readonly goneAgents: readonly Agent[];
  readonly skipped: readonly Skipped[];
}

const same = (a: Agent, b: GivenAgent): boolean =>
  a.name === b.name && a.email === b.email && a.role === b.role && a.teamIds.join('\n') === b.teamIds.join('\n');

/** The difference between the answer and the hub's data. Entries of the hub's own admins are never changed. Pure. */
export const planSync = (given: GivenPeople, agents: readonly Agent[], teams: readonly Team[]): Plan => {
  const skipped: Skipped[] = [...given.skipped];
  const teamOf = new Map(teams.map((team) => [team.id, team]));
  const agentOf = new Map(agents.map((agent) => [agent.id, agent]));
  const ours = (kind: Skipped['kind'], id: string): void => void skipped.push({ kind, id, reason: 'id (the hub has one of its own)' });

  const newTeams: GivenTeam[] = [];
  const renamedTeams: GivenTeam[] = [];
  for (const team of given.teams ?? []) {
    const has = teamOf.get(team.id);
    if (!has) newTeams.push(team);
    else if (has.source === 'hub') ours('team', team.id);
    else if (has.name !== team.name) renamedTeams.push(team);
  }
  const goneTeams = given.teams === null ? [] : teams.filter(({ id, source }) => source === 'user_service' && !given.named.teams.has(id));

  const gone = new Set(goneTeams.map(({ id }) => id));
  const known = new Set([...teamOf.keys(), ...newTeams.map(({ id }) => id)].filter((id) => !gone.has(id)));
  const newAgents: GivenAgent[] = [];
  const changedAgents: GivenAgent[] = [];
  for (const entry of given.agents ?? []) {
    const teamIds = [...new Set(entry.teamIds)].filter((id) => known.has(id));
    for (const id of entry.teamIds) if (!known.has(id)) skipped.push({ kind: 'agent', id: entry.id, reason: `teamIds (there is no team ${id})` });
    const agent = { ...entry, teamIds };
    const has = agentOf.get(agent.id);
    if (!has) newAgents.push(agent);
    else if (has.source === 'hub') ours('agent', agent.id);
    else if (!same(has, agent)) changedAgents.push(agent);
  }
  const goneAgents = given.agents === null ? [] : agents.filter(({ id, source }) => source === 'user_service' && !given.named.agents.has(id));
  return { newTeams, renamedTeams, goneTeams, newAgents, changedAgents, goneAgents, skipped };
};
