import { DatabaseSync } from 'node:sqlite';

/** How long dynoxide keeps stream records when we let it. It would keep them a day; a laptop may sleep over a long weekend. */
const KEPT_SECONDS = 7 * 86_400;
/** One start trims at most so many. */
const TRIM_AT_ONCE = 20_000;

/**
 * With a stream on, dynoxide looks for a table's highest sequence number at every write; without an index that scans all records.
 * And it counts on from the highest record there is: were all of them trimmed, it would begin at 1 again, behind every
 * reader's position. So the newest record stays.
 */
const CURE = `
  CREATE INDEX IF NOT EXISTS parley_by_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
  CREATE INDEX IF NOT EXISTS parley_by_shard ON _stream_records (table_name, shard_id, sequence_number);
  CREATE INDEX IF NOT EXISTS parley_by_time ON _stream_records (created_at);
  CREATE TRIGGER IF NOT EXISTS parley_keep BEFORE DELETE ON _stream_records
    WHEN OLD.created_at > unixepoch() - ${KEPT_SECONDS}
      OR CAST(OLD.sequence_number AS INTEGER) = (SELECT max(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = OLD.table_name)
    BEGIN SELECT RAISE(IGNORE); END;`;

/** Makes the indexes and the guard in dynoxide's own file; to be called when it has made its tables. */
export function cure(dataFile: string): void {
  const db = new DatabaseSync(dataFile, { timeout: 5_000 });
  try {
    db.exec(CURE);
  } finally {
    db.close();
  }
}

/** Drops stream records that every reader has passed, but the newest. Only while dynoxide is not running. */
export function trimStream(dataFile: string, consumed: (table: string) => bigint | undefined): void {
  const db = new DatabaseSync(dataFile, { timeout: 5_000 });
  try {
    const known = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'parley_by_sequence'").get();
    if (known === undefined) return;
    db.exec('DROP TRIGGER IF EXISTS parley_keep');
    const tables = db.prepare('SELECT table_name FROM _tables').all();
    const drop = db.prepare(
      `DELETE FROM _stream_records WHERE id IN (SELECT id FROM _stream_records WHERE table_name = ? AND CAST(sequence_number AS INTEGER) < ?
         ORDER BY CAST(sequence_number AS INTEGER) LIMIT ${TRIM_AT_ONCE})`,
    );
    for (const row of tables) {
      const table = String(row['table_name']);
      // Readers stand on a record they have read; keeping that one keeps the newest too.
      const passed = consumed(table);
      if (passed !== undefined) drop.run(table, passed);
    }
    db.exec(CURE);
  } finally {
    db.close();
  }
}
