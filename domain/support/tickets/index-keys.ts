import type { Ticket } from './ticket.ts';

/** FNV-1a: spreads thread ids over shards. It must never change, because stored keys depend on it. */
const shardOf = (text: string, shards: number): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % shards;
};

export const activityPk = (tenantId: string, status: string, shard: number): string => `T#${tenantId}#S#${status}#${shard}`;
/** `month`: `yyyy-mm` of the last activity, so that reading months backwards reads in the order of activity. */
export const closedPk = (tenantId: string, month: string): string => `T#${tenantId}#CL#${month}`;
export const ownerPk = (tenantId: string, agentId: string, closed: boolean): string => `T#${tenantId}#${closed ? 'OC' : 'O'}#${agentId}`;
export const teamPk = (tenantId: string, teamId: string, closed: boolean): string => `T#${tenantId}#${closed ? 'GC' : 'G'}#${teamId}`;
export const sequencePk = (tenantId: string, sequence: number): string => `T#${tenantId}#N#${sequence}`;

/** The index attributes of a ticket's item: at most one entry in each index. */
export const ticketIndexKeys = (tenantId: string, ticket: Ticket, shards: number): Record<string, string> => {
  const closed = ticket.status === 'closed';
  const activity = `${ticket.updatedAt}#${ticket.id}`;
  const held = closed ? activity : `${ticket.assignedAt ?? ticket.createdAt}#${ticket.id}`;
  const { agentId, teamId } = ticket.owner;
  return {
    aPk: closed ? closedPk(tenantId, ticket.updatedAt.slice(0, 7)) : activityPk(tenantId, ticket.status, shardOf(ticket.threadId, shards)),
    aSk: activity,
    ...(agentId ? { oPk: ownerPk(tenantId, agentId, closed), oSk: held } : {}),
    ...(teamId ? { gPk: teamPk(tenantId, teamId, closed), gSk: held } : {}),
    nPk: sequencePk(tenantId, ticket.sequence),
    nSk: ticket.id,
  };
};
