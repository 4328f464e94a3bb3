import { DatabaseSync } from 'node:sqlite';
import type { Table } from '../../domain/table/port.ts';
import { openDatabase } from '../embedded/database.ts';
import { named } from '../embedded/faults.ts';
import { dataPath } from '../embedded/home.ts';
import { once } from '../embedded/once.ts';
import { wake } from '../embedded/wake.ts';
import { narrowedTable } from './narrowed-table.ts';
import { ownKeysOnly } from './own-keys.ts';
import { recentTables } from './recent-tables.ts';
import { TABLE_FILE } from './sqlite/file.ts';
import { TABLE_SCHEMA } from './sqlite/schema.ts';
import { sqliteTable } from './sqlite/table.ts';
import type { Tables } from './tables.ts';

/** The file of the table in the data folder. */
export const tablePath = (): string => dataPath(TABLE_FILE);

/** The file, opened once per process: the stream's reader finds in the page cache what the table has just written. */
export const tableDatabase = once((path) => openDatabase(path, TABLE_SCHEMA));
const tableAt = once((path) => sqliteTable(tableDatabase(path), { changed: () => wake('stream') }));

/** The table on one SQLite file. Every commit wakes the readers of its stream. */
export const openTable = (): Table => tableAt(tablePath());

/** KiB of page cache in a process that answers lists, because an agent's tickets are on many different pages. */
const LISTS_CACHE = 8_000;

/** One tenant at a time, as on AWS: a tenant's table only reaches that tenant's items. */
export const openTables = (): Tables => {
  const table = openTable();
  tableDatabase(tablePath()).exec(`PRAGMA cache_size = -${LISTS_CACHE}`);
  return { table, tableOf: recentTables((tenantId) => narrowedTable(table, ownKeysOnly(table, tenantId))) };
};

/** For read-only tools. @throws FileFault that names the file */
export const openTableFile = (path: string): DatabaseSync => {
  try {
    return new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
  } catch (error) {
    throw named(path, error);
  }
};
