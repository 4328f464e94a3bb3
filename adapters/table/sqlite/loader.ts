import type { DatabaseSync } from 'node:sqlite';
import type { Item } from '../../../domain/table/port.ts';
import { transaction } from '../../embedded/database.ts';
import { Writer } from './writer.ts';

/** Page cache while much is loaded, in KiB: keys of providers lie anywhere in their index, and each page read anew is slow. */
const CACHE_KB = 256_000;

/**
 * Stores many items at once as they are, over what stands there, without records of the stream: for whoever writes everything that follows from
 * them too. Items are checked as any other. All of a call or nothing.
 */
export const tableLoader = (db: DatabaseSync): { readonly load: (items: Iterable<Item>) => void } => {
  db.exec(`PRAGMA cache_size = -${CACHE_KB}`);
  const writer = new Writer(db, Date.now);
  return {
    load: (items) => {
      transaction(db, () => {
        for (const item of items) writer.load(item);
      });
    },
  };
};
