import type { Walls } from '../policy/configuration.ts';
import { canSeeTicket, type Viewer } from '../support/queues/visibility.ts';
import { loadLeading } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import { cut } from '../text/well-formed.ts';
import { audienceOf } from './audiences/staff.ts';
import type { FailureEntry, MentionEntry } from './feed-entry.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { postFrames } from './post-frames.ts';
import { liveConnections } from './roster.ts';
import type { PresenceDeps } from './tell-presence.ts';

/** Characters of the note in a notification. */
const PREVIEW = 200;

interface Notification {
  readonly tenantId: string;
  /** A message of a merged ticket is one of the leading ticket. */
  readonly ticketId: string;
  isFor(viewer: Viewer, ticket: Ticket, configuration: Walls): boolean;
  frameOf(ticket: Ticket): ServerFrame;
}

/** Notifies the people it is for, if they are connected and may see the ticket, whatever their screen shows. @throws TableUnavailable */
const notify = async (deps: PresenceDeps, { tenantId, ticketId, isFor, frameOf }: Notification): Promise<void> => {
  const connections = await liveConnections(deps.table, tenantId, deps.clock());
  if (connections.length === 0) return;
  const [[ticket], configuration] = await Promise.all([loadLeading(deps.table, tenantId, [ticketId]), deps.configurations.walls(tenantId)]);
  if (!ticket) return;
  const frames = [frameText(frameOf(ticket))];
  const called = audienceOf(connections, configuration).members.filter(
    ({ viewer }) => isFor(viewer, ticket, configuration) && canSeeTicket(viewer, ticket, configuration),
  );
  await postFrames(
    deps,
    called.map(({ connection }) => ({ connection, frames })),
  );
};

/** Notifies everybody whom a note mentions. @throws TableUnavailable */
export const tellMention = (deps: PresenceDeps, { tenantId, message, mentions }: MentionEntry): Promise<void> => {
  const { threadId, number, body, senderId, createdAt } = message;
  return notify(deps, {
    tenantId,
    ticketId: message.ticketId,
    isFor: ({ id, teamIds }) => id !== senderId && mentions.some((one) => (one.type === 'agent' ? one.id === id : teamIds.includes(one.id))),
    frameOf: (ticket) => ({
      type: 'mention',
      ticketId: ticket.id,
      conversationId: threadId,
      number,
      body: body === null ? null : cut(body, PREVIEW),
      senderId,
      createdAt,
    }),
  });
};

/** Notifies the ticket's owner, an agent or a whole team, that a reply failed for good (DESIGN §6). @throws TableUnavailable */
export const tellFailure = (deps: PresenceDeps, { tenantId, message }: FailureEntry): Promise<void> =>
  notify(deps, {
    tenantId,
    ticketId: message.ticketId,
    isFor: ({ id, teamIds }, { owner }) => (owner.agentId === null ? owner.teamId !== null && teamIds.includes(owner.teamId) : owner.agentId === id),
    frameOf: (ticket) => ({
      type: 'failure',
      ticketId: ticket.id,
      conversationId: message.threadId,
      number: message.number,
      error: message.delivery?.error ?? null,
    }),
  });
