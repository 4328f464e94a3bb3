import { rmSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Item } from '../../../domain/table/port.ts';
import { openDatabase, transaction } from '../../embedded/database.ts';
import { INDEX_KEYS } from '../indexes.ts';
import { checkKey } from '../memory-limits.ts';
import { BY_ACTIVITY, TABLE_SCHEMA } from './schema.ts';
import { COLUMNS, PUT, rowOf, storedOf } from './writer.ts';

/** Page cache in KiB, and pages of the log before a checkpoint: a page that many batches change is written to the file once. */
const MUCH = 'PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 50000';
/** Rows per transaction when staged rows are inserted. */
const ROWS = 50_000;

/** An item as it will be stored; can be sent between threads. */
export type LoadRow = readonly SQLInputValue[];

/** Checks an item as every write does. @throws TableRejected */
export const loadRow = (item: Item): LoadRow => {
  checkKey(item);
  return rowOf(storedOf(item));
};

/** Stores many items, replacing existing ones, without records of the stream: for code that also writes all projections. */
export interface TableLoader {
  /**
   * All of a call or nothing. Rows of consecutive calls ascend by their keys, or nearly so. `scattered`: rows in any order; they are
   * staged until `finish`.
   */
  load(rows: Iterable<LoadRow>, scattered?: Iterable<LoadRow>): void;
  /** Inserts the staged rows, and creates the indexes. `tell`: rows inserted so far, of how many. */
  finish(tell?: (done: number, all: number) => void): void;
  close(): void;
}

const names = ['pk', 'sk', 'item', 'bytes', 'ttl', ...COLUMNS];
const STAGED = `CREATE TABLE IF NOT EXISTS staged (${names.join(', ')});`;

/**
 * A table only grows fast at its end: a row at a random position costs an index page, read, logged and written. So the indexes are
 * dropped and rebuilt at the end, and scattered rows wait in a separate file (`aside`) until they can be inserted in order. An interrupted
 * load leaves both behind: the next one continues with them, and a process that opens the table in between rebuilds its indexes.
 */
export const tableLoader = (path: string, aside: string): TableLoader => {
  const db = openDatabase(path, TABLE_SCHEMA);
  const staged = openDatabase(aside, STAGED);
  for (const one of [db, staged]) one.exec(MUCH);
  for (const index of [...Object.keys(INDEX_KEYS), ...BY_ACTIVITY.map(({ name }) => name)]) db.exec(`DROP INDEX IF EXISTS ${index}`);
  const put = db.prepare(PUT);
  const stage = staged.prepare(`INSERT INTO staged VALUES (${names.map(() => '?').join(', ')})`);
  return {
    load(rows, scattered = []) {
      // Staged rows first: inserting them twice gives the same result.
      transaction(staged, () => {
        for (const row of scattered) stage.run(...row);
      });
      transaction(db, () => {
        for (const row of rows) put.run(...row);
      });
    },
    finish(tell = () => undefined) {
      bringIn(db, staged, tell);
      db.exec(`PRAGMA temp_store = FILE; ${TABLE_SCHEMA}`);
    },
    close() {
      db.close();
      staged.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${aside}${suffix}`, { force: true });
    },
  };
};

const bringIn = (db: DatabaseSync, staged: DatabaseSync, tell: (done: number, all: number) => void): void => {
  const put = db.prepare(PUT);
  const all = Number(staged.prepare('SELECT count(*) AS n FROM staged').get()?.['n']);
  // Sorted on disk, because it may exceed the memory.
  staged.exec('PRAGMA temp_store = FILE');
  const sorted = staged.prepare('SELECT * FROM staged ORDER BY pk, sk');
  sorted.setReturnArrays(true);
  const rows = sorted.iterate() as unknown as Iterator<SQLInputValue[]>;
  for (let done = 0, next = rows.next(); !next.done; ) {
    transaction(db, () => {
      for (const end = done + ROWS; !next.done && done < end; done += 1, next = rows.next()) put.run(...next.value);
    });
    tell(done, all);
  }
};
