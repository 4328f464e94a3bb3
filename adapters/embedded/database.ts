import { DatabaseSync } from 'node:sqlite';

/** Milliseconds a call may block on another process's write; longer waits are retried without blocking (see GroupCommit). */
const BLOCKING_WAIT_MS = 100;

/**
 * Opens an engine's file in WAL mode. A commit survives the death of any process; `synchronous=NORMAL` leaves the
 * last moments before a power cut to the disk, which is what a laptop wants for its speed.
 */
export function openDatabase(path: string, schema: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2000');
  db.exec(schema);
  db.exec(`PRAGMA busy_timeout = ${BLOCKING_WAIT_MS}`);
  return db;
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

/** True for any trouble of the engine: a full disk, a locked or damaged file, a closed database. */
export function isEngineTrouble(error: unknown): boolean {
  return error instanceof Error && ('errcode' in error || ('code' in error && error.code === 'ERR_INVALID_STATE'));
}
