import type { Clock } from '../context.ts';
import type { ConfigurationCache } from '../policy/cache.ts';
import { canSeeTicket } from '../support/queues/visibility.ts';
import { headKey } from '../support/threads/keys.ts';
import { ticketOfItem } from '../support/tickets/store.ts';
import { viewerOf } from './audience.ts';
import { audienceOf, recipientList } from './audiences/staff.ts';
import type { Connection } from './connection.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { type PostDeps, postFrames } from './post-frames.ts';
import { liveConnections } from './roster.ts';
import { postToVisitor } from './visitors.ts';

export interface Typing {
  readonly conversationId: string;
  /** A note, of which the customer learns nothing. */
  readonly note?: boolean | undefined;
}

/**
 * Tells the other viewers of the thread's active ticket that this agent is writing in it, so that no customer gets two answers. The visitor of a live chat
 * learns it too, and the agents that the visitor is writing.
 * False: there is no such conversation, or this agent may not see it. @throws TableUnavailable
 */
export const announceTyping = async (
  deps: PostDeps & { readonly configurations: ConfigurationCache; readonly clock: Clock },
  connection: Connection,
  { conversationId, note = false }: Typing,
): Promise<boolean> => {
  const { tenantId, personId, principal } = connection;
  const [[head], connections, configuration] = await Promise.all([
    deps.table.get([headKey(tenantId, conversationId)]),
    liveConnections(deps.table, tenantId, deps.clock()),
    deps.configurations.walls(tenantId),
  ]);
  const ticket = ticketOfItem(head);
  const viewer = viewerOf(connection, configuration);
  // A visitor writes in their own conversation.
  const isOwn = principal === 'visitor' && personId === conversationId;
  if (!ticket || !(isOwn || (viewer && canSeeTicket(viewer, ticket, configuration)))) return false;
  const name = isOwn ? ticket.author.name : (configuration.agents.get(personId)?.name ?? null);
  const frame: ServerFrame = {
    type: 'typing',
    conversationId,
    ticketId: ticket.id,
    userId: isOwn ? ticket.author.id : personId,
    name,
  };
  const others = recipientList(audienceOf(connections, configuration).of(ticket)).filter(({ viewer: other }) => other.id !== personId);
  const frames = [frameText(frame)];
  // Errors of other connections do not concern this agent; delivery handles them.
  await postFrames(
    deps,
    others.map((other) => ({ connection: other.connection, frames })),
  );
  if (!isOwn && !note && ticket.origin.channel === 'livechat') await postToVisitor(deps, tenantId, conversationId, async () => [{ type: 'typing', name }]);
  return true;
};
