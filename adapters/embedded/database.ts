import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { FileFault, named } from './faults.ts';

/** Milliseconds a call may block on another process's write; longer waits are retried without blocking (see GroupCommit). */
const BLOCKING_WAIT_MS = 100;

/**
 * Pages of 4 KB in the write-ahead log before a checkpoint. The commit that runs the checkpoint waits for the disk. SQLite's default of 1,000 writes
 * the same few busy pages too often.
 */
export const CHECKPOINT_PAGES = 8_000;

/**
 * Opens an engine's file in WAL mode. A commit survives a kill of any process. With `synchronous=NORMAL`, a power cut may lose the last commits; on a
 * laptop, speed matters more.
 */
export function openDatabase(path: string, schema: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  try {
    claimLayout(db, path);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2000');
    db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.exec(schema);
    db.exec(`PRAGMA busy_timeout = ${BLOCKING_WAIT_MS}`);
    return db;
  } catch (error) {
    db.close();
    throw named(path, error);
  }
}

/** The version of the file format, stored in each file (`user_version`). It rises with each change that an older release cannot read. */
const LAYOUT = 1;
const layoutIn = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);

/** Files of the first release have no version. @throws FileFault for one of a newer version */
export function claimLayout(db: DatabaseSync, path: string): void {
  const layout = layoutIn(db);
  if (layout > LAYOUT) throw new FileFault(path, 'newer', undefined);
  if (layout < LAYOUT) db.exec(`PRAGMA user_version = ${LAYOUT}`);
}

/** `newer` for a file of a newer version. */
export function layoutOf(path: string): 'newer' | undefined {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  try {
    return layoutIn(db) > LAYOUT ? 'newer' : undefined;
  } finally {
    db.close();
  }
}

export type Row = readonly SQLOutputValue[];

/** A statement whose rows are arrays in the order of its columns. */
export interface RowStatement {
  get(...values: readonly SQLInputValue[]): Row | undefined;
  all(...values: readonly SQLInputValue[]): Row[];
  iterate(...values: readonly SQLInputValue[]): IterableIterator<Row>;
}

/** Arrays take about half the time of objects with names, and each message is read a dozen times. */
export function prepareRows(db: DatabaseSync, sql: string): RowStatement {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  // Node's types do not know what the setting changes.
  return statement as unknown as RowStatement;
}

/** Runs `work` in a transaction. `IMMEDIATE` takes the write lock before the first read, so a conflict shows at once. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

/** SQLite's primary result code, or undefined when the error is not SQLite's. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/** True when another process has locked the file. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
}
