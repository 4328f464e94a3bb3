import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { profileKey, sessionKey } from '../../../domain/people/person.ts';
import { sessionItem } from '../../../domain/people/sessions/session.ts';
import { findConnection } from '../../../domain/realtime/connection.ts';
import { liveConnections } from '../../../domain/realtime/roster.ts';
import { issueSocketTicket } from '../../../domain/realtime/socket-ticket.ts';
import { headOf, TENANT, threadOf, ticketOf } from '../../domain/search/threads.ts';
import { sockets } from './harness.ts';

const table = vi.hoisted(() => ({ current: undefined as unknown as ReturnType<typeof memoryTable> }));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({
  openTable: () => {
    table.current = memoryTable();
    return table.current;
  },
}));
const queue = vi.hoisted(() => ({ sent: [] as { url: string; messages: readonly { body: string; groupId?: string; dedupeId?: string }[] }[], isDown: false }));
vi.hoisted(() => void (process.env['ACTIONS_QUEUE_URL'] = 'queue:actions.fifo'));
vi.mock('#queues', () => ({
  openQueues: () => ({
    send: async (url: string, messages: (typeof queue.sent)[number]['messages']) => {
      if (queue.isDown) throw new Error('no queue');
      queue.sent.push({ url, messages });
    },
  }),
}));
vi.mock('../../../adapters/sockets/api-gateway.ts', async () => ({ openSockets: () => sockets }));
const { handler } = await import('../../../functions/realtime/gateway.ts');

const event = (routeKey: string, connectionId: string, more: object = {}) => ({ requestContext: { routeKey, connectionId }, isBase64Encoded: false, ...more });
const run = (...given: Parameters<typeof event>) =>
  handler(event(...given) as unknown as Parameters<typeof handler>[0], {} as Context) as Promise<APIGatewayProxyStructuredResultV2>;
const deps = { clock: Date.now, newSecret: () => `secret-${Math.random()}` };
const actor = { type: 'agent', id: 'anna', role: 'agent', teamIds: [], name: 'Anna' } as const;
const connect = async (connectionId: string) => {
  const { ticket } = await issueSocketTicket({ ...deps, table: table.current }, { tenantId: TENANT, actor, sessionId: 's1' });
  return run('$connect', connectionId, { queryStringParameters: { ticket } });
};

beforeEach(async () => {
  sockets.frames.clear();
  sockets.closed.length = 0;
  const session = {
    id: 's1',
    personId: 'anna',
    generation: 1,
    replacedAt: [],
    credentialVersion: 0,
    createdAt: new Date().toISOString(),
    expiresAt: Date.now() / 1000 + 3600,
  };
  for (const item of [sessionItem(TENANT, session), { ...profileKey(TENANT, 'anna'), id: 'anna', role: actor.role, teamIds: actor.teamIds }])
    await table.current.write({ op: 'put', item });
});

test('a connection with a socket ticket is accepted, and removed when it closes', async () => {
  expect(await connect('c1')).toEqual({ statusCode: 200 });
  expect(await liveConnections(table.current, TENANT, 0)).toMatchObject([{ connectionId: 'c1' }]);
  expect(await run('$disconnect', 'c1')).toEqual({ statusCode: 200 });
  expect(await liveConnections(table.current, TENANT, 0)).toEqual([]);
});

test.each([{}, { queryStringParameters: null }, { queryStringParameters: { ticket: 'nonsense' } }])('who comes without one is refused: %j', async (more) => {
  expect(await run('$connect', 'c9', more)).toEqual({ statusCode: 401 });
});

test('a frame is answered on its own connection', async () => {
  await connect('c2');
  expect(await run('$default', 'c2', { body: 'nonsense' })).toEqual({ statusCode: 200 });
  expect(await run('$default', 'c2', { body: Buffer.from('{"type":"dance"}').toString('base64'), isBase64Encoded: true })).toEqual({ statusCode: 200 });
  await run('$default', 'c2');
  expect(sockets.frames.get('c2')).toMatchObject([{ type: 'error', code: 'invalid_request' }, { type: 'error' }, { type: 'error' }]);
});

test('a frame of a connection that is known no more closes it', async () => {
  await run('$default', 'stranger', { body: '{"type":"resume"}' });
  expect(sockets.closed).toEqual(['stranger']);
});

test('a frame of an ended session is not heard, even if nobody closed its connection', async () => {
  await connect('c4');
  await table.current.write({ op: 'delete', key: sessionKey(TENANT, 'anna', 's1') });
  expect(await run('$default', 'c4', { body: 'nonsense' })).toEqual({ statusCode: 200 });
  // It is told why.
  expect(sockets.frames.get('c4')).toMatchObject([{ type: 'error', code: 'unauthenticated' }]);
  expect(sockets.closed).toEqual(['c4']);
  expect(await findConnection(table.current, 'c4')).toBeUndefined();
});

test('an engine that is down is no refusal', async () => {
  const { get } = table.current;
  table.current.get = () => Promise.reject(new Error('down'));
  await expect(connect('c3')).rejects.toThrow('Error; see the previous log line');
  table.current.get = get;
});

test('frames that come too fast are answered one by one, nothing is read for them, and the connection stays', async () => {
  await connect('c5');
  for (let n = 0; n < 120; n += 1) await run('$default', 'c5', { body: JSON.stringify({ type: 'dance', id: `f${n}` }) });
  const answers = sockets.frames.get('c5') ?? [];
  expect(answers).toHaveLength(120);
  const limited = answers.filter(({ code }) => code === 'rate_limited');
  expect(limited.length).toBeGreaterThan(0);
  expect(limited.at(-1)).toMatchObject({ type: 'error', id: 'f119' });
  const { get } = table.current;
  table.current.get = () => Promise.reject(new Error('read for a flood'));
  const more = JSON.stringify(Array.from({ length: 100 }, (_, n) => ({ type: 'dance', id: `m${n}` })));
  expect(await run('$default', 'c5', { body: more }).catch(() => 'some were let through')).toBeDefined();
  table.current.get = get;
  expect(sockets.closed).toEqual([]);
  await connect('c6');
  await run('$default', 'c6', { body: 'nonsense' });
  expect(sockets.frames.get('c6')).toMatchObject([{ code: 'invalid_request' }]);
});

test('a flood of a connection that is gone is answered no further', async () => {
  await connect('c7');
  const many = JSON.stringify(Array.from({ length: 100 }, () => ({ type: 'dance' })));
  await run('$default', 'c7', { body: many });
  sockets.broken.add('c7');
  sockets.post.mockClear();
  await run('$default', 'c7', { body: many }).catch(() => undefined);
  expect(sockets.post.mock.calls.length).toBeLessThanOrEqual(4);
  sockets.broken.clear();
});

test('an engine that fails under a frame is told by a frame', async () => {
  await connect('c8');
  const { write } = table.current;
  table.current.write = () => Promise.reject(new Error('down'));
  expect(await run('$default', 'c8', { body: '{"type":"resume","id":"r"}' })).toEqual({ statusCode: 200 });
  table.current.write = write;
  expect(sockets.frames.get('c8')).toMatchObject([{ type: 'error', code: 'unavailable', id: 'r' }]);
});

test('read marks of an agent go to the senders; without their queue the agent notices nothing', async () => {
  await table.current.write({
    op: 'put',
    item: { pk: `T#${TENANT}`, sk: 'TENANT', name: 'Acme', slug: 'acme', settings: {}, generation: 1, queuesGeneration: 1 },
  });
  const agentItem = { pk: `T#${TENANT}`, sk: 'AGENT#anna', id: 'anna', name: 'Anna', email: 'a@acme.example', role: 'agent', teamIds: [], revision: 1 };
  await table.current.write({ op: 'put', item: agentItem });
  const ticket = ticketOf(1, { origin: { id: 'o1', channel: 'whatsapp' }, lastCustomerNumber: 2 });
  await table.current.write({ op: 'put', item: { ...headOf(ticket), lastNumber: 2 } });
  await connect('c9');
  const ack = (number: number) => run('$default', 'c9', { body: JSON.stringify({ type: 'ack', conversationId: threadOf(1), number }) });
  await ack(1);
  expect(queue.sent).toMatchObject([{ url: 'queue:actions.fifo', messages: [{ groupId: `${threadOf(1)}.markRead`, dedupeId: `${threadOf(1)}.markRead.1` }] }]);
  expect(JSON.parse(queue.sent[0]?.messages[0]?.body ?? '')).toMatchObject({
    signal: 'markRead',
    tenantId: TENANT,
    originId: 'o1',
    channel: 'whatsapp',
    number: 1,
  });
  queue.isDown = true;
  expect(await ack(2)).toEqual({ statusCode: 200 });
  expect(sockets.frames.get('c9')).toBeUndefined();
});
