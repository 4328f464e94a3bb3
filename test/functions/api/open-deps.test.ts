import { beforeEach, expect, test, vi } from 'vitest';
import type { MemoryTable } from '../../../adapters/table/memory.ts';
import { connectionItems, findConnection } from '../../../domain/realtime/connection.ts';
import { unpackFeed } from '../../../domain/realtime/feed-entry.ts';

const engines = vi.hoisted(() => ({ table: undefined as unknown as MemoryTable, sent: [] as { url: string; body: string }[], isDown: false }));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: () => engines.table }));
vi.mock('../../../adapters/queues/sqs.ts', () => ({
  openQueues: () => ({
    send: async (url: string, messages: readonly { body: string }[]) => {
      if (engines.isDown) throw new Error('the queue is unavailable');
      engines.sent.push(...messages.map(({ body }) => ({ url, body })));
    },
  }),
}));
const { openDeps } = await import('../../../functions/api/open-deps.ts');
const { createHarness } = await import('./harness.ts');

/** The whole API with sockets closed as the function closes them. */
const open = async () => {
  const failures: unknown[] = [];
  const api = createHarness({ deps: { closeSockets: (whose) => deps.closeSockets(whose) } });
  engines.table = api.table;
  const deps = openDeps((error) => void failures.push(error), { APP_SECRETS_NAME: 'app', DELIVERY_QUEUE_URL: 'queue:delivery' });
  const world = await api.tenant();
  const agent = await world.person('agent');
  const connect = async (connectionId: string): Promise<void> => {
    const { items } = await engines.table.query({ pk: `T#${world.tenantId}#U#${agent.id}`, beginsWith: 'SS#' });
    const connection = { connectionId, tenantId: world.tenantId, personId: agent.id, principal: 'agent', role: 'agent', teamIds: [] } as const;
    for (const item of connectionItems({ ...connection, sessionId: String(items[0]?.['id']) }, api.deps.clock()))
      await engines.table.write({ op: 'put', item });
  };
  await connect('c1');
  return { failures, api, world, agent };
};

beforeEach(() => {
  engines.sent.length = 0;
  engines.isDown = false;
});

test('signing out revokes the session and hands its sockets to delivery', async () => {
  const { api, world, agent, failures } = await open();
  expect((await api.call('DELETE /v1/sessions', { token: agent.token })).status).toBe(204);
  expect(engines.sent.map(({ url }) => url)).toEqual(['queue:delivery']);
  const entry = { kind: 'close', tenantId: world.tenantId, personId: agent.id, sessionId: expect.any(String) };
  expect(engines.sent.flatMap(({ body }) => unpackFeed(body))).toEqual([entry]);
  expect((await api.call('GET /v1/me', { token: agent.token })).status).toBe(401);
  expect(failures).toEqual([]);
});

test('a queue that is down fails no sign-out, and no frame finds the sockets any more', async () => {
  const { api, agent, failures } = await open();
  engines.isDown = true;
  expect((await api.call('DELETE /v1/sessions', { token: agent.token })).status).toBe(204);
  expect((await api.call('GET /v1/me', { token: agent.token })).status).toBe(401);
  expect(await findConnection(engines.table, 'c1')).toBeUndefined();
  expect(failures).toMatchObject([{ message: 'the queue is unavailable' }]);
});
