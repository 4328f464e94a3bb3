import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'as' | 'settle'>;

interface Person {
  readonly id: string;
  readonly token: string;
}

/** People of the shop chat in groups and in twos. */
export const peopleChat = async (
  { call, as, settle }: Shop,
  tenant: { readonly slug: string; readonly uma: Person },
  users: readonly string[],
): Promise<void> => {
  const { uma, slug } = tenant;
  const once = (key: string) => ({ 'idempotency-key': key });
  const by = <T>(work: () => Promise<T>): Promise<T> => as(uma.token, work);
  for (const query of ['q=li', `email=bob@${slug}.example`, 'mobileNumber=%2B49%2030%20123']) await call(`GET /v1/users?${query}`);
  const [first = '', second = ''] = users;
  const group = String((await call('POST /v1/groups', { name: 'Crew', description: 'who carries', memberIds: [uma.id] }, 2, once('group-1')))['id']);
  const at = `/v1/groups/${group}`;
  await call('POST /v1/groups', { id: group, name: 'Other' }, 4);
  await call(`PATCH ${at}`, { name: 'Crews', description: 'who carries parcels', add: [first, second] });
  await call(`PATCH ${at}`, { remove: [second] });
  await call(`PATCH ${at}/members/${uma.id}`, { role: 'admin' });
  await call(`PATCH ${at}/membership`, { pinned: true });
  await call(`GET ${at}`);
  await call(`GET ${at}/members`);
  await call(`POST ${at}/messages`, { body: 'At the dor' }, 2, once('line-2'));
  await call(`PATCH ${at}/messages/1`, { body: 'At the door' });
  await by(() => call('GET /v1/groups'));
  await by(() => call(`GET ${at}/messages`));
  await by(() => call('POST /v1/acks', { conversationId: group, number: 1 }));
  const { invite } = await call(`POST ${at}/invitation`);
  await by(() => call('POST /v1/groups/join', { invite }));
  await call(`DELETE ${at}/invitation`);
  // More than a request adds: a job does it.
  const many = Array.from({ length: 1_001 }, (_, n) => `gone-${n}`);
  await call(`PATCH ${at}`, { remove: [...many, uma.id] });
  await call('POST /v1/groups', { name: 'Large', memberIds: many }, 4);
  await settle();
  // The owner leaves; whoever is left has the group then.
  await call(`PATCH ${at}`, { remove: [String((await call('GET /v1/me'))['id'])] });
  const direct = String((await call('POST /v1/directs', { userId: uma.id }))['id']);
  await call(`POST /v1/directs/${direct}/messages`, { body: 'hello' });
  await by(() => call(`GET /v1/directs/${direct}`));
  await by(() => call('GET /v1/directs'));
  await by(() => call(`PATCH /v1/directs/${direct}`, { blocked: true }));
  await settle();
};
