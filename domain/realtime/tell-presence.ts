import type { AvailabilitySetting } from '../availability/availability.ts';
import type { Clock } from '../context.ts';
import type { ConfigurationCache } from '../policy/cache.ts';
import { canSeeTicket } from '../support/queues/visibility.ts';
import { loadTicket } from '../support/tickets/store.ts';
import { viewerOf } from './audience.ts';
import { audienceOf, recipientList } from './audiences/staff.ts';
import type { Connection } from './connection.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { type PostDeps, postFrames, postTo } from './post-frames.ts';
import { liveConnections } from './roster.ts';
import { viewingOf } from './viewing.ts';

export type PresenceDeps = PostDeps & { readonly configurations: ConfigurationCache; readonly clock: Clock };

/** Sends a person's current availability to all connected colleagues. @throws TableUnavailable */
export const tellAvailability = async (deps: PresenceDeps, tenantId: string, userId: string, said: AvailabilitySetting): Promise<void> => {
  const connections = await liveConnections(deps.table, tenantId, deps.clock());
  if (connections.length === 0) return;
  const { members } = audienceOf(connections, await deps.configurations.walls(tenantId));
  const frames = [frameText({ type: 'presence', userId, ...said })];
  await postFrames(
    deps,
    members.map(({ connection }) => ({ connection, frames })),
  );
};

const viewing = (userId: string, name: string | null, ticketId: string, isViewing: boolean): ServerFrame => ({
  type: 'presence',
  userId,
  name,
  ticketId,
  viewing: isViewing,
});

/**
 * Tells the others who see a ticket that this connection's agent views it, or no longer does. Sends nothing if another connection of the same person
 * shows the ticket. `isViewing`: the viewer is also told who else views it. False: there is no such ticket, or this agent may not see it.
 * @throws TableUnavailable
 */
export const tellViewing = async (deps: PresenceDeps, connection: Connection, ticketId: string, isViewing: boolean): Promise<boolean> => {
  const { tenantId, personId, connectionId } = connection;
  const [ticket, connections, configuration] = await Promise.all([
    loadTicket(deps.table, tenantId, ticketId),
    liveConnections(deps.table, tenantId, deps.clock()),
    deps.configurations.walls(tenantId),
  ]);
  const viewer = viewerOf(connection, configuration);
  if (!ticket || !viewer || !canSeeTicket(viewer, ticket, configuration)) return false;
  const here = connections.filter((live) => viewingOf(live.follows?.ticketIds) === ticketId && live.connectionId !== connectionId);
  const nameOf = (id: string): string | null => configuration.agents.get(id)?.name ?? null;
  if (!here.some((live) => live.personId === personId)) {
    const frames = [frameText(viewing(personId, nameOf(personId), ticketId, isViewing))];
    const others = recipientList(audienceOf(connections, configuration).of(ticket)).filter((member) => member.viewer.id !== personId);
    await postFrames(
      deps,
      others.map((other) => ({ connection: other.connection, frames })),
    );
  }
  const present = new Set(here.map((live) => live.personId).filter((id) => id !== personId));
  if (isViewing && present.size > 0)
    await postTo(
      deps,
      connection,
      [...present].map((id) => frameText(viewing(id, nameOf(id), ticketId, true))),
    );
  return true;
};
