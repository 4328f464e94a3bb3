import { readFileSync } from 'node:fs';

const LOOK_MS = 500;

/** The parent of a process from `/proc`; undefined except on Linux. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** Whether this process is only between npm and us: a shell in which npm runs its scripts, or scripts/on-node.mjs. */
function isBetween(pid: number): boolean {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return /^(sh|dash|bash|zsh|ash|busybox)$/.test(name) || readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1]?.endsWith('on-node.mjs') === true;
  } catch {
    return false;
  }
}

/** Our parent and its parents up to npm. If one of them ends, we stop. */
function chainAbove(parent: number): number[] {
  const chain = [parent];
  for (let pid: number | undefined = parent; pid !== undefined && pid > 1 && isBetween(pid); ) {
    pid = parentOf(pid);
    if (pid !== undefined) chain.push(pid);
  }
  return chain;
}

/**
 * `npm start` is our ancestor, perhaps with other processes in between. If npm is killed, nobody can stop us from its terminal, so we stop
 * too. Without npm, nothing is watched. On Windows, the parent id of a dead parent stays, but our channel to it closes.
 */
export function watchAncestors(env: NodeJS.ProcessEnv, gone: () => void): () => void {
  if (env['npm_lifecycle_event'] === undefined) return () => undefined;
  const [parent, ...above] = chainAbove(process.ppid);
  const timer = setInterval(() => {
    const isWhole = process.ppid === parent && above.every((pid, index) => parentOf([parent, ...above][index] ?? 0) === pid);
    if (!isWhole) gone();
  }, LOOK_MS).unref();
  process.once('disconnect', gone);
  return () => {
    clearInterval(timer);
    process.off('disconnect', gone);
  };
}
