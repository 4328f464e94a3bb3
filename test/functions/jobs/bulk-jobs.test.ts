import { describe, expect, it } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { generationAttributes } from '../../../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../../../domain/configuration/keys.ts';
import { configurationCache } from '../../../domain/policy/cache.ts';
import { openPolicies } from '../../../domain/policy/open-policies.ts';
import type { Search } from '../../../domain/search/port.ts';
import { firstRebuildJob } from '../../../domain/search/rebuild.ts';
import { goneWrite } from '../../../domain/support/queues/drop-queues.ts';
import { counterKey, rowPk } from '../../../domain/support/queues/keys.ts';
import type { TicketDeps } from '../../../domain/support/tickets/deps.ts';
import { sequences } from '../../../domain/support/tickets/sequence.ts';
import { ticketOfItem } from '../../../domain/support/tickets/store.ts';
import { type BulkDeps, runBulkJob } from '../../../functions/jobs/bulk-jobs.ts';
import { memoryBodies } from '../../domain/support/messages/memory-bodies.ts';
import { headOf, TENANT, ticketOf } from '../../domain/support/queues/world.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

const lane = async () => {
  const table = memoryTable();
  await table.transact([
    { op: 'put', item: { ...tenantKey(TENANT), ...generationAttributes({ policy: 3, directory: 3, lists: 3 }), queuesGeneration: 3 } },
    { op: 'put', item: { ...configurationKey(TENANT, 'QUEUE', 'q'), id: 'q', priority: 1, condition: { all: [] }, visibleTo: { teamIds: [], agentIds: [] } } },
    { op: 'put', item: { ...configurationKey(TENANT, 'ORIGIN', 'o1'), channel: 'api', state: 'enabled' } },
  ]);
  const tickets: TicketDeps = {
    table,
    clock: () => NOW,
    newId: () => 'id-123456789',
    random: () => 0,
    sleep: async () => undefined,
    policies: openPolicies({}, configurationCache({ table })),
    sequences: sequences(table),
    bodies: memoryBodies(),
    shards: 1,
    closedAfterMs: 1,
  };
  const queued: QueueMessage[] = [];
  const rebuilding: string[] = [];
  const dropped: string[] = [];
  const search = {
    beginRebuild: async () => ({ id: 'r1', settleSeconds: 7 }),
    resumeRebuild: async (id: string) => {
      rebuilding.push(id);
      return id === 'r1' ? { bulk: async () => [], swap: async () => void rebuilding.push('swapped'), abandon: async () => undefined } : null;
    },
  } as unknown as Search;
  const deps: BulkDeps = {
    tickets,
    search: async () => search,
    counterShards: 2,
    objects: { delete: async (key) => void dropped.push(key) },
    enqueue: async (message) => void queued.push(message),
  };
  const run = (job: unknown) => runBulkJob(deps, JSON.stringify(job));
  /** Runs what the job has left in the queue, until nothing is left. */
  const drain = async () => {
    const delays: number[] = [];
    const answers: Record<string, unknown>[] = [];
    for (let message = queued.shift(); message; message = queued.shift()) {
      delays.push(message.delaySeconds ?? 0);
      answers.push(await runBulkJob(deps, message.body));
    }
    return { delays, answers };
  };
  return { table, run, drain, queued, rebuilding, dropped };
};

describe('the bulk lane', () => {
  it('deletes the objects that deleted messages leave behind, of the tenant itself only', async () => {
    const { run, dropped } = await lane();
    const keys = [`T/${TENANT}/bodies/th/a`, 'T/other/bodies/th/b'];
    expect(await run({ job: 'dropObjects', tenantId: TENANT, keys })).toMatchObject({ dropped: 1 });
    expect(dropped).toEqual([keys[0]]);
  });

  it('evaluates all tickets again, then cleans up after deleted queues', async () => {
    const { table, run, drain } = await lane();
    await table.transact([
      { op: 'put', item: headOf(TENANT, 1, ticketOf(1, 1)) },
      goneWrite(TENANT, 'old'),
      { op: 'put', item: { ...counterKey(TENANT, 'old', 1), closed: 4 } },
    ]);
    expect(await run({ job: 'reevaluate', tenantId: TENANT, generation: 3 })).toMatchObject({ state: 'more', evaluated: 1 });
    const { delays, answers } = await drain();
    expect(delays).toEqual([15, 0]);
    expect(answers).toMatchObject([
      { job: 'reevaluate', state: 'done', evaluated: 1 },
      { job: 'dropQueues', state: 'done' },
    ]);
    expect(table.all().flatMap((item) => ticketOfItem(item)?.queueIds ?? [])).toEqual(['q']);
    expect(table.all().filter(({ pk }) => pk.includes('#QC#old'))).toEqual([]);
  });

  it('waits for rows of a deleted queue to go', async () => {
    const { table, run, queued } = await lane();
    await table.write({ op: 'put', item: { pk: rowPk(TENANT, 'old', 0), sk: '2#x#y', revision: 1 } });
    expect(await run({ job: 'dropQueues', tenantId: TENANT, queueIds: ['old'], waited: 0 })).toMatchObject({ state: 'more' });
    expect(queued).toEqual([{ body: JSON.stringify({ job: 'dropQueues', tenantId: TENANT, queueIds: ['old'], waited: 1 }), delaySeconds: 5 }]);
  });

  it('gives way to a newer change', async () => {
    const { run, queued } = await lane();
    expect(await run({ job: 'reevaluate', tenantId: TENANT, generation: 2 })).toMatchObject({ state: 'overtaken', evaluated: 0 });
    expect(queued).toEqual([]);
  });

  it('goes on with a recount until it is done, and leaves one that is overtaken', async () => {
    const { table, run, drain } = await lane();
    await table.write({ op: 'put', item: headOf(TENANT, 1, ticketOf(1, 1, { queueIds: ['q'] })) });
    const count = { startedAt: new Date(NOW).toISOString(), since: '2026-11', next: 0, open: [], counted: 0, queues: { q: [0, 0, 0, 0, 0, 0] } };
    await table.write({ op: 'put', item: { pk: `T#${TENANT}#JOB`, sk: 'RECOUNT', id: 'r', step: 1, state: 'running', count: JSON.stringify(count) } });
    const job = { job: 'recount', tenantId: TENANT, id: 'r', step: 0 };
    // Its stretch is stored already: the next one is queued, and ends it.
    expect(await run(job)).toMatchObject({ state: 'more' });
    expect((await drain()).answers).toEqual([{ job: 'recount', tenantId: TENANT, state: 'done', counted: 1 }]);
    expect(await run({ ...job, id: 'older' })).toMatchObject({ state: 'overtaken', counted: 0 });
  });

  it('goes on with a dry-run until it is done', async () => {
    const { table, run, drain } = await lane();
    await table.write({ op: 'put', item: headOf(TENANT, 1, ticketOf(1, 1)) });
    const range = { from: '2020-01-01T00:00:00.000Z', to: new Date(NOW + 1_000).toISOString() };
    const rule = { name: 'x', event: 'timer', weight: 1, stop: false, enabled: true, condition: { all: [] }, actions: [{ type: 'tag', add: ['a'] }] };
    const work = { rule, days: 7, limit: 10, range, found: { after: null, looked: 0, matched: 0, items: [], bytes: 0 } };
    const row = { pk: `T#${TENANT}#JOB`, sk: 'J#d', id: 'd', kind: 'dry-run', state: 'running', done: 0, total: 1, step: 1, work: JSON.stringify(work) };
    await table.write({ op: 'put', item: row });
    // Its first stretch is stored already: the next one is queued, and ends it.
    expect(await run({ job: 'dryRun', tenantId: TENANT, id: 'd', step: 0 })).toMatchObject({ state: 'more' });
    expect((await drain()).answers).toEqual([{ job: 'dryRun', tenantId: TENANT, state: 'done', looked: 1 }]);
    expect(await run({ job: 'dryRun', tenantId: TENANT, id: 'd', step: 1 })).toMatchObject({ state: 'overtaken' });
  });

  it('evaluates a single ticket', async () => {
    const { table, run } = await lane();
    await table.write({ op: 'put', item: headOf(TENANT, 1, ticketOf(1, 1)) });
    expect(await run({ job: 'reevaluateTicket', tenantId: TENANT, ticketId: ticketOf(1, 1).id })).toMatchObject({ evaluated: 1 });
  });

  it('rebuilds search and swaps it in', async () => {
    const { run, drain, rebuilding } = await lane();
    expect(await run(firstRebuildJob())).toMatchObject({ job: 'reindex', state: 'more' });
    const { delays, answers } = await drain();
    expect([delays, answers.at(-1)]).toEqual([[7], { job: 'reindex', state: 'swapped', indexed: 0 }]);
    expect(rebuilding).toEqual(['r1', 'swapped']);
    expect(await run({ ...firstRebuildJob(), rebuildId: 'older' })).toMatchObject({ state: 'overtaken' });
  });

  it('makes queues anew from the tickets', async () => {
    const { table, run, drain } = await lane();
    await table.write({ op: 'put', item: headOf(TENANT, 1, ticketOf(1, 1, { queueIds: ['q'], generation: 3 })) });
    expect(await run({ job: 'rebuildQueues', tenantId: TENANT, epoch: null, walk: null })).toMatchObject({ state: 'more' });
    const { delays, answers } = await drain();
    expect([delays.filter((seconds) => seconds > 0), answers.at(-1)]).toEqual([[15], { job: 'rebuildQueues', tenantId: TENANT, state: 'done' }]);
    expect(table.all().filter(({ pk }) => pk.includes('#Q#q#') || pk.includes('#QC#q#'))).toMatchObject([{ revision: 1 }, { 'created@1': 1 }]);
  });

  it('reveals an origin', async () => {
    const { run, queued } = await lane();
    expect(await run({ job: 'reveal', tenantId: TENANT, originId: 'o1' })).toMatchObject({ state: 'done' });
    expect(queued).toEqual([]);
  });

  it.each(['no JSON', '{"job":"unknown"}', '{"job":"reveal"}'])('refuses %s, for the dead letters', async (body) => {
    const { run: _run } = await lane();
    await expect(runBulkJob({} as BulkDeps, body)).rejects.toThrow();
  });
});
