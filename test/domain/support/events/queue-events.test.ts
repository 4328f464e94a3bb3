import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { seeded } from '../../../../demo/random.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { readEvent } from '../../../../domain/support/events/envelope.ts';
import { QUEUES_ROWS } from '../../../../domain/support/events/queue-rows.ts';
import { applyQueueEvents, type QueueEvent } from '../../../../domain/support/events/reevaluate-by-event.ts';
import { createQueue, deleteQueue } from '../../../../domain/support/queues/commands.ts';
import { getQueue } from '../../../../domain/support/queues/list-queues.ts';
import type { QueueDraft } from '../../../../domain/support/queues/queue-schema.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { TENANT } from '../inbound/events.ts';

const context = { tenantId: TENANT, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 } as const;

const open = async (fate: () => number = () => 0.5) => {
  const inner = memoryTable();
  await inner.write({ op: 'put', item: { ...tenantKey(TENANT), generation: 1, createdAt: '2026-09-01T00:00:00.000Z' } });
  const table: typeof inner = {
    ...inner,
    transact: async (writes) => {
      const drawn = fate();
      if (drawn < 0.1) throw new TableUnavailable(new Error('down'));
      await inner.transact(writes);
      if (drawn > 0.9) throw new TableUnavailable(new Error('the answer is lost'));
    },
  };
  let ids = 0;
  const deps = { table, clock: () => 1_700_000_000_000, newId: () => `q${++ids}` };
  const draft = {
    name: 'q',
    priority: 1,
    condition: { field: 'status', op: 'eq', value: 'created' },
    visibleTo: { teamIds: [], agentIds: [] },
  } satisfies QueueDraft;
  const queue = () => createQueue({ ...deps, table: inner }, context, draft);
  const generation = async (): Promise<number> => Number((await inner.get([tenantKey(TENANT)]))[0]?.['queuesGeneration']);
  return { inner, deps, queue, generation };
};

const changed = (id: string, queueId: string): QueueEvent =>
  readEvent(
    'queue_acks',
    QUEUES_ROWS,
    { tenantId: TENANT, id, type: 'queue.changed', version: 1, occurredAt: '2026-03-01T10:00:00Z', data: { queueId } },
    {
      correlationId: 'c',
      causation: null,
      late: false,
    },
  ) as QueueEvent;

describe('events of queues', () => {
  it('make every active ticket stale once, and leave the queue as it is; an unknown or deleted queue is not found', async () => {
    const { deps, queue, generation, inner } = await open();
    const [one, gone] = [await queue(), await queue()];
    await deleteQueue(deps, context, gone.id);
    const before = await generation();
    const outcomes = await applyQueueEvents(
      deps,
      [changed('e1', one.id), changed('e1', one.id), changed('e2', 'nothing'), changed('e3', gone.id), changed('e4', one.id)],
      1,
    );
    expect(outcomes).toMatchObject([
      { effect: 'applied' },
      { effect: 'duplicate' },
      { ok: false, permanent: true, error: { code: 'not_found' } },
      { ok: false, permanent: true, error: { code: 'not_found' } },
      { effect: 'applied' },
    ]);
    expect(await generation()).toBe(before + 2);
    expect(await getQueue({ table: inner }, context, one.id)).toEqual(one);
  });

  it('take effect once each, redelivered, doubled and in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 2 ** 30 }), async (count, seed) => {
        const draw = seeded(seed);
        const { deps, queue, generation } = await open(draw);
        const queues = [await queue(), await queue()];
        const before = await generation();
        const all = Array.from({ length: count }, (_, n) => changed(`e${n}`, queues[Math.floor(draw() * 2)]?.id ?? ''));
        const waiting = all.flatMap((one) => (draw() < 0.3 ? [one, one] : [one])).sort(() => draw() - 0.5);
        while (waiting.length > 0) {
          const batch = waiting.splice(0, 1 + Math.floor(draw() * 4));
          const outcomes = await applyQueueEvents(deps, batch, 3);
          waiting.unshift(...batch.filter((_, at) => !outcomes[at]?.ok));
        }
        expect(await generation()).toBe(before + count);
      }),
      { numRuns: 40 },
    );
  });
});
