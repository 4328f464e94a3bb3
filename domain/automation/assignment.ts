import type { Key, Table } from '../table/port.ts';
import type { Strategy } from './actions/strategies.ts';

export interface PickDeps {
  readonly table: Table;
  /** Active tickets of an agent, from the index, which may be slightly behind. @throws TableUnavailable */
  readonly loadOf: (agentId: string) => Promise<number>;
}

/**
 * The next agent of a team. Round robin counts turns in one item of the team, so that all processes share them. If the change then does not
 * happen, its turn is lost, and one agent is skipped once. The other strategies count active tickets; agents with equal counts take turns.
 * Null for a team without agents. `members`: in a fixed order. @throws TableUnavailable
 */
export const pickAgent = async (deps: PickDeps, tenantId: string, teamId: string, members: readonly string[], strategy: Strategy): Promise<string | null> => {
  const candidates = strategy === 'round_robin' ? members : await leastLoaded(deps, members);
  if (candidates.length <= 1) return candidates[0] ?? null;
  const turn = await nextTurn(deps.table, tenantId, teamId);
  return candidates[turn % candidates.length] ?? null;
};

const leastLoaded = async ({ loadOf }: PickDeps, members: readonly string[]): Promise<string[]> => {
  const loads = await Promise.all(members.map(async (id) => ({ id, load: await loadOf(id) })));
  const least = Math.min(...loads.map(({ load }) => load));
  return loads.filter(({ load }) => load === least).map(({ id }) => id);
};

const turnKey = (tenantId: string, teamId: string): Key => ({ pk: `T#${tenantId}#RR#${teamId}`, sk: 'TURN' });

/** The next turn, without taking it. @throws TableUnavailable */
export const turnCount = async (table: Table, tenantId: string, teamId: string): Promise<number> =>
  Number((await table.get([turnKey(tenantId, teamId)]))[0]?.['turns'] ?? 0);

/** 0, 1, 2 … */
const nextTurn = async (table: Table, tenantId: string, teamId: string): Promise<number> => {
  const item = await table.write({ op: 'update', key: turnKey(tenantId, teamId), add: { turns: 1 } });
  return Number(item?.['turns'] ?? 1) - 1;
};
