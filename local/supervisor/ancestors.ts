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

/** Is this process a shell, such as npm runs its scripts in? */
function isShell(pid: number): boolean {
  try {
    return /^(sh|dash|bash|zsh|ash|busybox)$/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
  } catch {
    return false;
  }
}

/**
 * `npm start` stands above us, maybe with a shell between. Were npm killed, nobody could stop us from its terminal any more: we
 * stop too. Started otherwise, nothing is watched.
 */
export function watchAncestors(env: NodeJS.ProcessEnv, gone: () => void): () => void {
  if (env['npm_lifecycle_event'] === undefined) return () => undefined;
  const parent = process.ppid;
  const grandparent = isShell(parent) ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    if (process.ppid !== parent || (grandparent !== undefined && parentOf(parent) !== grandparent)) gone();
  }, LOOK_MS).unref();
  return () => clearInterval(timer);
}
