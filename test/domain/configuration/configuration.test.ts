import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { packEntries } from '../../../domain/automation/enrichment/chunks.ts';
import { commitConfiguration } from '../../../domain/configuration/commit.ts';
import { FIRST_GENERATIONS, generationAttributes, generationsOf } from '../../../domain/configuration/generations.ts';
import { configurationKey, kindPk, type Part, parseConfigurationPk, tenantKey } from '../../../domain/configuration/keys.ts';
import { Problem } from '../../../domain/errors.ts';
import { configurationCache } from '../../../domain/policy/cache.ts';
import { everyItem } from '../../../domain/table/every-item.ts';
import { type Item, type Table, TransactionRefused, type Write } from '../../../domain/table/port.ts';
import { allAt, wholeConfiguration } from '../../harness/configuration.ts';

const T = 'acme';
const context = { tenantId: T };
const answer = { status: 204 };
const clock = Date.now;

const withTenant = async () => {
  const table = memoryTable();
  await table.write({ op: 'put', item: { ...tenantKey(T), name: 'Acme', slug: 'acme', settings: { a: 1 }, ...generationAttributes(FIRST_GENERATIONS) } });
  return table;
};
const put = (sk: string, attributes: Record<string, unknown>, when?: Write['when']): Write => ({
  op: 'put',
  item: { pk: kindPk(T, sk.slice(0, sk.indexOf('#')) as 'QUEUE'), sk, ...attributes },
  ...(when ? { when } : {}),
});
const generationsIn = async (table: Table) => generationsOf((await table.get([tenantKey(T)]))[0] as Item);
const generationOf = async (table: Table, part: Part = 'directory') => (await generationsIn(table))[part];

describe('committing configuration', () => {
  it('raises the generation in the transaction of the change', async () => {
    const table = await withTenant();
    expect(await commitConfiguration({ table, clock }, context, [put('TEAM#a', { name: 'A' })], answer)).toMatchObject({ policy: 1, directory: 2, lists: 1 });
    expect(await generationsIn(table)).toMatchObject({ policy: 1, directory: 2, lists: 1 });
    const [tenant] = await table.get([tenantKey(T)]);
    expect(tenant).not.toHaveProperty('queuesGeneration');
  });

  it('marks the generation since which tickets are stale only when queues changed', async () => {
    const table = await withTenant();
    await commitConfiguration({ table, clock }, context, [put('QUEUE#a', {})], answer, { reevaluate: true });
    await commitConfiguration({ table, clock }, context, [put('TEAM#a', {})], answer);
    expect((await table.get([tenantKey(T)]))[0]).toMatchObject({ policyGeneration: 2, directoryGeneration: 2, listsGeneration: 1, queuesGeneration: 2 });
  });

  it('starts counting for a tenant that has no generation yet', async () => {
    const table = memoryTable();
    await table.write({ op: 'put', item: { ...tenantKey(T) } });
    expect((await commitConfiguration({ table, clock }, context, [put('RULE#r', {})], answer)).policy).toBe(1);
  });

  it('lets twenty administrators change things at the same instant', async () => {
    const table = await withTenant();
    await Promise.all(Array.from({ length: 19 }, (_, n) => commitConfiguration({ table, clock }, context, [put(`TEAM#${n}`, {})], answer)));
    expect(await generationOf(table)).toBe(20);
  });

  it('gives up with a conflict when the generation never stands still', async () => {
    const inner = await withTenant();
    const table: Table = { ...inner, transact: () => Promise.reject(new TransactionRefused([{ index: 0, reason: 'conflict' }])) };
    await expect(commitConfiguration({ table, clock }, context, [put('TEAM#a', {})], answer)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('hands the refusal of the caller’s own condition back and changes nothing', async () => {
    const table = await withTenant();
    const twice = put('TEAM#a', {}, { absent: true });
    await commitConfiguration({ table, clock }, context, [twice], answer);
    await expect(commitConfiguration({ table, clock }, context, [twice], answer)).rejects.toBeInstanceOf(TransactionRefused);
    expect(await generationOf(table)).toBe(2);
  });

  it('knows no tenant that is not there', async () => {
    await expect(commitConfiguration({ table: memoryTable(), clock }, context, [], answer)).rejects.toMatchObject({ code: 'not_found' });
  });
});

const fill = async (table: Table): Promise<void> => {
  const chunks = packEntries(T, 'l1', 'v1', [{ value: 'ann', set: { priority: 'high' } }]);
  const writes: Write[] = [
    put('ORIGIN#o1', { channel: 'mail', name: 'Mail', state: 'disabled', address: 'a@b.c' }),
    put('ORIGIN#o2', { channel: 'api', name: 'Api', state: 'enabled' }),
    put('AGENT#a1', { name: 'Ann', role: 'agent', teamIds: ['t1'] }),
    put('AGENT#a2', { role: 'admin' }),
    put('TEAM#t1', { name: 'One' }),
    put('QUEUE#q1', {
      id: 'q1',
      name: 'Later',
      priority: 2,
      condition: { field: 'topic', op: 'matches', value: 'ref.nd' },
      visibleTo: { teamIds: [], agentIds: [] },
    }),
    put('QUEUE#q2', { id: 'q2', name: 'First', priority: 1, condition: { all: [] }, visibleTo: { teamIds: [], agentIds: [] } }),
    put('RULE#r1', { id: 'r1', weight: 5, condition: { all: [] } }),
    put('RULE#r2', { id: 'r2', weight: 1, condition: { any: [] } }),
    put('LIST#l1', { id: 'l1', name: 'L', key: 'author.handle', match: 'exact', chunks: chunks.map((chunk) => chunk.sk), size: 1, createdAt: '2026-01-01' }),
    put('LIST#l0', { id: 'l0', name: 'Older', key: 'author.handle', match: 'exact', chunks: [], size: 0, createdAt: '2025-01-01' }),
    ...chunks.map((item): Write => ({ op: 'put', item })),
  ];
  await commitConfiguration({ table, clock }, context, writes, answer, { reevaluate: true });
};

const load = (table: Table) => wholeConfiguration(table, T);

describe('loading configuration', () => {
  it('gives everything that evaluation needs, compiled and in order', async () => {
    const table = await withTenant();
    await fill(table);
    const loaded = await load(table);
    expect(loaded).toMatchObject({ tenantId: T, generation: 2, queuesGeneration: 2, tenantSince: '1970-01-01T00:00:00.000Z' });
    expect(loaded.queues.map((queue) => queue.id)).toEqual(['q2', 'q1']);
    expect(loaded.queues[1]?.matches({ ticket: { topic: 'A REFUND' }, message: null })).toBe(true);
    expect(loaded.rules.map((rule) => rule.id)).toEqual(['r2', 'r1']);
    expect(loaded.lists.map((list) => list.id)).toEqual(['l0', 'l1']);
    expect(loaded.lists[1]?.find({ ticket: { author: { handle: 'Ann' } }, message: null })).toEqual({ priority: 'high' });
    expect(loaded.origins.get('o1')).toMatchObject({ id: 'o1', channel: 'mail', state: 'disabled', item: { address: 'a@b.c' } });
    expect(loaded.agents.get('a1')).toMatchObject({ id: 'a1', name: 'Ann', role: 'agent', teamIds: ['t1'] });
    expect(loaded.agents.get('a2')?.teamIds).toEqual([]);
    expect(loaded.teams.get('t1')?.name).toBe('One');
    expect(loaded.queues[0]).not.toHaveProperty('changedIn');
  });

  it('reads again when the generation moved while it was read', async () => {
    const inner = await withTenant();
    await fill(inner);
    let queries = 0;
    const table: Table = {
      ...inner,
      async query(query) {
        queries += 1;
        if (queries === 1)
          await commitConfiguration({ table: inner, clock }, context, [put('RULE#late', { id: 'late', weight: 9, condition: { all: [] } })], answer);
        return inner.query(query);
      },
    };
    const cache = configurationCache({ table });
    const policy = await cache.get('policy', T, await cache.present(T));
    expect(queries).toBe(2);
    expect(policy.generation).toBe(3);
    expect(policy.rules.map(({ id }) => id)).toHaveLength(3);
  });

  it('reads page by page, and again when a list was replaced in between', async () => {
    const inner = await withTenant();
    await fill(inner);
    let misses = 1;
    const table: Table = {
      ...inner,
      query: (query) => inner.query({ ...query, limit: 1 }),
      async get(keys, options) {
        const items = await inner.get(keys, options);
        if (keys[0]?.pk.includes('#EL#') && misses-- > 0) return items.map(() => undefined);
        return items;
      },
    };
    const loaded = await load(table);
    expect([loaded.lists.length, loaded.queues.length, loaded.agents.size]).toEqual([2, 2, 2]);
  });

  it('tells the older generation when it never stands still, so that it is loaded again', async () => {
    const inner = await withTenant();
    let n = 0;
    const table: Table = {
      ...inner,
      async query(query) {
        await commitConfiguration({ table: inner, clock }, context, [put(`RULE#${(n += 1)}`, { weight: n, condition: { all: [] } })], answer);
        return inner.query(query);
      },
    };
    const cache = configurationCache({ table });
    expect((await cache.get('policy', T, await cache.present(T))).generation).toBeLessThan(await generationOf(inner, 'policy'));
  });

  it('survives items and a tenant without optional attributes', async () => {
    const table = memoryTable();
    await table.transact([{ op: 'put', item: { ...tenantKey(T) } }, put('TEAM#x', {}), put('ORIGIN#x', {})]);
    expect(await load(table)).toMatchObject({ generation: 0, queuesGeneration: 0, queues: [] });
  });
});

describe('the process’s cache', () => {
  const counting = (inner: Table) => {
    const calls = { queries: [] as string[], gets: 0 };
    const table: Table = {
      ...inner,
      query(query) {
        calls.queries.push([query.pk, query.from].join(' ').trim());
        return inner.query(query);
      },
      get(keys, options) {
        calls.gets += 1;
        return inner.get(keys, options);
      },
    };
    return { table, calls };
  };

  it('loads a part once for a generation, also for callers at the same instant, and no other part', async () => {
    const { table, calls } = counting(await withTenant());
    const cache = configurationCache({ table });
    await Promise.all([1, 2, 3].map(() => cache.get('directory', T, allAt(1))));
    await cache.get('directory', T, allAt(1));
    expect(calls.queries).toEqual([`T#${T}`]);
    await cache.get('lists', T, await cache.present(T));
    expect(calls.queries.slice(1)).toEqual([`T#${T}#LISTS`]);
  });

  it('reads only what changed when the generation of a part has risen', async () => {
    const inner = await withTenant();
    await fill(inner);
    const { table, calls } = counting(inner);
    const cache = configurationCache({ table });
    const first = await cache.walls(T);
    const after = await commitConfiguration({ table: inner, clock }, context, [put('RULE#r1', { id: 'r1', weight: 0, condition: { all: [] } })], answer);
    calls.queries.length = 0;
    calls.gets = 0;
    const policy = await cache.get('policy', T, after);
    expect(policy.rules.map(({ id }) => id)).toEqual(['r1', 'r2']);
    expect(policy.queues[0]).toBe(first.queues[0]);
    expect(calls).toEqual({ queries: [`T#${T}#POLICY V#000000000003`], gets: 1 });
    expect((await cache.get('policy', T, after)).rules).toBe(policy.rules);
    expect((await cache.get('directory', T, after)).agents).toBe(first.agents);
    expect(calls.queries).toHaveLength(1);
  });

  it('knows after an edit what went, and since when tickets are stale', async () => {
    const inner = await withTenant();
    await fill(inner);
    const { table, calls } = counting(inner);
    const cache = configurationCache({ table });
    await cache.walls(T);
    const gone: Write = { op: 'delete', key: configurationKey(T, 'QUEUE', 'q1') };
    await commitConfiguration({ table: inner, clock }, context, [gone, put('PASTQUEUE#q1', { id: 'q1' })], answer, { reevaluate: true });
    const after = await commitConfiguration({ table: inner, clock }, context, [{ op: 'delete', key: configurationKey(T, 'RULE', 'r2') }], answer);
    calls.queries.length = 0;
    const policy = await cache.get('policy', T, after);
    expect(policy).toMatchObject({ generation: 4, queuesGeneration: 3 });
    expect([policy.queues, policy.pastQueues, policy.rules].map((some) => some.map(({ id }) => id))).toEqual([['q2'], ['q1'], ['r1']]);
    expect(calls.queries).toHaveLength(1);
  });

  it('reads again when an entry was written while the changed ones were read', async () => {
    const inner = await withTenant();
    await fill(inner);
    let meddle: (() => Promise<unknown>) | undefined;
    const table: Table = {
      ...inner,
      async get(keys, options) {
        const now = keys[0]?.sk.startsWith('RULE#') ? meddle : undefined;
        if (now) meddle = undefined;
        await now?.();
        return inner.get(keys, options);
      },
    };
    const cache = configurationCache({ table });
    await cache.walls(T);
    const change = (weight: number) =>
      commitConfiguration({ table: inner, clock }, context, [put('RULE#r1', { id: 'r1', weight, condition: { all: [] } })], answer);
    meddle = () => change(0);
    const after = await change(7);
    expect(await cache.get('policy', T, after)).toMatchObject({ generation: 4, rules: [{ weight: 0 }, { weight: 1 }] });
    meddle = () => commitConfiguration({ table: inner, clock }, context, [{ op: 'delete', key: configurationKey(T, 'RULE', 'r1') }], answer);
    expect(await cache.get('policy', T, await change(3))).toMatchObject({ generation: 6, rules: [{ weight: 1 }] });
  });

  it('loads the whole part when it is too far behind', async () => {
    const inner = await withTenant();
    await fill(inner);
    const { table, calls } = counting(inner);
    const cache = configurationCache({ table });
    await cache.walls(T);
    for (let n = 0; n < 102; n += 1) await commitConfiguration({ table: inner, clock }, context, [put(`TEAM#${n}`, { name: `${n}` })], answer);
    calls.queries.length = 0;
    expect((await cache.walls(T)).teams.size).toBe(103);
    expect(calls.queries).toEqual([`T#${T} V#000000000003`, `T#${T}`]);
    expect((await everyItem(inner, `T#${T}`, 'V#')).length).toBe(100);
    // Notes of few changes that name many entries.
    const many = Array.from({ length: 80 }, (_, n) => put(`TEAM#${n}`, { name: 'x' }));
    await commitConfiguration({ table: inner, clock }, context, many, answer);
    await commitConfiguration(
      { table: inner, clock },
      context,
      Array.from({ length: 80 }, (_, n) => put(`TEAM#y${n}`, {})),
      answer,
    );
    calls.queries.length = 0;
    expect((await cache.walls(T)).teams.size).toBe(183);
    expect(calls.queries).toHaveLength(2);
  });

  it('does not answer a newer question with a loading that began before the change', async () => {
    const inner = await withTenant();
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    let first = true;
    const table: Table = {
      ...inner,
      async query(query) {
        const page = await inner.query(query);
        if (first) {
          first = false;
          reached.resolve();
          await held.promise;
        }
        return page;
      },
    };
    const cache = configurationCache({ table });
    const old = cache.get('policy', T, allAt(1));
    await reached.promise;
    const after = await commitConfiguration({ table: inner, clock }, context, [put('RULE#a', { weight: 1, condition: { all: [] } })], answer);
    const fresh = cache.get('policy', T, after);
    held.resolve();
    await old;
    expect((await fresh).rules).toHaveLength(1);
  });

  it('keeps a bounded number of tenants, and tells of one that is not there', async () => {
    const inner = memoryTable();
    for (let n = 0; n < 205; n += 1) await inner.write({ op: 'put', item: { ...tenantKey(`t${n}`), ...generationAttributes(FIRST_GENERATIONS) } });
    const { table, calls } = counting(inner);
    const cache = configurationCache({ table });
    const get = (n: number) => cache.get('lists', `t${n}`, allAt(1));
    for (let n = 0; n < 205; n += 1) await get(n);
    await get(204);
    expect(calls.queries).toHaveLength(205);
    await get(0);
    expect(calls.queries).toHaveLength(206);
    await expect(cache.present('nobody')).rejects.toBeInstanceOf(Problem);
  });
});

it('a configuration partition names its tenant and no other partition does', () => {
  expect(parseConfigurationPk('T#acme')).toBe('acme');
  expect(parseConfigurationPk('T#acme#POLICY')).toBeNull();
  expect(parseConfigurationPk('DIR#x')).toBeNull();
  expect(configurationKey('acme', 'QUEUE', 'q')).toEqual({ pk: 'T#acme#POLICY', sk: 'QUEUE#q' });
  expect(configurationKey('acme', 'AGENT', 'a')).toEqual({ pk: 'T#acme', sk: 'AGENT#a' });
});
