import type { Clock } from '../context.ts';
import { threadPk } from '../conversations/kinds/thread.ts';
import { messageKey } from '../conversations/log/draft.ts';
import { FRAME_BODY } from '../limits.ts';
import { hasEnded, readChatState } from '../livechat/chat-state.ts';
import { isForVisitor, presentToVisitor } from '../livechat/present.ts';
import { withBodies } from '../support/messages/bodies.ts';
import { messageOf } from '../support/messages/message.ts';
import { parseTicketId } from '../support/threads/keys.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Item, Table } from '../table/port.ts';
import { cut } from '../text/well-formed.ts';
import { type Connection, forgetConnection, personKey } from './connection.ts';
import type { FeedEntry } from './feed-entry.ts';
import { type PostDeps, postFrames } from './post-frames.ts';
import type { VisitorFrame } from './visitor-frames.ts';

/** Messages of one conversation in one delivery: a device that misses more reads them through the API. */
const MOST = 100;

/** The devices of a conversation's visitor: the conversation is their person, so all are in one partition. @throws TableUnavailable */
export const visitorConnections = async (table: Table, tenantId: string, threadId: string): Promise<Connection[]> => {
  const { pk, sk } = personKey({ tenantId, personId: threadId, connectionId: '' });
  const found: Connection[] = [];
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await table.query({ pk, beginsWith: sk, consistent: true, ...(after ? { after } : {}) });
    found.push(...page.items.map((item) => visitorConnection(tenantId, threadId, item)));
    after = page.next;
  } while (after);
  return found;
};

const visitorConnection = (tenantId: string, threadId: string, item: Item): Connection => ({
  connectionId: String(item['connectionId']),
  tenantId,
  personId: threadId,
  principal: 'visitor',
  role: 'user',
  teamIds: [],
  sessionId: null,
});

/** Posts a frame to all devices of the visitor. One that takes nothing is forgotten: its client connects again and reads what it missed. @throws TableUnavailable */
export const postToVisitor = async (deps: PostDeps, tenantId: string, threadId: string, make: () => Promise<readonly VisitorFrame[]>): Promise<number> => {
  const connections = await visitorConnections(deps.table, tenantId, threadId);
  if (connections.length === 0) return 0;
  const frames = (await make()).map((frame) => JSON.stringify(frame));
  const { sent, unreached } = await postFrames(
    deps,
    connections.map((connection) => ({ connection, frames })),
  );
  await Promise.all(unreached.map((connection) => forgetConnection(deps.table, connection)));
  return sent;
};

/** The frames of these messages as they are now. Notes, suggestions and the like are none of them, whatever an entry says. @throws TableUnavailable */
const framesOf = async (table: Table, tenantId: string, threadId: string, numbers: readonly number[]): Promise<VisitorFrame[]> => {
  const pk = threadPk(tenantId, threadId);
  const keys = numbers.map((number) => messageKey(pk, number));
  const items = (await table.get(keys, { consistent: true })).filter((item) => item !== undefined);
  const wanted = items.filter((item) => isForVisitor(messageOf(item)));
  const whole = await withBodies(table, pk, wanted);
  return Promise.all(
    whole.map(async (item): Promise<VisitorFrame> => {
      const message = await presentToVisitor(messageOf(item), null);
      const isCut = item['aside'] === true || (message.text?.length ?? 0) > FRAME_BODY;
      const text = message.text === null ? null : cut(message.text, FRAME_BODY);
      return { type: 'message', message: { ...message, text, attachments: [...message.attachments] }, ...(isCut ? { truncated: true } : {}) };
    }),
  );
};

/** What a batch tells about one conversation: the numbers of its messages, and whether its end has changed. */
interface News {
  readonly numbers: Set<number>;
  hasEnd: boolean;
}

/** The ticket has ended, or there was an end before it: a first chat that goes on tells nothing, and costs nothing. */
const tellsEnd = (ticket: Ticket): boolean => hasEnded(ticket) || ticket.reopenCount > 0 || ticket.firstNumber > 1;

/** The conversations of visitors that a batch of a tenant's feed is about. */
const conversationsIn = (entries: readonly FeedEntry[]): Map<string, News> => {
  const found = new Map<string, News>();
  const newsOf = (threadId: string): News => {
    const news = found.get(threadId) ?? { numbers: new Set(), hasEnd: false };
    found.set(threadId, news);
    return news;
  };
  for (const entry of entries) {
    if ((entry.kind === 'message' || entry.kind === 'amended') && entry.message.forVisitor === true)
      newsOf(entry.message.threadId).numbers.add(entry.message.number);
    // A ticket that is too long for the queue may be one of a chat.
    const ended = entry.kind === 'ticket' && entry.ticket.origin.channel === 'livechat' && tellsEnd(entry.ticket) ? entry.ticket.threadId : null;
    const threadId = entry.kind === 'ticketRef' ? parseTicketId(entry.ticketId)?.threadId : ended;
    if (threadId) newsOf(threadId).hasEnd = true;
  }
  return found;
};

/** Tells visitors what was written and has changed in their own conversation, whatever agents are told. Returns the frames that arrived. @throws TableUnavailable */
export const deliverToVisitors = async (deps: PostDeps & { readonly clock: Clock }, tenantId: string, entries: readonly FeedEntry[]): Promise<number> => {
  const sent = await Promise.all(
    [...conversationsIn(entries)].map(([threadId, { numbers, hasEnd }]) => {
      const newest = [...numbers].sort((a, b) => a - b).slice(-MOST);
      return postToVisitor(deps, tenantId, threadId, async () => [
        ...(newest.length === 0 ? [] : await framesOf(deps.table, tenantId, threadId, newest)),
        ...(hasEnd ? [{ type: 'chat' as const, chat: await readChatState(deps.table, tenantId, threadId, deps.clock()) }] : []),
      ]);
    }),
  );
  return sent.reduce((sum, one) => sum + one, 0);
};
