import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../adapters/embedded/database.ts';
import { TABLE_SCHEMA } from '../../adapters/table/sqlite/schema.ts';
import { sqliteTable } from '../../adapters/table/sqlite/table.ts';
import type { Table } from '../../domain/table/port.ts';

export interface TestTable {
  readonly table: Table;
  readonly file: string;
  /** Opens the same file again, as a process does that starts after another. */
  reopen(): void;
  /** Removes the data. */
  stop(): void;
}

/** The single table as a laptop has it, in a directory that vanishes with it. `clock`: epoch ms. */
export const startTable = (clock: () => number = Date.now): TestTable => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-table-'));
  const file = join(directory, 'table.sqlite');
  let db: DatabaseSync;
  let table: Table;
  const open = (): void => {
    db = openDatabase(file, TABLE_SCHEMA);
    table = sqliteTable(db, { clock });
  };
  open();
  return {
    // Whoever keeps it continues after a new opening.
    table: {
      get: (...given) => table.get(...given),
      query: (...given) => table.query(...given),
      merge: (...given) => table.merge(...given),
      sorted: (...given) => table.sorted(...given),
      count: (...given) => table.count(...given),
      transact: (...given) => table.transact(...given),
      write: (...given) => table.write(...given),
      scan: (...given) => table.scan(...given),
    },
    file,
    reopen() {
      db.close();
      open();
    },
    stop() {
      db.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
