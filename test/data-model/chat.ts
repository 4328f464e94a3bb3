import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'settle'>;

/** A client application of the shop chats. */
export const anApplicationChats = async ({ call, settle }: Shop): Promise<{ readonly conversationId: string; readonly at: string }> => {
  const once = (key: string) => ({ 'idempotency-key': key });
  const token = String((await call('POST /v1/applications', { name: 'Courier' }, 2, once('app-1')))['token']);
  const app = `/v1/applications/${token}`;
  await call(`PATCH ${app}`, { name: 'Couriers' });
  await call(`GET ${app}`);
  await call('GET /v1/applications');
  await call(`GET /v1/applications/${'x'.repeat(43)}`, undefined, 4);
  await call(`POST ${app}/chats`, { name: 'Route 7' }, 2, once('chat-1'));
  const { conversationId } = await call(`PATCH ${app}/chats/1`, { name: 'Route 8' });
  await call(`GET ${app}/chats/1`);
  await call(`GET ${app}/chats`);
  await call(`POST ${app}/chats/1/messages`, { body: 'At the dor' }, 2, once('line-1'));
  await call(`POST ${app}/chats/1/messages`, { body: 'long '.repeat(1_000) });
  await call('POST /v1/acks', { conversationId, number: 2 });
  await call(`PATCH ${app}/chats/1/messages/1`, { body: 'At the door' });
  await call(`PATCH ${app}/chats/1/messages/1`, { body: 'At the back door' });
  await call(`GET ${app}/chats/1/messages/1`);
  await call(`GET ${app}/chats/1/messages`);
  await call(`GET ${app}/chats/1/messages?order=asc&limit=1`);
  await call(`GET ${app}/chats/1/messages/search?q=door`);
  await call(`POST ${app}/chats/1/messages`, { body: `Here, @[${String((await call('GET /v1/me'))['id'])}]`, inReplyTo: 1 });
  for (const method of ['PUT', 'DELETE']) await call(`${method} ${app}/chats/1/messages/3/reactions/${encodeURIComponent('👍')}`);
  await call(`DELETE ${app}/chats/1/messages/1`);
  await call(`PATCH ${app}/chats/1/messages/2`, { hidden: true });
  await settle();
  return { conversationId: String(conversationId), at: `${app}/chats/1` };
};
