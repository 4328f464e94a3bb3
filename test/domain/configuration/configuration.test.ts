import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { packEntries } from '../../../domain/automation/enrichment/chunks.ts';
import { commitConfiguration } from '../../../domain/configuration/commit.ts';
import { configurationKey, configurationPk, parseConfigurationPk, tenantKey } from '../../../domain/configuration/keys.ts';
import { Problem } from '../../../domain/errors.ts';
import { configurationCache } from '../../../domain/policy/cache.ts';
import { loadConfiguration } from '../../../domain/policy/load.ts';
import { type Table, TransactionRefused, type Write } from '../../../domain/table/port.ts';

const T = 'acme';
const context = { tenantId: T };
const answer = { status: 204 };

const withTenant = async () => {
  const table = memoryTable();
  await table.write({ op: 'put', item: { ...tenantKey(T), name: 'Acme', slug: 'acme', settings: { a: 1 }, generation: 1 } });
  return table;
};
const put = (sk: string, attributes: Record<string, unknown>, when?: Write['when']): Write => ({
  op: 'put',
  item: { pk: configurationPk(T), sk, ...attributes },
  ...(when ? { when } : {}),
});
const generationOf = async (table: Table) => (await table.get([tenantKey(T)]))[0]?.['generation'];

describe('committing configuration', () => {
  it('raises the generation in the transaction of the change', async () => {
    const table = await withTenant();
    expect(await commitConfiguration({ table }, context, [put('TEAM#a', { name: 'A' })], answer)).toBe(2);
    expect(await generationOf(table)).toBe(2);
    const [tenant] = await table.get([tenantKey(T)]);
    expect(tenant).not.toHaveProperty('queuesGeneration');
  });

  it('marks the generation since which tickets are stale only when queues changed', async () => {
    const table = await withTenant();
    await commitConfiguration({ table }, context, [put('QUEUE#a', {})], answer, { reevaluate: true });
    await commitConfiguration({ table }, context, [put('TEAM#a', {})], answer);
    expect((await table.get([tenantKey(T)]))[0]).toMatchObject({ generation: 3, queuesGeneration: 2 });
  });

  it('starts counting for a tenant that has no generation yet', async () => {
    const table = memoryTable();
    await table.write({ op: 'put', item: { ...tenantKey(T) } });
    expect(await commitConfiguration({ table }, context, [], answer)).toBe(1);
  });

  it('lets twenty administrators change things at the same instant', async () => {
    const table = await withTenant();
    await Promise.all(Array.from({ length: 19 }, (_, n) => commitConfiguration({ table }, context, [put(`TEAM#${n}`, {})], answer)));
    expect(await generationOf(table)).toBe(20);
  });

  it('gives up with a conflict when the generation never stands still', async () => {
    const inner = await withTenant();
    const table: Table = { ...inner, transact: () => Promise.reject(new TransactionRefused([{ index: 0, reason: 'conflict' }])) };
    await expect(commitConfiguration({ table }, context, [put('TEAM#a', {})], answer)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('hands the refusal of the caller’s own condition back and changes nothing', async () => {
    const table = await withTenant();
    const twice = put('TEAM#a', {}, { absent: true });
    await commitConfiguration({ table }, context, [twice], answer);
    await expect(commitConfiguration({ table }, context, [twice], answer)).rejects.toBeInstanceOf(TransactionRefused);
    expect(await generationOf(table)).toBe(2);
  });

  it('knows no tenant that is not there', async () => {
    await expect(commitConfiguration({ table: memoryTable() }, context, [], answer)).rejects.toMatchObject({ code: 'not_found' });
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
  await commitConfiguration({ table }, context, writes, answer, { reevaluate: true });
};

describe('loading configuration', () => {
  it('gives everything that evaluation needs, compiled and in order', async () => {
    const table = await withTenant();
    await fill(table);
    const loaded = await loadConfiguration(table, T);
    expect(loaded).toMatchObject({ tenantId: T, generation: 2, queuesGeneration: 2, tenant: { name: 'Acme', slug: 'acme', settings: { a: 1 } } });
    expect(loaded.queues.map((queue) => queue.id)).toEqual(['q2', 'q1']);
    expect(loaded.queues[1]?.matches({ ticket: { topic: 'A REFUND' }, message: null })).toBe(true);
    expect(loaded.rules.map((rule) => rule.id)).toEqual(['r2', 'r1']);
    expect(loaded.lists.map((list) => list.id)).toEqual(['l0', 'l1']);
    expect(loaded.lists[1]?.find({ ticket: { author: { handle: 'Ann' } }, message: null })).toEqual({ priority: 'high' });
    expect(loaded.origins.get('o1')).toMatchObject({ id: 'o1', channel: 'mail', state: 'disabled', item: { address: 'a@b.c' } });
    expect(loaded.agents.get('a1')).toMatchObject({ id: 'a1', name: 'Ann', role: 'agent', teamIds: ['t1'] });
    expect(loaded.agents.get('a2')?.teamIds).toEqual([]);
    expect(loaded.teams.get('t1')?.name).toBe('One');
  });

  it('reads again when the generation moved while it was read', async () => {
    const inner = await withTenant();
    await fill(inner);
    let queries = 0;
    const table: Table = {
      ...inner,
      async query(query) {
        queries += 1;
        if (queries === 1) await commitConfiguration({ table: inner }, context, [put('TEAM#late', { name: 'Late' })], answer);
        return inner.query(query);
      },
    };
    const loaded = await loadConfiguration(table, T);
    expect(queries).toBe(2);
    expect(loaded.generation).toBe(3);
    expect(loaded.teams.has('late')).toBe(true);
  });

  it('reads page by page, and again when a list was replaced in between', async () => {
    const inner = await withTenant();
    await fill(inner);
    let misses = 1;
    const table: Table = {
      ...inner,
      query: (query) => inner.query({ ...query, limit: 3 }),
      async get(keys, options) {
        const items = await inner.get(keys, options);
        if (keys[0]?.pk.includes('#EL#') && misses-- > 0) return items.map(() => undefined);
        return items;
      },
    };
    expect((await loadConfiguration(table, T)).lists).toHaveLength(2);
  });

  it('tells the older generation when it never stands still, so that it is loaded again', async () => {
    const inner = await withTenant();
    const table: Table = {
      ...inner,
      async query(query) {
        await commitConfiguration({ table: inner }, context, [], answer);
        return inner.query(query);
      },
    };
    const loaded = await loadConfiguration(table, T);
    expect(loaded.generation).toBeLessThan((await generationOf(inner)) as number);
  });

  it('survives items and a tenant without optional attributes', async () => {
    const table = memoryTable();
    await table.transact([{ op: 'put', item: { ...tenantKey(T) } }, put('TEAM#x', {}), put('ORIGIN#x', {})]);
    expect(await loadConfiguration(table, T)).toMatchObject({ generation: 0, tenant: { name: '', slug: '', settings: {} } });
  });
});

describe('the process’s cache', () => {
  const counting = (inner: Table) => {
    const calls = { loads: 0 };
    const table: Table = {
      ...inner,
      query(query) {
        calls.loads += 1;
        return inner.query(query);
      },
    };
    return { table, calls };
  };

  it('loads once for a generation, also for callers at the same instant', async () => {
    const { table, calls } = counting(await withTenant());
    const cache = configurationCache({ table });
    await Promise.all([cache.get(T, 1), cache.get(T, 1), cache.get(T, 1)]);
    await cache.get(T, 1);
    await cache.current(T);
    expect(calls.loads).toBe(1);
  });

  it('loads again only when the generation has risen', async () => {
    const inner = await withTenant();
    const { table, calls } = counting(inner);
    const cache = configurationCache({ table });
    await cache.get(T, 1);
    const generation = await commitConfiguration({ table: inner }, context, [put('TEAM#a', { name: 'A' })], answer);
    expect((await cache.get(T, 1)).teams.size).toBe(0);
    expect((await cache.get(T, generation)).teams.size).toBe(1);
    expect((await cache.get(T, 1)).teams.size).toBe(1);
    expect(calls.loads).toBe(2);
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
    const old = cache.get(T, 1);
    await reached.promise;
    const generation = await commitConfiguration({ table: inner }, context, [put('TEAM#a', { name: 'A' })], answer);
    const fresh = cache.get(T, generation);
    held.resolve();
    expect((await old).generation).toBe(1);
    expect((await fresh).teams.size).toBe(1);
  });

  it('keeps a bounded number of tenants, and tells of one that is not there', async () => {
    const inner = memoryTable();
    for (let n = 0; n < 205; n += 1) await inner.write({ op: 'put', item: { ...tenantKey(`t${n}`), generation: 1 } });
    const { table, calls } = counting(inner);
    const cache = configurationCache({ table });
    for (let n = 0; n < 205; n += 1) await cache.get(`t${n}`, 1);
    await cache.get('t204', 1);
    expect(calls.loads).toBe(205);
    await cache.get('t0', 1);
    expect(calls.loads).toBe(206);
    await expect(cache.current('nobody')).rejects.toBeInstanceOf(Problem);
  });
});

it('a configuration partition names its tenant and no other partition does', () => {
  expect(parseConfigurationPk('T#acme')).toBe('acme');
  expect(parseConfigurationPk('T#acme#SEQ')).toBeNull();
  expect(parseConfigurationPk('DIR#x')).toBeNull();
  expect(configurationKey('acme', 'QUEUE', 'q')).toEqual({ pk: 'T#acme', sk: 'QUEUE#q' });
});
