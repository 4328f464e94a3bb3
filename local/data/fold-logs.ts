import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASES } from './inspect-folder.ts';

/**
 * Checkpoints the write-ahead log of each database after all processes have closed it, so that you can copy the file of a stopped hub. Killed processes
 * leave the log behind. If a checkpoint fails, the next stop repeats it; no data is lost.
 */
export function foldLogs(data: string): void {
  for (const path of DATABASES.map((name) => join(data, name)).filter((one) => existsSync(`${one}-wal`))) {
    try {
      const db = new DatabaseSync(path, { timeout: 1_000 });
      try {
        // Reads once, so that closing the database runs a checkpoint.
        db.prepare('SELECT count(*) FROM sqlite_master').get();
      } finally {
        db.close();
      }
    } catch {
      // A full disk or a damaged file. The next start reports it.
    }
  }
}
