import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASES } from './inspect-folder.ts';

/**
 * Brings the write-ahead log of each database into its file, once nobody else has it open: a stopped hub's file is whole by itself, so that it can be
 * copied and put back. Processes that end leave the log behind. What cannot be done now is done at the next stop; nothing is lost by it.
 */
export function foldLogs(data: string): void {
  for (const path of DATABASES.map((name) => join(data, name)).filter((one) => existsSync(`${one}-wal`))) {
    try {
      const db = new DatabaseSync(path, { timeout: 1_000 });
      try {
        // Reads once, so that the last one who closes it finds the log.
        db.prepare('SELECT count(*) FROM sqlite_master').get();
      } finally {
        db.close();
      }
    } catch {
      // A full disk, or a damaged file, which the next start names.
    }
  }
}
