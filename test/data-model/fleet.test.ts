import { expect, it } from 'vitest';
import { memoryTable } from '../../adapters/table/memory.ts';
import { packEntries } from '../../domain/automation/enrichment/chunks.ts';
import { changeList } from '../../domain/automation/enrichment/commands.ts';
import { changeRule } from '../../domain/automation/rules/commands.ts';
import { FIRST_GENERATIONS, type Generations, generationAttributes } from '../../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../../domain/configuration/keys.ts';
import type { Context } from '../../domain/context.ts';
import { changeTeam } from '../../domain/people/teams/teams.ts';
import { type ConfigurationCache, configurationCache } from '../../domain/policy/cache.ts';
import { changeQueue } from '../../domain/support/queues/commands.ts';
import { itemBytes } from '../../domain/table/item-bytes.ts';
import type { Item, Table } from '../../domain/table/port.ts';

/**
 * What one admin's edit costs a fleet of processes that all serve the tenant (docs/decisions/0580): a large tenant over the memory table, each
 * process with the cache that functions have. Units as DynamoDB counts strongly consistent reads.
 */
const T = 'acme';
const AT = '2026-01-01T00:00:00.000Z';
/** Each process costs the same, so a few show it; `FIGURES=1` prints those of a fleet. */
const CONTAINERS = process.env['FIGURES'] ? 300 : 40;
const QUEUES = 500;
const context: Context = { tenantId: T, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 };
const times = <R>(count: number, make: (n: number) => R): R[] => Array.from({ length: count }, (_, n) => make(n));

const queue = (n: number): Item => ({
  ...configurationKey(T, 'QUEUE', `${n}`),
  id: `${n}`,
  name: `Queue ${n}`,
  priority: n,
  visibleTo: { teamIds: [`t${n % 20}`], agentIds: [] },
  createdAt: AT,
  updatedAt: AT,
  revision: 1,
  condition: {
    all: [
      { field: 'topic', op: 'eq', value: `topic-${n}` },
      {
        any: [
          { field: 'tags', op: 'contains', value: `t${n}` },
          { field: 'customFields.region', op: 'eq', value: `r${n % 9}` },
        ],
      },
    ],
  },
});
const rule = (n: number): Item => ({
  ...configurationKey(T, 'RULE', `${n}`),
  id: `${n}`,
  name: `Rule ${n}`,
  enabled: true,
  event: 'message.received',
  weight: n,
  stop: false,
  createdAt: AT,
  updatedAt: AT,
  revision: 1,
  condition: {
    all: [
      { field: 'topic', op: 'eq', value: `topic-${n}` },
      { field: 'message.text', op: 'contains', value: `word${n}` },
    ],
  },
  actions: [{ type: 'tag', add: [`a${n}`] }],
});
const agent = (n: number): Item => ({
  ...configurationKey(T, 'AGENT', `${n}`),
  id: `${n}`,
  name: `Agent ${n}`,
  email: `agent${n}@shop.example`,
  role: 'agent',
  teamIds: ['t1'],
  createdAt: AT,
  revision: 1,
});
const chunks = packEntries(
  T,
  'l1',
  'v1',
  times(20_000, (n) => ({ value: `customer${n}@example.com`, set: { priority: 'high' as const, tags: ['vip'] } })),
);
const list: Item = {
  ...configurationKey(T, 'LIST', 'l1'),
  id: 'l1',
  name: 'L',
  key: 'author.email',
  match: 'exact',
  chunks: chunks.map(({ sk }) => sk),
  size: 20_000,
  bytes: 1,
  createdAt: AT,
  updatedAt: AT,
  revision: 1,
};

const open = async () => {
  const inner = memoryTable();
  const tenant = { ...tenantKey(T), ...generationAttributes(FIRST_GENERATIONS), bytes: 0, counts: {}, createdAt: AT };
  const teams = times(20, (n) => ({ ...configurationKey(T, 'TEAM', `t${n}`), id: `t${n}`, name: 'One', members: 1, createdAt: AT }));
  for (const item of [tenant, ...teams, ...times(QUEUES, queue), ...times(2_000, rule), ...times(500, agent), list, ...chunks])
    await inner.write({ op: 'put', item });
  const cost = { calls: 0, units: 0 };
  const unitsOf = (bytes: number): number => Math.ceil(Math.max(1, bytes) / 4_096);
  const table: Table = {
    ...inner,
    async query(query) {
      const page = await inner.query(query);
      cost.calls += 1;
      cost.units += unitsOf(page.items.reduce((sum, item) => sum + itemBytes(item), 0));
      return page;
    },
    async get(keys, options) {
      const items = await inner.get(keys, options);
      cost.calls += 1;
      for (const item of items) cost.units += unitsOf(itemBytes(item));
      return items;
    },
  };
  const deps = { table: inner, clock: Date.now, newId: () => 'v2', outside: { refusalOf: () => null, longestReplyOf: () => null } };
  return { table, cost, deps, present: (await configurationCache({ table: inner }).present(T)) as Generations };
};

const everything = (cache: ConfigurationCache, generations: Generations) =>
  Promise.all([cache.get('policy', T, generations), cache.get('directory', T, generations), cache.get('lists', T, generations)]);

it('an edit of a queue, a rule, a team or a list costs a process two small reads, not the configuration', { timeout: 300_000 }, async () => {
  const { table, cost, deps } = await open();
  // One loads everything; the others begin with the parts that it holds, as they would have read them.
  const caches = times(CONTAINERS, () => configurationCache({ table }));
  const few = caches.slice(0, 10);
  for (const cache of few) await everything(cache, await cache.present(T));
  const cold = { calls: cost.calls / few.length, units: cost.units / few.length };
  for (const cache of caches.slice(few.length)) await cache.get('policy', T, await cache.present(T));

  const round = async (edit: () => Promise<unknown>, some: readonly ConfigurationCache[], use: typeof everything) => {
    await edit();
    const generations = await configurationCache({ table: deps.table }).present(T);
    Object.assign(cost, { calls: 0, units: 0 });
    const begun = process.cpuUsage();
    for (const cache of some) await use(cache, generations);
    const { user, system } = process.cpuUsage(begun);
    return { calls: cost.calls / some.length, units: cost.units / some.length, cpuMs: Math.round((user + system) / 100 / some.length) / 10 };
  };
  const policyOnly = (async (cache: ConfigurationCache, generations: Generations) => cache.get('policy', T, generations)) as unknown as typeof everything;
  const figures = {
    cold,
    queue: await round(() => changeQueue(deps, context, '7', { name: 'Renamed' }), caches, policyOnly),
    rule: await round(() => changeRule(deps, context, '7', { name: 'Renamed' }), few, everything),
    team: await round(() => changeTeam(deps, context, 't1', { name: 'Two' }), few, everything),
    list: await round(() => changeList(deps, context, 'l1', { name: 'Renamed' }), few, everything),
  };
  if (process.env['FIGURES']) process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(cold.units).toBeGreaterThan(500);
  for (const edit of ['queue', 'rule', 'team'] as const) expect(figures[edit]).toMatchObject({ calls: 2, units: 2 });
  // A list's own entries are read again, of that list alone.
  expect(figures.list.calls).toBe(3);
  expect(figures.list.units).toBeLessThan(itemBytes(list) / 4_096 + chunks.length * 50);
});
