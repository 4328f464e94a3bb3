import { canSeeTicket } from '../support/queues/visibility.ts';
import { headKey } from '../support/threads/keys.ts';
import { ticketOfItem } from '../support/tickets/store.ts';
import { viewerOf } from './audience.ts';
import { type Connection, liveConnections } from './connection.ts';
import type { DeliverDeps } from './deliver-tenant.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { postFrames } from './post-frames.ts';

/**
 * Tells the others who see the thread's active ticket that this agent is writing in it, so that no customer gets two answers.
 * False: there is no such conversation, or this agent may not see it. @throws TableUnavailable
 */
export const announceTyping = async (
  deps: Omit<DeliverDeps, 'attended' | 'counterShards'>,
  connection: Connection,
  conversationId: string,
): Promise<boolean> => {
  const { tenantId, personId } = connection;
  const [[head], connections, configuration] = await Promise.all([
    deps.table.get([headKey(tenantId, conversationId)]),
    liveConnections(deps.table, tenantId, deps.clock()),
    deps.configurations.walls(tenantId),
  ]);
  const ticket = ticketOfItem(head);
  const maySee = (who: Connection): boolean => {
    const viewer = viewerOf(who, configuration);
    return viewer !== null && ticket !== undefined && canSeeTicket(viewer, ticket, configuration);
  };
  if (!maySee(connection)) return false;
  const frame: ServerFrame = { type: 'typing', conversationId, userId: personId };
  const frames = [frameText(frame)];
  // Whoever of the others cannot be reached is no fault of this agent's; delivery takes care of them.
  await postFrames(
    deps,
    connections.filter((other) => other.personId !== personId && maySee(other)).map((other) => ({ connection: other, frames })),
  );
  return true;
};
