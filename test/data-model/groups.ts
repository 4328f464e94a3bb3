import { randomUUID } from 'node:crypto';
import { createGroup } from '../../domain/chat/groups/create-group.ts';
import type { Table } from '../../domain/table/port.ts';
import { PASSWORD } from '../functions/api/harness.ts';
import { anApplicationChats } from './chat.ts';
import { linksGetPreviews } from './previews.ts';
import { pushesGoOut } from './pushes.ts';
import type { openShop } from './shop.ts';
import { chatsBecomeTickets } from './support-chat.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'as' | 'settle' | 'watch' | 'load'>;

/** People whom nobody has registered: a shop has few, and a large group many. */
const makeLargeGroup = async (deps: Shop['load']['deps'], tenantId: string, owner: string, memberIds: readonly string[]): Promise<string> => {
  const edges = { objects: { put: async () => undefined }, queues: { send: async () => undefined }, bulkQueueUrl: '' };
  const namesOf = async (_: string, ids: readonly string[]) => new Map(ids.map((id) => [id, id] as const));
  const actor = { type: 'user', id: owner, role: 'user', teamIds: [], name: 'Ada' } as const;
  const context = { tenantId, actor, correlationId: 'c', causationId: null, depth: 0 };
  const { body } = await createGroup({ ...deps, ...edges, namesOf }, context, { id: randomUUID(), name: 'Large', memberIds });
  return body.id;
};

/** A client application of the shop chats; a user registers and chats with colleagues in groups and in twos. `colleagues`: two agents. */
export const everybodyChats = async (
  shop: Shop,
  { slug, ...own }: { readonly slug: string; readonly tenantId: string; readonly table: Table },
  [first, second]: readonly [string, string],
): Promise<void> => {
  const { call, as, settle, watch, load } = shop;
  const { conversationId, at: chat } = await anApplicationChats(shop);
  await linksGetPreviews(shop, { tenantId: own.tenantId, conversationId, at: chat });
  const draft = { tenant: slug, name: 'Uma', email: `uma@${slug}.example`, password: PASSWORD, mobileNumber: '+49 30 123' };
  const user = String((await as(undefined, () => call('POST /v1/registrations', draft)))['id']);
  const signedIn = await as(undefined, () => call('POST /v1/sessions', { tenant: slug, email: draft.email, password: PASSWORD }));
  const by = <T>(work: () => Promise<T>): Promise<T> => as(String(signedIn['accessToken']), work);
  const once = (key: string) => ({ 'idempotency-key': key });
  const connect = async (device: string): Promise<void> => watch.connect(String((await call('POST /v1/socket-tickets'))['ticket']), device);
  await by(() => connect('phone-of-uma'));
  await connect('tab-of-ada');
  await watch.say('tab-of-ada', { type: 'subscribe', conversationIds: [conversationId] });
  await call(`POST ${chat}/messages`, { body: 'who is there?' });
  await settle();
  for (const query of ['q=li', `email=bob@${slug}.example`, 'mobileNumber=%2B49%2030%20123']) await call(`GET /v1/users?${query}`);
  const group = String((await call('POST /v1/groups', { name: 'Crew', description: 'who carries', memberIds: [user] }, 2, once('group-1')))['id']);
  const at = `/v1/groups/${group}`;
  await call('POST /v1/groups', { id: group, name: 'Other' }, 4);
  await call(`PATCH ${at}`, { name: 'Crews', description: 'who carries parcels', add: [first, second] });
  await call(`PATCH ${at}`, { remove: [second] });
  await call(`PATCH ${at}/members/${user}`, { role: 'admin' });
  await call(`PATCH ${at}/membership`, { pinned: true });
  await call(`GET ${at}`);
  await call(`GET ${at}/members`);
  await call(`POST ${at}/messages`, { body: 'At the dor' }, 2, once('line-2'));
  await call(`PATCH ${at}/messages/1`, { body: 'At the door' });
  await by(() => call(`POST ${at}/messages`, { body: `Thanks, @[${first}]`, inReplyTo: 1 }));
  for (const method of ['PUT', 'DELETE']) await by(() => call(`${method} ${at}/messages/1/reactions/${encodeURIComponent('👍')}`));
  await settle();
  await by(() => call('GET /v1/groups'));
  await by(() => call(`GET ${at}/messages`));
  await by(() => call(`GET ${at}/messages/1`));
  await pushesGoOut(shop, own, { by, userId: user, group });
  await chatsBecomeTickets(shop, { ...own, by, userId: user });
  await by(() => call('POST /v1/acks', { conversationId: group, number: 1 }));
  await call(`DELETE ${at}/messages/1`);
  // Moderation: slow mode, a hidden message, a ban.
  await call(`PATCH ${at}/members/${user}`, { role: 'member' });
  await call(`PATCH ${at}`, { slowModeSeconds: 60 });
  await by(() => call(`POST ${at}/messages`, { body: 'buy now' }));
  await by(() => call(`POST ${at}/messages`, { body: 'buy now!' }, 4));
  await by(() => call(`POST ${at}/messages/3/report`, { reason: 'sells things' }));
  await call(`PATCH ${at}/messages/3`, { hidden: true });
  await call(`POST ${at}/messages`, { body: 'who is that?', threadOf: 2 });
  await call(`GET ${at}/messages?thread=2`);
  // A file, which is not uploaded: nobody has a link to it.
  const { id: file } = await call('POST /v1/attachments', { name: 'plan.pdf', type: 'application/pdf', size: 12 });
  await call(`POST ${at}/messages`, { attachmentIds: [file] });
  await by(() => call(`GET /v1/attachments/${String(file)}`, undefined, 4));
  await call(`PUT ${at}/bans/${second}`, { reason: 'sells watches' });
  await call(`GET ${at}/bans`);
  await call(`PATCH ${at}`, { add: [second] }, 4);
  await call(`DELETE ${at}/bans/${second}`);
  const { invite } = await call(`POST ${at}/invitation`);
  await by(() => call('POST /v1/groups/join', { invite }));
  await call(`DELETE ${at}/invitation`);
  // More than a request adds: a job does it.
  const many = Array.from({ length: 1_001 }, (_, n) => `gone-${n}`);
  await call(`PATCH ${at}`, { remove: [...many, user] });
  await call('POST /v1/groups', { name: 'Large', memberIds: many }, 4);
  await settle();
  // Devices listen to a large group: those that are connected when it grows, and those that connect later.
  const ada = String((await call('GET /v1/me'))['id']);
  const crowd = Array.from({ length: 120 }, (_, n) => `crowd-${n}`);
  const large = await makeLargeGroup(load.deps, own.tenantId, ada, crowd);
  await settle();
  await connect('phone-of-ada');
  await call(`POST /v1/groups/${large}/messages`, { body: 'everybody' });
  await call(`PATCH /v1/groups/${large}`, { remove: ['crowd-1'] });
  await settle();
  await watch.disconnect('phone-of-ada');
  // The owner leaves; whoever is left has the group then.
  await call(`PATCH ${at}`, { remove: [String((await call('GET /v1/me'))['id'])] });
  const direct = String((await call('POST /v1/directs', { userId: user }))['id']);
  await call(`POST /v1/directs/${direct}/messages`, { body: 'helo' });
  await call(`PATCH /v1/directs/${direct}/messages/1`, { body: 'hello' });
  await by(() => call(`GET /v1/directs/${direct}/messages`));
  await by(() => call(`GET /v1/directs/${direct}/messages/1`));
  for (const method of ['PUT', 'DELETE']) await by(() => call(`${method} /v1/directs/${direct}/messages/1/reactions/${encodeURIComponent('👍')}`));
  await call(`DELETE /v1/directs/${direct}/messages/1`);
  await by(() => call(`GET /v1/directs/${direct}`));
  await call(`POST /v1/directs/${direct}/messages`, { body: 'you fool' });
  const { id: report } = await by(() => call(`POST /v1/directs/${direct}/messages/2/report`, { reason: 'insults me' }, 2, once('report-1')));
  await by(() => call(`POST /v1/directs/${direct}/messages/2/report`, { reason: 'again' }));
  await call('GET /v1/reports');
  await call(`PATCH /v1/reports/${String(report)}`, { action: 'hide' });
  await by(() => call('GET /v1/messages'));
  const frames = [
    { type: 'send', id: 'f1', conversationId: direct, body: 'are you there?' },
    { type: 'group.create', id: 'f2', name: 'Vans', memberIds: [user] },
    { type: 'ack', id: 'f3', conversationId: direct, number: 1 },
  ];
  const { items } = await call('POST /v1/send', frames, 2, once('send-1'));
  const made = (items as unknown as { conversationId: string }[])[1]?.conversationId;
  await call('POST /v1/send', { type: 'group.update', id: 'f4', conversationId: made, name: 'Trucks' });
  await call('POST /v1/send', frames);
  await watch.say('phone', { type: 'typing', conversationId: direct });
  await by(() => call('GET /v1/directs'));
  await settle();
  await by(() => call(`PATCH /v1/directs/${direct}`, { blocked: true }));
  await settle();
  for (const device of ['phone-of-uma', 'tab-of-ada']) await watch.disconnect(device);
};
