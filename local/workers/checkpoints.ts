import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../adapters/embedded/database.ts';
import type { Position } from './stream-walker.ts';

/** The positions of stream sources, by their ids. */
export class Checkpoints {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(path: string) {
    this.#db = openDatabase(
      path,
      'CREATE TABLE IF NOT EXISTS checkpoints (source TEXT PRIMARY KEY, tbl TEXT NOT NULL, shard TEXT NOT NULL, sequence TEXT NOT NULL) WITHOUT ROWID',
    );
    this.#statements = {
      get: this.#db.prepare('SELECT shard, sequence FROM checkpoints WHERE source = ?'),
      put: this.#db.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?)'),
      table: this.#db.prepare('SELECT sequence FROM checkpoints WHERE tbl = ?'),
    };
  }

  get(source: string): Position | null {
    const row = this.#statements.get.get(source);
    return row === undefined ? null : { shard: String(row['shard']), sequence: String(row['sequence']) };
  }

  put(source: string, table: string, position: Position): void {
    this.#statements.put.run(source, table, position.shard, position.sequence);
  }

  /** The sequence number that every source of the table has passed; undefined before any has started. */
  lowest(table: string): bigint | undefined {
    const all = this.#statements.table.all(table).map((row) => BigInt(String(row['sequence'])));
    return all.reduce<bigint | undefined>((low, sequence) => (low === undefined || sequence < low ? sequence : low), undefined);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
