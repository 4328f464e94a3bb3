import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleDraft } from '../../../../domain/automation/rules/rule-schema.ts';
import { storeAvailability } from '../../../../domain/availability/availability.ts';
import { findJob } from '../../../../domain/jobs/job.ts';
import { type DryRun, type DryRunResult, dryRunChunk, startDryRun } from '../../../../domain/support/dry-run/dry-run.ts';
import type { DryRunJob } from '../../../../domain/support/dry-run/job-schema.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { TableRejected, TableUnavailable } from '../../../../domain/table/port.ts';
import { bench, inbound, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent } from '../tickets/hub.ts';

const DAY_MS = 86_400_000;
const draft = (given: Partial<RuleDraft> = {}): RuleDraft => ({
  name: 'x',
  event: 'message.received',
  weight: 1,
  stop: false,
  enabled: false,
  condition: { all: [] },
  actions: [{ type: 'tag', add: ['vip'] }],
  ...given,
});
const saying = (word: string) => ({ field: 'message.text', op: 'contains', value: word }) as RuleDraft['condition'];

const world = async (texts: readonly string[], people: Parameters<typeof plainPolicy>[0] = { membersOf: () => ['ann'] }) => {
  const b = bench({ policy: plainPolicy(people) });
  for (const [at, text] of texts.entries()) {
    b.now += 1_000;
    await applyBatch(b.deps, [inbound(`author-${at}`, `m${at}`, { text })]);
  }
  const sent: DryRunJob[] = [];
  const queues = { send: async (_: string, messages: readonly { readonly body: string }[]) => void sent.push(...messages.map(({ body }) => JSON.parse(body))) };
  const deps = { ...b.deps, queues, bulkQueueUrl: 'bulk' };
  const run = (asked: Partial<DryRun> = {}, room?: { budgetMs: number; most: number }) =>
    startDryRun(deps, { tenantId: TENANT }, { rule: draft(), days: 7, limit: 100, ...asked }, room);
  return { b, deps, sent, run };
};
const result = (found: unknown): DryRunResult => {
  expect(found).not.toHaveProperty('state');
  return found as DryRunResult;
};

describe('a dry-run', () => {
  it('answers which tickets match and what would change, newest activity first, and changes nothing', async () => {
    const { b, run } = await world(['a refund please', 'hello', 'refund!']);
    const before = JSON.stringify(b.table.all());
    const found = result(
      await run({
        rule: draft({
          condition: saying('refund'),
          actions: [
            { type: 'tag', add: ['vip'] },
            { type: 'set', field: 'customFields.tier', value: 'gold' },
          ],
        }),
      }),
    );
    expect(found).toMatchObject({ looked: 3, matched: 2 });
    expect(found.items.map(({ sequence }) => sequence)).toEqual([3, 1]);
    expect(found.items[0]?.changes).toEqual([
      { field: 'tags', from: [], to: ['vip'] },
      { field: 'customFields.tier', from: null, to: 'gold' },
    ]);
    expect(JSON.stringify(b.table.all())).toBe(before);
  });

  it('shows a snooze with its end, counted from now', async () => {
    const { b, run } = await world(['not today']);
    const found = result(await run({ rule: draft({ actions: [{ type: 'set', field: 'status', value: 'followup', followupMinutes: 60 }] }) }));
    expect(found.items[0]?.changes).toEqual([
      { field: 'status', from: 'created', to: 'followup' },
      { field: 'followupAt', from: null, to: new Date(b.now + 3_600_000).toISOString() },
    ]);
  });

  it('counts matches without a change and does not list them; a limit caps the items alone', async () => {
    const { run } = await world(['a', 'b', 'c']);
    expect(result(await run({ rule: draft({ actions: [{ type: 'note', text: 'hi' }] }) }))).toEqual({ looked: 3, matched: 3, items: [] });
    const limited = result(await run({ limit: 1 }));
    expect([limited.looked, limited.matched, limited.items.length]).toEqual([3, 3, 1]);
  });

  it('judges message.received on the newest customer message, ticket.created on the first, others on the ticket alone', async () => {
    const { b, run } = await world(['first']);
    await applyBatch(b.deps, [inbound('author-0', 'later', { text: `${'long '.repeat(300)} second` })]);
    const matched = async (event: RuleDraft['event'], word: string) => result(await run({ rule: draft({ event, condition: saying(word) }) })).matched;
    expect([await matched('message.received', 'second'), await matched('message.received', 'first')]).toEqual([1, 0]);
    expect([await matched('ticket.created', 'first'), await matched('ticket.created', 'second')]).toEqual([1, 0]);
    const working = { field: 'status', op: 'eq', value: 'created' } as RuleDraft['condition'];
    expect(result(await run({ rule: draft({ event: 'ticket.updated', condition: working }) })).matched).toBe(1);
  });

  it('says whom a strategy would pick, in turns, by load and by skill, and takes no turn', async () => {
    const people = {
      membersOf: () => ['ann', 'bob'],
      skillsOf: (id: string) => (id === 'bob' ? ['french'] : []),
      capacityOf: (id: string) => (id === 'ann' ? 2 : null),
    };
    const { b, sent, run } = await world(['a', 'b', 'c', 'd', 'e'], people);
    await patchTicket({ ...b.deps, mayTouch: () => true }, agent('eve'), {
      ticketId: result(await run()).items[0]?.ticketId ?? '',
      patch: { tags: ['French'], status: 'working' },
      ifMatch: null,
    });
    const before = JSON.stringify(b.table.all());
    const owners = async (action: object) => {
      const found = result(await run({ rule: draft({ actions: [{ type: 'assign', teamId: 'red', ...action } as never] }) }));
      return found.items.map(({ changes }) => changes.map(({ field, to }) => (field === 'owner' ? (to as { agentId: string | null }).agentId : to)));
    };
    const [ann, bob] = [
      ['working', 'ann'],
      ['working', 'bob'],
    ];
    // The first one is in work already. Ann takes two.
    expect(await owners({ strategy: 'round_robin' })).toEqual([['ann'], bob, ann, bob, bob]);
    expect(await owners({ strategy: 'least_loaded' })).toEqual([['ann'], bob, bob, ann, bob]);
    expect(await owners({ strategy: 'skill' })).toEqual([['bob'], ann, ann, bob, bob]);
    expect(await owners({ strategy: 'skill', skills: ['welding'] })).toEqual([[null], [null], [null], [null], [null]]);
    expect(await owners({})).toEqual([[null], [null], [null], [null], [null]]);
    await storeAvailability(b.table, TENANT, 'bob', { availability: 'away', until: null });
    expect(await owners({ strategy: 'round_robin' })).toEqual([['ann'], ann, [null], [null], [null]]);
    expect([JSON.stringify(b.table.all().filter(({ pk }) => !pk.endsWith('#AV'))), sent]).toEqual([before, []]);
  });

  it('tries a rule of minutes on the tickets whose moment has come, and a timer rule without minutes on all', async () => {
    const { b, run } = await world(['a', 'b', 'c']);
    const matched = async (minutes: number) => result(await run({ rule: draft({ event: 'timer', timer: { field: 'waitingSince', minutes } }) })).matched;
    b.now += 30 * 60_000;
    const before = JSON.stringify(b.table.all());
    expect([await matched(29), await matched(31)]).toEqual([3, 0]);
    expect(result(await run({ rule: draft({ event: 'timer' }) })).matched).toBe(3);
    expect(JSON.stringify(b.table.all())).toBe(before);
    const [ticket] = result(await run()).items;
    await patchTicket({ ...b.deps, mayTouch: () => true }, agent('eve'), { ticketId: ticket?.ticketId ?? '', patch: { status: 'closed' }, ifMatch: null });
    const closed = draft({ event: 'timer', timer: { field: 'createdAt', minutes: 1 } });
    expect(result(await run({ rule: closed })).matched).toBe(2);
  });

  it('looks at closed tickets, of the days that are asked for only, and at patterns', async () => {
    const { b, run } = await world(['order 1234', 'order 77']);
    const [ticket] = result(await run()).items;
    await patchTicket({ ...b.deps, mayTouch: () => true }, agent('eve'), { ticketId: ticket?.ticketId ?? '', patch: { status: 'closed' }, ifMatch: null });
    const pattern = { field: 'message.text', op: 'matches', value: 'order [0-9]{4}' } as RuleDraft['condition'];
    expect(result(await run({ rule: draft({ condition: pattern }) }))).toMatchObject({ looked: 2, matched: 1 });
    b.now += 8 * DAY_MS;
    expect(result(await run())).toMatchObject({ looked: 0 });
    expect(result(await run({ days: 9 }))).toMatchObject({ looked: 2, matched: 2 });
  });

  it('gives the same in stretches of any length as at once, also when stretches are delivered twice', async () => {
    const { deps, sent, run } = await world(Array.from({ length: 230 }, (_, n) => (n % 3 === 0 ? 'refund' : 'hello')));
    const rule = draft({ condition: saying('refund') });
    const whole = result(await run({ rule, limit: 60 }));
    expect(whole).toMatchObject({ looked: 230, matched: 77 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), async (twice) => {
        sent.length = 0;
        const job = await run({ rule, limit: 60 }, { budgetMs: 0, most: 1 });
        expect(job).toMatchObject({ kind: 'dry-run', state: 'running', done: 100, total: 230 });
        for (let at = 0; sent.length > 0; at += 1) {
          const next = sent.shift() as DryRunJob;
          const step = await dryRunChunk(deps, next, 0);
          // An older delivery of a stretch only asks again for what comes after it.
          if (twice[at]) await dryRunChunk(deps, next, 0);
          if (step.state === 'more') sent.push(step.job);
        }
        const { id } = job as { id: string };
        expect(await findJob(deps.table, TENANT, id)).toEqual({ id, kind: 'dry-run', state: 'done', done: 230, total: 230, result: whole });
      }),
      { numRuns: 10 },
    );
  });

  it('goes on when the table was away, and fails for good where the table takes a read for wrong', async () => {
    const { deps, sent, run } = await world(Array.from({ length: 130 }, () => 'x'));
    const { id } = (await run({}, { budgetMs: 0, most: 1 })) as { id: string };
    const job = sent[0] as DryRunJob;
    const broken = (error: Error) => {
      const merge = async (): Promise<never> => {
        throw error;
      };
      return { ...deps, table: { ...deps.table, merge } };
    };
    await expect(dryRunChunk(broken(new TableUnavailable(null)), job)).rejects.toThrow(TableUnavailable);
    expect(await findJob(deps.table, TENANT, id)).toMatchObject({ state: 'running' });
    await expect(dryRunChunk(broken(new TableRejected('no')), job)).rejects.toThrow(TableRejected);
    expect(await findJob(deps.table, TENANT, id)).toMatchObject({ state: 'failed', error: expect.stringContaining('dry-run failed') });
    expect(await dryRunChunk(deps, job)).toMatchObject({ state: 'overtaken' });
    expect(await dryRunChunk(deps, { ...job, id: 'nobody' })).toMatchObject({ state: 'overtaken', looked: 0 });
  });

  it('leaves no job behind when nobody could be asked to carry it on', async () => {
    const { b, deps } = await world(Array.from({ length: 130 }, () => 'x'));
    const queues = { send: () => Promise.reject(new TableUnavailable(null)) };
    const asked = { rule: draft(), days: 7, limit: 1 };
    await expect(startDryRun({ ...deps, queues }, { tenantId: TENANT }, asked, { budgetMs: 0, most: 1 })).rejects.toThrow(TableUnavailable);
    expect(b.table.all().filter(({ sk }) => sk.startsWith('J#') && !sk.includes('.'))).toEqual([]);
  });

  it('lists no more than an item of the table takes', async () => {
    const { run } = await world(Array.from({ length: 30 }, () => 'x'));
    const value = 'y'.repeat(9_000);
    const actions: RuleDraft['actions'] = Array.from({ length: 2 }, (_, n) => ({ type: 'set', field: `customFields.f${n}`, value }) as const);
    const found = result(await run({ rule: draft({ actions }) }));
    expect(found.matched).toBe(30);
    expect(found.items.length).toBeLessThan(30);
    expect(JSON.stringify(found).length).toBeLessThan(210_000);
  });
});
