import { createHmac } from 'node:crypto';
import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'as' | 'id' | 'settle' | 'consume' | 'watch' | 'uploaded'>;

/** A visitor of the shop's pages chats: anonymously, then signed in, with a file, and reads what is answered. */
export const aVisitorChats = async ({ call, as, id, settle, consume, watch, uploaded }: Shop): Promise<void> => {
  const hosts = { origin: 'https://shop.example' };
  const chat = id(
    await call('POST /v1/origins', { channel: 'livechat', name: 'Chat', credentials: { allowedDomains: ['shop.example'], identitySecret: 'identity-secret' } }),
  );
  const visit = async (body: object) => String((await as(undefined, () => call('POST /v1/livechat/sessions', { originId: chat, ...body }, 2, hosts)))['token']);
  const identity = { id: 'c-7', hash: createHmac('sha256', 'identity-secret').update('c-7').digest('hex') };
  const visitor = await visit({ token: await visit({}), identity, name: 'Vera', answers: { order: '7' } });
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
  await watch.disconnect('tab');
  await consume();
  await call('DELETE /v1/origins/' + chat);
};
