import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openTableFile } from '../../../adapters/table/embedded.ts';
import { TableWalker } from '../../../local/workers/table-walker.ts';
import { startTable } from '../../harness/table.ts';
import { useTemporaryHome } from '../../local/temporary-home.ts';

const root = resolve(import.meta.dirname, '../../..');
const home = useTemporaryHome();

/** Writes two transactions in one commit, and kills itself before the n-th statement that SQLite is given from the commit's begin on, or after the last. */
const WRITER = `
  import { DatabaseSync, StatementSync } from 'node:sqlite';
  import { openDatabase } from '${root}/adapters/embedded/database.ts';
  import { TABLE_SCHEMA } from '${root}/adapters/table/sqlite/schema.ts';
  import { sqliteTable } from '${root}/adapters/table/sqlite/table.ts';
  const [file, at] = process.argv.slice(2);
  const table = sqliteTable(openDatabase(file, TABLE_SCHEMA));
  let statements = 0;
  for (const [type, name] of [[DatabaseSync, 'exec'], [StatementSync, 'run'], [StatementSync, 'get']]) {
    const call = type.prototype[name];
    type.prototype[name] = function (...given) {
      statements += 1;
      if (statements === Number(at)) process.kill(process.pid, 'SIGKILL');
      return call.apply(this, given);
    };
  }
  const puts = (pk) => [1, 2].map((n) => ({ op: 'put', item: { pk, sk: 'K#' + n, aPk: pk, aSk: 's' + n } }));
  await Promise.all([table.transact(puts('T#a')), table.transact([...puts('T#b'), { op: 'delete', key: { pk: 'T#b', sk: 'OLD' } }])]);
  process.stdout.write('done ' + statements);
`;

it('kill -9 between any two statements of a commit leaves all of it, with its records and index entries, or nothing', async () => {
  const script = join(home(), 'writer.mts');
  writeFileSync(script, WRITER);
  const before = [{ pk: 'T#b', sk: 'OLD' }];
  const left: number[] = [];
  for (let at = 1; ; at += 1) {
    const fresh = startTable();
    await fresh.table.write({ op: 'put', item: { pk: 'T#b', sk: 'OLD' } });
    const { stdout, signal } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, fresh.file, String(at)], { encoding: 'utf8' });
    fresh.reopen();
    const { items } = await fresh.table.scan();
    const reading = openTableFile(fresh.file);
    const records = (await new TableWalker(reading, 'arn', null, 'TRIM_HORIZON').fetch(100)).length;
    reading.close();
    const indexed = (await fresh.table.count({ pk: 'T#a', index: 'byActivity' })) + (await fresh.table.count({ pk: 'T#b', index: 'byActivity' }));
    fresh.stop();
    left.push(items.length);
    if (items.length === before.length) expect([items, records, indexed]).toEqual([before, 1, 0]);
    else expect([items.length, records, indexed]).toEqual([4, 6, 4]);
    if (signal === null) {
      expect(stdout).toBe(`done ${at - 1}`);
      break;
    }
  }
  // Killed before each statement: nothing is there. Not killed at all: everything.
  expect(left).toEqual([...Array.from({ length: left.length - 1 }, () => 1), 4]);
  expect(left.length).toBeGreaterThan(12);
});
