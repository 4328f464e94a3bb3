import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Table } from '../../table/port.ts';
import { type Agent, agentKey, agentOf, presentAgent } from './agent.ts';

export const AGENT_SORTS = ['name', 'createdAt'] as const;

/** All agents of the tenant, unpaged: a business has hundreds at most, and they share a partition. @throws TableUnavailable */
export async function readAgents(deps: { readonly table: Table }, context: Pick<Context, 'tenantId'>): Promise<Agent[]> {
  const { pk, sk } = agentKey(context.tenantId, '');
  return (await everyItem(deps.table, pk, sk)).map(agentOf);
}

/** In the public shape. @throws TableUnavailable */
export const listAgents = async (deps: { readonly table: Table }, context: Pick<Context, 'tenantId'>) => (await readAgents(deps, context)).map(presentAgent);

/** @throws Problem not_found, TableUnavailable */
export async function getAgent(deps: { readonly table: Table }, context: Pick<Context, 'tenantId'>, id: string) {
  const [item] = await deps.table.get([agentKey(context.tenantId, id)], { consistent: true });
  if (!item) throw notFound('agent');
  return presentAgent(agentOf(item));
}
