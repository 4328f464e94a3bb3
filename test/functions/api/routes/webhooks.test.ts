import { Webhook as Verifier } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { type DeliveryEntry, deliveryItem } from '../../../../domain/outbound/webhooks/delivery.ts';
import { idsFrom } from '../../../../domain/outbound/webhooks/event-id.ts';
import { REPLAYED_AT_ONCE } from '../../../../domain/outbound/webhooks/repeat.ts';
import { TransactionRefused } from '../../../../domain/table/port.ts';
import { createHarness } from '../harness.ts';

const QUEUE = 'queue:webhooks.fifo';
const draft = { url: 'https://shop.example/events', events: ['ticket.created', 'ticket.created', 'queue.changed'] };

const hub = async () => {
  const harness = createHarness({ env: { WEBHOOKS_QUEUE_URL: QUEUE } });
  const world = await harness.tenant();
  const call = (target: string, body?: unknown) => {
    harness.pass(1);
    return harness.call(target, { token: world.adminToken, ...(body === undefined ? {} : { body }) });
  };
  const made = (await call('POST /v1/webhooks', draft)).body as { readonly id: string; readonly secret: string };
  const path = `/v1/webhooks/${made.id}`;
  const store = async (n: number, more: object = {}): Promise<string> => {
    const at = new Date(Date.UTC(2026, 10, 29) + n * 1_000).toISOString();
    const id = `${idsFrom(Date.parse(at))}_k.1.r${n}`;
    const envelope = { id, type: 'ticket.updated', version: 1, occurredAt: at, data: {} } as const;
    const item = deliveryItem(made.id, { tenantId: world.tenantId, ticketId: 'k.1', subject: 'k.1', at, envelope }, null);
    await harness.table.write({ op: 'put', item: { ...item, ...more } });
    return id;
  };
  const sent = () => harness.sent.filter(({ queueUrl }) => queueUrl === QUEUE).map(({ message }) => JSON.parse(message.body) as DeliveryEntry);
  return { harness, world, call, made, path, store, sent };
};

describe('webhooks', () => {
  it('are created with a secret that only this answer has, and signs by the specification', async () => {
    const { call, made, path } = await hub();
    expect(made).toMatchObject({ url: draft.url, events: ['ticket.created', 'queue.changed'], enabled: true, failing: null, disabled: null });
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(() => new Verifier(made.secret)).not.toThrow();
    for (const { body } of [await call(`GET ${path}`), await call('GET /v1/webhooks'), await call('GET /v1/audit')])
      expect(JSON.stringify(body)).not.toContain(made.secret);
    expect((await call('GET /v1/webhooks')).body.items).toMatchObject([{ id: made.id }]);
  });

  it.each([
    ['http://shop.example/x', 422],
    ['https://10.0.0.1/x', 422],
    ['not an address', 400],
  ])('%s is no address to call', async (url, status) => {
    const { call, path } = await hub();
    expect((await call('POST /v1/webhooks', { ...draft, url })).status).toBe(status);
    expect((await call(`PATCH ${path}`, { url })).status).toBe(status);
  });

  it.each([{ events: [] }, { events: ['ticket.deleted'] }, { secret: 'x' }])('%j is no webhook', async (wrong) => {
    expect((await (await hub()).call('POST /v1/webhooks', { ...draft, ...wrong })).status).toBe(400);
  });

  it('are at most 20 of a tenant', async () => {
    const { call } = await hub();
    for (let n = 1; n < 20; n += 1) expect((await call('POST /v1/webhooks', draft)).status).toBe(201);
    expect((await call('POST /v1/webhooks', draft)).status).toBe(409);
  });

  it('change, take a new secret, and go; the audit tells it without the secret', async () => {
    const { call, made, path } = await hub();
    expect((await call(`PATCH ${path}`, { enabled: false, events: ['message.sent'] })).body).toMatchObject({ enabled: false, events: ['message.sent'] });
    const rotated = (await call(`PATCH ${path}`, { rotateSecret: true })).body as { readonly secret: string };
    expect(rotated.secret).toMatch(/^whsec_/);
    expect(rotated.secret).not.toBe(made.secret);
    const lines = (await call('GET /v1/audit')).body.items as { readonly object: object; readonly changes: object[] }[];
    expect(lines[0]).toMatchObject({ object: { type: 'webhook', id: made.id }, changes: [{ field: 'secret', from: '***', to: '***' }] });
    expect(lines[1]?.changes).toContainEqual({ field: 'enabled', from: true, to: false });
    expect((await call(`DELETE ${path}`)).status).toBe(204);
    for (const target of [`GET ${path}`, `DELETE ${path}`, `GET ${path}/deliveries`]) expect((await call(target)).status).toBe(404);
    expect((await call(`PATCH ${path}`, { enabled: true })).status).toBe(404);
  });

  it('of another tenant are unknown', async () => {
    const { harness, path, store } = await hub();
    const id = await store(1);
    const other = (await harness.tenant()).adminToken;
    for (const target of [`GET ${path}`, `DELETE ${path}`, `GET ${path}/deliveries`, `POST ${path}/deliveries/${id}/retry`])
      expect((await harness.call(target, { token: other })).status, target).toBe(404);
    expect((await harness.call(`POST ${path}/replay`, { token: other, body: { since: '2026-01-01T00:00:00Z' } })).status).toBe(404);
  });

  it('that others keep changing answer 409', async () => {
    const { harness, call, path } = await hub();
    const refused = async (): Promise<never> => {
      throw new TransactionRefused([{ index: 0, reason: 'condition' }]);
    };
    Object.assign(harness.table, { transact: refused, write: refused });
    expect((await call(`PATCH ${path}`, { enabled: false })).status).toBe(409);
  });
});

describe('deliveries', () => {
  it('are listed newest first, page by page', async () => {
    const { call, path, store } = await hub();
    const ids = [await store(1), await store(2), await store(3, { state: 'delivered', attempts: 1, lastStatus: 200 })];
    const first = (await call(`GET ${path}/deliveries?limit=2`)).body;
    const second = (await call(`GET ${path}/deliveries?limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(ids.toReversed());
    expect(first.items[0]).toEqual({
      id: ids[2],
      event: 'ticket.updated',
      ticketId: 'k.1',
      state: 'delivered',
      attempts: 1,
      lastStatus: 200,
      reason: null,
      at: '2026-11-29T00:00:03.000Z',
    });
    expect(second.nextCursor).toBeNull();
  });

  it('are sent again: a finished one from the start, a waiting one at once', async () => {
    const { harness, call, path, store, sent, made } = await hub();
    const postponed: unknown[] = [];
    Object.assign(harness.deps.queues, { postpone: async (...given: unknown[]) => void postponed.push(given) });
    const failed = await store(1, { state: 'failed', attempts: 3, failedSince: '2026-11-29T00:00:00.000Z' });
    const waiting = await store(2, { attempts: 1, receipt: 'r1' });
    expect((await call(`POST ${path}/deliveries/${failed}/retry`)).body).toMatchObject({ state: 'pending', attempts: 3 });
    expect((await call(`POST ${path}/deliveries/${waiting}/retry`)).body).toMatchObject({ state: 'pending' });
    expect(postponed).toEqual([[QUEUE, ['r1'], 0]]);
    expect(sent().map(({ webhookId, deliveryId }) => [webhookId, deliveryId])).toEqual([
      [made.id, failed],
      [made.id, waiting],
    ]);
    expect((await call(`POST ${path}/deliveries/none/retry`)).status).toBe(404);
    await call(`PATCH ${path}`, { enabled: false });
    expect((await call(`POST ${path}/deliveries/${failed}/retry`)).status).toBe(409);
    expect((await call(`POST ${path}/replay`, { since: '2026-01-01T00:00:00Z' })).status).toBe(409);
  });

  it('are replayed since a time, oldest first, and continue where a call ended', async () => {
    const { call, path, store, sent } = await hub();
    const ids: string[] = [];
    for (let n = 1; n <= REPLAYED_AT_ONCE + 3; n += 1) ids.push(await store(n, { state: 'delivered' }));
    const first = (await call(`POST ${path}/replay`, { since: '2026-11-29T00:00:02Z' })).body;
    expect(first).toEqual({ replayed: REPLAYED_AT_ONCE, next: ids[REPLAYED_AT_ONCE] });
    expect((await call(`POST ${path}/replay`, { after: first.next })).body).toEqual({ replayed: 2, next: null });
    expect(sent().map(({ deliveryId }) => deliveryId)).toEqual(ids.slice(1));
  });
});
