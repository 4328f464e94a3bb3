import type { DirectorySet } from '../policy/configuration.ts';
import type { Viewer } from '../support/queues/visibility.ts';
import { type Connection, isStaff } from './connection.ts';
import type { Live } from './roster.ts';

/** Somebody who is connected and may see something. */
export interface Member {
  readonly connection: Live;
  readonly viewer: Viewer;
}

/**
 * The person of a connection with their current rights: an agent's role and teams come from the current configuration, not
 * from the time of connecting. Null: they may see nothing (any more).
 */
export const viewerOf = ({ personId, principal, role, teamIds }: Connection, { agents }: Pick<DirectorySet, 'agents'>): Viewer | null => {
  if (!isStaff(role)) return null;
  if (principal === 'key') return { id: personId, role, teamIds };
  const agent = agents.get(personId);
  return agent && isStaff(agent.role) ? { id: agent.id, role: agent.role, teamIds: agent.teamIds } : null;
};
