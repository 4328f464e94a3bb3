import type { DatabaseSync } from 'node:sqlite';
import { WORDS_VERSION } from '../../domain/search/words-version.ts';
import { CHECKPOINT_PAGES, transaction } from '../embedded/database.ts';
import { addHasTag } from './embedded-filters.ts';
import { refold } from './embedded-refold.ts';
import { createSet, upgradeSet } from './embedded-tables.ts';

const SHARED = `
  CREATE TABLE IF NOT EXISTS tenants (id INTEGER PRIMARY KEY, tenantId TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS sets (one INTEGER PRIMARY KEY CHECK (one = 1), live INTEGER NOT NULL, next INTEGER, last INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS words_version (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL);
`;

/** Opened by two processes: the workers write, the gateway reads; the first one creates the tables. */
export function prepareDatabase(db: DatabaseSync): void {
  // Commits do not wait for the disk: the index can be rebuilt from the table after a power cut.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY');
  db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  addHasTag(db);
  // Another process may be rebuilding all words, which can take minutes.
  db.exec('PRAGMA busy_timeout = 600000');
  transaction(db, () => {
    db.exec(SHARED);
    const sets = db.prepare('SELECT live, next FROM sets').get();
    for (const n of [sets?.['live'], sets?.['next']]) if (typeof n === 'number') upgradeSet(db, n);
    if (!sets) {
      createSet(db, 1);
      db.exec('INSERT INTO sets (one, live, next, last) VALUES (1, 1, NULL, 1)');
    } else if (db.prepare('SELECT version FROM words_version').get()?.['version'] !== WORDS_VERSION) refold(db);
    db.exec(`INSERT OR REPLACE INTO words_version (one, version) VALUES (1, ${WORDS_VERSION})`);
  });
  db.exec('PRAGMA busy_timeout = 5000');
}
