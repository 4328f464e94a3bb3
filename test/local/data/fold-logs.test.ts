import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../adapters/embedded/database.ts';
import { TABLE_SCHEMA } from '../../../adapters/table/sqlite/schema.ts';
import { foldLogs } from '../../../local/data/fold-logs.ts';
import { inspectFolder } from '../../../local/data/inspect-folder.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
const data = (): string => join(home(), 'data');
const path = (): string => join(data(), 'table.sqlite');

/** As a process leaves it that ends without closing: most of it in the log alone. */
beforeEach(() => {
  mkdirSync(data());
  const made = join(home(), 'made.sqlite');
  const db = openDatabase(made, TABLE_SCHEMA);
  const put = db.prepare('INSERT INTO items (pk, sk, item, bytes) VALUES (?, ?, ?, 1)');
  for (let n = 0; n < 100; n += 1) put.run('T#a', `K#${n}`, 'x'.repeat(2_000));
  for (const end of ['', '-wal']) copyFileSync(made + end, path() + end);
  db.close();
});
const items = (): number => {
  const db = new DatabaseSync(path());
  const n = Number(db.prepare('SELECT count(*) AS n FROM items').get()?.['n']);
  db.close();
  return n;
};

test('a stopped hub’s file is whole by itself: its log is in it, and gone', () => {
  foldLogs(data());
  expect(existsSync(`${path()}-wal`)).toBe(false);
  expect(items()).toBe(100);
});

test('a log that cannot be brought in is left for the next start, which names the file', () => {
  rmSync(path());
  mkdirSync(path());
  const log = readFileSync(`${path()}-wal`);
  foldLogs(data());
  expect(readFileSync(`${path()}-wal`)).toEqual(log);
  expect(() => inspectFolder(data())).toThrow(/table\.sqlite is not a file/);
});

test('a start that looks at a damaged file with a log changes neither', () => {
  foldLogs(data());
  const db = new DatabaseSync(path());
  db.exec("UPDATE items SET item = 'y' WHERE sk = 'K#1'");
  const [whole, log] = [readFileSync(path()), readFileSync(`${path()}-wal`)];
  db.close();
  writeFileSync(path(), whole);
  writeFileSync(`${path()}-wal`, log);
  truncateSync(path(), Math.floor(whole.length / 8192) * 4096);
  const cut = readFileSync(path());
  expect(() => inspectFolder(data())).toThrow(/table\.sqlite is damaged/);
  expect(readFileSync(path())).toEqual(cut);
  expect(readFileSync(`${path()}-wal`)).toEqual(log);
});
