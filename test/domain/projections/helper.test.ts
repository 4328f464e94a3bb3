import { expect, it } from 'vitest';
import { QUEUE_ENTRY_BYTES } from '../../../domain/limits.ts';
import { helperProjection } from '../../../domain/projections/helper.ts';
import { retryProjections } from '../../../domain/projections/relay/retry.ts';
import { postMessage } from '../../../domain/support/replies/post-message.ts';
import { helperEvent } from '../../../functions/api/openapi/service-calls.ts';
import { agent } from '../support/tickets/hub.ts';
import { projectorWorld } from './relay/world.ts';

type World = Awaited<ReturnType<typeof projectorWorld>>;
const helped = async (): Promise<World> => {
  const world = await projectorWorld();
  Object.assign(world.projector, { helperQueueUrl: 'helper' });
  return world;
};
interface Told {
  readonly ticketId: string;
  readonly event: { readonly id: string; readonly type: string; readonly data: { readonly ticket?: { readonly status: string }; readonly message?: object } };
}
const told = (world: World): Told[] => world.bodies('helper').map((body) => JSON.parse(body) as Told);
const solve = (world: World) =>
  postMessage(world.deps, agent('eve'), world.ticketId, { kind: 'reply', text: 'done', attachments: [], thenStatus: 'solved' } as const);

it('a ticket, its first message and its change are told in order, in the group of the ticket', async () => {
  const world = await helped();
  await world.catchUp();
  await solve(world);
  await world.catchUp();
  expect(told(world).map(({ event }) => event.type)).toEqual(['ticket.created', 'message.received', 'ticket.updated']);
  expect(told(world)[2]?.event.data.ticket?.status).toBe('solved');
  for (const { event } of told(world)) expect(helperEvent.parse(event)).toEqual(event);
  expect(world.sent.filter(({ url }) => url === 'helper').every(({ groupId }) => groupId === world.ticketId)).toBe(true);
});

it('a queue that is away holds no other projection; when it is back, each event is told once and nothing as new that was told', async () => {
  const world = await helped();
  await world.catchUp();
  world.away.add('helper');
  await solve(world);
  expect((await world.catchUp()).failed).toEqual([]);
  expect(world.bodies('outbound')).toHaveLength(1);
  expect(told(world)).toHaveLength(2);
  world.away.delete('helper');
  world.later(120_000);
  await world.retry();
  expect(world.marks()).toEqual([]);
  expect(told(world).map(({ event }) => event.type)).toEqual(['ticket.created', 'message.received', 'ticket.updated']);
});

it('without a helper nothing is queued, not even what was put aside before', async () => {
  const world = await helped();
  const off = helperProjection({ ...world.projector, helperQueueUrl: '' });
  const head = world.b.table.all().find(({ sk }) => sk === 'HEAD') as Parameters<typeof off.wants>[0];
  expect(off.wants(head)).toBe(false);
  expect(await off.of([{ before: undefined, after: head }])).toEqual({ count: 0, failures: [] });
  world.away.add('helper');
  await world.catchUp();
  world.away.delete('helper');
  world.later(120_000);
  await retryProjections(world.projector, [off], 60_000);
  expect([world.bodies('helper'), world.marks()]).toEqual([[], []]);
});

it('a ticket that no queue could hold is told by its id, a message without its text', async () => {
  const world = await helped();
  const projection = helperProjection(world.projector);
  const items = world.b.table.all();
  const head = items.find(({ sk }) => sk === 'HEAD') as Parameters<typeof projection.wants>[0];
  const customFields = { long: '\u0001'.repeat(QUEUE_ENTRY_BYTES) };
  await projection.of([{ before: undefined, after: { ...head, ticket: { ...(head['ticket'] as object), customFields } } }]);
  const message = items.find(({ sk }) => sk.startsWith('M#')) as typeof head;
  await projection.of([{ before: undefined, after: { ...message, text: 'x'.repeat(QUEUE_ENTRY_BYTES) } }]);
  expect(told(world).map(({ event }) => event.data)).toMatchObject([
    { ticketId: world.ticketId },
    { ticketId: world.ticketId, message: { number: 1, text: null } },
  ]);
  for (const { event } of told(world)) expect(helperEvent.parse(event)).toEqual(event);
});

it('tells of visible messages of customers alone, and of a shadowed one when it is revealed', async () => {
  const world = await helped();
  const projection = helperProjection(world.projector);
  const message = world.b.table.all().find(({ sk }) => sk.startsWith('M#')) as Parameters<typeof projection.wants>[0];
  const count = async (before: typeof message | undefined, after: typeof message | undefined) => (await projection.of([{ before, after }])).count;
  expect(await count(undefined, { ...message, shadowed: true })).toBe(0);
  expect(await count({ ...message, shadowed: true }, message)).toBe(1);
  expect(await count(message, { ...message, hidden: true })).toBe(0);
  expect(await count(undefined, { ...message, author: { type: 'agent', id: 'eve', name: null, handle: null } })).toBe(0);
  expect(await count(message, undefined)).toBe(0);
});
