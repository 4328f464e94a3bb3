import { readFileSync } from 'node:fs';

const LOOK_MS = 500;

/** The parent of a process as `/proc` tells it; undefined elsewhere than on Linux. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/**
 * `npm start` stands two processes above us (npm and its shell). Were npm killed, nobody could stop us from its terminal any
 * more: we stop too. Started otherwise, nothing is watched.
 */
export function watchAncestors(env: NodeJS.ProcessEnv, gone: () => void): () => void {
  if (env['npm_lifecycle_event'] === undefined) return () => undefined;
  const parent = process.ppid;
  const grandparent = parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid !== parent || parentOf(parent) !== grandparent) gone();
  }, LOOK_MS).unref();
  return () => clearInterval(timer);
}
