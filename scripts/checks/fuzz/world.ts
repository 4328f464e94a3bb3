import type { Hub } from '../../../test/harness/hub.ts';
import { connectApi, createTenant } from '../../../test/harness/tenant.ts';
import { until } from '../../../test/harness/until.ts';

/** Ids for the fuzzer, so that its requests get further than "not found". */
export interface World {
  /** An admin's key, which unlike a session does not expire while the fuzzer runs. */
  readonly key: string;
  readonly adminToken: string;
  readonly tickets: readonly string[];
  readonly threads: readonly string[];
  /** Origins of the channel `api`. Their calls need a signature, which the fuzzer cannot make: it gets a 401. */
  readonly origins: readonly string[];
  /** A key that may be revoked. */
  readonly spareKeys: readonly string[];
}

const AUTHORS = 8;

interface Made {
  readonly id: string;
}

/** Creates a small business with tickets, all of which the fuzzer may damage. @throws when the hub rejects a call */
export async function makeWorld(hub: Hub): Promise<World> {
  const tenant = await createTenant(hub, { registration: 'open' });
  const { admin } = tenant;
  const origin = await connectApi(tenant);
  const authors = Array.from({ length: AUTHORS }, (_, index) => ({ id: `author-${index}`, name: `Author ${index}` }));
  const messages = authors.flatMap((author) => [1, 2, 3].map((number) => ({ id: `${author.id}-${number}`, author, text: `Message ${number}` })));
  await origin.post(JSON.stringify({ messages }));
  const tickets = await until('every author has a ticket', async () => {
    const { items } = await admin.get<{ items: readonly { id: string; threadId: string; visibleMessageCount: number }[] }>('/v1/tickets');
    return items.length === AUTHORS && items.every(({ visibleMessageCount }) => visibleMessageCount === 3) && items;
  });
  const team = await admin.post<Made>('/v1/teams', { name: 'Desk' });
  const person = { name: 'Ben', email: 'ben@desk.example', password: tenant.password, role: 'agent', teamIds: [team.id] };
  await admin.post('/v1/agents', person);
  const spare = await admin.post<Made>('/v1/api-keys', { name: 'spare', role: 'agent' });
  const { key } = await admin.post<{ key: string }>('/v1/api-keys', { name: 'fuzzer', role: 'admin' });
  return {
    key,
    adminToken: hub.adminToken,
    tickets: tickets.map(({ id }) => id),
    threads: tickets.map(({ threadId }) => threadId),
    origins: [origin.origin.id],
    spareKeys: [spare.id],
  };
}
