import type { DatabaseSync } from 'node:sqlite';
import { type Item, type Key, type Table, TableRejected, TableUnavailable, type Write } from '../../../domain/table/port.ts';
import { transaction } from '../../embedded/database.ts';
import { isEngineTrouble, readingFile, writingFile } from '../../embedded/faults.ts';
import { GroupCommit } from '../../embedded/group-commit.ts';
import { keyOf, keyText } from '../conditions.ts';
import { checkKey, checkQuery, checkTransaction } from '../memory-limits.ts';
import { itemOfText } from './item-text.ts';
import { Merges } from './merge.ts';
import { Queries } from './query.ts';
import { type Stored, storedOf, Writer } from './writer.ts';

interface Job {
  readonly writes: readonly Write[];
  /** Items to put, serialised before the file is locked. */
  readonly puts: readonly (Stored | undefined)[];
  /** Set by the commit that the job is part of. */
  outcome?: { readonly items: readonly (Item | undefined)[] } | { readonly error: unknown };
}

export interface SqliteTableOptions {
  readonly clock?: () => number;
  /** Called after each commit: there are new records in the stream. */
  readonly changed?: () => void;
}

const unavailable = (cause: unknown): TableUnavailable => new TableUnavailable(cause);

/**
 * The table port on one SQLite file. Several processes may write: each commit is one immediate transaction with all writes of
 * the same turn of the event loop. A rejected or invalid write only fails its own caller, not the others of the commit.
 */
export const sqliteTable = (db: DatabaseSync, { clock = Date.now, changed = () => undefined }: SqliteTableOptions = {}): Table => {
  const path = db.location() ?? ':memory:';
  const asked = <T>(ask: () => T): Promise<T> => readingFile(path, unavailable, ask);
  const writer = new Writer(db, clock);
  const queries = new Queries(db);
  const merges = new Merges(db);
  const scanning = db.prepare('SELECT id, item, bytes FROM items WHERE id > ? ORDER BY id LIMIT ?');
  const idByKey = db.prepare('SELECT id FROM items WHERE pk = ? AND sk = ?');

  const decide = (job: Job): void => {
    try {
      job.outcome = { items: writer.apply(job.writes, job.puts) };
    } catch (error) {
      // After an error of the engine, a job may be half done: the whole commit is rolled back.
      if (isEngineTrouble(error)) throw error;
      job.outcome = { error };
    }
  };
  const commits = new GroupCommit<Job>((jobs) => {
    transaction(db, () => jobs.forEach(decide));
    changed();
  });
  const commit = async (writes: readonly Write[]): Promise<readonly (Item | undefined)[]> => {
    const puts = writes.map((write) => (write.op === 'put' ? storedOf(write.item) : undefined));
    checkTransaction(writes, (_, index) => puts[index]?.bytes ?? 0);
    if (new Set(writes.map((write) => keyText(keyOf(write)))).size !== writes.length) throw new TableRejected('a transaction cannot touch one item twice');
    const job: Job = { writes, puts };
    await writingFile(path, unavailable, () => commits.add([job]));
    const { outcome } = job;
    if (outcome === undefined) throw new TableUnavailable(new Error('the commit was not made'));
    if ('error' in outcome) throw outcome.error;
    return outcome.items;
  };

  return {
    async get(keys: readonly Key[]) {
      for (const key of keys) checkKey(key);
      return asked(() =>
        keys.map((key) => {
          const text = writer.text(key);
          return text === undefined ? undefined : itemOfText(text);
        }),
      );
    },
    async query(query) {
      checkQuery(query);
      return asked(() => queries.page(query));
    },
    async merge(query) {
      checkQuery({ ...query, pk: query.pks[0] ?? '' });
      return asked(() => merges.merge(query));
    },
    async sorted(query) {
      checkQuery(query);
      return asked(() => merges.sorted(query));
    },
    async count(query) {
      checkQuery(query);
      return asked(() => queries.count(query));
    },
    async transact(writes) {
      await commit(writes);
    },
    async write(write) {
      const [item] = await commit([write]);
      return write.op === 'update' ? item : undefined;
    },
    async scan(options = {}) {
      return asked(() => {
        const from = options.after ? Number(idByKey.get(options.after['pk'] ?? '', options.after['sk'] ?? '')?.['id'] ?? options.after['id'] ?? 0) : 0;
        const limit = options.limit ?? 1_000;
        const rows = scanning.all(from, limit);
        const items = rows.map((row) => itemOfText(String(row['item'])));
        const last = rows.at(-1);
        const at = items.at(-1);
        // Also by the row's number: the item may be deleted before the next page is requested.
        return { items, next: rows.length === limit && at && last ? { pk: at.pk, sk: at.sk, id: String(last['id']) } : null };
      });
    },
  };
};
