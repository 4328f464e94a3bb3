import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { changeRule, deleteRule, getRule, listRules } from '../../../../domain/automation/rules/commands.ts';
import { exportRules, importRules, type TravellingRule } from '../../../../domain/automation/rules/transfer.ts';
import { auditedTable, auditPk } from '../../../../domain/configuration/audited-table.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { UNPACKING, unpack } from '../../../../domain/configuration/packed.ts';
import { readAudit } from '../../../../domain/configuration/read-audit.ts';
import { configurationCache } from '../../../../domain/policy/cache.ts';
import { type Table, TableUnavailable } from '../../../../domain/table/port.ts';
import { TENANT } from '../../support/inbound/events.ts';
import { agent } from '../../support/tickets/hub.ts';
import { admin, draft, ruleWorld } from './rule-world.ts';

const rulesOf = (count: number, name: string): TravellingRule[] => Array.from({ length: count }, (_, at) => ({ ...draft({ name, weight: at }), id: `r${at}` }));

const world = async () => {
  const { deps, table } = await ruleWorld();
  let commits = 0;
  const hooks = { before: async (_commit: number): Promise<void> => {} };
  const hooked: Table = {
    ...table,
    async transact(writes) {
      commits += 1;
      await hooks.before(commits);
      return table.transact(writes);
    },
  };
  const through = (inner: Table, context = admin) => ({ ...deps, table: auditedTable(inner, deps, context, null) });
  const warm = configurationCache({ table });
  /** The names of all rules, as every kind of reader sees them: a process that has them in memory, a new one, and the API. */
  const seen = async (): Promise<string[]> => {
    const names = await Promise.all(
      [warm, configurationCache({ table })].map(async (cache) =>
        (await cache.get('policy', TENANT, await cache.present(TENANT))).rules.map(({ name }) => name),
      ),
    );
    const listed = (await listRules({ table }, admin)).map(({ name }) => name);
    return [...names, listed].map((all) => `${all.length} ${[...new Set(all)].sort().join('+')}`);
  };
  const audited = async () => {
    const { lines } = await readAudit(table, TENANT, { after: null, limit: 10_000 });
    return lines.map(({ object, by, changes }) => `${object.id} by ${by.id}: ${String(changes.find(({ field }) => field === 'name')?.to)}`).sort();
  };
  const leftovers = () => table.all().filter(({ sk, [UNPACKING]: open }) => sk.startsWith('RULEPACK#') || open !== undefined);
  return { deps, table, hooks, hooked, through, seen, audited, leftovers };
};
const same = (count: number, name: string): string[] => Array.from({ length: 3 }, () => `${count} ${name}`);

describe('an import of many rules', () => {
  it('is seen whole or not at all by every reader, and told once by the audit', async () => {
    const { hooks, hooked, through, seen, audited, leftovers, table } = await world();
    expect(await importRules(through(table), admin, rulesOf(200, 'old'), false)).toMatchObject({ created: 200 });
    const states: string[][] = [];
    hooks.before = async () => void states.push(await seen());
    expect(await importRules(through(hooked), admin, [...rulesOf(150, 'new'), ...rulesOf(200, 'new').slice(150)], false)).toMatchObject({ changed: 200 });
    // The commit, then at least five transactions that store the rules one by one.
    expect(states[0]).toEqual(same(200, 'old'));
    expect(states.length).toBeGreaterThan(5);
    for (const state of states.slice(1)) expect(state).toEqual(same(200, 'new'));
    expect(await seen()).toEqual(same(200, 'new'));
    expect(leftovers()).toEqual([]);
    const told = rulesOf(200, 'x').flatMap(({ id }) => [`${id} by eve: new`, `${id} by eve: old`]);
    expect(await audited()).toEqual(told.sort());
    const [tenant] = await table.get([tenantKey(TENANT)]);
    expect(tenant?.['counts']).toMatchObject({ RULE: 200 });
  });

  it('that is interrupted stays in effect, and the next change of anybody continues it', async () => {
    const { deps, table, hooks, hooked, through, seen, audited, leftovers } = await world();
    await importRules(through(table), admin, rulesOf(120, 'old'), false);
    hooks.before = async (commit) => {
      if (commit > 2) throw new TableUnavailable(new Error('killed'));
    };
    await expect(importRules(through(hooked), admin, rulesOf(120, 'new'), false)).rejects.toThrow(TableUnavailable);
    expect(await seen()).toEqual(same(120, 'new'));
    expect(leftovers().length).toBeGreaterThan(0);
    expect(await getRule({ table }, admin, 'r119')).toMatchObject({ name: 'new' });
    await expect(getRule({ table }, admin, 'r120')).rejects.toMatchObject({ code: 'not_found' });
    expect((await exportRules({ table }, admin, null)).rules.map(({ name }) => name)).toEqual(rulesOf(120, 'new').map(({ name }) => name));
    const bob = agent('bob');
    expect(await changeRule(through(table, bob), bob, 'r119', { name: 'mine' })).toMatchObject({ name: 'mine', weight: 119 });
    await deleteRule(through(table, bob), bob, 'r118');
    expect(leftovers()).toEqual([]);
    expect((await listRules({ table }, admin)).map(({ name }) => name)).toEqual([...rulesOf(118, 'new').map(({ name }) => name), 'mine']);
    // Who continued the import is not who made it.
    const lines = await audited();
    expect(lines.filter((line) => line.includes('eve: new'))).toHaveLength(120);
    expect(lines.filter((line) => line.includes('bob'))).toEqual(['r118 by bob: null', 'r119 by bob: mine']);
    expect(await unpack(deps.table, TENANT)).toBe(true);
  });

  it('holds beside other administrators, killed processes and further imports, whatever their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 30 }), async (seed) => {
        const { table, hooks, hooked, through, leftovers } = await world();
        const draw = seeded(seed);
        await importRules(through(table), admin, rulesOf(100, 'old'), false);
        let inside = false;
        hooks.before = async () => {
          if (inside) return;
          inside = true;
          const what = draw();
          if (what < 0.2) await changeRule(through(table), admin, 'r1', { name: 'mine' });
          else if (what < 0.4) await deleteRule(through(table), admin, 'r2').catch(() => {});
          else if (what < 0.5) await importRules(through(table), admin, rulesOf(100, 'other').slice(3), false);
          else if (what < 0.6) await unpack(table, TENANT);
          inside = false;
          if (what > 0.85) throw new TableUnavailable(new Error('killed'));
        };
        const outcome = await importRules(through(hooked), admin, rulesOf(100, 'new').slice(3), false).then(
          () => 'done',
          (error: Error) => error.name,
        );
        const names = async () => new Set((await listRules({ table }, admin)).filter(({ id }) => !['r0', 'r1', 'r2'].includes(id)).map(({ name }) => name));
        // All of them have one name, whichever import came last.
        const [name, ...others] = await names();
        expect(others).toEqual([]);
        if (outcome === 'done') expect(['new', 'other']).toContain(name);
        await unpack(table, TENANT);
        expect([...(await names())]).toEqual([name]);
        expect(leftovers()).toEqual([]);
        const [tenant] = await table.get([tenantKey(TENANT)]);
        expect(tenant?.['counts']).toMatchObject({ RULE: (await listRules({ table }, admin)).length });
      }),
      { numRuns: 15 },
    );
  });

  it('of a few large rules is packed too, and one that no transaction can hold is refused', async () => {
    const { table, through, seen } = await world();
    const actions = [{ type: 'note', text: 'x'.repeat(9_000) }] as const;
    const rules = Array.from({ length: 30 }, (_, at) => ({ ...draft({ name: 'large', weight: at, actions: [...actions] }), id: `r${at}` }));
    expect(await importRules(through(table), admin, rules, false)).toMatchObject({ created: 30 });
    expect(await seen()).toEqual(same(30, 'large'));
    const lines = table.all().filter(({ pk }) => pk === auditPk(TENANT));
    for (const line of lines) expect(Buffer.byteLength(String(line['entries']))).toBeLessThan(400_000);
    const huge = Array.from({ length: 420 }, (_, at) => ({ ...rules[0], id: `h${at}` }) as TravellingRule);
    await expect(importRules(through(table), admin, huge, false)).rejects.toMatchObject({ code: 'too_large' });
    expect(await seen()).toEqual(same(30, 'large'));
  });

  it('of one that is gone between two pages of an export is told', async () => {
    const { table } = await world();
    await expect(exportRules({ table }, admin, 'gone')).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
