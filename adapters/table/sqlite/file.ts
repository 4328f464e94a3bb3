import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../embedded/database.ts';
import { migrateDynoxide } from './migrate-dynoxide.ts';
import { TABLE_APPLICATION_ID, TABLE_SCHEMA, TABLE_VERSION } from './schema.ts';

/** The table's file cannot be used; the message says what to do. */
export class TableFileUnusable extends Error {
  constructor(path: string, reason: string) {
    super(`the table's file ${path} ${reason}`);
    this.name = 'TableFileUnusable';
  }
}

const BEGINNING = 'SQLite format 3\0';

/**
 * Makes the file where there is none, from that of an earlier version when one lies beside it, and looks at one that is there.
 * @throws TableFileUnusable
 */
export const prepareTableFile = (path: string, say: (line: string) => void): void => {
  if (existsSync(path)) check(path);
  else {
    const old = join(dirname(path), 'table.db');
    if (existsSync(old)) migrateDynoxide(old, path, say);
  }
  openDatabase(path, TABLE_SCHEMA).close();
};

const check = (path: string): void => {
  const head = readFileSync(path).subarray(0, BEGINNING.length).toString('latin1');
  if (head !== '' && head !== BEGINNING) throw new TableFileUnusable(path, 'is no SQLite file: restore it from a copy, or move it away to start empty');
  let version: number;
  let id: number;
  try {
    const db = new DatabaseSync(path, { timeout: 1_000 });
    try {
      version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
      id = Number(db.prepare('PRAGMA application_id').get()?.['application_id']);
      const sound = String(Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0]);
      if (sound !== 'ok') throw new Error(sound);
    } finally {
      db.close();
    }
  } catch (error) {
    throw new TableFileUnusable(path, `is damaged (${(error as Error).message}): restore it from a copy, or move it away to start empty`);
  }
  if (id !== TABLE_APPLICATION_ID && id !== 0) throw new TableFileUnusable(path, 'belongs to another program: move it away');
  if (version > TABLE_VERSION) throw new TableFileUnusable(path, `is of a newer Parley (layout ${version}): start that version`);
};
