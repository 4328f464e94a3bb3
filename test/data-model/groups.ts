import type { Table } from '../../domain/table/port.ts';
import { PASSWORD } from '../functions/api/harness.ts';
import { anApplicationChats } from './chat.ts';
import { pushesGoOut } from './pushes.ts';
import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'as' | 'settle'>;

/** A client application of the shop chats; a user registers and chats with colleagues in groups and in twos. `colleagues`: two agents. */
export const everybodyChats = async (
  shop: Shop,
  slug: string,
  [first, second]: readonly [string, string],
  own: { readonly table: Table; readonly tenantId: string },
): Promise<void> => {
  const { call, as, settle } = shop;
  await anApplicationChats(shop);
  const draft = { tenant: slug, name: 'Uma', email: `uma@${slug}.example`, password: PASSWORD, mobileNumber: '+49 30 123' };
  const user = String((await as(undefined, () => call('POST /v1/registrations', draft)))['id']);
  const signedIn = await as(undefined, () => call('POST /v1/sessions', { tenant: slug, email: draft.email, password: PASSWORD }));
  const by = <T>(work: () => Promise<T>): Promise<T> => as(String(signedIn['accessToken']), work);
  const once = (key: string) => ({ 'idempotency-key': key });
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
  await by(() => call('GET /v1/groups'));
  await by(() => call(`GET ${at}/messages`));
  await pushesGoOut(shop, own, { by, userId: user, group });
  await by(() => call('POST /v1/acks', { conversationId: group, number: 1 }));
  const { invite } = await call(`POST ${at}/invitation`);
  await by(() => call('POST /v1/groups/join', { invite }));
  await call(`DELETE ${at}/invitation`);
  // More than a request adds: a job does it.
  const many = Array.from({ length: 1_001 }, (_, n) => `gone-${n}`);
  await call(`PATCH ${at}`, { remove: [...many, user] });
  await call('POST /v1/groups', { name: 'Large', memberIds: many }, 4);
  await settle();
  // The owner leaves; whoever is left has the group then.
  await call(`PATCH ${at}`, { remove: [String((await call('GET /v1/me'))['id'])] });
  const direct = String((await call('POST /v1/directs', { userId: user }))['id']);
  await call(`POST /v1/directs/${direct}/messages`, { body: 'hello' });
  await by(() => call(`GET /v1/directs/${direct}`));
  await by(() => call('GET /v1/directs'));
  await by(() => call(`PATCH /v1/directs/${direct}`, { blocked: true }));
  await settle();
};
