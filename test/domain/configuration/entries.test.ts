import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { getList } from '../../../domain/automation/enrichment/commands.ts';
import { byWeight, type Rule } from '../../../domain/automation/rules/rule.ts';
import { changeEntry, createEntry, deleteEntry } from '../../../domain/configuration/entries.ts';
import { configurationKey, tenantKey } from '../../../domain/configuration/keys.ts';
import { type EntryKind } from '../../../domain/configuration/read-entries.ts';
import { byPriority, type Queue } from '../../../domain/support/queues/queue.ts';
import type { Table } from '../../../domain/table/port.ts';

const T = 'acme';
const context = { tenantId: T };
const RULE: EntryKind = { kind: 'RULE', what: 'rule' };

const open = async () => {
  const table = memoryTable();
  await table.write({ op: 'put', item: { ...tenantKey(T), generation: 1 } });
  await createEntry({ table, clock: Date.now }, context, RULE, { entry: { id: 'r', name: 'first' } }, {});
  return table;
};

describe('an entry of the configuration', () => {
  it('says that others keep changing it, when they do', async () => {
    const inner = await open();
    const table: Table = {
      ...inner,
      async get(keys, options) {
        const items = await inner.get(keys, options);
        if (keys[0]?.sk === 'RULE#r') await inner.write({ op: 'update', key: configurationKey(T, 'RULE', 'r'), add: { revision: 1 } });
        return items;
      },
    };
    const change = changeEntry({ table, clock: Date.now }, context, RULE, 'r', async () => ({ entry: { id: 'r', name: 'mine' } }));
    await expect(change).rejects.toMatchObject({ code: 'conflict' });
    await expect(deleteEntry({ table, clock: Date.now }, context, RULE, 'r', {})).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is not touched, nor its generation, by a change that changes nothing', async () => {
    const table = await open();
    const before = table.changes.length;
    await changeEntry({ table, clock: Date.now }, context, RULE, 'r', async () => null);
    expect(table.changes.length).toBe(before);
  });

  it('hands on what fails', async () => {
    const inner = await open();
    const table: Table = { ...inner, transact: () => Promise.reject(new Error('away')) };
    await expect(changeEntry({ table, clock: Date.now }, context, RULE, 'r', async () => ({ entry: { id: 'r' } }))).rejects.toThrow('away');
  });
});

it('an order with ties is the same everywhere', () => {
  const queues = ['b', 'a', 'c'].map((id) => ({ id, priority: id === 'c' ? 0 : 1 }) as Queue);
  expect([...queues].sort(byPriority).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(
    [...queues]
      .reverse()
      .sort(byPriority)
      .map(({ id }) => id),
  ).toEqual(['c', 'a', 'b']);
  const aged = [
    { id: 'a', priority: 1, weight: 1, createdAt: '2026-11-02T00:00:00.000Z' },
    { id: 'b', priority: 1, weight: 1, createdAt: '2026-11-01T00:00:00.000Z' },
  ];
  expect([...(aged as unknown as Queue[])].sort(byPriority).map(({ id }) => id)).toEqual(['b', 'a']);
  expect([...(aged as unknown as Rule[])].sort(byWeight).map(({ id }) => id)).toEqual(['b', 'a']);
  const rules = ['b', 'a', 'c'].map((id) => ({ id, weight: 1 }) as Rule);
  expect([...rules].sort(byWeight).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(
    [...rules]
      .reverse()
      .sort(byWeight)
      .map(({ id }) => id),
  ).toEqual(['a', 'b', 'c']);
});

it('a list whose entries are replaced again and again while it is read is not told half', async () => {
  const table = await open();
  await table.write({ op: 'put', item: { ...configurationKey(T, 'LIST', 'l'), id: 'l', chunks: ['gone'] } });
  await expect(getList({ table }, context, 'l')).rejects.toMatchObject({ code: 'not_found' });
});
