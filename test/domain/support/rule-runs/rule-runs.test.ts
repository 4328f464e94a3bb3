import { describe, expect, it } from 'vitest';
import { changeRule } from '../../../../domain/automation/rules/commands.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { rebuildable } from '../../../../domain/projections/rebuild/run.ts';
import { isProjected } from '../../../../domain/projections/relay/project.ts';
import type { ProjectorDeps } from '../../../../domain/projections/relay/projector-deps.ts';
import { runsProjection } from '../../../../domain/projections/runs.ts';
import { listRuns } from '../../../../domain/support/rule-runs/list-runs.ts';
import { KEPT_DAYS, runRows } from '../../../../domain/support/rule-runs/run-row.ts';
import { admin, ruleWorld } from '../../automation/rules/rule-world.ts';
import { drive } from '../../projections/rebuild/drive.ts';
import { TENANT } from '../inbound/events.ts';

const DAY_MS = 86_400_000;

/** Rules on messages, and the projection over the lines that they leave. */
const world = async () => {
  const made = await ruleWorld({ agents: { ann: {} } });
  const { table, deps } = made;
  const projection = runsProjection({ ...deps } as unknown as ProjectorDeps);
  const lines = () => table.all().filter(projection.wants);
  const rows = () => table.all().filter(({ pk }) => pk.includes('#RUNS#'));
  return {
    ...made,
    projection,
    lines,
    rows,
    project: () => projection.of(lines().map((after) => ({ before: undefined, after }))),
    runs: (ruleId: string, limit = 50, after: string | null = null) => listRuns(deps, { tenantId: TENANT, ruleId, after, limit }),
  };
};

describe('the log of a rule', () => {
  it('tells ticket, message, rule set, what changed, and what made it run', async () => {
    const { ruled, receive, project, lines, runs, ticketId, b } = await world();
    const { id } = await ruled();
    await receive();
    // The reader of the stream lets such lines through.
    expect(lines().map(isProjected)).toEqual([true]);
    expect(await project()).toEqual({ count: 1, failures: [] });
    expect(await runs(id)).toEqual({
      next: null,
      runs: [
        {
          ticketId,
          message: 1,
          at: new Date(b.now).toISOString(),
          ruleSet: 3,
          cause: { type: 'message', id: '1' },
          changes: [{ field: 'tags', from: [], to: ['seen'] }],
          leftOut: [],
          refused: null,
          correlationId: 'c1',
        },
      ],
    });
  });

  it('tells why not: nothing to change, no room, something that is gone', async () => {
    const { ruled, receive, project, runs, deps, table } = await world();
    const { id: noted } = await ruled({ actions: [{ type: 'note', text: 'hi' }] });
    const { id: large } = await ruled({
      weight: 2,
      actions: [
        { type: 'tag', add: Array.from({ length: 50 }, (_, n) => `tag${n}`) },
        { type: 'tag', add: ['one more'] },
      ],
    });
    const { id: gone } = await ruled({ weight: 3, actions: [{ type: 'assign', agentId: 'ann' }] });
    await table.write({ op: 'delete', key: { pk: `T#${TENANT}`, sk: 'AGENT#ann' } });
    await table.write({ op: 'update', key: tenantKey(TENANT), add: { directoryGeneration: 1 } });
    await receive();
    await project();
    expect((await runs(noted)).runs).toMatchObject([{ changes: [], refused: null, message: 1 }]);
    expect((await runs(large)).runs).toMatchObject([{ changes: [{ field: 'tags' }], leftOut: [{ field: 'tags.one more', reason: 'too_many' }] }]);
    expect((await runs(gone)).runs).toMatchObject([{ changes: [], refused: { code: 'unknown_agent' } }]);
    // A rule whose agent is gone can be turned off, and not on again.
    await changeRule(deps, admin, gone, { enabled: false });
    await expect(changeRule(deps, admin, gone, { enabled: true })).rejects.toMatchObject({ errors: [{ message: 'unknown agent' }] });
    expect((await runs('nobody')).runs).toEqual([]);
  });

  it('is paged newest first over all of its partitions, and ends', async () => {
    const { ruled, receive, project, runs, b } = await world();
    const { id } = await ruled();
    for (let n = 0; n < 23; n += 1) {
      b.now += 1_000;
      await receive('hi', `author${n}`);
    }
    await project();
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof runs>> = await runs(id, 5, after);
      expect(page.runs.length).toBeLessThanOrEqual(5);
      seen.push(...page.runs.map(({ at }) => at));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(23);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  it('forgets after its time, also while the table still has the rows', async () => {
    const { ruled, receive, project, runs, rows, b } = await world();
    const { id } = await ruled();
    await receive();
    await project();
    const page = await runs(id, 1);
    const at = page.runs[0]?.at ?? '';
    expect(rows()).toMatchObject([{ ttl: Date.parse(at) / 1000 + KEPT_DAYS * 86_400 }]);
    b.now += KEPT_DAYS * DAY_MS + 1;
    expect((await runs(id)).runs).toEqual([]);
    expect(await runs(id, 1, `${at}#x`)).toEqual({ runs: [], next: null });
  });

  it('is the same however often a line is carried on, and nothing is written where no rule ran', async () => {
    const { ruled, receive, project, rows, lines, patch, projection } = await world();
    await receive();
    await patch({ tags: ['a'] });
    expect([lines(), await project()]).toEqual([[], { count: 0, failures: [] }]);
    await ruled();
    await receive('again');
    await project();
    const before = rows();
    await project();
    const [line] = lines();
    if (line)
      await projection.of([
        { before: line, after: line },
        { before: line, after: undefined },
      ]);
    expect(rows()).toEqual(before);
    expect(runRows({ pk: 'elsewhere', sk: 'L#1', ruleSet: 1 })).toEqual([]);
  });

  it('is rebuilt from the logs of tickets, closed ones too, as far as it is kept', async () => {
    const { ruled, receive, project, rows, patch, table, deps, b, projection } = await world();
    await ruled();
    await receive();
    b.now += (KEPT_DAYS + 1) * DAY_MS;
    await receive('later');
    await receive('other', 'bob');
    await patch({ status: 'closed' });
    await table.write({ op: 'update', key: tenantKey(TENANT), set: { createdAt: new Date(b.now - 90 * DAY_MS).toISOString() } });
    await project();
    const before = rows();
    expect(before).toHaveLength(3);
    for (const { pk, sk } of before) await table.write({ op: 'delete', key: { pk, sk } });
    expect(await drive(table, deps.clock).toEnd(rebuildable(projection), { tenantId: TENANT })).toMatchObject({ state: 'done', skipped: 0 });
    expect(rows()).toEqual(before.slice().filter(({ at }) => String(at) > new Date(b.now - DAY_MS).toISOString()));
  });
});
