import type { Configuration } from '../policy/configuration.ts';
import type { Table } from '../table/port.ts';
import { ownerPk } from '../tickets/index-keys.ts';
import type { Strategy } from './rules/rule.ts';

/**
 * The next agent of a team. Round robin counts turns in one item of the team, so that processes share them; a turn lost to a
 * transaction that did not happen only skips somebody once. Least loaded counts active tickets by owner, as the index knows
 * them a moment ago; who is equally loaded takes turns. Null for a team without agents. @throws TableUnavailable
 */
export const pickAgent = async (
  table: Table,
  configuration: Configuration,
  teamId: string,
  strategy: Strategy,
  present: string | null,
): Promise<string | null> => {
  const members = [...configuration.agents.values()].filter((agent) => agent.teamIds.includes(teamId)).map((agent) => agent.id);
  // A ticket that is already with somebody of the team does not wander from agent to agent with each message.
  if (present !== null && members.includes(present)) return present;
  members.sort();
  const candidates = strategy === 'least_loaded' ? await leastLoaded(table, configuration.tenantId, members) : members;
  if (candidates.length <= 1) return candidates[0] ?? null;
  const turn = await nextTurn(table, configuration.tenantId, teamId);
  return candidates[turn % candidates.length] ?? null;
};

const leastLoaded = async (table: Table, tenantId: string, members: readonly string[]): Promise<string[]> => {
  const loads = await Promise.all(members.map(async (id) => ({ id, load: await table.count({ pk: ownerPk(tenantId, id, false), index: 'byOwner' }) })));
  const least = Math.min(...loads.map(({ load }) => load));
  return loads.filter(({ load }) => load === least).map(({ id }) => id);
};

/** 0, 1, 2 … */
const nextTurn = async (table: Table, tenantId: string, teamId: string): Promise<number> => {
  const item = await table.write({ op: 'update', key: { pk: `T#${tenantId}#RR#${teamId}`, sk: 'TURN' }, add: { turns: 1 } });
  return Number(item?.['turns'] ?? 1) - 1;
};
