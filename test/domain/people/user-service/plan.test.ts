import { expect, test } from 'vitest';
import type { Agent } from '../../../../domain/people/agents/agent.ts';
import type { Team } from '../../../../domain/people/teams/teams.ts';
import type { GivenPeople } from '../../../../domain/people/user-service/answer.ts';
import { planSync } from '../../../../domain/people/user-service/plan.ts';

const agent = (id: string, over: Partial<Agent> = {}): Agent => ({
  id,
  kind: 'agent',
  name: id,
  email: `${id}@out.example`,
  role: 'agent',
  teamIds: [],
  mobileNumber: null,
  skills: [],
  createdAt: '',
  capacity: null,
  revision: 1,
  source: 'user_service',
  ...over,
});
const team = (id: string, over: Partial<Team> = {}): Team => ({ id, name: id, members: 0, createdAt: '', source: 'user_service', ...over });
const given = (agents: Agent[] | null, teams: Team[] | null, named: { agents?: string[]; teams?: string[] } = {}): GivenPeople => ({
  agents,
  teams,
  named: {
    agents: new Set([...(agents ?? []).map(({ id }) => id), ...(named.agents ?? [])]),
    teams: new Set([...(teams ?? []).map(({ id }) => id), ...(named.teams ?? [])]),
  },
  skipped: [],
});
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

test('new entries are added, different ones changed, and missing ones deleted', () => {
  const plan = planSync(
    given([agent('new'), agent('same'), agent('moved', { teamIds: ['t'] })], [team('t', { name: 'T' }), team('fresh')]),
    [agent('same'), agent('moved'), agent('old')],
    [team('t'), team('gone')],
  );
  expect([ids(plan.newAgents), ids(plan.changedAgents), ids(plan.goneAgents)]).toEqual([['new'], ['moved'], ['old']]);
  expect([ids(plan.newTeams), ids(plan.renamedTeams), ids(plan.goneTeams)]).toEqual([['fresh'], ['t'], ['gone']]);
  expect(plan.skipped).toEqual([]);
});

test('entries of the hub’s own admins stay unchanged', () => {
  const plan = planSync(
    given([agent('a', { name: 'Other' })], [team('t', { name: 'Other' })]),
    [agent('a', { source: 'hub' }), agent('b', { source: 'hub' })],
    [team('t', { source: 'hub' })],
  );
  expect({ ...plan, skipped: [] }).toEqual({ newAgents: [], changedAgents: [], goneAgents: [], newTeams: [], renamedTeams: [], goneTeams: [], skipped: [] });
  expect(plan.skipped.map(({ kind, id }) => [kind, id])).toEqual([
    ['team', 't'],
    ['agent', 'a'],
  ]);
});

test('a bad entry, or no list at all, takes nobody away', () => {
  const had = [agent('a'), agent('b')];
  expect(planSync(given([], [], { agents: ['a'] }), had, [team('t')])).toMatchObject({ goneAgents: [{ id: 'b' }], goneTeams: [{ id: 't' }] });
  expect(planSync(given(null, null), had, [team('t')])).toMatchObject({ goneAgents: [], goneTeams: [] });
});

test('an agent joins the teams that there are, those of the hub too; others are left out and told', () => {
  const plan = planSync(
    given([agent('a', { teamIds: ['t', 't', 'ours', 'nowhere', 'gone'] })], [team('t')]),
    [],
    [team('ours', { source: 'hub' }), team('gone')],
  );
  expect(plan.newAgents).toMatchObject([{ id: 'a', teamIds: ['t', 'ours'] }]);
  expect(plan.skipped).toEqual(['nowhere', 'gone'].map((id) => ({ kind: 'agent', id: 'a', reason: `teamIds (there is no team ${id})` })));
});
