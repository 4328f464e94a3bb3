import { createHmac } from 'node:crypto';
import { capabilities as livechatCapabilities } from '../../channels/livechat/capabilities.ts';
import { capabilities as mailCapabilities } from '../../channels/mail/capabilities.ts';
import type { ChannelAction, ReplyAction } from '../../domain/channels/actions.ts';
import { withChats } from '../../domain/livechat/by-mail/answers.ts';
import { visitorMailDue } from '../../domain/livechat/by-mail/due.ts';
import { sendVisitorMail } from '../../domain/livechat/by-mail/send-mail.ts';
import { resolveOrigin } from '../../domain/origins/resolve-origin.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { sendReply } from '../../domain/outbound/replies/send-reply.ts';
import type { SendDeps } from '../../domain/outbound/replies/sending.ts';
import { RetryLater } from '../../domain/outbound/retry-later.ts';
import { applyMessages } from '../../domain/support/events/answer-by-mail.ts';
import type { InboundEvent } from '../../domain/support/inbound/inbound-event.ts';
import type { Table } from '../../domain/table/port.ts';
import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'as' | 'id' | 'settle' | 'consume' | 'watch' | 'uploaded' | 'load'>;

/** A visitor of the shop's pages chats: anonymously, then signed in, with a file, reads what is answered, and gets the rest by mail. */
export const aVisitorChats = async ({ call, as, id, settle, consume, watch, uploaded, load }: Shop): Promise<void> => {
  const hosts = { origin: 'https://shop.example' };
  const chat = id(
    await call('POST /v1/origins', { channel: 'livechat', name: 'Chat', credentials: { allowedDomains: ['shop.example'], identitySecret: 'identity-secret' } }),
  );
  const visit = async (body: object) => String((await as(undefined, () => call('POST /v1/livechat/sessions', { originId: chat, ...body }, 2, hosts)))['token']);
  await call('PATCH /v1/origins/' + chat, { widget: { accent: '#0b6e7a', askEmail: 'optional' } });
  await as(undefined, () => call('GET /v1/livechat/settings?originId=' + chat, undefined, 2, hosts));
  const identity = { id: 'c-7', hash: createHmac('sha256', 'identity-secret').update('c-7').digest('hex') };
  const visitor = await visit({ token: await visit({}), identity, name: 'Vera', email: 'vera@post.example', answers: { order: '7' } });
  await as(visitor, async () => {
    const photo = await call('POST /v1/livechat/attachments', { name: 'a.png', type: 'image/png', size: 10 }, 2, hosts);
    uploaded.set((photo['upload'] as { fields: { key: string } }).fields.key, { body: new Uint8Array(10), contentType: 'image/png' });
    await call('POST /v1/livechat/messages', { id: 'm-1', text: 'hello', attachmentIds: [id(photo)] }, 2, hosts);
    await watch.connect(new URL(String((await call('POST /v1/livechat/socket-tickets', {}, 2, hosts))['url'])).searchParams.get('ticket') ?? '', 'tab');
  });
  await settle();
  const vera = String(
    ((await call('GET /v1/tickets'))['items'] as { id: string; author: { id: string } }[]).find((ticket) => ticket.author.id.startsWith('visitor-'))?.id,
  );
  const said = await call(`POST /v1/tickets/${vera}/messages`, { kind: 'reply', text: 'Good morning' });
  await settle();
  await as(visitor, async () => {
    await watch.say('tab', { type: 'typing', conversationId: vera.split('.')[0] });
    await call('POST /v1/livechat/acks', { read: said['number'] }, 2, hosts);
    await call('GET /v1/livechat/updates');
    await call('GET /v1/livechat/messages');
  });
  await call(`PATCH /v1/tickets/${vera}`, { status: 'solved' });
  await settle();
  await as(visitor, () => call('PUT /v1/livechat/rating', { stars: 5, comment: 'Thank you' }, 2, hosts));
  await settle();
  await call(`PATCH /v1/tickets/${vera}`, { status: 'working' });
  await settle();
  await watch.disconnect('tab');
  await consume();
  await theVisitorIsGone({ call, id, settle, load }, chat, vera);
  await call('DELETE /v1/origins/' + chat);
};

/** Two replies by mail, an answer to them, and a status of the mail. */
const theVisitorIsGone = async ({ call, id, settle, load }: Pick<Shop, 'call' | 'id' | 'settle' | 'load'>, chat: string, ticketId: string): Promise<void> => {
  const mailbox = id(
    await call('POST /v1/origins', { channel: 'mail', name: 'Help', credentials: { address: 'help@shop.example', inboundSecret: 'secret-of-mail' } }),
  );
  await call('PATCH /v1/origins/' + chat, { continuity: { mailOriginId: mailbox, afterMinutes: 0.01 } });
  const [threadId = ''] = ticketId.split('.');
  const { tenantId, deps } = { tenantId: await tenantOf(load.deps.table, chat), deps: load.deps };
  const letters: ReplyAction[] = [];
  const perform = async (action: ChannelAction): Promise<Outcome> => {
    if ('notes' in action) letters.push(action as ReplyAction);
    return letters.length % 2 === 1 ? { outcome: 'retry', error: { code: '429', message: 'busy' } } : { outcome: 'sent', providerId: null };
  };
  const sending: SendDeps = {
    ...deps,
    linkTo: async () => '',
    sizeOf: async () => null,
    openFile: async function* () {},
    repeatForMs: 60_000,
    causationKey: async () => '',
    channelFor: async (_tenant, _origin, channel) => ({
      capabilities: channel === 'mail' ? mailCapabilities : livechatCapabilities,
      turn: async () => () => {},
      perform: channel === 'mail' ? perform : async () => ({ outcome: 'sent', providerId: null }),
    }),
  };
  const conversation = { tenantId, threadId };
  const say = async (text: string): Promise<void> => {
    const { number } = await call(`POST /v1/tickets/${ticketId}/messages`, { kind: 'reply', text });
    await settle();
    await sendReply(sending, { ...conversation, number: Number(number), correlationId: 'day' }, deps.clock());
    await settle();
  };
  await say('It comes today');
  await say('x'.repeat(9_000));
  await visitorMailDue(deps, { schema: 'visitor-mail/1', ...conversation, dueAt: '' });
  const mail = () => sendVisitorMail(sending, conversation, { queuedAt: deps.clock(), receives: 1 });
  await mail().catch((error: unknown) => {
    if (!(error instanceof RetryLater)) throw error;
  });
  await mail();
  await say('And by noon');
  await mail().catch(() => undefined);
  await mail();
  await settle();
  const base = load.event('vera@post.example', 1);
  const [root = '', own = ''] = letters[1]?.references ?? [];
  const content = { ...base.event.content, references: [root, own] } as NonNullable<typeof base.event.content>;
  const answer: InboundEvent = { ...base, tenantId, originId: mailbox, channel: 'mail', event: { ...base.event, content } };
  const status: InboundEvent = {
    ...answer,
    event: { ...base.event, verb: 'status', providerId: own, version: 'delivered', content: null, author: null, status: { state: 'delivered', error: null } },
  };
  for (const outcome of await withChats(applyMessages)(deps, [answer, status], 1)) if (!outcome.ok) throw outcome.error;
  await settle();
};

const tenantOf = async (table: Table, originId: string): Promise<string> => String((await resolveOrigin(table, originId))?.tenantId);
