import { createHash } from 'node:crypto';
import type { Clock, Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { callService } from '../../services/call-service.ts';
import type { Service } from '../../services/service.ts';
import type { Table } from '../../table/port.ts';
import { changeAgent, deleteAgent } from '../agents/change-agent.ts';
import { readAgents } from '../agents/list-agents.ts';
import { changeTeam, deleteTeam, listTeams } from '../teams/teams.ts';
import { addPeople, agentAddition, teamAddition } from './add-people.ts';
import { type GivenPeople, readPeople, type Skipped } from './answer.ts';
import { planSync } from './plan.ts';
import { COMPARED_MS, FRESH_MS, type PeopleState, REST_MS, readPeopleState, TOLD, writePeopleState } from './state.ts';

export interface SyncDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly newSecret: () => string;
  readonly closeSockets: Parameters<typeof deleteAgent>[0]['closeSockets'];
  readonly service: Service;
}

export type Synced =
  | { readonly outcome: 'fresh' }
  | { readonly outcome: 'failed'; readonly reason: string; readonly isOperators: boolean }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'changed'; readonly changed: number; readonly skipped: readonly Skipped[] };

/** The clocks of two machines differ. */
const SLACK_MS = 2_000;

/**
 * Requests a tenant's people from the user service if the copy is old, and updates the hub's directory. Without a good answer the
 * copy stays unchanged. @throws TableUnavailable; when the service's secret cannot be read
 */
export const syncPeople = async (deps: SyncDeps, context: Context): Promise<Synced> => {
  const { tenantId } = context;
  const before = await readPeopleState(deps.table, tenantId);
  const askedAt = deps.clock();
  if (before && before.dueAt - askedAt > SLACK_MS) return { outcome: 'fresh' };
  const called = await callService(deps.service, '/v1/agents', { tenantId });
  const fail = async (reason: string, isOperators: boolean, restMs = REST_MS): Promise<Synced> => {
    const base = before ?? NEVER;
    await writePeopleState(deps.table, tenantId, { ...base, askedAt, dueAt: deps.clock() + restMs, error: reason });
    return { outcome: 'failed', reason, isOperators };
  };
  if (called.outcome === 'later') return fail(called.reason, called.isOperators, called.restMs ?? REST_MS);
  if (called.status < 200 || called.status > 299) return fail(`HTTP ${called.status}`, false);
  const read = readPeople(called.body);
  if (!read.ok) return fail(read.reason, false);
  const digest = createHash('sha256').update(called.body).digest('base64url');
  const now = { askedAt, syncedAt: deps.clock(), dueAt: deps.clock() + FRESH_MS, error: null };
  // Entries that conflicted with the hub's own may succeed now.
  if (before && before.digest === digest && now.syncedAt - before.comparedAt < COMPARED_MS) {
    await writePeopleState(deps.table, tenantId, { ...before, ...now });
    return { outcome: 'unchanged' };
  }
  const { changed, skipped, agents, teams } = await updateDirectory(deps, context, read);
  const state: PeopleState = {
    ...now,
    // Invalid entries stay invalid until the answer changes.
    digest: skipped.length === read.skipped.length ? digest : null,
    comparedAt: now.syncedAt,
    agents,
    teams,
    skippedCount: skipped.length,
    skipped: skipped.slice(0, TOLD),
  };
  await writePeopleState(deps.table, tenantId, state);
  return { outcome: 'changed', changed, skipped };
};

const NEVER: PeopleState = {
  askedAt: 0,
  syncedAt: null,
  dueAt: 0,
  error: null,
  digest: null,
  comparedAt: 0,
  agents: 0,
  teams: 0,
  skippedCount: 0,
  skipped: [],
};

/** Teams are added before their members, and deleted after them. */
const updateDirectory = async (
  syncDeps: SyncDeps,
  context: Context,
  given: GivenPeople,
): Promise<{ changed: number; skipped: Skipped[]; agents: number; teams: number }> => {
  // The service itself may change entries that nobody else may.
  const deps = { ...syncDeps, hasUserService: false };
  const { tenantId } = context;
  const [hasAgents, hasTeams] = await Promise.all([readAgents(deps, context), listTeams(deps, context)]);
  const plan = planSync(given, hasAgents, hasTeams);
  const skipped = [...plan.skipped];
  const each = async <T extends { readonly id: string }>(
    kind: Skipped['kind'],
    entries: readonly T[],
    change: (entry: T) => Promise<unknown>,
  ): Promise<void> => {
    for (const entry of entries) {
      const reason = await refusalOf(change(entry));
      if (reason !== null) skipped.push({ kind, id: entry.id, reason });
    }
  };
  const newTeams = plan.newTeams.map((team) => teamAddition(deps, tenantId, team));
  skipped.push(...(await addPeople(deps, context, newTeams)));
  await each('team', plan.renamedTeams, ({ id, name }) => changeTeam(deps, context, id, { name }));
  await each('agent', plan.goneAgents, ({ id }) => deleteAgent(deps, context, id));
  await each('agent', plan.changedAgents, ({ id, name, email, role, teamIds }) => changeAgent(deps, context, id, { name, email, role, teamIds }));
  const newAgents = plan.newAgents.map((agent) => agentAddition(deps, tenantId, agent));
  skipped.push(...(await addPeople(deps, context, newAgents)));
  await each('team', plan.goneTeams, ({ id }) => deleteTeam(deps, context, id));
  const { renamedTeams, goneTeams, changedAgents, goneAgents } = plan;
  const changed = newTeams.length + renamedTeams.length + goneTeams.length + newAgents.length + changedAgents.length + goneAgents.length;
  const [agents, teams] = await Promise.all([readAgents(deps, context), listTeams(deps, context)]);
  const ofService = (list: readonly { readonly source: string }[]): number => list.filter(({ source }) => source === 'user_service').length;
  return { changed, skipped, agents: ofService(agents), teams: ofService(teams) };
};

/** Why the hub rejects a change, or null. An entry that was deleted in the meantime needs no reason. @throws other errors */
const refusalOf = async (change: Promise<unknown>): Promise<string | null> => {
  try {
    await change;
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.code === 'not_found' ? null : error.message;
  }
};
