import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { type Item, type Key, type Refusal, TransactionRefused, type Write } from '../../../domain/table/port.ts';
import { prepareRows, type RowStatement } from '../../embedded/database.ts';
import { applied, holds, keyOf } from '../conditions.ts';
import { INDEX_KEYS } from '../indexes.ts';
import { checkIndexKeys, checkItemSize, checkKey } from '../memory-limits.ts';
import { itemOfText, textOf } from './item-text.ts';
import { measure } from './measure.ts';

export const COLUMNS = Object.values(INDEX_KEYS).flat();
const INSERT = `INSERT INTO items (pk, sk, item, bytes, ttl, ${COLUMNS.join(', ')}) VALUES (?, ?, ?, ?, ?${', ?'.repeat(COLUMNS.length)})`;
export const PUT = `${INSERT}
  ON CONFLICT (pk, sk) DO UPDATE SET item = excluded.item, bytes = excluded.bytes, ttl = excluded.ttl, ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** An item as it is stored. */
export interface Stored {
  readonly item: Item;
  readonly text: string;
  readonly bytes: number;
}

/** @throws TableRejected for values that DynamoDB rejects */
export const storedOf = (item: Item): Stored => {
  const { bytes, holdsBytes } = measure(item);
  checkItemSize(bytes);
  checkIndexKeys(item);
  return { item, text: textOf(item, holdsBytes), bytes };
};

/** The current item. `item`: set if it had to be parsed. */
interface Found {
  readonly id: number;
  readonly text: string;
  readonly item: Item | undefined;
}

/** The item before and after a write, computed before anything is stored. */
interface Step {
  readonly key: Key;
  readonly before: Found | undefined;
  readonly after: Stored | undefined;
}

/** The columns of indexes, besides the item's own key. */
const INDEXED = ['ttl', ...COLUMNS];
const ttlOf = ({ ttl }: Item): number | null => (typeof ttl === 'number' ? Math.trunc(ttl) : null);
const indexedOf = (item: Item): SQLInputValue[] => [ttlOf(item), ...COLUMNS.map((name) => (item[name] as string | undefined) ?? null)];

/** The parameters of `PUT`. */
export const rowOf = ({ item, text, bytes }: Stored): SQLInputValue[] => [item.pk, item.sk, text, bytes, ...indexedOf(item)];

/** Applies writes within the caller's SQLite transaction, with a stream record for each that changes something. */
export class Writer {
  readonly #clock: () => number;
  readonly #db: DatabaseSync;
  readonly #get: RowStatement;
  readonly #insert: StatementSync;
  /** Prepared updates by the set of columns that they change, as bits. */
  readonly #updates = new Map<number, StatementSync>();
  readonly #delete: StatementSync;
  readonly #record: StatementSync;
  readonly #expired: StatementSync;

  constructor(db: DatabaseSync, clock: () => number) {
    this.#db = db;
    this.#clock = clock;
    this.#get = prepareRows(db, 'SELECT item, id FROM items WHERE pk = ? AND sk = ?');
    this.#insert = db.prepare(INSERT);
    this.#delete = db.prepare('DELETE FROM items WHERE id = ?');
    this.#record = db.prepare('INSERT INTO stream (at, pk, sk, before, after, expired) VALUES (?, ?, ?, ?, ?, ?)');
    this.#expired = db.prepare('SELECT id, pk, sk, item FROM items WHERE ttl < ? LIMIT ?');
  }

  text(key: Key): string | undefined {
    return this.#get.get(key.pk, key.sk)?.[0] as string | undefined;
  }

  #find(write: Write, key: Key): Found | undefined {
    const row = this.#get.get(key.pk, key.sk);
    if (row === undefined) return undefined;
    const [text, id] = row as [string, number];
    return { id, text, item: write.when === undefined && write.op !== 'update' ? undefined : itemOfText(text) };
  }

  /**
   * All of the writes or none. Nothing is stored before every condition and limit has been checked, so a rejection leaves no trace.
   * Returns the item after each write. `puts`: the items of put writes. @throws TransactionRefused, TableRejected
   */
  apply(writes: readonly Write[], puts: readonly (Stored | undefined)[]): (Item | undefined)[] {
    const refusals: Refusal[] = [];
    const found = writes.map((write, index) => {
      const key = keyOf(write);
      checkKey(key);
      const before = this.#find(write, key);
      const item = before?.item;
      if (!holds(write.when, item)) refusals.push({ index, reason: 'condition', ...(item ? { item } : {}) });
      return { key, before };
    });
    if (refusals.length > 0) throw new TransactionRefused(refusals);
    const steps = writes.map((write, index): Step | undefined => {
      if (write.op === 'check') return undefined;
      const { key, before } = found[index] as (typeof found)[number];
      const after = puts[index];
      if (after) return { key, before, after };
      const item = applied(write, before?.item);
      return { key, before, after: item && storedOf(item) };
    });
    for (const step of steps) if (step) this.#store(step);
    return steps.map((step) => step?.after?.item);
  }

  /** Deletes expired items, like DynamoDB's TTL, at most `limit`. Returns how many. */
  expire(limit: number): number {
    const rows = this.#expired.all(Math.floor(this.#clock() / 1000), limit);
    for (const row of rows) {
      const key = { pk: String(row['pk']), sk: String(row['sk']) };
      this.#delete.run(Number(row['id']));
      this.#record.run(this.#clock(), key.pk, key.sk, String(row['item']), null, 1);
    }
    return rows.length;
  }

  #store({ key, before, after }: Step): void {
    if (before && after) {
      if (isSame(before.text, after.text)) return;
      this.#update(before, after);
    } else if (after) this.#insert.run(...rowOf(after));
    else if (before) this.#delete.run(before.id);
    else return;
    this.#record.run(this.#clock(), key.pk, key.sk, before?.text ?? null, after?.text ?? null, null);
  }

  /** SQLite rewrites every index of a column that is set, even to the same value, so only changed columns are set. */
  #update({ id, item }: Found, { item: now, text, bytes }: Stored): void {
    const had = item && indexedOf(item);
    const has = indexedOf(now);
    const changed = INDEXED.flatMap((_, index) => (had && had[index] === has[index] ? [] : [index]));
    const bits = changed.reduce((sum, index) => sum | (1 << index), 0);
    let statement = this.#updates.get(bits);
    if (!statement) {
      const columns = ['item', 'bytes', ...changed.map((index) => INDEXED[index])].map((name) => `${name} = ?`);
      this.#updates.set(bits, (statement = this.#db.prepare(`UPDATE items SET ${columns.join(', ')} WHERE id = ?`)));
    }
    statement.run(text, bytes, ...changed.map((index) => has[index] as SQLInputValue), id);
  }
}

/** A write that changes nothing writes no record, whatever the order of its attributes. */
const isSame = (before: string, after: string): boolean =>
  before === after || (before.length === after.length && isDeepStrictEqual(itemOfText(before), itemOfText(after)));
