import type { DatabaseSync } from 'node:sqlite';
import { openDatabase, prepareRows, transaction } from '../../embedded/database.ts';
import type { TopicRecord } from '../topics.ts';
import { partitionOf } from './murmur2.ts';

/**
 * A topic's partition is a range of row ids: `{partition's id} × 2^40 + offset`, so that appending and reading
 * only use the table's own tree, without another index.
 */
const SPAN = 2 ** 40;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS partitions (
    id INTEGER PRIMARY KEY, topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL DEFAULT 0,
    first_offset INTEGER NOT NULL DEFAULT 0, UNIQUE (topic, partition));
  CREATE TABLE IF NOT EXISTS records (
    id INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, headers TEXT);`;

export interface LogRecord {
  readonly offset: number;
  /** Epoch ms of the append. */
  readonly timestamp: number;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Append extends TopicRecord {
  readonly topic: string;
}

/** The append-only log of all topics in one SQLite file. Several processes may append and read at once. */
export class TopicLog {
  readonly #db: DatabaseSync;
  readonly #defaultPartitions: number;
  readonly #partitions = new Map<string, readonly number[]>();
  readonly #statements;

  constructor(path: string, defaultPartitions: number) {
    this.#db = openDatabase(path, SCHEMA);
    this.#defaultPartitions = defaultPartitions;
    this.#statements = {
      list: this.#db.prepare('SELECT id FROM partitions WHERE topic = ? ORDER BY partition'),
      create: this.#db.prepare('INSERT INTO partitions (topic, partition) VALUES (?, ?)'),
      next: this.#db.prepare('SELECT next_offset AS next FROM partitions WHERE id = ?'),
      advance: this.#db.prepare('UPDATE partitions SET next_offset = ? WHERE id = ?'),
      insert: this.#db.prepare('INSERT INTO records (id, timestamp, key, value, headers) VALUES (?, ?, ?, ?, ?)'),
      read: prepareRows(this.#db, 'SELECT id, timestamp, key, value, headers FROM records WHERE id >= ? AND id < ? ORDER BY id LIMIT ?'),
      bounds: this.#db.prepare('SELECT first_offset AS first, next_offset AS next FROM partitions WHERE id = ?'),
      cut: this.#db.prepare('DELETE FROM records WHERE id >= ? AND id < ?'),
      keepFrom: this.#db.prepare('UPDATE partitions SET first_offset = ? WHERE id = ?'),
      young: this.#db.prepare('SELECT id FROM records WHERE id >= ? AND id < ? AND timestamp >= ? ORDER BY id LIMIT 1'),
    };
  }

  /** The number of partitions of the topic; a new topic is created with the default number. */
  partitionCount(topic: string): number {
    return this.#partitionIds(topic).length;
  }

  /** Appends all records or none, in order. Resolves when they are committed. */
  append(records: readonly Append[], now: number): void {
    for (const record of records) this.#partitionIds(record.topic);
    transaction(this.#db, () => {
      const next = new Map<number, number>();
      for (const record of records) {
        const ids = this.#partitionIds(record.topic);
        const id = ids[partitionOf(record.key, ids.length)] ?? 0;
        const offset = next.get(id) ?? Number(this.#statements.next.get(id)?.['next']);
        const headers = record.headers === undefined ? null : JSON.stringify(record.headers);
        this.#statements.insert.run(id * SPAN + offset, now, record.key, record.value, headers);
        next.set(id, offset + 1);
      }
      for (const [id, offset] of next) this.#statements.advance.run(offset, id);
    });
  }

  /** Records from `offset` on, at most `limit` of them and about `maxBytes` of values (at least one). */
  read(topic: string, partition: number, offset: number, limit: number, maxBytes = 4_000_000): LogRecord[] {
    const id = this.#idOf(topic, partition);
    const records: LogRecord[] = [];
    let bytes = 0;
    for (const row of this.#statements.read.iterate(id * SPAN + offset, (id + 1) * SPAN, limit)) {
      const [number, timestamp, key, value, named] = row as [number, number, string, string, string | null];
      bytes += value.length;
      if (records.length > 0 && bytes > maxBytes) break;
      const headers: unknown = named === null ? {} : JSON.parse(named);
      records.push({ offset: number - id * SPAN, timestamp, key, value, headers: headers as Record<string, string> });
    }
    return records;
  }

  /** The oldest offset that is kept, and the next offset. */
  bounds(topic: string, partition: number): { first: number; next: number } {
    const row = this.#statements.bounds.get(this.#idOf(topic, partition));
    return { first: Number(row?.['first']), next: Number(row?.['next']) };
  }

  /** Drops records older than `before` (epoch ms), never one at or beyond `keepFrom`. Returns how many. */
  trim(topic: string, partition: number, before: number, keepFrom: number, chunk = 5_000): number {
    const id = this.#idOf(topic, partition);
    const { first, next } = this.bounds(topic, partition);
    const young = this.#statements.young.get(id * SPAN + first, (id + 1) * SPAN, before);
    const limit = Math.min(keepFrom, young === undefined ? next : Number(young['id']) - id * SPAN, first + chunk);
    if (limit <= first) return 0;
    return transaction(this.#db, () => {
      const { changes } = this.#statements.cut.run(id * SPAN + first, id * SPAN + limit);
      this.#statements.keepFrom.run(limit, id);
      return Number(changes);
    });
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #idOf(topic: string, partition: number): number {
    const id = this.#partitionIds(topic)[partition];
    if (id === undefined) throw new Error(`topic ${topic} has no partition ${partition}`);
    return id;
  }

  #partitionIds(topic: string): readonly number[] {
    const known = this.#partitions.get(topic);
    if (known !== undefined) return known;
    const list = (): number[] => this.#statements.list.all(topic).map((row) => Number(row['id']));
    let ids = list();
    if (ids.length === 0) {
      ids = transaction(this.#db, () => {
        // Another process may have created it since.
        if (list().length === 0) for (let p = 0; p < this.#defaultPartitions; p += 1) this.#statements.create.run(topic, p);
        return list();
      });
    }
    this.#partitions.set(topic, ids);
    return ids;
  }
}
