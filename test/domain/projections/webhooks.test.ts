import { describe, expect, it } from 'vitest';
import { QUEUE_ENTRY_BYTES } from '../../../domain/limits.ts';
import { deliveriesPk } from '../../../domain/outbound/webhooks/delivery.ts';
import { WEBHOOK_EVENTS, webhookKey } from '../../../domain/outbound/webhooks/webhook.ts';
import { rememberedFor, webhookEntryOf } from '../../../domain/outbound/webhooks/webhook-entry.ts';
import { webhooksProjection } from '../../../domain/projections/webhooks.ts';
import { postMessage } from '../../../domain/support/replies/post-message.ts';
import type { Item } from '../../../domain/table/port.ts';
import { customerEvent } from '../../../functions/api/openapi/webhooks.ts';
import { TENANT } from '../support/inbound/events.ts';
import { agent } from '../support/tickets/hub.ts';
import { projectorWorld } from './relay/world.ts';

type World = Awaited<ReturnType<typeof projectorWorld>>;
const hook = (id: string, more: object = {}): Item => ({
  ...webhookKey(TENANT, id),
  url: 'https://shop.example/events',
  events: WEBHOOK_EVENTS,
  enabled: true,
  createdAt: '2026-11-29T10:00:00.000Z',
  updatedAt: '2026-11-29T10:00:00.000Z',
  secret: 'whsec_c2VjcmV0',
  ...more,
});
const hooked = async (...items: readonly Item[]): Promise<World> => {
  const world = await projectorWorld();
  for (const item of items) await world.b.table.write({ op: 'put', item });
  return world;
};
const queued = (world: World) =>
  world.bodies('webhooks').map((body) => JSON.parse(body) as { readonly tenantId: string; readonly webhookId: string; readonly deliveryId: string });
const stored = (world: World, id: string): Item[] => world.b.table.all().filter(({ pk }) => pk === deliveriesPk(TENANT, id));
const typesOf = (world: World, id: string): unknown[] => {
  const byId = new Map(stored(world, id).map((item) => [item.sk, item['event']]));
  return queued(world).flatMap(({ webhookId, deliveryId }) => (webhookId === id ? [byId.get(deliveryId)] : []));
};
const solve = (world: World) =>
  postMessage(world.deps, agent('eve'), world.ticketId, { kind: 'reply', text: 'done', attachments: [], thenStatus: 'solved' } as const);
const messageIn = (world: World): Item => world.b.table.all().find(({ sk }) => sk.startsWith('M#')) as Item;
const sentOf = (item: Item, state: string): Item => ({
  ...item,
  author: { type: 'agent', id: 'eve', name: null, handle: null },
  delivery: { state, error: null },
});

describe('the projection `webhooks`', () => {
  it('queues a ticket, its first message and its change in order, in the group of webhook and ticket', async () => {
    const world = await hooked(hook('h1'));
    await world.catchUp();
    await solve(world);
    await world.catchUp();
    expect(typesOf(world, 'h1')).toEqual(['ticket.created', 'message.received', 'ticket.updated']);
    expect(world.sent.filter(({ url }) => url === 'webhooks').every(({ groupId }) => groupId === `h1.${world.ticketId}`)).toBe(true);
    for (const { body, sk } of stored(world, 'h1') as unknown as { body: string; sk: string }[]) {
      const event = customerEvent.parse(JSON.parse(body));
      expect(event).toEqual(JSON.parse(body));
      expect(event.id).toBe(sk);
    }
  });

  it('gives each webhook the events it asks for, and nothing to one that is disabled by an admin', async () => {
    const disabled = { at: 'x', deliveryId: 'd', ticketId: null, status: 500, reason: 'r' };
    const world = await hooked(hook('h1', { events: ['ticket.created'] }), hook('h2', { enabled: false }), hook('h3', { enabled: false, disabled }));
    await world.catchUp();
    expect(queued(world).map(({ webhookId }) => webhookId)).toEqual(['h1']);
    expect([stored(world, 'h1').length, stored(world, 'h2').length]).toEqual([1, 0]);
    // What Parley disabled keeps its events for a replay.
    expect(stored(world, 'h3')).toMatchObject([
      { state: 'failed', reason: 'the webhook is disabled', attempts: 0 },
      { state: 'failed', reason: 'the webhook is disabled', attempts: 0 },
    ]);
  });

  it('costs a tenant without webhooks no write, and one read in five seconds', async () => {
    const world = await projectorWorld();
    const projection = webhooksProjection(world.projector);
    const message = messageIn(world);
    let reads = 0;
    const { query } = world.projector.table;
    Object.assign(world.projector.table, { query: (...given: Parameters<typeof query>) => ((reads += 1), query(...given)) });
    const before = world.b.table.all().length;
    expect(projection.wants(message)).toBe(true);
    expect(await projection.of([{ before: undefined, after: message }])).toEqual({ count: 0, failures: [] });
    expect([projection.wants(message), reads, world.b.table.all().length]).toEqual([false, 1, before]);
    // A new webhook is seen at once by the process that reads its change, and by others after some seconds.
    expect(projection.wants(hook('h1'))).toBe(false);
    await world.b.table.write({ op: 'put', item: hook('h1') });
    await projection.prepare?.([hook('h1'), message]);
    expect(projection.wants(message)).toBe(true);
    await world.b.table.write({ op: 'delete', key: webhookKey(TENANT, 'h1') });
    await projection.prepare?.([message]);
    expect(projection.wants(message)).toBe(false);
    world.later(5_001);
    expect(projection.wants(message)).toBe(true);
    Object.assign(world.projector.table, { query: () => Promise.reject(new Error('away')) });
    await projection.prepare?.([message]);
    expect(projection.wants(message)).toBe(true);
    expect([projection.wants({ pk: 'DIR#x', sk: 'HEAD' }), projection.wants({ pk: `T#${TENANT}`, sk: 'QUEUE#q' })]).toEqual([false, false]);
  });

  it('holds no other projection when its queue is away, and stores and queues each event once', async () => {
    const world = await hooked(hook('h1'));
    await world.catchUp();
    world.away.add('webhooks');
    await solve(world);
    expect((await world.catchUp()).failed).toEqual([]);
    expect(world.bodies('outbound')).toHaveLength(1);
    world.away.delete('webhooks');
    world.later(120_000);
    await world.retry();
    expect(world.marks()).toEqual([]);
    expect(typesOf(world, 'h1')).toEqual(['ticket.created', 'message.received', 'ticket.updated']);
    expect(stored(world, 'h1')).toHaveLength(3);
  });
});

describe('the events of a change', () => {
  const made = async (before: Item | undefined, after: Item | undefined) => (await webhookEntryOf({ before, after }, 1_000))?.envelope ?? null;

  it('messages: received when they are seen, sent when a provider has accepted them', async () => {
    const message = messageIn(await projectorWorld());
    expect((await made(undefined, message))?.type).toBe('message.received');
    expect(await made(undefined, { ...message, shadowed: true })).toBeNull();
    expect((await made({ ...message, shadowed: true }, message))?.type).toBe('message.received');
    expect(await made(message, { ...message, hidden: true })).toBeNull();
    expect(await made(message, undefined)).toBeNull();
    expect(await made(undefined, { ...message, ticketId: null })).toBeNull();
    const [waiting, sent, read] = [sentOf(message, 'queued'), sentOf(message, 'sent'), sentOf(message, 'read')];
    expect(await made(undefined, waiting)).toBeNull();
    expect(await made(waiting, sent)).toMatchObject({ type: 'message.sent', data: { message: { delivery: { state: 'sent' } } } });
    expect(await made(sent, read)).toBeNull();
    expect((await made(rememberedFor(waiting), read))?.type).toBe('message.sent');
    expect(await made(rememberedFor(sent), read)).toBeNull();
    expect(rememberedFor(undefined)).toBeUndefined();
    expect((await made(undefined, message))?.id).toBe((await made(undefined, message))?.id);
  });

  it('a message that no queue could hold comes without its text, and links that end soon are left out', async () => {
    const message = messageIn(await projectorWorld());
    const attachments = [
      { objectKey: 'T/acme/media/a', name: 'a.png', type: 'image/png', size: 1, url: null },
      { objectKey: null, name: 'b.png', type: 'image/png', size: 1, url: 'https://cdn.example/b.png' },
    ];
    const told = await made(undefined, { ...message, attachments, text: 'x'.repeat(QUEUE_ENTRY_BYTES) });
    expect(told?.data).toMatchObject({ message: { text: null, truncated: true, attachments: [{ url: null }, { url: 'https://cdn.example/b.png' }] } });
  });

  it('a ticket that only its evaluation wrote again is no event', async () => {
    const world = await projectorWorld();
    const head = world.b.table.all().find(({ sk }) => sk === 'HEAD') as Item & { readonly ticket: object };
    const next = { ...head, ticket: { ...head.ticket, revision: 99 } };
    expect(await made(head, next)).toBeNull();
    expect((await made(rememberedFor(head), next))?.type).toBe('ticket.updated');
    expect((await made(head, { ...next, ticket: { ...next.ticket, priority: 'urgent' } }))?.type).toBe('ticket.updated');
    expect((await made(undefined, head))?.type).toBe('ticket.created');
  });

  it('a queue: created, changed and removed; a new evaluation of its tickets is no change', async () => {
    const queue = {
      pk: `T#${TENANT}#POLICY`,
      sk: 'QUEUE#q1',
      id: 'q1',
      name: 'New',
      priority: 1,
      condition: { all: [] },
      visibleTo: { teamIds: [], agentIds: [] },
    };
    const [first, second] = ['2026-11-29T10:00:00.000Z', '2026-11-29T11:00:00.000Z'];
    const item: Item = { ...queue, createdAt: first, updatedAt: first, revision: 1 };
    expect(await made(undefined, item)).toMatchObject({ type: 'queue.changed', occurredAt: first, data: { queue: { id: 'q1', name: 'New' } } });
    expect(await made(item, { ...item, revision: 2 })).toBeNull();
    expect(await made(item, { ...item, name: 'Old', updatedAt: second })).toMatchObject({ occurredAt: second, data: { queue: { name: 'Old' } } });
    expect(await made(item, undefined)).toMatchObject({ data: { queue: { id: 'q1', deleted: true } } });
    expect(await made(undefined, { ...item, pk: `T#${TENANT}` })).toBeNull();
    expect(await made(undefined, undefined)).toBeNull();
  });
});
