import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../embedded/database.ts';

/** The committed position of each consumer group. A separate file, so that a commit never waits for a producer. */
export class GroupOffsets {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(path: string) {
    this.#db = openDatabase(
      path,
      `CREATE TABLE IF NOT EXISTS offsets (
         consumers TEXT, topic TEXT, partition INTEGER, next INTEGER NOT NULL, PRIMARY KEY (consumers, topic, partition)) WITHOUT ROWID`,
    );
    this.#statements = {
      get: this.#db.prepare('SELECT next FROM offsets WHERE consumers = ? AND topic = ? AND partition = ?'),
      put: this.#db.prepare('INSERT OR REPLACE INTO offsets VALUES (?, ?, ?, ?)'),
      lowest: this.#db.prepare('SELECT min(next) AS next FROM offsets WHERE topic = ? AND partition = ?'),
    };
  }

  /** The next offset the group will read; undefined if it never committed. */
  committed(group: string, topic: string, partition: number): number | undefined {
    const row = this.#statements.get.get(group, topic, partition);
    return row === undefined ? undefined : Number(row['next']);
  }

  commit(group: string, topic: string, partition: number, next: number): void {
    this.#statements.put.run(group, topic, partition, next);
  }

  /** The lowest offset that any group still needs; undefined if no group reads the topic. */
  lowest(topic: string, partition: number): number | undefined {
    const next = this.#statements.lowest.get(topic, partition)?.['next'];
    return next === null || next === undefined ? undefined : Number(next);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
