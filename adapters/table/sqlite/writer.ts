import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { type Item, type Key, type Refusal, TransactionRefused, type Write } from '../../../domain/table/port.ts';
import { applied, holds, keyOf } from '../conditions.ts';
import { INDEX_KEYS } from '../indexes.ts';
import { checkIndexKeys, checkItemSize, checkKey } from '../memory-limits.ts';
import { itemOfText, textOf } from './item-text.ts';
import { measure } from './measure.ts';

export const COLUMNS = Object.values(INDEX_KEYS).flat();
export const PUT = `INSERT INTO items (pk, sk, item, bytes, ttl, ${COLUMNS.join(', ')}) VALUES (?, ?, ?, ?, ?${', ?'.repeat(COLUMNS.length)})
  ON CONFLICT (pk, sk) DO UPDATE SET item = excluded.item, bytes = excluded.bytes, ttl = excluded.ttl, ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** An item as it is kept. */
export interface Stored {
  readonly item: Item;
  readonly text: string;
  readonly bytes: number;
}

/** @throws TableRejected for what DynamoDB does not take */
export const storedOf = (item: Item): Stored => {
  const { bytes, holdsBytes } = measure(item);
  checkItemSize(bytes);
  checkIndexKeys(item);
  return { item, text: textOf(item, holdsBytes), bytes };
};

/** What a write found and what it leaves, worked out before anything is stored. */
interface Step {
  readonly key: Key;
  readonly before: string | undefined;
  readonly after: Stored | undefined;
}

/** The parameters of `PUT`. */
export const rowOf = ({ item, text, bytes }: Stored): SQLInputValue[] => {
  const ttl = item['ttl'];
  const keys = COLUMNS.map((name): SQLInputValue => (item[name] as string | undefined) ?? null);
  return [item.pk, item.sk, text, bytes, typeof ttl === 'number' ? Math.trunc(ttl) : null, ...keys];
};

/** Applies writes within a transaction of SQLite that the caller has begun, with a record of the stream for each that changes something. */
export class Writer {
  readonly #clock: () => number;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #record: StatementSync;
  readonly #expired: StatementSync;

  constructor(db: DatabaseSync, clock: () => number) {
    this.#clock = clock;
    this.#get = db.prepare('SELECT item FROM items WHERE pk = ? AND sk = ?');
    this.#put = db.prepare(PUT);
    this.#delete = db.prepare('DELETE FROM items WHERE pk = ? AND sk = ?');
    this.#record = db.prepare('INSERT INTO stream (at, pk, sk, before, after, expired) VALUES (?, ?, ?, ?, ?, ?)');
    this.#expired = db.prepare('SELECT pk, sk, item FROM items WHERE ttl < ? LIMIT ?');
  }

  text(key: Key): string | undefined {
    return this.#get.get(key.pk, key.sk)?.['item'] as string | undefined;
  }

  /**
   * All of the writes or none. Nothing is stored before every condition and limit has been checked, so a refusal leaves no trace.
   * Answers the item that each write leaves. `puts`: of the writes that put. @throws TransactionRefused, TableRejected
   */
  apply(writes: readonly Write[], puts: readonly (Stored | undefined)[]): (Item | undefined)[] {
    const refusals: Refusal[] = [];
    const found = writes.map((write, index) => {
      const key = keyOf(write);
      checkKey(key);
      const text = this.text(key);
      const item = text === undefined || (write.when === undefined && write.op !== 'update') ? undefined : itemOfText(text);
      if (!holds(write.when, item)) refusals.push({ index, reason: 'condition', ...(item ? { item } : {}) });
      return { key, text, item };
    });
    if (refusals.length > 0) throw new TransactionRefused(refusals);
    const steps = writes.map((write, index): Step | undefined => {
      if (write.op === 'check') return undefined;
      const { key, text, item } = found[index] as (typeof found)[number];
      const after = applied(write, item);
      return { key, before: text, after: puts[index] ?? (after && storedOf(after)) };
    });
    for (const step of steps) if (step) this.#store(step);
    return steps.map((step) => step?.after?.item);
  }

  /** Deletes items whose time is over, as DynamoDB's TTL does, at most `limit`. Answers how many. */
  expire(limit: number): number {
    const rows = this.#expired.all(Math.floor(this.#clock() / 1000), limit);
    for (const row of rows) {
      const key = { pk: String(row['pk']), sk: String(row['sk']) };
      this.#delete.run(key.pk, key.sk);
      this.#record.run(this.#clock(), key.pk, key.sk, String(row['item']), null, 1);
    }
    return rows.length;
  }

  #store({ key, before, after }: Step): void {
    if (after) {
      if (before !== undefined && isSame(before, after.text)) return;
      this.#put.run(...rowOf(after));
    } else if (before === undefined) return;
    else this.#delete.run(key.pk, key.sk);
    this.#record.run(this.#clock(), key.pk, key.sk, before ?? null, after?.text ?? null, null);
  }
}

/** A write that changes nothing leaves no record, whatever the order of its attributes. */
const isSame = (before: string, after: string): boolean =>
  before === after || (before.length === after.length && isDeepStrictEqual(itemOfText(before), itemOfText(after)));
