import { describe, expect, it } from 'vitest';
import type { Context } from '../../../../domain/context.ts';
import { Replayed } from '../../../../domain/idempotency/commit.ts';
import { findJob } from '../../../../domain/jobs/job.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { type BulkChangeDeps, type BulkChangeJob, bulkChangeChunk, type JobResult, startBulkChange } from '../../../../domain/support/tickets/bulk-job.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { type Table, TableUnavailable } from '../../../../domain/table/port.ts';
import { bench, inbound, ORIGIN, TENANT } from '../inbound/events.ts';
import { agent } from './hub.ts';

const world = async (many: number) => {
  /** Transactions until the process dies; null: it lives. */
  let dieAfter: number | null = null;
  const wrap = (table: Table): Table => ({
    ...table,
    transact: async (writes) => {
      if (dieAfter !== null && (dieAfter -= 1) < 0) throw new TableUnavailable('killed');
      return table.transact(writes);
    },
  });
  const b = bench({ wrap });
  const authors = Array.from({ length: many }, (_, at) => `author-${at}`);
  for (const author of authors) await applyBatch(b.deps, [inbound(author, `m-${author}`)]);
  const ids = authors.map((author) => `${threadIdOf(ORIGIN, author)}.1`);
  const sent: BulkChangeJob[] = [];
  const queues = { send: async (_: string, messages: readonly { readonly body: string }[]) => void sent.push(...messages.map(({ body }) => JSON.parse(body))) };
  const deps: BulkChangeDeps = { tickets: b.deps, rightsOf: async (_, actor) => actor, wallFor: async () => () => true };
  const start = (context: Context, given = ids) => startBulkChange({ ...b.deps, queues, bulkQueueUrl: 'bulk' }, context, given, { tags: ['x'] });
  /** Runs the queue until it is empty; a stretch that dies is delivered again. */
  const drain = async (more: Partial<BulkChangeDeps> = {}, meanwhile = async (): Promise<void> => undefined): Promise<number> => {
    let deaths = 0;
    for (let job = sent.shift(); job; job = sent.shift()) {
      try {
        const step = await bulkChangeChunk({ ...deps, ...more }, job, 0);
        if (step.state === 'more') sent.push(step.job);
      } catch (error) {
        if (!(error instanceof TableUnavailable)) throw error;
        deaths += 1;
        dieAfter = null;
        await meanwhile();
        sent.push(job);
      }
    }
    return deaths;
  };
  const results = async (id: string): Promise<readonly JobResult[]> => {
    const found = await findJob(b.table, TENANT, id);
    if (found?.state !== 'done') throw new Error(`the job is ${found?.state}`);
    return (found.result as { results: JobResult[] }).results;
  };
  const version = async (id: string) => (await loadTicket(b.table, TENANT, id))?.version;
  return { b, ids, sent, deps, start, drain, results, version, die: (after: number) => void (dieAfter = after) };
};
const keyed = (id: string): Context => ({
  ...agent(id),
  once: { pk: `T#${TENANT}#I#agent:${id}#key`, sk: 'POST /v1/tickets/bulk', requestHash: 'h', expiresAt: Date.parse('2026-03-03T10:00:00Z') / 1000 },
});

describe('a change of many tickets by a job', () => {
  it('gives each ticket its own result, and one that is not there harms no other', async () => {
    const { ids, start, drain, results, b } = await world(120);
    const job = await start(agent('ann'), [...ids, 'nothing', ids[0] as string]);
    expect(job).toMatchObject({ kind: 'bulk-change', state: 'running', done: 0, total: 121 });
    expect(job).not.toHaveProperty('by');
    await drain();
    const found = await results(job.id);
    expect(found.filter(({ status }) => status === 200).map(({ id }) => id)).toEqual(ids);
    expect(found.at(-1)).toMatchObject({ id: 'nothing', status: 404, error: { code: 'not_found' } });
    expect(await findJob(b.table, TENANT, job.id)).toMatchObject({ state: 'done', done: 121, total: 121 });
  });

  it.each([3, 57, 99])('changes each ticket once when it is killed after %i of 120 transactions', async (after) => {
    const { ids, start, drain, results, version, die, deps } = await world(120);
    const job = await start(agent('ann'));
    die(after);
    const done: string[] = [];
    // Somebody takes the change back where it was made: making it again would show.
    const meanwhile = async (): Promise<void> => {
      for (const id of ids) if ((await version(id)) === 2) done.push(id);
      for (const ticketId of done) await patchTicket({ ...deps.tickets, mayTouch: () => true }, agent('bob'), { ticketId, patch: { tags: [] }, ifMatch: null });
    };
    expect(await drain({}, meanwhile)).toBe(1);
    expect(done.length).toBeGreaterThanOrEqual(after);
    expect((await results(job.id)).every(({ status }) => status === 200)).toBe(true);
    expect(await Promise.all(ids.map(version))).toEqual(ids.map((id) => (done.includes(id) ? 3 : 2)));
  });

  it('a stretch that is delivered again after it was stored changes nothing', async () => {
    const { ids, start, drain, version, deps, sent } = await world(60);
    await start(agent('ann'));
    const first = sent[0] as BulkChangeJob;
    await drain();
    expect(await bulkChangeChunk(deps, first)).toMatchObject({ state: 'overtaken' });
    expect(await Promise.all(ids.map(version))).toEqual(ids.map(() => 2));
    const { id } = await start(agent('ann'));
    await bulkChangeChunk(deps, { ...first, id }, 0);
    // The continuation of a stored stretch may never have been queued.
    expect(await bulkChangeChunk(deps, { ...first, id })).toMatchObject({ state: 'more', job: { step: 1 }, done: 50 });
  });

  it('the same call with the same Idempotency-Key is the same job; two at once change each ticket once', async () => {
    const { ids, start, drain, version } = await world(110);
    const [one, other] = await Promise.allSettled([start(keyed('ann')), start(keyed('ann'))]);
    const jobs = [one, other].flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(jobs).toHaveLength(1);
    await expect(start(keyed('ann'))).rejects.toThrow(Replayed);
    await drain();
    expect(await Promise.all(ids.map(version))).toEqual(ids.map(() => 2));
  });

  it('has the rights that who asked has now, and only sees what they may see', async () => {
    const { ids, start, drain, results, version } = await world(4);
    const hidden = await start(agent('ann'));
    await drain({ wallFor: async () => (ticket) => ticket.id === ids[0] });
    expect((await results(hidden.id)).map(({ status }) => status)).toEqual([200, 404, 404, 404]);
    const gone = await start(agent('ann'));
    await drain({ rightsOf: async () => null });
    expect((await results(gone.id)).map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(await Promise.all(ids.map(version))).toEqual([2, 1, 1, 1]);
  });

  it('is read by who asked for it, and by no other agent', async () => {
    const { b, start } = await world(1);
    const { id } = await start(agent('ann'));
    expect(await findJob(b.table, TENANT, id, 'agent:ann')).toMatchObject({ id });
    expect(await findJob(b.table, TENANT, id, 'agent:bob')).toBeUndefined();
  });

  it('that cannot go on says so', async () => {
    const { b, start, deps, sent } = await world(1);
    const { id } = await start(agent('ann'));
    const broken = { ...deps, wallFor: () => Promise.reject(new Error('a bug')) };
    await expect(bulkChangeChunk(broken, sent[0] as BulkChangeJob)).rejects.toThrow('a bug');
    expect(await findJob(b.table, TENANT, id)).toMatchObject({ state: 'failed', error: 'The change failed.' });
  });
});
