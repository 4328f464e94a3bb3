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
import { postToVisitor } from './visitors.ts';

export interface Typing {
  readonly conversationId: string;
  /** A note, of which the customer learns nothing. */
  readonly note?: boolean | undefined;
}

/**
 * Tells the other viewers of the thread's active ticket, or of the one that it was merged into, that this agent is writing in it, so that no customer gets
 * two answers. The visitor of a live chat learns it too, and the agents that the visitor is writing.
 * Returns the ticket; null: there is no such conversation, or this agent may not see it. @throws TableUnavailable
 */
export const announceTyping = async (
  deps: PostDeps & { readonly configurations: ConfigurationCache; readonly clock: Clock },
  connection: Connection,
  { conversationId, note = false }: Typing,
): Promise<Ticket | null> => {
  const { tenantId, personId, principal } = connection;
  const [[head], connections, configuration] = await Promise.all([
    deps.table.get([headKey(tenantId, conversationId)]),
    liveConnections(deps.table, tenantId, deps.clock()),
    deps.configurations.walls(tenantId),
  ]);
  const ticket = head && (ticketOfItem(head) ?? (await leadingOf(deps, tenantId, conversationId, head)));
  const viewer = viewerOf(connection, configuration);
  // A visitor writes in their own conversation.
  const isOwn = principal === 'visitor' && personId === conversationId;
  if (!head || !ticket || !(isOwn || (viewer && canSeeTicket(viewer, ticket, configuration)))) return null;
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
  const isChat = parseHead(head).origin.channel === 'livechat';
  if (!isOwn && !note && isChat) await postToVisitor(deps, tenantId, conversationId, async () => [{ type: 'typing', name }]);
  return ticket;
};

const leadingOf = async ({ table }: { readonly table: Table }, tenantId: string, threadId: string, head: Item): Promise<Ticket | undefined> => {
  const { mergedFirst, closedFirst } = parseHead(head);
  if (!mergedFirst || mergedFirst !== closedFirst) return undefined;
  const [leading] = await loadLeading(table, tenantId, [ticketIdOf(threadId, mergedFirst)]);
  return leading;
};
