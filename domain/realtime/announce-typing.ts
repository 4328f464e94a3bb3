import type { Clock } from '../context.ts';
import type { ConfigurationCache } from '../policy/cache.ts';
import { canSeeTicket } from '../support/queues/visibility.ts';
import { headKey, ticketIdOf } from '../support/threads/keys.ts';
import { loadLeading, ticketOfItem } from '../support/tickets/store.ts';
import { parseHead } from '../support/tickets/thread-head.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Item, Table } from '../table/port.ts';
import { viewerOf } from './audience.ts';
import { audienceOf, recipientList } from './audiences/staff.ts';
import type { Connection } from './connection.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { type PostDeps, postFrames } from './post-frames.ts';
import { liveConnections } from './roster.ts';

/**
 * Tells the other viewers of the thread's active ticket, or of the one that it was merged into, that this agent is writing in it, so that no customer gets
 * two answers.
 * Returns the ticket; null: there is no such conversation, or this agent may not see it. @throws TableUnavailable
 */
export const announceTyping = async (
  deps: PostDeps & { readonly configurations: ConfigurationCache; readonly clock: Clock },
  connection: Connection,
  conversationId: string,
): Promise<Ticket | null> => {
  const { tenantId, personId } = connection;
  const [[head], connections, configuration] = await Promise.all([
    deps.table.get([headKey(tenantId, conversationId)]),
    liveConnections(deps.table, tenantId, deps.clock()),
    deps.configurations.walls(tenantId),
  ]);
  const ticket = head && (ticketOfItem(head) ?? (await leadingOf(deps, tenantId, conversationId, head)));
  const viewer = viewerOf(connection, configuration);
  if (!viewer || !ticket || !canSeeTicket(viewer, ticket, configuration)) return null;
  const frame: ServerFrame = {
    type: 'typing',
    conversationId,
    ticketId: ticket.id,
    userId: personId,
    name: configuration.agents.get(personId)?.name ?? null,
  };
  const others = recipientList(audienceOf(connections, configuration).of(ticket)).filter(({ viewer: other }) => other.id !== personId);
  const frames = [frameText(frame)];
  // Errors of other connections do not concern this agent; delivery handles them.
  await postFrames(
    deps,
    others.map((other) => ({ connection: other.connection, frames })),
  );
  return ticket;
};

const leadingOf = async ({ table }: { readonly table: Table }, tenantId: string, threadId: string, head: Item): Promise<Ticket | undefined> => {
  const { mergedFirst, closedFirst } = parseHead(head);
  if (!mergedFirst || mergedFirst !== closedFirst) return undefined;
  const [leading] = await loadLeading(table, tenantId, [ticketIdOf(threadId, mergedFirst)]);
  return leading;
};
