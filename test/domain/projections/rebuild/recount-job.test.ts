import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { FIRST_GENERATIONS, generationAttributes } from '../../../../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../../../../domain/configuration/keys.ts';
import { type RebuildJob, readJob } from '../../../../domain/projections/rebuild/job.ts';
import { recountQueues } from '../../../../domain/projections/rebuild/recount.ts';
import { type RecountState, recountState, startRecount } from '../../../../domain/projections/rebuild/recount-job.ts';
import { runStretch } from '../../../../domain/projections/rebuild/run.ts';
import { counterKey } from '../../../../domain/support/queues/keys.ts';
import { recount } from '../../../../domain/support/queues/recount.ts';
import { closedTicketItem } from '../../../../domain/support/tickets/thread-head.ts';
import { type Table, TableUnavailable } from '../../../../domain/table/port.ts';
import { headOf, TENANT, ticketOf } from '../../support/queues/world.ts';

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
  const sent: RebuildJob[] = [];
  let id = 0;
  const deps = {
    table: wrap(inner),
    clock: () => (time.now += 1),
    newId: () => `recount-${++id}`,
    shards: 1,
    counterShards: 1,
    queues: {
      send: async (_: string, messages: readonly { readonly body: string }[]) => void sent.push(...messages.map(({ body }) => JSON.parse(body) as RebuildJob)),
    },
    bulkQueueUrl: 'bulk',
  };
  const context = { tenantId: TENANT };
  const runDeps = { ...deps, giveUp: async () => expect.unreachable() };
  const chunk = (job: RebuildJob, stretchMs = 0) => runStretch(runDeps, recountQueues(deps), job, stretchMs);
  const start = (withinMs = 15_000, more: Partial<Parameters<typeof startRecount>[1]> = {}): Promise<RecountState> =>
    startRecount(deps, { ...context, ...more }, withinMs);
  const next = (): RebuildJob => {
    const job = sent.shift();
    if (!job) throw new Error('no job is queued');
    return job;
  };
  return { inner, deps, context, sent, time, next, chunk, start };
};

describe('a recount', () => {
  it('that ends in time answers its result, which stays to be read', async () => {
    const { deps, start, sent } = await open(20);
    const answer = await start();
    expect(answer).toMatchObject({ state: 'done', counted: 20 });
    expect(await recountState(deps.table, TENANT)).toEqual(answer);
    expect(sent).toEqual([]);
  });

  it('that does not goes on as a job, tells how far it is, and ends with the same result', async () => {
    const { deps, start, chunk, next } = await open(450);
    const begun = await start(0);
    if (begun.state !== 'running') throw new Error('it runs');
    expect(await recountState(deps.table, TENANT)).toEqual(begun);
    // Asking again while it runs begins nothing.
    expect(await start(0)).toEqual(begun);
    let step = await chunk(next());
    let counted = begun.counted;
    while (step.state === 'more') {
      expect(step.row?.visited).toBeGreaterThanOrEqual(counted);
      counted = step.row?.visited ?? 0;
      step = await chunk(step.job);
    }
    expect(step).toMatchObject({ state: 'done', row: { visited: 450 } });
    const { queues } = await recount(deps, TENANT);
    expect(await recountState(deps.table, TENANT)).toMatchObject({ state: 'done', counted: 450, queues });
    expect(await start()).toMatchObject({ state: 'done', counted: 450 });
    // What was remembered meanwhile is gone.
    expect((await deps.table.query({ pk: `T#${TENANT}#JOB`, beginsWith: 'SEEN#' })).items).toEqual([]);
  });

  it('that makes no progress is taken up where it stands, and the dead worker counts nothing twice when it comes back', async () => {
    const { deps, start, chunk, next, time } = await open(450);
    const begun = await start(0);
    const dead = next();
    time.now += 40 * MINUTE;
    expect(await start(0)).toMatchObject({ state: 'running', startedAt: 'startedAt' in begun ? begun.startedAt : '' });
    const taken = next();
    expect(taken.id).toBe(dead.id);
    let step = await chunk(taken, MINUTE);
    expect((await chunk(dead, MINUTE)).state).toBe('overtaken');
    while (step.state === 'more') step = await chunk(step.job, MINUTE);
    expect(await recountState(deps.table, TENANT)).toMatchObject({ state: 'done', counted: 450 });
  });

  it('whose process died before its job was queued is begun by whoever asks a minute later', async () => {
    const { deps, start, sent, time } = await open(450);
    const refusing = { ...deps, table: { ...deps.table, transact: () => Promise.reject(new TableUnavailable(new Error('away'))) } };
    await expect(startRecount(refusing, { tenantId: TENANT }, 0)).rejects.toThrow('unavailable');
    expect(await start(0)).toMatchObject({ state: 'running', counted: 0 });
    expect(sent).toEqual([]);
    time.now += 2 * MINUTE;
    await start(0);
    expect(sent).toHaveLength(1);
  });

  it('of another tenant is none of one’s own', async () => {
    const { deps, start } = await open(450);
    await start(0);
    await expect(recountState(deps.table, 'other')).rejects.toMatchObject({ code: 'not_found' });
    expect(await start(15_000, { tenantId: 'other' })).toMatchObject({ state: 'done', counted: 0, queues: [] });
    expect((await recountState(deps.table, TENANT)).state).toBe('running');
  });

  it('whose job could not be queued is not under way', async () => {
    const { deps, context, start, sent } = await open(450);
    const refusing = { ...deps, queues: { send: () => Promise.reject(new Error('away')) } };
    await expect(startRecount(refusing, context, 0)).rejects.toThrow('away');
    await expect(recountState(deps.table, TENANT)).rejects.toMatchObject({ code: 'not_found' });
    expect((await start(0)).state).toBe('running');
    expect(sent).toHaveLength(1);
  });

  it('answers the same under the same key: what was begun, what was under way, and a result', async () => {
    const { deps, start } = await open(450);
    const keyed = async (name: string, withinMs: number) => {
      const once = {
        pk: `T#${TENANT}#I#${name}`,
        sk: 'POST /v1/admin/recount',
        requestHash: 'h',
        older: { plainHash: 'h', samePrincipal: true },
        expiresAt: 2e9,
      };
      const answer = await start(withinMs, { once });
      const [kept] = await deps.table.get([{ pk: once.pk, sk: once.sk }]);
      expect(JSON.parse(String(kept?.['body']))).toEqual(answer);
      return kept?.['status'];
    };
    expect(await keyed('begun', 0)).toBe(202);
    expect(await keyed('under way', 0)).toBe(202);
    await deps.table.write({ op: 'delete', key: { pk: `T#${TENANT}#JOB`, sk: 'REBUILD#recount' } });
    expect(await keyed('result', 60_000)).toBe(200);
  });

  it('of two that begin at the same instant is one', async () => {
    const { start, sent } = await open(450);
    const answers = await Promise.all([start(0), start(0)]);
    expect(sent).toHaveLength(1);
    expect(answers.map(({ state }) => state)).toEqual(['running', 'running']);
  });

  it('leaves out a queue that was removed meanwhile, and tells a counter that is wrong', async () => {
    const { inner, deps, start, chunk, next } = await open(450);
    await start(0);
    await inner.write({ op: 'delete', key: configurationKey(TENANT, 'QUEUE', 'q2') });
    await inner.write({ op: 'put', item: { ...counterKey(TENANT, 'q1', 0), working: 7 } });
    await chunk(next(), 10 * MINUTE);
    const state = await recountState(deps.table, TENANT);
    if (state.state !== 'done') throw new Error('not done');
    expect(state.queues.map(({ id, stored }) => [id, stored.working])).toEqual([['q1', 7]]);
  });

  it('names a ticket that cannot be read, and counts the others', async () => {
    const { inner, start } = await open(20);
    const { ticket: _, ...head } = headOf(TENANT, 50, ticketOf(50, 1));
    const unreadable = {
      ...head,
      get ticket(): never {
        throw new TypeError('odd');
      },
    };
    const table = {
      ...inner,
      get: async (...given: Parameters<Table['get']>) => (await inner.get(...given)).map((item) => (item?.pk === head.pk ? (unreadable as never) : item)),
    };
    await inner.write({ op: 'put', item: headOf(TENANT, 50, ticketOf(50, 1)) });
    const { deps } = await open(0);
    const answer = await startRecount({ ...deps, table }, { tenantId: TENANT }, 60_000);
    expect(answer).toMatchObject({ state: 'done', counted: 20, unreadable: [ticketOf(50, 1).id] });
    expect(await readJob(table, TENANT, 'recount')).toMatchObject({ skipped: 1, visited: 20 });
    expect(await start()).toMatchObject({ counted: 21 });
  });

  it('shows what an older release had found out, or is at', async () => {
    const { deps } = await open(0);
    const old = { pk: `T#${TENANT}#JOB`, sk: 'RECOUNT', id: 'r', step: 3 };
    const times = { startedAt: '2026-11-20T10:00:00.000Z', counted: 7 };
    await deps.table.write({
      op: 'put',
      item: { ...old, state: 'running', count: JSON.stringify({ ...times, since: '2026-01', next: 3, open: [], queues: {} }) },
    });
    expect(await recountState(deps.table, TENANT)).toEqual({ state: 'running', id: 'r', ...times });
    const result = { ...times, finishedAt: '2026-11-20T10:01:00.000Z', queues: [] };
    await deps.table.write({ op: 'put', item: { ...old, state: 'done', result: JSON.stringify(result) } });
    expect(await recountState(deps.table, TENANT)).toEqual({ state: 'done', ...result });
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

  it('counts every ticket once wherever its job is killed, however often a message is delivered and whatever moves meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('run', 'twice', 'die', 'old', 'move'), { maxLength: 14 }),
        fc.infiniteStream(fc.nat(229)),
        async (deeds, chance) => {
          const { inner, deps, start, chunk, next, time } = await open(230);
          const answer = await start(0);
          if (answer.state === 'done') return;
          /** A ticket leaves the part of the index in which it lay for another, read or not. */
          const move = async (): Promise<void> => {
            const n = chance.next().value as number;
            if (n % 7 === 0) return;
            const status = (['created', 'working', 'pending', 'solved'] as const)[(n + time.now) % 4] as 'working';
            const updatedAt = new Date(time.now).toISOString();
            await inner.write({ op: 'put', item: headOf(TENANT, n, ticketOf(n, 1, { queueIds: n % 2 ? ['q1', 'q2'] : ['q1'], status, updatedAt })) });
          };
          const past: RebuildJob[] = [next()];
          const plan = deeds.values();
          for (let turns = 0; turns < 80; turns += 1) {
            const deed = plan.next().value ?? 'run';
            const job = past.at(-1) as RebuildJob;
            if (deed === 'old') await chunk(past[0] as RebuildJob);
            if (deed === 'move') for (let n = 0; n < 20; n += 1) await move();
            // It ends after the stretch was stored and before the rest was queued: the same message comes again.
            if (deed === 'die') await chunk(job);
            const [step] = await Promise.all([chunk(job), ...(deed === 'twice' ? [chunk(job)] : [])]);
            if (step.state === 'more') past.push(step.job);
            if (step.state === 'done' || (await recountState(deps.table, TENANT)).state === 'done') break;
          }
          const ended = await recountState(deps.table, TENANT);
          expect(ended).toMatchObject({ state: 'done', counted: 230 });
          const total = (id: string): number =>
            ended.state === 'done' ? Object.values(ended.queues.find((queue) => queue.id === id)?.recounted ?? {}).reduce((sum, n) => sum + n, 0) : 0;
          expect([total('q1'), total('q2')]).toEqual([230, 115]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
