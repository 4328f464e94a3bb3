import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/embedded/database.ts';
import { loadRow, tableLoader } from '../../../adapters/table/sqlite/loader.ts';
import { TABLE_SCHEMA } from '../../../adapters/table/sqlite/schema.ts';
import { sqliteTable } from '../../../adapters/table/sqlite/table.ts';
import { itemBytes } from '../../../domain/table/item-bytes.ts';
import { TableRejected } from '../../../domain/table/port.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-loader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opened = (name: string) => {
  const path = join(folder, name);
  const db = openDatabase(path, TABLE_SCHEMA);
  const records = (): number => Number(db.prepare('SELECT count(*) AS n FROM stream').get()?.['n']);
  const loader = tableLoader(path, `${path}.staged`);
  return { path, db, table: sqliteTable(db), loader, records };
};

it('loaded items are read like written ones, by key, index and size, and leave no records of the stream', async () => {
  const { db, table, loader, records } = opened('read.sqlite');
  const item = { pk: 'T#a#TH#1', sk: 'HEAD', aPk: 'T#a#S#created#0', aSk: '2026#1.1', n: 5, bytes: new Uint8Array([1, 2]) };
  const message = { pk: 'T#a#TH#1', sk: 'M#1', text: 'hello', ttl: 4_000_000_000.5 };
  loader.load([item, message].map(loadRow));
  loader.finish();
  loader.close();
  expect(await table.get([item, message])).toEqual([item, message]);
  const { items } = await table.query({ pk: 'T#a#S#created#0', index: 'byActivity' });
  expect(items).toMatchObject([{ pk: item.pk, sk: 'HEAD', aSk: item.aSk }]);
  expect(db.prepare('SELECT bytes, ttl FROM items WHERE sk = ?').get('M#1')).toEqual({ bytes: itemBytes(message), ttl: 4_000_000_000 });
  expect(records()).toBe(0);
  db.close();
});

it('a loaded item replaces the earlier one, and the next write has a record', async () => {
  const { db, table, loader, records } = opened('replaced.sqlite');
  loader.load([loadRow({ pk: 'a', sk: 'b', v: 1, gPk: 'team', gSk: '1' })]);
  loader.load([loadRow({ pk: 'a', sk: 'b', v: 2 })]);
  loader.finish();
  loader.close();
  expect(await table.get([{ pk: 'a', sk: 'b' }])).toEqual([{ pk: 'a', sk: 'b', v: 2 }]);
  expect((await table.query({ pk: 'team', index: 'byTeam' })).items).toEqual([]);
  await table.write({ op: 'update', key: { pk: 'a', sk: 'b' }, add: { v: 1 } });
  expect(records()).toBe(1);
  db.close();
});

it.each([
  ['an empty key', { pk: '', sk: 'b' }],
  ['text that is not well-formed', { pk: 'a', sk: 'b', text: '\ud800' }],
  ['more than 400 KB', { pk: 'a', sk: 'b', text: 'x'.repeat(410_000) }],
])('an item with %s is refused as every write refuses it', (_what, item) => {
  expect(() => loadRow(item)).toThrow(TableRejected);
});

it('a call that fails stores nothing', async () => {
  const { db, table, loader } = opened('all-or-nothing.sqlite');
  const bad = [...loadRow({ pk: 'a', sk: '2' })].with(2, null);
  expect(() => loader.load([loadRow({ pk: 'a', sk: '1' }), bad])).toThrow(/NOT NULL/);
  expect(await table.get([{ pk: 'a', sk: '1' }])).toEqual([undefined]);
  loader.close();
  db.close();
});

it('scattered rows come in at the end, told how far; a load that is cut short keeps them for the next', async () => {
  const { path, db, table, loader } = opened('scattered.sqlite');
  const keys = Array.from({ length: 120 }, (_, n) => ({ pk: `p${(n * 37) % 120}`, sk: 'ADD' }));
  loader.load([loadRow({ pk: 'a', sk: '1', nPk: 'n', nSk: '1' })], keys.slice(0, 60).map(loadRow));
  expect(await table.get([keys[0] as (typeof keys)[0]])).toEqual([undefined]);
  // The next process continues.
  const next = tableLoader(path, `${path}.staged`);
  next.load([], keys.slice(50).map(loadRow));
  const told: number[][] = [];
  next.finish((done, all) => told.push([done, all]));
  next.close();
  expect(told).toEqual([[130, 130]]);
  expect(await table.get(keys)).toEqual(keys);
  expect((await table.query({ pk: 'n', index: 'bySequence' })).items).toHaveLength(1);
  expect(existsSync(`${path}.staged`)).toBe(false);
  db.close();
});
