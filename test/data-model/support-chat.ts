import type { ActionOf } from '../../domain/channels/actions.ts';
import { followChat } from '../../domain/chat/support/follow-chat.ts';
import { performInChat } from '../../domain/chat/support/perform-in-chat.ts';
import { peopleOf } from '../../domain/people/find-people.ts';
import type { Table } from '../../domain/table/port.ts';
import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'settle' | 'load'>;

interface Own {
  readonly tenantId: string;
  readonly table: Table;
  readonly userId: string;
  /** As the user. */
  by<T>(work: () => Promise<T>): Promise<T>;
}

/** An application becomes an origin: what the user writes in its chat is a ticket, and the answer is read. */
export const chatsBecomeTickets = async ({ call, settle, load }: Shop, { tenantId, table, userId, by }: Own): Promise<void> => {
  const token = String((await call('POST /v1/applications', { name: 'Shop app' }))['token']);
  const chat = `/v1/applications/${token}/chats`;
  const conversationId = String((await by(() => call(`POST ${chat}`)))['conversationId']);
  const say = (body: string) => by(() => call(`POST ${chat}/1/messages`, { body }));
  await say('before there is an origin');
  await by(() => call(`PUT ${chat}/1/messages/1/reactions/${encodeURIComponent('👍')}`));
  const { id: origin } = await call('POST /v1/origins', { channel: 'application', name: 'Shop app', credentials: { application: token } });
  await say('Where is my order?');
  await by(() => call(`PATCH ${chat}/1/messages/2`, { body: 'Where is my parcel?' }));
  await call(`POST ${chat}/1/messages/2/report`, { reason: 'asks twice' });
  await settle();
  const deps = { ...load.deps, content: async () => undefined, peopleOf: (tenant: string, ids: readonly string[]) => peopleOf(table, tenant, ids) };
  const work = { tenantId, conversationId, receipts: [], mark: '' };
  await followChat(deps, work);
  await settle();
  const reply: ActionOf<'reply'> = {
    kind: 'reply',
    id: 'reply-1',
    tenantId,
    originId: String(origin),
    ticketId: '',
    threadId: '',
    to: conversationId,
    surface: 'chat',
    causation: '',
    cc: [],
    bcc: [],
    subject: null,
    files: [],
    inReplyTo: null,
    references: [],
    agentName: 'Ada',
    automatic: false,
    createdAt: '',
    customerWroteAt: null,
    sentParts: [],
    notes: { begin: async () => undefined, sent: async () => undefined },
    text: 'On its way',
    html: null,
  };
  await performInChat(deps, reply, token);
  await by(() => call('POST /v1/acks', { conversationId, number: 3, read: true }));
  await settle();
  const read = { state: 'read' as const, userId, to: 3 };
  await followChat(deps, { ...work, receipts: [read, { ...read, state: 'delivered' }] });
  await settle();
  await call(`DELETE /v1/origins/${String(origin)}`);
};
