import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { FileFault, named } from './faults.ts';

/** Milliseconds a call may block on another process's write; longer waits are retried without blocking (see GroupCommit). */
const BLOCKING_WAIT_MS = 100;

/**
 * Pages of 4 KB in the log before they are brought into the file, within some commit that then takes longer and waits for the disk. SQLite's own 1,000
 * bring the same few busy pages in again and again.
 */
export const CHECKPOINT_PAGES = 8_000;

/**
 * Opens an engine's file in WAL mode. A commit survives the death of any process; `synchronous=NORMAL` leaves the
 * last moments before a power cut to the disk, which is what a laptop wants for its speed.
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

/** The number of how files are laid out, kept in each (`user_version`). It rises when an older version could not read them any more. */
const LAYOUT = 1;
const layoutIn = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);

/** Files of a first release have none. @throws FileFault for one of a newer version */
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

/** Arrays cost about half of what objects with names cost, and every message is read a dozen times on its way. */
export function prepareRows(db: DatabaseSync, sql: string): RowStatement {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  // Node's types do not know what the setting changes.
  return statement as unknown as RowStatement;
}

/** All of `work` or nothing of it. `IMMEDIATE`, so that a lost race shows before anything is read. */
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

/** True when another process holds the file for the moment. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
}
