import { renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Item } from '../../../domain/table/port.ts';
import { openDatabase, transaction } from '../../embedded/database.ts';
import { fromAttributes } from '../attributes.ts';
import { textOf } from './item-text.ts';
import { measure } from './measure.ts';
import { TABLE_SCHEMA } from './schema.ts';
import { PUT, rowOf } from './writer.ts';

/** Items between two lines of progress. */
const TOLD = 20_000;

/**
 * Copies the table of a hub from before November 2026, whose engine was dynoxide (a SQLite file with typed attributes as JSON), with its stream, so that
 * readers continue at their positions. The copy is complete or does not exist: after a crash it starts again. The old file stays beside it.
 */
export function migrateDynoxide(from: string, to: string, say: (line: string) => void): void {
  const fresh = `${to}.migrating`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${fresh}${suffix}`, { force: true });
  // Opened for writing: the log of its last run may have to be merged.
  const old = new DatabaseSync(from, { timeout: 5_000 });
  const db = openDatabase(fresh, TABLE_SCHEMA);
  try {
    const table = tableIn(old);
    if (table !== undefined) copy(old, db, table, say);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
    old.close();
  }
  renameSync(fresh, to);
  renameSync(from, `${from}.before-migration`);
}

/** Undefined for the file of an interrupted first start. */
function tableIn(old: DatabaseSync): string | undefined {
  if (old.prepare("SELECT 1 FROM sqlite_master WHERE name = '_tables'").get() === undefined) return undefined;
  const name = old.prepare('SELECT table_name FROM _tables').get()?.['table_name'];
  return typeof name === 'string' ? name : undefined;
}

function copy(old: DatabaseSync, db: DatabaseSync, table: string, say: (line: string) => void): void {
  const quoted = `"${table.replaceAll('"', '""')}"`;
  const total = Number(old.prepare(`SELECT count(*) AS n FROM ${quoted}`).get()?.['n']);
  say(`moving ${total} items of the table to its new file`);
  const put = db.prepare(PUT);
  const record = db.prepare('INSERT INTO stream (sequence, at, pk, sk, before, after, expired) VALUES (?, ?, ?, ?, ?, ?, NULL)');
  let done = 0;
  transaction(db, () => {
    for (const row of old.prepare(`SELECT item_json FROM ${quoted}`).iterate()) {
      const item = itemOf(row['item_json']);
      const { bytes, holdsBytes } = measure(item);
      put.run(...rowOf({ item, text: textOf(item, holdsBytes), bytes }));
      done += 1;
      if (done % TOLD === 0) say(`moved ${done} of ${total} items`);
    }
    const records = old.prepare(
      'SELECT keys_json, new_image, old_image, CAST(sequence_number AS INTEGER) AS sequence, created_at FROM _stream_records WHERE table_name = ? ORDER BY sequence',
    );
    for (const row of records.iterate(table)) {
      const key = itemOf(row['keys_json']);
      record.run(Number(row['sequence']), Number(row['created_at']) * 1000, key.pk, key.sk, imageText(row['old_image']), imageText(row['new_image']));
    }
  });
  say(`moved ${done} items`);
}

const itemOf = (text: unknown): Item => fromAttributes(JSON.parse(String(text))) as Item;
const imageText = (text: unknown): string | null => {
  if (typeof text !== 'string') return null;
  const item = itemOf(text);
  return textOf(item, measure(item).holdsBytes);
};
