import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openTables } from '../../../adapters/table/embedded.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { recentTables } from '../../../adapters/table/recent-tables.ts';

test('a tenant has one table for as long as it is asked for', () => {
  const opened: string[] = [];
  const tableOf = recentTables((tenantId) => (opened.push(tenantId), memoryTable()), 2);
  const acme = tableOf('acme');
  tableOf('globex');
  expect(tableOf('acme')).toBe(acme);
  tableOf('initech');
  expect(tableOf('acme')).toBe(acme);
  expect(opened).toEqual(['acme', 'globex', 'initech']);
  tableOf('globex');
  expect(opened).toHaveLength(4);
});

test('a text that is not the id of a tenant has no table', () => {
  const tableOf = recentTables(memoryTable);
  for (const id of ['', 'a#b', 'x'.repeat(57)]) expect(() => tableOf(id)).toThrow('no id');
});

test('the laptop’s table of a tenant is the same at each request, so that what is kept by it is found again, and reaches that tenant only', async () => {
  const home = mkdtempSync(join(tmpdir(), 'parley-tables-'));
  vi.stubEnv('PARLEY_HOME', home);
  try {
    const { tableOf } = openTables();
    expect(tableOf('acme')).toBe(tableOf('acme'));
    expect(tableOf('acme')).not.toBe(tableOf('globex'));
    const merged = { index: 'byActivity', limit: 1 } as const;
    expect((await tableOf('acme').merge({ ...merged, pks: ['T#acme#A'] })).items).toEqual([]);
    await expect(tableOf('acme').merge({ ...merged, pks: ['T#acme#A', 'T#globex#A'] })).rejects.toThrow('may not reach T#globex');
    await expect(tableOf('acme').sorted({ index: 'byOwner', pk: 'T#globex#O#a', by: 'byActivity', limit: 1, most: 1 })).rejects.toThrow('T#globex');
  } finally {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  }
});
