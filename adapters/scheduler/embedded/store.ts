import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../embedded/database.ts';

export interface DueSchedule {
  readonly name: string;
  /** Incremented each time the schedule is armed, so that a schedule replaced during its run is not deleted. */
  readonly version: number;
  readonly at: number;
  readonly target: string;
  readonly payload: string;
  readonly attempts: number;
}

/** One-time schedules in a SQLite file: replaced by name, deleted after their run. */
export class ScheduleStore {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(path: string) {
    this.#db = openDatabase(
      path,
      `CREATE TABLE IF NOT EXISTS schedules (
         name TEXT PRIMARY KEY, version INTEGER NOT NULL, at INTEGER NOT NULL, run_at INTEGER NOT NULL, target TEXT NOT NULL,
         payload TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
       CREATE INDEX IF NOT EXISTS by_time ON schedules (run_at);`,
    );
    this.#statements = {
      arm: this.#db.prepare(
        `INSERT INTO schedules (name, version, at, run_at, target, payload) VALUES (?, 1, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET
           version = version + 1, at = excluded.at, run_at = excluded.run_at, target = excluded.target, payload = excluded.payload, attempts = 0`,
      ),
      disarm: this.#db.prepare('DELETE FROM schedules WHERE name = ?'),
      due: this.#db.prepare('SELECT * FROM schedules WHERE run_at <= ? ORDER BY run_at LIMIT ?'),
      next: this.#db.prepare('SELECT min(run_at) AS at FROM schedules'),
      done: this.#db.prepare('DELETE FROM schedules WHERE name = ? AND version = ?'),
      later: this.#db.prepare('UPDATE schedules SET run_at = ?, attempts = attempts + 1 WHERE name = ? AND version = ?'),
    };
  }

  arm(name: string, at: number, target: string, payload: string): void {
    this.#statements.arm.run(name, at, at, target, payload);
  }

  disarm(name: string): void {
    this.#statements.disarm.run(name);
  }

  due(now: number, limit: number): DueSchedule[] {
    return this.#statements.due.all(now, limit).map((row) => ({
      name: String(row['name']),
      version: Number(row['version']),
      at: Number(row['at']),
      target: String(row['target']),
      payload: String(row['payload']),
      attempts: Number(row['attempts']),
    }));
  }

  /** When the next one is due (epoch ms, maybe past), or undefined. */
  nextAt(): number | undefined {
    const at = this.#statements.next.get()?.['at'];
    return at === null || at === undefined ? undefined : Number(at);
  }

  /** Deletes after completion, unless it was armed again in the meantime. */
  done(schedule: DueSchedule): void {
    this.#statements.done.run(schedule.name, schedule.version);
  }

  /** Tries again at `runAt`. */
  later(schedule: DueSchedule, runAt: number): void {
    this.#statements.later.run(runAt, schedule.name, schedule.version);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
