import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { named } from '../../adapters/embedded/faults.ts';

const SQLITE_BUSY = 5;
const LOOK_MS = 50;
/** The garbage collector closes a database that nothing refers to, and its lock ends with it: this holds each one until it is released. */
const held = new Set<DatabaseSync>();

/**
 * Locks a data folder for this process. It is a file lock of the system, which is released when the process ends, in whatever way. Returns a function
 * that releases it; undefined when another process has the lock. @throws FileFault when the file cannot be opened
 */
export function takeFolder(lockFile: string): (() => void) | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(lockFile, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    const holder = db;
    held.add(holder);
    return () => {
      if (held.delete(holder)) holder.close();
    };
  } catch (error) {
    db?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw named(lockFile, error);
  }
}

/** Waits for the folder while the process that has it is stopping. @throws Error with that process if it is not stopping, or takes too long */
export async function takeFolderSoon(
  lockFile: string,
  holder: () => { readonly pid: number; readonly stopping: boolean },
  home: string,
  limitMs: number,
): Promise<() => void> {
  for (const until = Date.now() + limitMs; ; ) {
    const release = takeFolder(lockFile);
    if (release) return release;
    const { pid, stopping } = holder();
    if (!stopping || Date.now() > until) throw new Error(occupied(home, pid));
    await sleep(LOOK_MS);
  }
}

export const occupied = (home: string, pid: number): string =>
  `another hub${pid > 0 ? ` (process ${pid})` : ''} runs on ${home}: stop it first, or use another folder for this one: PARLEY_HOME=.parley-2 PORT=8081 npm start`;
