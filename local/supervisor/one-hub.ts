import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { named } from '../../adapters/embedded/faults.ts';

const SQLITE_BUSY = 5;
const LOOK_MS = 50;

/**
 * Takes a data folder for this process. The lock is the system's on an open file: it ends with its holder, however that ends. Answers how to
 * let it go; undefined when another process has it. @throws FileFault when the file cannot be opened
 */
export function takeFolder(lockFile: string): (() => void) | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(lockFile, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    const held = db;
    return () => held.close();
  } catch (error) {
    db?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw named(lockFile, error);
  }
}

/** Waits for the folder while the process that has it is stopping. @throws Error that says who has it, when they are not, or take too long */
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
  `another hub${pid > 0 ? ` (process ${pid})` : ''} runs on ${home}: stop it first, or give this one a folder of its own: PARLEY_HOME=.parley-2 PORT=8081 npm start`;
