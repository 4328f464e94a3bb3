import { randomBytes } from 'node:crypto';
import type { ActionOf } from '../../../../domain/channels/actions.ts';
import { createApplication } from '../../../../domain/chat/applications.ts';
import { createChat } from '../../../../domain/chat/chats.ts';
import { deleteChatMessage, editChatMessage, postChatMessage, reactToChatMessage } from '../../../../domain/chat/messages.ts';
import { type FollowDeps, followChat } from '../../../../domain/chat/support/follow-chat.ts';
import { performInChat } from '../../../../domain/chat/support/perform-in-chat.ts';
import type { ChatReceipt } from '../../../../domain/chat/support/work.ts';
import type { Actor, Context } from '../../../../domain/context.ts';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { type Origin, originItem, originKey } from '../../../../domain/origins/origin.ts';
import { type Message, messageOf } from '../../../../domain/support/messages/message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { ticketOfItem } from '../../../../domain/support/tickets/store.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { bench, TENANT } from '../../support/inbound/events.ts';

const ROLE = { user: 'user', agent: 'agent', key: 'user' } as const;

/** Ann and Bob are customers, Eve is an agent; `bot` is a key. */
const KIND: Readonly<Record<string, 'user' | 'agent'>> = { ann: 'user', bob: 'user', eve: 'agent' };

export const as = (id: string): Context => {
  const type = id === 'bot' ? 'key' : (KIND[id] ?? 'user');
  const actor: Actor = { type, id, role: ROLE[type], teamIds: [], name: id };
  return { tenantId: TENANT, actor, correlationId: 'c', causationId: null, depth: 0 };
};

export const ORIGIN_OF_CHATS = 'o-app';

/** An application with a chat, whose origin is connected unless the test says otherwise. */
export const supportWorld = async ({ connected = true, wrap, seed = 1 }: { connected?: boolean; seed?: number; wrap?: (table: Table) => Table } = {}) => {
  const b = bench({ seed, ...(wrap ? { wrap } : {}) });
  const deps: FollowDeps = {
    ...b.deps,
    peopleOf: async (_, ids) => new Map(ids.flatMap((id) => (KIND[id] ? [[id, { name: id.toUpperCase(), kind: KIND[id] }] as const] : []))),
  };
  // What people do in the chat, and what the test sets up, never fails.
  const sure = { ...b.deps, table: b.table, newSecret: () => randomBytes(32).toString('base64url') };
  const { token } = await createApplication(sure, as('eve'), { name: 'Shop app' });
  const { conversationId, number } = await createChat(sure, as('ann'), token, {});
  const ref = { token, number };
  const origin = (change: Partial<Origin> = {}): Origin => ({
    id: ORIGIN_OF_CHATS,
    channel: 'application',
    name: 'Shop',
    state: 'enabled',
    accountId: token,
    missing: [],
    createdAt: new Date(b.now).toISOString(),
    revision: 1,
    reveal: null,
    ...change,
  });
  const connect = (change: Partial<Origin> = {}) => b.table.write({ op: 'put', item: originItem(TENANT, origin(change)) });
  if (connected) await connect();
  const later = () => void (b.now += 1_000);
  const say = async (who: string, body: string, extras = {}) => {
    later();
    return postChatMessage(sure, as(who), ref, body, extras);
  };
  const target = (extra: object) => ({
    tenantId: TENANT,
    originId: ORIGIN_OF_CHATS,
    ticketId: 't',
    threadId: 'th',
    to: conversationId,
    surface: 'chat' as const,
    causation: '',
    inReplyTo: null,
    ...extra,
  });
  const replyAction = (id: string, text: string, more: Partial<ActionOf<'reply'>> = {}): ActionOf<'reply'> => ({
    kind: 'reply',
    cc: [],
    bcc: [],
    subject: null,
    files: [],
    references: [],
    agentName: 'Eve',
    automatic: false,
    createdAt: '',
    customerWroteAt: null,
    sentParts: [],
    notes: { begin: async () => undefined, sent: async () => undefined },
    html: null,
    text,
    ...target({}),
    ...more,
    id,
  });
  const pk = threadPk(TENANT, threadIdOf(ORIGIN_OF_CHATS, conversationId));
  return {
    b,
    deps,
    sure,
    token,
    ref,
    conversationId,
    connect,
    disconnect: () => b.table.write({ op: 'delete', key: originKey(TENANT, ORIGIN_OF_CHATS) }),
    later,
    say,
    edit: async (who: string, n: number, body: string) => {
      later();
      return editChatMessage(sure, as(who), ref, n, body);
    },
    remove: async (who: string, n: number) => {
      later();
      return deleteChatMessage(sure, as(who), ref, n);
    },
    react: async (who: string, n: number, emoji: string, removed = false) => {
      later();
      return reactToChatMessage(sure, as(who), ref, n, { emoji, removed });
    },
    follow: (receipts: readonly ChatReceipt[] = []) => followChat(deps, { tenantId: TENANT, conversationId, receipts, mark: '' }),
    target,
    replyAction,
    perform: (action: Parameters<typeof performInChat>[1], application = token) => performInChat(deps, action, application),
    /** What the ticket's side has. */
    thread: (): Message[] =>
      b.table
        .all()
        .filter((item) => item.pk === pk && item.sk.startsWith('M#'))
        .map(messageOf),
    tickets: () => [
      ...new Map(
        b.table
          .all()
          .filter((item) => item.pk === pk && (item.sk === 'HEAD' || item.sk.startsWith('K#')))
          .flatMap((item) => ticketOfItem(item) ?? [])
          .map((ticket) => [ticket.id, ticket] as const),
      ).values(),
    ],
  };
};
