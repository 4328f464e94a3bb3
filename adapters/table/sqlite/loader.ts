import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Item } from '../../../domain/table/port.ts';
import { transaction } from '../../embedded/database.ts';
import { checkKey } from '../memory-limits.ts';
import { PUT, rowOf, storedOf } from './writer.ts';

/** Of the page cache while much is loaded, in KiB: keys of providers lie anywhere in their index. */
const CACHE_KB = 256_000;
/** Pages of the log before they are brought into the file: each page once, however often batches touch it. */
const LOG_PAGES = 50_000;

/** An item as it will be stored; can be sent between threads. */
export type LoadRow = readonly SQLInputValue[];

/** Checks an item as every write does. @throws TableRejected */
export const loadRow = (item: Item): LoadRow => {
  checkKey(item);
  return rowOf(storedOf(item));
};

/**
 * Stores many items at once, over what stands there and without records of the stream: for whoever also writes everything that follows from them.
 * All of a call or nothing.
 */
export const tableLoader = (db: DatabaseSync): ((rows: Iterable<LoadRow>) => void) => {
  db.exec(`PRAGMA cache_size = -${CACHE_KB}; PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
  const put = db.prepare(PUT);
  return (rows) =>
    transaction(db, () => {
      for (const row of rows) put.run(...row);
    });
};
