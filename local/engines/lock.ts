import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 200;

/**
 * Waits until nobody else on this machine holds the file's lock, and answers how to let it go. A lock of SQLite's is the system's: it ends with its
 * holder, however that ends. `onWait`: called once, when somebody else holds it.
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
