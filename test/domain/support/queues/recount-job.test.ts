import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { FIRST_GENERATIONS, generationAttributes } from '../../../../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../../../../domain/configuration/keys.ts';
import { counterKey } from '../../../../domain/support/queues/keys.ts';
import { recount } from '../../../../domain/support/queues/recount.ts';
import { type RecountJob, recountChunk, recountState, startRecount } from '../../../../domain/support/queues/recount-job.ts';
import { closedTicketItem } from '../../../../domain/support/tickets/thread-head.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { headOf, TENANT, ticketOf } from './world.ts';

const MINUTE = 60_000;

/** A tenant with so many tickets in two queues, every seventh closed; the clock moves a millisecond a look. */
const open = async (tickets: number, wrap: (table: Table) => Table = (table) => table) => {
  const inner = memoryTable();
  const time = { now: Date.parse('2026-11-21T10:00:00Z') };
  await inner.write({ op: 'put', item: { ...tenantKey(TENANT), ...generationAttributes(FIRST_GENERATIONS), createdAt: '2026-09-01T00:00:00.000Z' } });
  for (const id of ['q1', 'q2'])
    await inner.write({
      op: 'put',
      item: { ...configurationKey(TENANT, 'QUEUE', id), id, name: id, priority: 1, condition: { all: [] }, visibleTo: { teamIds: [], agentIds: [] } },
    });
  for (let n = 0; n < tickets; n += 1) {
    const closed = n % 7 === 0;
    const ticket = ticketOf(n, 1, {
      queueIds: n % 2 ? ['q1', 'q2'] : ['q1'],
      ...(closed
        ? { status: 'closed', closedAt: '2026-10-05T00:00:00.000Z', updatedAt: '2026-10-05T00:00:00.000Z' }
        : { status: n % 3 ? 'working' : 'pending' }),
    });
    await inner.write({ op: 'put', item: closed ? closedTicketItem(TENANT, ticket, 1) : headOf(TENANT, n, ticket) });
  }
  const sent: RecountJob[] = [];
  let id = 0;
  const deps = {
    table: wrap(inner),
    clock: () => (time.now += 1),
    newId: () => `recount-${++id}`,
    shards: 1,
    counterShards: 1,
    queues: {
      send: async (_: string, messages: readonly { readonly body: string }[]) => void sent.push(...messages.map(({ body }) => JSON.parse(body) as RecountJob)),
    },
    bulkQueueUrl: 'bulk',
  };
  const context = { tenantId: TENANT };
  const next = (): RecountJob => {
    const job = sent.shift();
    if (!job) throw new Error('no job is queued');
    return job;
  };
  return { inner, deps, context, sent, time, next };
};

describe('a recount', () => {
  it('that ends in time answers its result, which stays to be read', async () => {
    const { deps, context, sent } = await open(20);
    const answer = await startRecount(deps, context);
    expect(answer).toMatchObject({ state: 'done', counted: 20 });
    expect(await recountState(deps.table, TENANT)).toEqual(answer);
    expect(sent).toEqual([]);
  });

  it('that does not goes on as a job, tells how far it is, and ends with the same result', async () => {
    const { deps, context, next } = await open(450);
    const begun = await startRecount(deps, context, 0);
    expect(begun.state).toBe('running');
    expect(await recountState(deps.table, TENANT)).toEqual(begun);
    // Asking again while it runs begins nothing.
    expect(await startRecount(deps, context, 0)).toEqual(begun);
    let step = await recountChunk(deps, next(), 0);
    let counted = begun.counted;
    while (step.state === 'more') {
      expect(step.counted).toBeGreaterThanOrEqual(counted);
      counted = step.counted;
      step = await recountChunk(deps, step.job, 0);
    }
    expect(step).toEqual({ state: 'done', counted: 450 });
    const { queues } = await recount(deps, TENANT);
    expect(await recountState(deps.table, TENANT)).toMatchObject({ state: 'done', counted: 450, queues });
    expect(await startRecount(deps, context)).toMatchObject({ state: 'done', counted: 450 });
  });

  it('that makes no progress can be begun again, and the dead one changes nothing when it comes back', async () => {
    const { deps, context, next, time } = await open(450);
    await startRecount(deps, context, 0);
    const dead = next();
    time.now += 20 * MINUTE;
    const again = await startRecount(deps, context, 0);
    expect(next().id).not.toBe(dead.id);
    expect((await recountChunk(deps, dead, MINUTE)).state).toBe('overtaken');
    expect(await recountState(deps.table, TENANT)).toEqual(again);
  });

  it('of another tenant is none of one’s own', async () => {
    const { deps, context } = await open(450);
    await startRecount(deps, context, 0);
    await expect(recountState(deps.table, 'other')).rejects.toMatchObject({ code: 'not_found' });
    expect(await startRecount(deps, { tenantId: 'other' })).toMatchObject({ state: 'done', counted: 0, queues: [] });
    expect((await recountState(deps.table, TENANT)).state).toBe('running');
  });

  it('whose job could not be queued is not under way', async () => {
    const { deps, context, sent } = await open(450);
    const refusing = { ...deps, queues: { send: () => Promise.reject(new Error('away')) } };
    await expect(startRecount(refusing, context, 0)).rejects.toThrow('away');
    await expect(recountState(deps.table, TENANT)).rejects.toMatchObject({ code: 'not_found' });
    expect((await startRecount(deps, context, 0)).state).toBe('running');
    expect(sent).toHaveLength(1);
  });

  it('answers the same under the same key', async () => {
    const { deps, context } = await open(450);
    const once = { pk: `T#${TENANT}#I#key`, sk: 'POST /v1/admin/recount', requestHash: 'h', older: { plainHash: 'h', samePrincipal: true }, expiresAt: 2e9 };
    const answer = await startRecount(deps, { ...context, once }, 0);
    const [kept] = await deps.table.get([{ pk: once.pk, sk: once.sk }]);
    expect([kept?.['status'], JSON.parse(String(kept?.['body']))]).toEqual([202, answer]);
  });

  it('of two that begin at the same instant is one', async () => {
    const { deps, context, sent } = await open(450);
    const answers = await Promise.all([startRecount(deps, context, 0), startRecount(deps, context, 0)]);
    expect(sent).toHaveLength(1);
    expect(answers.map(({ state }) => state)).toEqual(['running', 'running']);
  });

  it('leaves out a queue that was removed meanwhile, and tells a counter that is wrong', async () => {
    const { inner, deps, context, next } = await open(450);
    await startRecount(deps, context, 0);
    await inner.write({ op: 'delete', key: configurationKey(TENANT, 'QUEUE', 'q2') });
    await inner.write({ op: 'put', item: { ...counterKey(TENANT, 'q1', 0), working: 7 } });
    await recountChunk(deps, next(), 10 * MINUTE);
    const state = await recountState(deps.table, TENANT);
    if (state.state !== 'done') throw new Error('not done');
    expect(state.queues.map(({ id, stored }) => [id, stored.working])).toEqual([['q1', 7]]);
  });

  it('finds a ticket that was closed between the index and the read', async () => {
    const { inner, deps } = await open(3, (table) => ({
      ...table,
      async get(keys, options) {
        // The page was read; now the ticket moves.
        if (keys.length > 1 && keys.some(({ sk }) => sk === 'HEAD')) {
          const ticket = ticketOf(1, 1, { queueIds: ['q1'], status: 'closed', closedAt: '2026-11-21T10:00:00.000Z' });
          await inner.transact([
            { op: 'put', item: headOf(TENANT, 1, null) },
            { op: 'put', item: closedTicketItem(TENANT, ticket, 1) },
          ]);
        }
        return table.get(keys, options);
      },
    }));
    const { queues } = await recount(deps, TENANT);
    expect(queues.find(({ id }) => id === 'q1')?.recounted).toMatchObject({ closed: 2 });
  });

  it('counts every ticket once wherever its job is killed, and however often a message is delivered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('run', 'twice', 'die', 'old'), { maxLength: 12 }), async (deeds) => {
        const { deps, context, next } = await open(230);
        const expected = (await recount(deps, TENANT)).queues;
        const answer = await startRecount(deps, context, 0);
        if (answer.state === 'done') return;
        const past: RecountJob[] = [next()];
        const plan = deeds.values();
        for (let turns = 0; turns < 50; turns += 1) {
          const deed = plan.next().value ?? 'run';
          const job = past.at(-1) as RecountJob;
          if (deed === 'old') await recountChunk(deps, past[0] as RecountJob, 0);
          // It ends after the stretch was stored and before the rest was queued: the same message comes again.
          if (deed === 'die') await recountChunk(deps, job, 0);
          const [step] = await Promise.all([recountChunk(deps, job, 0), ...(deed === 'twice' ? [recountChunk(deps, job, 0)] : [])]);
          if (step.state === 'more') past.push(step.job);
          if (step.state === 'done' || (await recountState(deps.table, TENANT)).state === 'done') break;
        }
        expect(await recountState(deps.table, TENANT)).toMatchObject({ state: 'done', counted: 230, queues: expected });
      }),
      { numRuns: 25 },
    );
  });
});
