import { DatabaseSync } from 'node:sqlite';
import {
  type ChatQuery,
  CursorMismatch,
  type Rebuild,
  type Search,
  type SearchAnswer,
  type SearchFailure,
  type SearchQuery,
  SearchUnavailable,
  type SearchWrite,
} from '../../domain/search/port.ts';
import { claimLayout, transaction } from '../embedded/database.ts';
import { isEngineTrouble, named, reportFault, reportUsable } from '../embedded/faults.ts';
import { dataPath } from '../embedded/home.ts';
import { readCursor } from './cursor.ts';
import { numbersInChat } from './embedded-chat.ts';
import { prepareDatabase } from './embedded-database.ts';
import { answer, nothing } from './embedded-query.ts';
import { createSet, dropSet } from './embedded-tables.ts';
import { SetWriter } from './embedded-writer.ts';

class EmbeddedSearch implements Search {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #writers = new Map<number, SetWriter>();
  readonly #tenants = new Map<string, number>();

  constructor(path: string) {
    this.#path = path;
    this.#db = new DatabaseSync(path, { timeout: 5_000 });
    try {
      claimLayout(this.#db, path);
      prepareDatabase(this.#db);
    } catch (error) {
      this.#db.close();
      throw named(path, error);
    }
  }

  async bulk(writes: readonly SearchWrite[]): Promise<readonly SearchFailure[]> {
    return this.#eachWhole(writes, (some) => {
      const { live, next } = this.#sets();
      const failed = this.#writer(live).apply(some);
      // Another process may be rebuilding. Its fresh set needs these writes too.
      return next === null ? failed : [...failed, ...this.#writer(next).apply(some)];
    });
  }

  /** Writes all in one transaction. If that fails, each write gets its own transaction, so that a bad write does not block the others. */
  #eachWhole(writes: readonly SearchWrite[], apply: (some: readonly SearchWrite[]) => SearchFailure[]): SearchFailure[] {
    try {
      const failures = firstOfEach(this.#transaction(() => apply(writes)));
      reportUsable(this.#path);
      return failures;
    } catch (error) {
      if (isAway(error)) {
        reportFault(this.#path, error);
        throw new SearchUnavailable(named(this.#path, error));
      }
      if (writes.length === 1) return [{ index: 0, permanent: true, reason: String(error) }];
      return writes.flatMap((write, index) => this.#eachWhole([write], apply).map((failure) => ({ ...failure, index })));
    }
  }

  async query(query: SearchQuery): Promise<SearchAnswer> {
    return guarded(this.#path, () => {
      readCursor(query);
      return this.#read(query.tenantId, (live, tenant) => answer(this.#db, live, tenant, query)) ?? nothing(query);
    });
  }

  async inChat(query: ChatQuery): Promise<readonly number[]> {
    return guarded(this.#path, () => this.#read(query.tenantId, (live, tenant) => numbersInChat(this.#db, live, tenant, query)) ?? []);
  }

  /**
   * One read transaction, so that page, total and facets are of one moment, and a swap cannot drop the set in the meantime. Undefined if the tenant has no
   * documents.
   */
  #read<T>(tenantId: string, ask: (live: number, tenant: number) => T): T | undefined {
    const tenant = this.#db.prepare('SELECT id FROM tenants WHERE tenantId = ?').get(tenantId)?.id;
    if (typeof tenant !== 'number') return undefined;
    this.#db.exec('BEGIN');
    try {
      return ask(this.#sets().live, tenant);
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  async beginRebuild(): Promise<Rebuild> {
    return writing(this.#path, () =>
      this.#transaction(() => {
        const { next, last } = this.#sets();
        if (next !== null) this.#drop(next);
        createSet(this.#db, last + 1);
        this.#db.prepare('UPDATE sets SET next = ?, last = ?').run(last + 1, last + 1);
        return this.#rebuild(last + 1);
      }),
    );
  }

  async resumeRebuild(id: string): Promise<Rebuild | undefined> {
    return guarded(this.#path, () => (String(this.#sets().next) === id ? this.#rebuild(Number(id)) : undefined));
  }

  async close(): Promise<void> {
    this.#db.close();
  }

  #rebuild(n: number): Rebuild {
    const path = this.#path;
    const current = (): boolean => this.#sets().next === n;
    return {
      id: String(n),
      settleSeconds: 0,
      bulk: async (writes) => this.#eachWhole(writes, (some) => (current() ? this.#writer(n).apply(some) : [])),
      swap: async () =>
        writing(path, () =>
          this.#transaction(() => {
            if (!current()) return;
            const { live } = this.#sets();
            this.#db.prepare('UPDATE sets SET live = ?, next = NULL').run(n);
            this.#drop(live);
          }),
        ),
      abandon: async () =>
        writing(path, () =>
          this.#transaction(() => {
            if (!current()) return;
            this.#db.exec('UPDATE sets SET next = NULL');
            this.#drop(n);
          }),
        ),
    };
  }

  #sets(): { live: number; next: number | null; last: number } {
    return this.#db.prepare('SELECT live, next, last FROM sets').get() as { live: number; next: number | null; last: number };
  }

  #writer(n: number): SetWriter {
    let writer = this.#writers.get(n);
    if (!writer) {
      // Sets that other processes dropped leave no writers behind.
      this.#writers.delete(n - 2);
      writer = new SetWriter(this.#db, n, (tenantId) => this.#tenant(tenantId));
      this.#writers.set(n, writer);
    }
    return writer;
  }

  #drop(n: number): void {
    this.#writers.delete(n);
    dropSet(this.#db, n);
  }

  #tenant(tenantId: string): number {
    const known = this.#tenants.get(tenantId);
    if (known !== undefined) return known;
    this.#db.prepare('INSERT INTO tenants (tenantId) VALUES (?) ON CONFLICT DO NOTHING').run(tenantId);
    const id = Number(this.#db.prepare('SELECT id FROM tenants WHERE tenantId = ?').get(tenantId)?.id);
    this.#tenants.set(tenantId, id);
    return id;
  }

  /** Clears what a rolled-back transaction had cached. */
  #transaction<T>(work: () => T): T {
    try {
      return transaction(this.#db, work);
    } catch (error) {
      this.#tenants.clear();
      this.#writers.clear();
      throw error;
    }
  }
}

/** One failure per write, however many sets it failed in. */
const firstOfEach = (failures: readonly SearchFailure[]): SearchFailure[] => [
  ...new Map(failures.toReversed().map((failure) => [failure.index, failure])).values(),
];

/** SQLite's result codes for a row that it never accepts: too big, a broken constraint, a wrong type, out of range. */
const NEVER = new Set([18, 19, 20, 25]);
const isAway = (error: unknown): boolean =>
  isEngineTrouble(error) && !(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && NEVER.has(error.errcode & 0xff));

/** A successful write clears the fault; a full disk can still be read. */
function writing<T>(path: string, work: () => T): T {
  const result = guarded(path, work);
  reportUsable(path);
  return result;
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CursorMismatch) throw error;
    reportFault(path, error);
    throw new SearchUnavailable(named(path, error));
  }
}

/** @param path the database's file; its folder exists. */
export const openEmbeddedSearch = (path: string): Search => new EmbeddedSearch(path);

/** The index under `$PARLEY_HOME/data`. @throws when PARLEY_HOME is missing */
export const openSearch = async (): Promise<Search> => openEmbeddedSearch(dataPath('search.sqlite'));
