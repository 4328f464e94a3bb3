import type { SQLOutputValue } from 'node:sqlite';
import { isBusy, openDatabase, transaction } from '../../adapters/embedded/database.ts';
import { isEngineTrouble, reportFault } from '../../adapters/embedded/faults.ts';
import { wake } from '../../adapters/embedded/wake.ts';
import { TABLE_SCHEMA } from '../../adapters/table/sqlite/schema.ts';
import { Writer } from '../../adapters/table/sqlite/writer.ts';
import type { Poller } from './poller.ts';

const EVERY_MS = 5_000;
/** Few at a time, because each sweep blocks the file's only writer. */
const SWEPT = 200;
/** As on AWS, records stay for at least a day. */
const KEPT_MS = 86_400_000;

/**
 * Does what DynamoDB does automatically: deletes expired items, with a record in the stream, and trims old records of the stream.
 * `passed`: the sequence number that every reader has passed; a reader that was down for more than a day loses nothing.
 */
export function keepTable(path: string, passed: () => bigint | undefined, clock: () => number = Date.now, everyMs = EVERY_MS): Poller {
  const db = openDatabase(path, TABLE_SCHEMA);
  const writer = new Writer(db, clock);
  const oldest = db.prepare('SELECT sequence, at FROM stream WHERE sequence <= ? ORDER BY sequence LIMIT ?');
  const forget = db.prepare('DELETE FROM stream WHERE sequence <= ?');
  /** Reads from the oldest record up to the first new one: `at` has no index, so a search for old ones would read the whole stream. */
  const trim = (read: bigint, before: number): void => {
    let last: SQLOutputValue | undefined;
    for (const row of oldest.iterate(read, SWEPT)) {
      if (Number(row['at']) >= before) break;
      last = row['sequence'];
    }
    if (last !== undefined) forget.run(last);
  };
  const sweep = (): void => {
    const read = passed();
    const expired = transaction(db, () => {
      if (read !== undefined) trim(read, clock() - KEPT_MS);
      return writer.expire(SWEPT);
    });
    if (expired > 0) wake('stream');
  };
  const timer = setInterval(() => {
    try {
      sweep();
    } catch (error) {
      // The file is busy or the disk is full: the next sweep follows soon.
      if (!isEngineTrouble(error)) throw error;
      if (!isBusy(error)) reportFault(path, error);
    }
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      db.close();
    },
  };
}
