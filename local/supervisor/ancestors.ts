import { readFileSync } from 'node:fs';

const LOOK_MS = 500;

/** The parent of a process as in `/proc`; undefined elsewhere than on Linux. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** Does this process only stand between npm and us: a shell, such as npm runs its scripts in, or scripts/on-node.mjs? */
function isBetween(pid: number): boolean {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return /^(sh|dash|bash|zsh|ash|busybox)$/.test(name) || readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1]?.endsWith('on-node.mjs') === true;
  } catch {
    return false;
  }
}

/** Our parent and its parents up to npm, each a process that must continue living. */
function chainAbove(parent: number): number[] {
  const chain = [parent];
  for (let pid: number | undefined = parent; pid !== undefined && pid > 1 && isBetween(pid); ) {
    pid = parentOf(pid);
    if (pid !== undefined) chain.push(pid);
  }
  return chain;
}

/**
 * `npm start` stands above us, maybe with others between. Were npm killed, nobody could stop us from its terminal any more: we
 * stop too. Started otherwise, nothing is watched. On Windows a parent's number stays when it is gone, and our channel to it closes instead.
 */
export function watchAncestors(env: NodeJS.ProcessEnv, gone: () => void): () => void {
  if (env['npm_lifecycle_event'] === undefined) return () => undefined;
  const [parent, ...above] = chainAbove(process.ppid);
  const timer = setInterval(() => {
    const isWhole = process.ppid === parent && above.every((pid, place) => parentOf([parent, ...above][place] ?? 0) === pid);
    if (!isWhole) gone();
  }, LOOK_MS).unref();
  process.once('disconnect', gone);
  return () => {
    clearInterval(timer);
    process.off('disconnect', gone);
  };
}
