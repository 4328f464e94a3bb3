import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { standStill } from './processes.ts';
import { until } from './until.ts';

/** Longer than any write of the hub's other processes. */
const WAIT_MS = 500;

const isLocked = (file: string): boolean => {
  const db = new DatabaseSync(file, { timeout: WAIT_MS });
  try {
    db.exec('BEGIN IMMEDIATE');
    db.exec('ROLLBACK');
    return false;
  } catch {
    return true;
  } finally {
    db.close();
  }
};

/** Stops a process of a hub at a moment at which it is in no transaction: it would keep the lock of that file, and nobody else could write. `home`: the hub's. */
export const standStillAtRest = async (home: string, pid: number): Promise<void> => {
  const data = join(home, 'data');
  const files = readdirSync(data).filter((name) => /\.(?:db|sqlite)$/.test(name));
  await until('the process stands still and holds no lock', async () => {
    await standStill(pid);
    if (!files.some((name) => isLocked(join(data, name)))) return true;
    process.kill(pid, 'SIGCONT');
    return false;
  });
};
