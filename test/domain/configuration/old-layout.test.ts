import { describe, expect, it } from 'vitest';
import { type MemoryTable, memoryTable } from '../../../adapters/table/memory.ts';
import { packEntries } from '../../../domain/automation/enrichment/chunks.ts';
import { getList, listLists } from '../../../domain/automation/enrichment/commands.ts';
import { listRules } from '../../../domain/automation/rules/commands.ts';
import { commitConfiguration } from '../../../domain/configuration/commit.ts';
import { generationsOf } from '../../../domain/configuration/generations.ts';
import { tenantKey } from '../../../domain/configuration/keys.ts';
import type { Context } from '../../../domain/context.ts';
import { changeTeam } from '../../../domain/people/teams/teams.ts';
import { configurationCache } from '../../../domain/policy/cache.ts';
import { changeQueue, createQueue, deleteQueue } from '../../../domain/support/queues/commands.ts';
import { dropQueues, queuesToDrop } from '../../../domain/support/queues/drop-queues.ts';
import { getQueue, listQueues } from '../../../domain/support/queues/list-queues.ts';
import { type Item, type Table, TransactionRefused, type Write } from '../../../domain/table/port.ts';
import { wholeConfiguration } from '../../harness/configuration.ts';

const T = 'acme';
const context: Context = { tenantId: T, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 };
const AT = '2026-11-20T10:00:00.000Z';
const DAY = 86_400_000;
const visibleTo = { teamIds: ['t1'], agentIds: [] };
const all = { all: [] };
const own = (sk: string, attributes: object): Item => ({ pk: `T#${T}`, sk, ...attributes });
const queue = (n: number) => ({ id: `q${n}`, name: `Queue ${n}`, priority: n, condition: all, visibleTo, createdAt: AT, updatedAt: AT, revision: 1 });
const QUEUES = 250;

/** The items of a tenant as the release before (commit 362cad9) wrote them: one partition, one generation. */
const oldItems = (): Item[] => {
  const chunks = packEntries(T, 'l1', 'v1', [{ value: 'ann', set: { priority: 'high' } }]);
  return [
    own('TENANT', {
      id: T,
      slug: 'acme',
      name: 'Acme',
      registration: 'closed',
      settings: {},
      createdAt: AT,
      causationKey: 'k',
      generation: 42,
      queuesGeneration: 40,
      counts: { AGENT: 1, LIST: 1, ORIGIN: 1, QUEUE: QUEUES, RULE: 1, TEAM: 1 },
      bytes: 100_000,
    }),
    own('ADMINS', { count: 1 }),
    own('AGENT#a1', { id: 'a1', name: 'Ann', email: 'ann@shop.example', role: 'admin', teamIds: ['t1'], createdAt: AT, revision: 3 }),
    own('TEAM#t1', { id: 't1', name: 'One', members: 1, createdAt: AT }),
    own('ORIGIN#o1', { id: 'o1', channel: 'api', name: 'Api', state: 'enabled' }),
    ...Array.from({ length: QUEUES }, (_, n) => own(`QUEUE#q${n}`, queue(n))),
    own('PASTQUEUE#old', { id: 'old', visibleTo }),
    own('GONE#old', {}),
    own('RULE#r1', {
      id: 'r1',
      name: 'Rule',
      event: 'ticket.created',
      weight: 1,
      stop: false,
      enabled: true,
      condition: { field: 'topic', op: 'matches', value: 'ref.nd' },
      actions: [{ type: 'tag', add: ['x'] }],
      createdAt: AT,
      updatedAt: AT,
      revision: 2,
    }),
    own('LIST#l1', {
      id: 'l1',
      name: 'VIP',
      key: 'author.handle',
      match: 'exact',
      chunks: chunks.map(({ sk }) => sk),
      size: 1,
      bytes: 60,
      createdAt: AT,
      updatedAt: AT,
      revision: 1,
    }),
    ...chunks,
  ];
};

const open = async () => {
  const table = memoryTable();
  for (const item of oldItems()) await table.write({ op: 'put', item });
  return { table, ...over(table) };
};
const over = (table: Table, now = { at: Date.parse(AT) }) => {
  let id = 0;
  return { deps: { table, clock: () => now.at, newId: () => `id${(id += 1)}` }, now };
};
const tenantOf = async (table: Table): Promise<Item> => (await table.get([tenantKey(T)]))[0] as Item;
const summary = async (table: Table) => {
  const { queues, pastQueues, rules, lists, agents, teams, origins, generation, queuesGeneration } = await wholeConfiguration(table, T);
  const counts = [queues.length, pastQueues.length, rules.length, lists.length, agents.size, teams.size, origins.size];
  return { counts, generation, queuesGeneration, tags: lists[0]?.find({ ticket: { author: { handle: 'Ann' } }, message: null }) };
};
const OLD = { counts: [QUEUES, 1, 1, 1, 1, 1, 1], generation: 42, queuesGeneration: 40, tags: { priority: 'high' } };
const inOwn = (table: MemoryTable, kinds: RegExp): number => table.all().filter(({ pk, sk }) => pk === `T#${T}` && kinds.test(sk)).length;

describe('a configuration of the release before', () => {
  it('is read where it lies, by everybody, and nothing is written', async () => {
    const { table, deps } = await open();
    const before = table.changes.length;
    expect(await summary(table)).toEqual(OLD);
    expect(await getQueue(deps, context, 'q7')).toMatchObject({ name: 'Queue 7' });
    expect([(await listQueues(deps, context)).length, (await listRules(deps, context)).length, (await listLists(deps, context)).length]).toEqual([
      QUEUES,
      1,
      1,
    ]);
    expect(await getList(deps, context, 'l1')).toMatchObject({ entries: [{ value: 'ann' }] });
    expect(await queuesToDrop(table, T)).toMatchObject({ queueIds: ['old'] });
    expect(table.changes.length).toBe(before);
  });

  it('moves into parts with the first change, of whatever part; tickets stay fresh', async () => {
    const { table, deps } = await open();
    const cache = configurationCache({ table });
    const held = await cache.get('policy', T, await cache.present(T));
    await changeTeam(deps, context, 't1', { name: 'Two' });
    expect(await tenantOf(table)).toMatchObject({ policyGeneration: 42, directoryGeneration: 43, listsGeneration: 42, queuesGeneration: 40 });
    expect(await summary(table)).toEqual(OLD);
    // Who held the policy continues holding it.
    expect(await cache.get('policy', T, await cache.present(T))).toBe(held);
    await changeQueue(deps, context, 'q7', { name: 'Renamed' });
    expect((await cache.get('policy', T, await cache.present(T))).queues[7]).toMatchObject({ name: 'Renamed' });
    await deleteQueue(deps, context, 'q8');
    expect(await summary(table)).toMatchObject({ counts: [QUEUES - 1, 2, 1, 1, 1, 1, 1], generation: 44, queuesGeneration: 44 });
    expect((await tenantOf(table))['counts']).toMatchObject({ QUEUE: QUEUES - 1 });
    expect(await queuesToDrop(table, T)).toMatchObject({ queueIds: ['old', 'q8'] });
  });

  it('cannot be changed by a process of the release before once it has moved; such a process still reads it', async () => {
    const { table, deps } = await open();
    await changeQueue(deps, context, 'q1', { name: 'New' });
    const { generation } = await tenantOf(table);
    // How that release learned the generation, and what its changes depended on.
    expect([Number(generation), typeof generation === 'number' ? generation : null]).toEqual([43, null]);
    const change: Write = { op: 'update', key: tenantKey(T), set: { generation: 1 }, when: { equals: { generation: null } } };
    await expect(table.transact([change])).rejects.toBeInstanceOf(TransactionRefused);
    expect(inOwn(table, /^QUEUE#/)).toBe(QUEUES);
  });

  it('loses what was copied with the first change a day later, and nothing else', async () => {
    const { table, deps, now } = await open();
    await changeQueue(deps, context, 'q1', { name: 'New' });
    now.at += DAY - 1;
    await changeQueue(deps, context, 'q1', { name: 'Newer' });
    expect(inOwn(table, /^(QUEUE|RULE|LIST|GONE|PASTQUEUE)#/)).toBe(QUEUES + 4);
    now.at += 1;
    await changeQueue(deps, context, 'q1', { name: 'Newest' });
    expect(inOwn(table, /^(QUEUE|RULE|LIST|GONE|PASTQUEUE)#/)).toBe(0);
    expect(inOwn(table, /^(AGENT|TEAM|ORIGIN|ADMINS)/)).toBe(4);
    expect(await tenantOf(table)).not.toHaveProperty('copiedAt');
    expect((await summary(table)).counts).toEqual(OLD.counts);
    const changes = table.changes.length;
    await changeQueue(deps, context, 'q1', { name: 'q' });
    // The queue, the tenant, a note.
    expect(table.changes.length).toBe(changes + 3);
  });

  it('is moved whole however often that is broken off, and what an older process changed meanwhile is not lost', async () => {
    const { table } = await open();
    for (let calls = 0; ; calls += 1) {
      let left = calls;
      const failing: Table = {
        ...table,
        transact: (writes) => (left-- > 0 ? table.transact(writes) : Promise.reject(new Error('away'))),
      };
      const done = await changeQueue(over(failing).deps, context, 'q1', { name: 'New' }).then(
        () => true,
        () => false,
      );
      if (done) {
        expect(calls).toBeGreaterThan(2);
        break;
      }
      expect(generationsOf(await tenantOf(table)).old ?? (await summary(table)).counts).toBeTruthy();
      if (calls !== 1) continue;
      // The release before renames one queue and deletes another, after some were copied.
      await table.write({ op: 'put', item: own('QUEUE#q2', { ...queue(2), name: 'By the old', revision: 2 }) });
      await table.write({ op: 'delete', key: { pk: `T#${T}`, sk: 'QUEUE#q3' } });
      await table.write({ op: 'update', key: tenantKey(T), set: { generation: 43 } });
    }
    const { queues, generation } = await wholeConfiguration(table, T);
    expect(generation).toBe(44);
    expect(queues.length).toBe(QUEUES - 1);
    expect([queues[1], queues[2]].map((one) => one?.name)).toEqual(['New', 'By the old']);
  });

  it('is moved once by processes that change it at the same instant', async () => {
    const { table } = await open();
    const draft = { priority: 1, condition: all, visibleTo: { teamIds: [], agentIds: [] } };
    const processes = Array.from({ length: 4 }, (_, n) => {
      const own: Table = { ...table };
      return { deps: { ...over(own).deps, newId: () => `new${n}` }, n };
    });
    await Promise.all(
      processes.map(({ deps, n }) =>
        n % 2 ? createQueue(deps, context, { name: `n${n}`, ...draft }) : changeQueue(deps, context, `q${n}`, { name: `Changed ${n}` }),
      ),
    );
    const { queues, generation } = await wholeConfiguration(table, T);
    expect([queues.length, generation]).toEqual([QUEUES + 2, 46]);
    expect(queues.filter(({ name }) => name.startsWith('Changed')).length).toBe(2);
  });

  it('is not moved for a change that is refused', async () => {
    const { table, deps } = await open();
    const twice: Write = { op: 'put', item: own('TEAM#t1', {}), when: { absent: true } };
    await expect(commitConfiguration(deps, context, [twice], { status: 200 })).rejects.toBeInstanceOf(TransactionRefused);
    expect((await summary(table)).counts).toEqual(OLD.counts);
  });

  it('lets a job of the release before finish what it began', async () => {
    const { table } = await open();
    expect(await dropQueues({ table, counterShards: 1 }, { job: 'dropQueues', tenantId: T, queueIds: ['old'], waited: 0 })).toMatchObject({ state: 'done' });
    expect(await queuesToDrop(table, T)).toBeNull();
  });
});
