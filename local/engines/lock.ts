import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 200;

/**
 * Waits for the file's lock, and returns a function that releases it. The system releases a SQLite lock when its process ends, even after a kill.
 * `onWait`: called once if another process holds the lock.
 */
export async function lock(file: string, onWait: () => void): Promise<() => void> {
  const db = new DatabaseSync(file, { timeout: 0 });
  for (let told = false; ; told = true) {
    try {
      db.exec('BEGIN EXCLUSIVE');
      return () => db.close();
    } catch (error) {
      if (!(error instanceof Error && 'errcode' in error && error.errcode === 5)) throw error;
    }
    if (!told) onWait();
    await sleep(LOOK_MS);
  }
}
