import { describe, expect, it } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { showGroup } from '../../../domain/chat/groups/read-groups.ts';
import { generationAttributes } from '../../../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../../../domain/configuration/keys.ts';
import { configurationCache } from '../../../domain/policy/cache.ts';
import { openPolicies } from '../../../domain/policy/open-policies.ts';
import { projectionsOf } from '../../../domain/projections/projections.ts';
import { LAYOUT, OLD_LAYOUTS } from '../../../domain/projections/rebuild/find-old-layouts.ts';
import { DEPLOYMENT, readJob } from '../../../domain/projections/rebuild/job.ts';

import { rebuildable } from '../../../domain/projections/rebuild/run.ts';
import { beginJob, jobOf } from '../../../domain/projections/rebuild/start.ts';
import type { ProjectorDeps } from '../../../domain/projections/relay/projector-deps.ts';
import type { Search } from '../../../domain/search/port.ts';
import { searchProjection } from '../../../domain/search/search-projection.ts';
import { goneWrite } from '../../../domain/support/queues/drop-queues.ts';
import { counterKey, rowPk } from '../../../domain/support/queues/keys.ts';
import type { TicketDeps } from '../../../domain/support/tickets/deps.ts';
import { sequences } from '../../../domain/support/tickets/sequence.ts';
import { ticketOfItem } from '../../../domain/support/tickets/store.ts';
import { openAsker } from '../../../functions/jobs/asker.ts';
import { type BulkDeps, runBulkJob } from '../../../functions/jobs/bulk-jobs.ts';
import { groupWorld, people } from '../../domain/chat/groups/world.ts';
import { as } from '../../domain/chat/world.ts';
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
  let ids = 0;
  const tickets: TicketDeps = {
    table,
    clock: () => NOW,
    newId: () => `id-${String(++ids).padStart(9, '0')}`,
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
    asker: openAsker({ table, configurations: configurationCache({ table }) }),
    tickets,
    rebuilds: async (name) => {
      const projector = {
        table,
        clock: () => NOW,
        counterShards: 2,
        random: () => 0,
        sleep: async () => undefined,
        queues: { send: async () => undefined },
      } as unknown as ProjectorDeps;
      const made = [...projectionsOf(projector), searchProjection({ table, search, bodies: memoryBodies() })].find((one) => one.name === name);
      return made && rebuildable(made);
    },
    giveUp: async () => undefined,
    counterShards: 2,
    objects: { open: async () => undefined, put: async () => undefined, delete: async (key) => void dropped.push(key) },
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
  return { table, run, drain, queued, rebuilding, dropped, deps };
};

describe('the bulk lane', () => {
  it('deletes the objects that deleted messages leave behind, of the tenant itself only', async () => {
    const { run, dropped } = await lane();
    const keys = [`T/${TENANT}/bodies/th/a`, 'T/other/bodies/th/b'];
    expect(await run({ job: 'dropObjects', tenantId: TENANT, keys })).toMatchObject({ dropped: 1 });
    expect(dropped).toEqual([keys[0]]);
  });

  it('adds the members of a large group, in as many runs as it takes', async () => {
    const { table, deps, queued } = await lane();
    const { deps: world, sent } = groupWorld(table);
    const admin = { ...as('ann'), tenantId: TENANT };
    const { body } = await createGroup(world, admin, { name: 'Many', memberIds: people(1_200) });
    let now = NOW;
    // Each look at the clock takes ten seconds: a run ends before all are in.
    const slow: BulkDeps = { ...deps, objects: { ...deps.objects, ...world.objects }, tickets: { ...deps.tickets, clock: () => (now += 10_000) } };
    const states: unknown[] = [(await runBulkJob(slow, String(sent[0])))['state']];
    for (let message = queued.shift(); message; message = queued.shift()) states.push((await runBulkJob(slow, message.body))['state']);
    expect([new Set(states), states.at(-1)]).toEqual([new Set(['more', 'done']), 'done']);
    expect(await showGroup(world, admin, body.id)).toMatchObject({ membersCount: 1_201 });
    expect(await runBulkJob(slow, String(sent[0]))).toMatchObject({ job: 'groupMembers', tenantId: TENANT, state: 'overtaken' });
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

  it('finds tenants with an old layout and moves each, with progress', async () => {
    const { table, run, drain } = await lane();
    await table.write({ op: 'put', item: { ...tenantKey('before'), id: 'before', generation: 4, createdAt: '2026-11-01T00:00:00.000Z' } });
    const { row } = await beginJob({ table, clock: () => NOW, newId: () => 'find' }, DEPLOYMENT, OLD_LAYOUTS);
    expect(await run(jobOf(DEPLOYMENT, row))).toMatchObject({ projection: OLD_LAYOUTS, state: 'done', carried: 1 });
    expect((await drain()).answers.at(-1)).toMatchObject({ projection: LAYOUT, tenantId: 'before', state: 'done' });
    expect(await readJob(table, 'before', LAYOUT)).toMatchObject({ state: 'done' });
    expect((await table.get([tenantKey('before')]))[0]).toMatchObject({ policyGeneration: 4 });
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

  it('takes a recount of an older release up from its beginning, and leaves one that is overtaken', async () => {
    const { table, run, drain } = await lane();
    await table.write({ op: 'put', item: headOf(TENANT, 1, ticketOf(1, 1, { queueIds: ['q'] })) });
    const job = { job: 'recount', tenantId: TENANT, id: 'r', step: 0 };
    expect(await run(job)).toMatchObject({ state: 'begun' });
    expect(await run(job)).toMatchObject({ state: 'already running' });
    expect((await drain()).answers).toEqual([{ job: 'rebuild', tenantId: TENANT, projection: 'recount', state: 'done', visited: 1, carried: 1, skipped: 0 }]);
    expect(await run({ job: 'rebuild', tenantId: TENANT, projection: 'recount', id: 'older', step: 0 })).toMatchObject({ state: 'overtaken', visited: 0 });
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
    const { table, run, drain, rebuilding } = await lane();
    expect(await run({ job: 'reindex', rebuildId: null, after: null, indexed: 0 })).toMatchObject({ job: 'reindex', state: 'begun' });
    const { delays, answers } = await drain();
    expect([delays, answers.at(-1)]).toMatchObject([[0, 7], { projection: 'search', state: 'done', visited: 0 }]);
    expect(rebuilding).toEqual(['r1', 'swapped']);
    expect(await readJob(table, DEPLOYMENT, 'search')).toMatchObject({ state: 'done', position: { rebuildId: 'r1' } });
  });

  it('begins search anew for a laptop whose index is gone, whatever was under way', async () => {
    const { table, run, queued } = await lane();
    await run({ job: 'reindex' });
    const [older] = queued.splice(0);
    await run({ job: 'reindex' });
    expect(await run(JSON.parse(older?.body ?? ''))).toMatchObject({ state: 'overtaken' });
    expect(await readJob(table, DEPLOYMENT, 'search')).toMatchObject({ state: 'running', step: 0 });
  });

  it('makes queues anew from the tickets', async () => {
    const { table, run, drain, deps } = await lane();
    await table.write({ op: 'put', item: headOf(TENANT, 1, ticketOf(1, 1, { queueIds: ['q'], generation: 3 })) });
    expect(await run(jobOf(TENANT, (await beginJob(deps.tickets, TENANT, 'queues')).row))).toMatchObject({ state: 'more', visited: 1 });
    const { delays, answers } = await drain();
    expect([delays.filter((seconds) => seconds > 0), answers.at(-1)]).toMatchObject([[15], { projection: 'queues', state: 'done' }]);
    expect(table.all().filter(({ pk }) => pk.includes('#Q#q#') || pk.includes('#QC#q#'))).toMatchObject([{ revision: 1 }, { 'created@1': 1 }]);
  });

  it('waits for what is away, tells why, and goes on by itself', async () => {
    const { table, run, drain, queued, deps } = await lane();
    const search = await deps.rebuilds('search');
    let away = true;
    const work = {
      name: 'search',
      rebuild: async (...given: Parameters<NonNullable<typeof search>['rebuild']>) => {
        if (away) throw new Error('the engine is away');
        return (search as NonNullable<typeof search>).rebuild(...given);
      },
    };
    Object.assign(deps, { rebuilds: async () => work });
    const job = jobOf(TENANT, (await beginJob(deps.tickets, TENANT, 'search')).row);
    expect(await run(job)).toMatchObject({ state: 'more', trouble: 'Error: the engine is away' });
    expect(queued).toMatchObject([{ delaySeconds: 5 }]);
    away = false;
    expect((await drain()).answers.at(-1)).toMatchObject({ state: 'done' });
    expect(await readJob(table, TENANT, 'search')).toMatchObject({ state: 'done', trouble: null });
  });

  it('gives a rebuild up that never gets through, with its reason', async () => {
    const { table, run, drain, deps } = await lane();
    Object.assign(deps, { rebuilds: async () => ({ name: 'search', rebuild: () => Promise.reject(new Error('odd')) }) });
    expect(await run(jobOf(TENANT, (await beginJob(deps.tickets, TENANT, 'search')).row))).toMatchObject({ state: 'more' });
    const { delays, answers } = await drain();
    expect(answers.at(-1)).toMatchObject({ state: 'failed', trouble: 'Error: odd' });
    expect(Math.max(...delays)).toBe(900);
    expect(await readJob(table, TENANT, 'search')).toMatchObject({ state: 'failed', finishedAt: new Date(NOW).toISOString() });
    // It may be begun again.
    expect(await beginJob(deps.tickets, TENANT, 'search')).toMatchObject({ fresh: true, row: { step: 0, trouble: null } });
  });

  it('refuses a projection that there is not', async () => {
    const { run } = await lane();
    await expect(run({ job: 'rebuild', tenantId: TENANT, projection: 'nonsense', id: 'x', step: 0 })).rejects.toThrow('no projection nonsense');
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
