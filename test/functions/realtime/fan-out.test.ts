import type { Context, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { postToRoom } from '../../../domain/chat/room-messages.ts';
import { packFanOut } from '../../../domain/realtime/fan-out/work.ts';
import { workOfChanges } from '../../../domain/realtime/fan-out/work-of-changes.ts';
import { unpackFeed } from '../../../domain/realtime/feed-entry.ts';
import { enter } from '../../../domain/realtime/live-people.ts';
import { groupWorld, UUID } from '../../domain/chat/groups/world.ts';
import { as } from '../../domain/chat/world.ts';
import { sockets } from './harness.ts';

const table = vi.hoisted(() => ({ current: undefined as unknown as ReturnType<typeof memoryTable> }));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({
  openTable: () => {
    table.current = memoryTable();
    return table.current;
  },
}));
const edge = vi.hoisted(() => ({ sent: [] as { queueUrl: string; body: string; delaySeconds?: number }[], postponed: [] as [readonly string[], number][] }));
vi.mock('../../../adapters/queues/sqs.ts', () => ({
  openQueues: () => ({
    send: async (queueUrl: string, messages: readonly { body: string }[]) => void edge.sent.push(...messages.map((message) => ({ queueUrl, ...message }))),
    postpone: async (_: string, receipts: readonly string[], ms: number) => void edge.postponed.push([receipts, ms]),
  }),
}));
vi.stubEnv('DELIVERY_QUEUE_URL', 'queue:delivery');
vi.stubEnv('FANOUT_QUEUE_URL', 'queue:fanout');
vi.stubEnv('PUSH_QUEUE_URL', 'queue:push');
vi.stubEnv('ACK_WAIT_SECONDS', '3');
vi.mock('../../../adapters/sockets/api-gateway.ts', async () => ({ openSockets: () => sockets }));
const { handler } = await import('../../../functions/realtime/fan-out.ts');

const run = (...bodies: string[]) =>
  handler(
    { Records: bodies.map((body, i) => ({ messageId: `m${i}`, receiptHandle: `r${i}`, body, attributes: { ApproximateReceiveCount: '2' } }) as SQSRecord) },
    {} as Context,
  ) as Promise<SQSBatchResponse>;

/** What was written in a group of Ann, Bob and Cid, by message, as the projector sends it. */
const bodies: string[] = [];
beforeEach(async () => {
  sockets.frames.clear();
  sockets.broken.clear();
  for (const list of [edge.sent, edge.postponed, bodies]) list.splice(0);
  for (const { pk, sk } of table.current.all()) await table.current.write({ op: 'delete', key: { pk, sk } });
  const { deps } = groupWorld(table.current);
  await createGroup(deps, as('ann'), { id: UUID, name: 'Friends', memberIds: ['bob', 'cid'] });
  await enter(table.current, { tenantId: 't', personId: 'bob', connectionId: 'bob', role: 'user' }, Date.now() / 1000 + 100);
  for (const body of ['one', 'two']) {
    const from = table.current.changes.length;
    await postToRoom(deps, as('ann'), groupOf('t', UUID), body);
    bodies.push(...workOfChanges(table.current.changes.slice(from)).map((work) => packFanOut(work).body));
  }
});

test('work of a conversation becomes frames, a push for who is away, and one look at acknowledgements', async () => {
  expect(await run(...bodies)).toEqual({ batchItemFailures: [] });
  expect(sockets.frames.get('bob')?.flat()).toMatchObject([{ body: 'one' }, { body: 'two' }]);
  const [push, look] = edge.sent;
  expect([push?.queueUrl, JSON.parse(push?.body ?? '')]).toEqual(['queue:push', { tenantId: 't', userId: 'cid', conversationId: `g.${UUID}` }]);
  expect([look?.queueUrl, look?.delaySeconds]).toEqual(['queue:delivery', 3]);
  expect(unpackFeed(look?.body ?? '')).toMatchObject([{ kind: 'fanOut', tenantId: 't', fanOut: { work: [{ kind: 'wait', number: 2 }] } }]);
  expect(edge.sent).toHaveLength(2);
});

test('a conversation that fails comes again whole and later, and the others are done', async () => {
  const other = JSON.stringify({ tenantId: 't', conversationId: 'g.none', work: [] });
  sockets.broken.add('bob');
  expect(await run(...bodies, other)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }] });
  expect(edge.postponed).toEqual([[['r0', 'r1'], 4_000]]);
});

test.each([
  'nonsense',
  '[]',
  '{"tenantId":"t","conversationId":"g.1","work":[{"kind":"dance"}]}',
  '{"tenantId":"t","conversationId":"g.1","work":[null]}',
  '{"tenantId":"t","conversationId":"g.1"}',
])('a body that is none of ours (%s) goes its way to the dead letters alone', async (body) => {
  expect(await run(body, ...bodies)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  expect(sockets.frames.get('bob')?.flat()).toHaveLength(2);
});
