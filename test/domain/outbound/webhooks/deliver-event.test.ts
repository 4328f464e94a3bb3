import { Webhook as Verifier } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { readAudit } from '../../../../domain/configuration/read-audit.ts';
import { gateKey } from '../../../../domain/outbound/gate.ts';
import { RetryLater } from '../../../../domain/outbound/retry-later.ts';
import type { Posted } from '../../../../domain/outbound/rule-actions/run-action.ts';
import { type DeliverDeps, deliverEvent } from '../../../../domain/outbound/webhooks/deliver-event.ts';
import { deliveryItem, deliveryKey, deliveryOf } from '../../../../domain/outbound/webhooks/delivery.ts';
import { disableWebhook } from '../../../../domain/outbound/webhooks/disable-webhook.ts';
import { pauseBefore } from '../../../../domain/outbound/webhooks/pauses.ts';
import { secretFrom, signedHeaders } from '../../../../domain/outbound/webhooks/sign-event.ts';
import { webhookKey, webhookOf } from '../../../../domain/outbound/webhooks/webhook.ts';

const SECRET = secretFrom(Buffer.alloc(32, 7).toString('base64url'));
const REPEAT_MS = 3 * 86_400_000;
const start = Date.now();

const world = async (hook: object = {}, over: Partial<DeliverDeps> = {}) => {
  const table = memoryTable();
  let now = start;
  let answers: Posted = { status: 200 };
  let takesMs = 0;
  const calls: { readonly url: string; readonly headers: Record<string, string>; readonly body: string }[] = [];
  const created = new Date(start).toISOString();
  const item = { ...webhookKey('t', 'h'), url: 'https://shop.example/x', events: ['ticket.created'], enabled: true, createdAt: created, updatedAt: created };
  await table.write({ op: 'put', item: { ...item, secret: SECRET, revision: 1, ...hook } });
  const entryOf = (ticketId: string) => ({ tenantId: 't', webhookId: 'h', deliveryId: `evt_1_${ticketId}` });
  const store = async (ticketId: string) => {
    const envelope = { id: `evt_1_${ticketId}`, type: 'ticket.created', version: 1, occurredAt: created, data: { ticketId } } as const;
    await table.write({ op: 'put', item: deliveryItem('h', { tenantId: 't', ticketId, subject: ticketId, at: created, envelope }, null) });
  };
  const deps: DeliverDeps = {
    table,
    clock: () => now,
    random: () => 0,
    newId: () => 'audit',
    turn: async () => () => {},
    post: async (url, headers, body) => {
      calls.push({ url, headers, body });
      now += takesMs;
      return answers;
    },
    repeatForMs: REPEAT_MS,
    ...over,
  };
  await store('k1');
  return {
    table,
    calls,
    store,
    answer: (posted: Posted, ms = 0) => {
      answers = posted;
      takesMs = ms;
    },
    later: (ms: number) => {
      now += ms;
    },
    deliver: (ticketId = 'k1', receives = 1) => deliverEvent(deps, entryOf(ticketId), { receives, receipt: `r-${ticketId}` }),
    hook: async () => {
      const [found] = await table.get([webhookKey('t', 'h')]);
      return found && webhookOf(found);
    },
    delivery: async (ticketId = 'k1') => {
      const [found] = await table.get([deliveryKey(entryOf(ticketId))]);
      return found ? deliveryOf(found) : undefined;
    },
  };
};
const pauseOf = async (work: Promise<unknown>): Promise<number> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RetryLater);
  return (error as RetryLater).afterMs;
};

test('an event is sent once, and the library of the specification verifies it', async () => {
  const { deliver, calls, delivery } = await world();
  expect(await deliver()).toBe('delivered');
  expect(await deliver()).toBe('skipped');
  expect(calls).toHaveLength(1);
  const [{ headers, body }] = calls as [(typeof calls)[0]];
  expect(new Verifier(SECRET).verify(body, headers)).toMatchObject({ id: headers['webhook-id'], type: 'ticket.created' });
  expect(() => new Verifier(SECRET).verify(`${body} `, headers)).toThrow('No matching signature');
  expect(await delivery()).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 200 });
});

test('a replaced secret signs too until it ends', () => {
  const next = secretFrom(Buffer.alloc(32, 8).toString('base64url'));
  const until = new Date(start + 1_000).toISOString();
  const headers = signedHeaders({ secret: next, replaced: { secret: SECRET, until } }, 'evt_1', '{}', start);
  for (const secret of [next, SECRET]) expect(new Verifier(secret).verify('{}', { ...headers })).toEqual({});
  const later = signedHeaders({ secret: next, replaced: { secret: SECRET, until } }, 'evt_1', '{}', start + 1_000);
  expect(String(later['webhook-signature']).split(' ')).toHaveLength(1);
});

test('retries come after 5 s, 30 s, 2 min and 10 min, then hourly, with the same id and body', async () => {
  const { deliver, answer, calls, later, delivery, hook } = await world();
  answer({ status: 503 });
  const pauses: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    const pause = await pauseOf(deliver());
    pauses.push(pause / 1_000);
    later(pause);
  }
  expect(pauses).toEqual([5, 30, 120, 600, 3_600, 3_600]);
  expect(pauseBefore(7)).toBe(3_600_000);
  expect(new Set(calls.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
  expect(await delivery()).toMatchObject({ state: 'pending', attempts: 6, lastStatus: 503, reason: 'the receiver answered 503', receipt: 'r-k1' });
  expect((await hook())?.failing).toMatchObject({ status: 503, ticketId: 'k1', since: new Date(start).toISOString() });
  answer({ status: 204 });
  expect(await deliver()).toBe('delivered');
  expect([await hook(), await delivery()]).toMatchObject([{ failing: null }, { state: 'delivered', attempts: 7, receipt: null, reason: null }]);
});

test('after three days the webhook is disabled, and webhook and audit say why; what waits behind is not sent', async () => {
  const { deliver, answer, later, hook, delivery, table, store, calls } = await world();
  answer({ unanswered: 'ECONNREFUSED' });
  await store('k2');
  await pauseOf(deliver());
  later(REPEAT_MS - 60_000);
  expect(await pauseOf(deliver())).toBe(30_000);
  later(60_000);
  expect(await deliver()).toBe('disabled');
  expect(await hook()).toMatchObject({ enabled: false, failing: null, disabled: { ticketId: 'k1', status: null, reason: 'no answer (ECONNREFUSED)' } });
  expect(await delivery()).toMatchObject({ state: 'failed', attempts: 3 });
  const { lines } = await readAudit(table, 't', { after: null, limit: 10 });
  expect(lines).toMatchObject([{ by: { type: 'system', id: null }, object: { type: 'webhook', id: 'h' }, changes: [{ field: 'enabled', to: false }, {}] }]);
  expect([await deliver('k2'), calls.length]).toEqual(['skipped', 3]);
  expect(await delivery('k2')).toMatchObject({ state: 'failed', reason: 'the webhook is disabled' });
  // Somebody else was faster.
  const why = { at: 'x', deliveryId: 'd', ticketId: null, status: null, reason: 'r' };
  expect(await disableWebhook({ table, newId: () => 'other' }, 't', 'h', why)).toBe(false);
});

test('a failure of one ticket stays on the webhook while others are delivered', async () => {
  const { deliver, answer, store, hook } = await world();
  await store('k2');
  answer({ status: 500 });
  await pauseOf(deliver());
  answer({ status: 200 });
  expect(await deliver('k2')).toBe('delivered');
  expect((await hook())?.failing).toMatchObject({ ticketId: 'k1' });
  answer({ status: 301 });
  await pauseOf(deliver());
  expect((await hook())?.failing).toMatchObject({ status: 500 });
});

test('an address that became private is not called, and counts as a failure with its reason', async () => {
  const { deliver, answer, hook } = await world();
  answer({ unanswered: '10.0.0.1 is not a public address', refused: true });
  await pauseOf(deliver());
  expect((await hook())?.failing?.reason).toBe('10.0.0.1 is not a public address');
});

test('a receiver that hangs is left alone after three tickets, and tried by one call at a time', async () => {
  const { deliver, answer, store, calls, later, table, delivery } = await world();
  answer({ unanswered: 'ETIMEDOUT' }, 10_000);
  for (const ticketId of ['k2', 'k3', 'k4']) await store(ticketId);
  for (const ticketId of ['k1', 'k2', 'k3']) await pauseOf(deliver(ticketId));
  expect(await pauseOf(deliver('k4'))).toBe(5_000);
  // An entry that waited often comes more seldom, because a queue gives it up after a thousand times.
  expect(await pauseOf(deliver('k4', 21))).toBe(600_000);
  expect([calls.length, await delivery('k4')]).toMatchObject([3, { attempts: 0, state: 'pending' }]);
  answer({ status: 200 });
  later(5_001);
  expect(await deliver('k4')).toBe('delivered');
  expect((await table.get([gateKey('t', 'webhook-h')]))[0]).toBeUndefined();
});

test('a busy webhook is tried again soon, a removed one not at all', async () => {
  const busy = await world({}, { turn: async () => null });
  expect(await pauseOf(busy.deliver())).toBe(1_000);
  const removed = await world();
  await removed.table.write({ op: 'delete', key: webhookKey('t', 'h') });
  expect([await removed.deliver(), await removed.deliver('unknown'), removed.calls.length]).toEqual(['skipped', 'skipped', 0]);
});
