import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { QUEUE_ENTRY_BYTES } from '../../../../domain/limits.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { hideMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { type Table, TableRejected, TableUnavailable } from '../../../../domain/table/port.ts';
import { within } from '../../../../functions/streams/within.ts';
import { inbound, ORIGIN, TENANT } from '../../support/inbound/events.ts';
import { agent } from '../../support/tickets/hub.ts';
import { projectorWorld } from './world.ts';

const MINUTE = 60_000;
const numbersOf = (bodies: readonly string[]): number[] => bodies.map((body) => (JSON.parse(body) as { number: number }).number);

describe('a projection whose edge is away', () => {
  it.each(['delivery', 'outbound', 'timers', 'schedules', 'bulk'])('(%s) holds up no other, and its changes are carried on when it is back', async (edge) => {
    const world = await projectorWorld();
    const { deps, ticketId, away, catchUp } = world;
    await catchUp();
    away.add(edge);
    const reply = { kind: 'reply', text: 'hi', attachments: [], thenStatus: 'solved' } as const;
    await postMessage(deps, agent('eve'), ticketId, reply);
    await world.b.table.write({ op: 'update', key: { pk: 'T#acme', sk: 'TENANT' }, set: { queuesGeneration: 2 } });
    expect((await catchUp()).failed).toEqual([]);
    expect(world.counters()).toMatchObject([{ created: 0 }, { solved: 1 }]);
    if (edge !== 'outbound') expect(world.bodies('outbound')).toHaveLength(1);
    if (edge !== 'delivery') expect(world.feed().filter(({ kind }) => kind === 'ticket')).toHaveLength(2);
    if (edge !== 'bulk') expect(world.bodies('bulk').some((body) => body.includes('"reevaluate"'))).toBe(true);

    away.delete(edge);
    world.later(2 * MINUTE);
    await world.retry();
    expect(world.marks()).toEqual([]);
    expect(numbersOf(world.bodies('outbound'))).toEqual([2]);
    expect(world.feed().filter((entry) => entry.kind === 'ticket' && entry.ticket.status === 'solved')).not.toEqual([]);
    expect(world.armed.some((step) => step.startsWith('arm closure-'))).toBe(true);
    expect(world.bodies('bulk').some((body) => body.includes('"reevaluate"'))).toBe(true);
    expect(world.letters()).toEqual([]);
  });

  it('(actions) holds no reply of its conversation, and calls of rules wait for their own queue', async () => {
    const world = await projectorWorld();
    await world.catchUp();
    const pk = threadPk(TENANT, threadIdOf(ORIGIN, 'ann'));
    const call = { kind: 'webhook', ticketId: world.ticketId, ruleId: 'r', action: {}, correlationId: 'c' };
    world.away.add('actions');
    await world.b.table.write({ op: 'put', item: { pk, sk: 'O#1', ...call } });
    await postMessage(world.deps, agent('eve'), world.ticketId, { kind: 'reply', text: 'hi', attachments: [] });
    expect((await world.catchUp()).failed).toEqual([]);
    expect([world.bodies('outbound').length, world.bodies('actions').length]).toEqual([1, 0]);
    world.away.delete('actions');
    world.later(2 * MINUTE);
    await world.retry();
    expect(world.bodies('actions').map((body) => JSON.parse(body) as unknown)).toMatchObject([{ kind: 'webhook', ruleId: 'r' }]);
    expect([world.bodies('outbound').length, world.marks()]).toEqual([1, []]);
  });

  it('the object of a deleted body goes to the bulk lane, once', async () => {
    const world = await projectorWorld();
    const pk = threadPk(TENANT, threadIdOf(ORIGIN, 'ann'));
    await world.b.table.write({ op: 'put', item: { pk, sk: 'B#1', object: `T/${TENANT}/bodies/x/1`, bytes: 400_000 } });
    await world.catchUp();
    await world.b.table.write({ op: 'delete', key: { pk, sk: 'B#1' } });
    expect((await world.catchUp()).failed).toEqual([]);
    await world.catchUp();
    const jobs = world.bodies('bulk').filter((body) => body.includes('dropObjects'));
    expect(jobs.map((body) => JSON.parse(body) as unknown)).toEqual([{ job: 'dropObjects', tenantId: TENANT, keys: [`T/${TENANT}/bodies/x/1`] }]);
  });

  it('objects of deleted and edited messages are deleted after an outage of the bulk queue, but none that is still in use', async () => {
    const world = await projectorWorld();
    const pk = threadPk(TENANT, threadIdOf(ORIGIN, 'ann'));
    const body = (name: string) => ({ pk, sk: 'B#1', object: `T/${TENANT}/bodies/x/${name}`, bytes: 400_000 });
    const file = (name: string) => ({ objectKey: `T/${TENANT}/media/${name}`, name: 'a name' });
    const message = (...names: string[]) => ({ pk, sk: 'M#9', author: { type: 'agent' }, text: 'words of a customer', attachments: names.map(file) });
    for (const item of [body('first'), message('a', 'b')]) await world.b.table.write({ op: 'put', item });
    await world.catchUp();
    world.away.add('bulk');
    for (const item of [body('second'), message('b')]) await world.b.table.write({ op: 'put', item });
    await world.catchUp();
    await world.b.table.write({ op: 'delete', key: { pk, sk: 'B#1' } });
    expect((await world.catchUp()).failed).toEqual([]);
    const marks = world.b.table.all().filter(({ sk }) => sk.startsWith('R#leftovers#'));
    expect(marks).toHaveLength(3);
    expect(JSON.stringify(marks)).not.toContain('words of a customer');
    world.away.delete('bulk');
    world.later(2 * MINUTE);
    await world.retry();
    const jobs = world.bodies('bulk').filter((text) => text.includes('dropObjects'));
    expect(jobs.flatMap((text) => (JSON.parse(text) as { keys: string[] }).keys).toSorted()).toEqual(
      ['bodies/x/first', 'bodies/x/second', 'media/a'].map((key) => `T/${TENANT}/${key}`),
    );
    expect(world.marks()).toEqual([]);
  });

  it('is not asked again for every batch, while counters go on', async () => {
    const world = await projectorWorld();
    await world.catchUp();
    let calls = 0;
    const { send } = world.projector.queues;
    const projector = { ...world.projector, queues: { send: (...args: Parameters<typeof send>) => ((calls += 1), send(...args)) } };
    Object.assign(world.projector, projector);
    for (const queue of ['delivery', 'outbound', 'timers', 'bulk', 'dead']) world.away.add(queue);
    for (let n = 0; n < 10; n += 1) {
      await applyBatch(world.b.deps, [inbound(`author-${n}`, `x${n}`)]);
      expect((await world.catchUp()).failed).toEqual([]);
    }
    expect(world.counters()).toMatchObject([{ created: 11 }]);
    // Six calls tell that the edge is away; then it rests.
    expect(calls).toBeLessThanOrEqual(8);
  });

  it('and never answers is waited for within bounds', async () => {
    const world = await projectorWorld();
    const { send } = world.projector.queues;
    Object.assign(world.projector, {
      within: within(20),
      queues: { send: (url: string, messages: Parameters<typeof send>[1]) => (url === 'delivery' ? new Promise(() => undefined) : send(url, messages)) },
    });
    expect(await world.catchUp()).toMatchObject({
      failed: [],
      lanes: [
        { projection: 'queues', delayed: 1 },
        { projection: 'feed', delayed: 2, count: 0 },
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
      ],
    });
    for (let n = 0; n < 5; n += 1) {
      await applyBatch(world.b.deps, [inbound(`author-${n}`, `x${n}`)]);
      expect((await world.catchUp()).failed).toEqual([]);
    }
    expect(world.counters()).toMatchObject([{ created: 6 }]);
  });

  it('owes the item as it is by then: a message hidden meanwhile is told as hidden, a new one as new', async () => {
    const world = await projectorWorld();
    await world.catchUp();
    world.away.add('delivery');
    await applyBatch(world.b.deps, [inbound('ann', 'm2')]);
    await world.catchUp();
    await hideMessage(world.deps, agent('eve'), world.ticketId, 1, true);
    await world.catchUp();
    world.away.delete('delivery');
    world.later(2 * MINUTE);
    const before = world.feed().length;
    await world.retry();
    const told = world
      .feed()
      .slice(before)
      .flatMap((entry) => ('message' in entry ? [[entry.kind, entry.message.number, entry.message.hidden]] : []));
    expect(told.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      ['amended', 1, true],
      ['message', 2, false],
    ]);
  });

  it('lets nothing of a conversation overtake what it owes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('post', 'post', 'project', 'fail', 'mend', 'retry'), { minLength: 5, maxLength: 40 }), async (steps) => {
        const world = await projectorWorld();
        let posted = 0;
        for (const step of steps) {
          if (step === 'post') {
            posted += 1;
            await postMessage(world.deps, agent('eve'), world.ticketId, { kind: 'reply', text: `reply ${posted}`, attachments: [] });
          }
          if (step === 'project') expect((await world.catchUp()).failed).toEqual([]);
          if (step === 'fail') world.away.add('outbound');
          if (step === 'mend') world.away.delete('outbound');
          if (step === 'retry') {
            world.later(MINUTE);
            await world.retry();
          }
        }
        world.away.clear();
        world.later(20 * MINUTE);
        await world.catchUp();
        await world.retry();
        const firsts = [...new Set(numbersOf(world.bodies('outbound')))];
        expect(firsts).toEqual(Array.from({ length: posted }, (_, n) => n + 2));
        expect(world.marks()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a change that a projection can never carry on', () => {
  it('goes to the dead letters with the name of the projection and the reason; its batch goes on', async () => {
    const world = await projectorWorld();
    await applyBatch(
      world.b.deps,
      Array.from({ length: 20 }, (_, n) => inbound(`author-${n}`, `x${n}`)),
    );
    world.refuse((url, body) => url === 'delivery' && body.includes('text x7"'));
    expect((await world.catchUp()).failed).toEqual([]);
    // The message, and the ticket that quotes it.
    expect(world.letters()).toMatchObject([
      { projection: 'feed', reason: 'QueueRejected: too large', sk: expect.stringMatching(/^(M#|HEAD)/) as unknown },
      { projection: 'feed', reason: 'QueueRejected: too large' },
    ]);
    expect(new Set(world.letters().map(({ pk }) => pk)).size).toBe(1);
    const told = world.feed().flatMap((entry) => (entry.kind === 'message' ? [entry.message.body] : []));
    expect(told).toHaveLength(20);
    expect(world.counters()).toMatchObject([{ created: 21 }]);
    expect(world.marks()).toEqual([]);
  });

  it('of the counters keeps no other ticket from being counted', async () => {
    const world = await projectorWorld();
    await applyBatch(
      world.b.deps,
      Array.from({ length: 20 }, (_, n) => inbound(`author-${n}`, `x${n}`)),
    );
    const bad = threadPk(TENANT, threadIdOf(ORIGIN, 'author-7'));
    const isBad = (pk: string): boolean => pk === bad;
    const inner = world.projector.table;
    const table: Table = {
      ...inner,
      transact: async (writes) => {
        if (writes.some((write) => isBad((write.op === 'put' ? write.item : write.key).pk))) throw new TableRejected('odd');
        return inner.transact(writes);
      },
    };
    Object.assign(world.projector, { table });
    expect((await world.catchUp()).failed).toEqual([]);
    expect(world.counters()).toMatchObject([{ created: 20 }]);
    expect(world.letters()).toMatchObject([{ projection: 'queues', pk: bad, sk: 'HEAD', reason: 'TableRejected: odd' }]);
  });

  it('for an error that nobody foresaw is tried for a quarter of an hour, alone, and then given up', async () => {
    const world = await projectorWorld();
    await world.catchUp();
    await applyBatch(world.b.deps, [inbound('bob', 'm2'), inbound('eve', 'm3')]);
    const { send } = world.projector.queues;
    Object.assign(world.projector, {
      queues: {
        send: async (url: string, messages: Parameters<typeof send>[1]) => {
          if (url === 'delivery' && messages.some(({ body }) => body.includes('text m2"'))) throw new TypeError('defect');
          return send(url, messages);
        },
      },
    });
    await world.catchUp();
    expect(world.feed().filter((entry) => entry.kind === 'message' && entry.message.body === 'text m3')).toHaveLength(1);
    expect([world.letters().length, world.marks().length]).toEqual([0, 2]);
    for (let minute = 0; minute < 40; minute += 1) {
      world.later(MINUTE);
      await world.retry();
    }
    expect(world.letters()).toMatchObject([
      { projection: 'feed', reason: 'TypeError: defect' },
      { projection: 'feed', reason: 'TypeError: defect' },
    ]);
    expect(world.marks()).toEqual([]);
  });

  it('of a conversation keeps what is behind it waiting, but not for ever, and is not tried more often for it', async () => {
    const world = await projectorWorld();
    await world.catchUp();
    const { send } = world.projector.queues;
    let tries = 0;
    Object.assign(world.projector, {
      queues: {
        send: async (url: string, messages: Parameters<typeof send>[1]) => {
          if (url === 'outbound' && messages.some(({ body }) => (JSON.parse(body) as { number: number }).number === 2)) {
            tries += 1;
            throw new TypeError('defect');
          }
          return send(url, messages);
        },
      },
    });
    for (const text of ['two', 'three', 'four']) await postMessage(world.deps, agent('eve'), world.ticketId, { kind: 'reply', text, attachments: [] });
    await world.catchUp();
    expect(world.bodies('outbound')).toEqual([]);
    for (let minute = 0; minute < 40; minute += 1) {
      world.later(MINUTE);
      await world.retry();
    }
    expect(numbersOf(world.bodies('outbound'))).toEqual([3, 4]);
    expect(world.letters()).toMatchObject([{ projection: 'outbox', sk: 'M#0000000002', reason: 'TypeError: defect' }]);
    // In the batch, alone, and five times as the minutes pass.
    expect(tries).toBeLessThanOrEqual(7);
    expect(world.marks()).toEqual([]);
  });

  it('and cannot be put into the dead letters either waits until it can', async () => {
    const world = await projectorWorld();
    world.refuse((url) => url === 'delivery');
    world.away.add('dead');
    expect((await world.catchUp()).failed).toEqual([]);
    expect(world.marks().length).toBeGreaterThan(0);
    world.away.delete('dead');
    world.later(2 * MINUTE);
    await world.retry();
    expect(world.marks()).toEqual([]);
    expect(new Set(world.letters().map(({ projection }) => projection))).toEqual(new Set(['queues', 'feed']));
  });
});

describe('a table that does not answer', () => {
  /** Transactions and reads fail so often. */
  const blinking = (world: Awaited<ReturnType<typeof projectorWorld>>, times: number): void => {
    const inner = world.projector.table;
    let left = times;
    const down = (): void => {
      if (left > 0) {
        left -= 1;
        throw new TableUnavailable(new Error('away'));
      }
    };
    const table: Table = {
      ...inner,
      transact: async (writes) => (down(), inner.transact(writes)),
      get: async (keys, options) => (down(), inner.get(keys, options)),
      write: async (write) => (down(), inner.write(write)),
    };
    Object.assign(world.projector, { table });
  };

  it('for a blink delays nothing: the second try comes at once', async () => {
    const world = await projectorWorld();
    blinking(world, 1);
    expect(await world.catchUp()).toMatchObject({ failed: [], messages: 1 });
    expect([world.counters().length, world.marks()]).toEqual([1, []]);
  });

  it('makes the stream bring again what needs the table, and nothing is put aside there; what does not need it is carried on', async () => {
    const world = await projectorWorld();
    blinking(world, 1_000);
    const { failed, lanes } = await world.catchUp();
    expect(failed.length).toBeGreaterThan(0);
    expect(lanes).toMatchObject([
      { projection: 'queues', delayed: 0, dead: 0 },
      { projection: 'feed', count: 0, delayed: 0 },
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
    ]);
    expect(world.marks()).toEqual([]);
  });
});

it('only what can neither be carried on nor put aside is for the stream to bring again, and it is named', async () => {
  const world = await projectorWorld();
  await world.catchUp();
  await applyBatch(world.b.deps, [inbound('bob', 'm2')]);
  world.away.add('delivery').add('table');
  const { failed } = await world.catchUp();
  expect(failed.length).toBeGreaterThan(0);
  expect(world.counters()).toMatchObject([{ created: 2 }]);
});

it('50 fields of 1,000 control characters each, 300 KB of JSON, fit into every queue and stop nothing', async () => {
  const world = await projectorWorld();
  await world.catchUp();
  const customFields = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}`, '\u0001'.repeat(1_000)]));
  // Past any limit of the API: the projector must bear whatever is in the table.
  const head = world.b.table.all().find(({ sk }) => sk === 'HEAD') as { pk: string; sk: string; ticket: Record<string, unknown> };
  await patchTicket(world.deps, agent('eve'), { ticketId: world.ticketId, patch: { priority: 'high' }, ifMatch: null });
  const now = world.b.table.all().find(({ pk, sk }) => pk === head.pk && sk === 'HEAD') as typeof head;
  await world.b.table.write({ op: 'put', item: { ...now, ticket: { ...now.ticket, customFields, revision: Number(now.ticket['revision']) + 1 } } });
  await applyBatch(world.b.deps, [inbound('bob', 'm2')]);
  expect(await world.catchUp()).toMatchObject({
    failed: [],
    lanes: [{ dead: 0, delayed: 0 }, { dead: 0, delayed: 0 }, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}],
  });
  for (const { body } of world.sent) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(QUEUE_ENTRY_BYTES);
  expect(world.feed()).toContainEqual({ kind: 'ticketRef', tenantId: 'acme', ticketId: world.ticketId });
});
