import { canSeeTicket } from '../support/queues/visibility.ts';
import { loadTicket } from '../support/tickets/store.ts';
import { cut } from '../text/well-formed.ts';
import { audienceOf } from './audiences/staff.ts';
import type { MentionEntry } from './feed-entry.ts';
import { frameText } from './frame-text.ts';
import { postFrames } from './post-frames.ts';
import { liveConnections } from './roster.ts';
import type { PresenceDeps } from './tell-presence.ts';

/** Characters of the note in a notification. */
const PREVIEW = 200;

/** Notifies everybody whom a note mentions, if they are connected and may see the ticket, whatever their screen shows. @throws TableUnavailable */
export const tellMention = async (deps: PresenceDeps, { tenantId, message, mentions }: MentionEntry): Promise<void> => {
  const connections = await liveConnections(deps.table, tenantId, deps.clock());
  if (connections.length === 0) return;
  const [ticket, configuration] = await Promise.all([loadTicket(deps.table, tenantId, message.ticketId), deps.configurations.walls(tenantId)]);
  if (!ticket) return;
  const isNamed = (agentId: string, teamIds: readonly string[]): boolean =>
    mentions.some(({ type, id }) => (type === 'agent' ? id === agentId : teamIds.includes(id)));
  const { ticketId, threadId, number, body, senderId, createdAt } = message;
  const frames = [
    frameText({ type: 'mention', ticketId, conversationId: threadId, number, body: body === null ? null : cut(body, PREVIEW), senderId, createdAt }),
  ];
  const called = audienceOf(connections, configuration).members.filter(
    ({ viewer }) => viewer.id !== senderId && isNamed(viewer.id, viewer.teamIds) && canSeeTicket(viewer, ticket, configuration),
  );
  await postFrames(
    deps,
    called.map(({ connection }) => ({ connection, frames })),
  );
};
