import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Table } from '../../table/port.ts';
import { agentKey, agentOf, presentAgent } from './agent.ts';

export const AGENT_SORTS = ['name', 'createdAt'] as const;

/** All agents of the tenant: a business has hundreds at most, and they stand in one partition. @throws TableUnavailable */
export async function listAgents(deps: { readonly table: Table }, context: Pick<Context, 'tenantId'>) {
  const { pk, sk } = agentKey(context.tenantId, '');
  return (await everyItem(deps.table, pk, sk)).map((item) => presentAgent(agentOf(item)));
}

/** @throws Problem not_found, TableUnavailable */
export async function getAgent(deps: { readonly table: Table }, context: Pick<Context, 'tenantId'>, id: string) {
  const [item] = await deps.table.get([agentKey(context.tenantId, id)], { consistent: true });
  if (!item) throw notFound('agent');
  return presentAgent(agentOf(item));
}
