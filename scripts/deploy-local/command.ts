import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly limitSeconds: number;
  /** Everything it says is appended. */
  readonly logFile: string;
  readonly onLine?: (line: string) => void;
}

const TAIL = 3_000;

/**
 * Runs a command to its end, in a process group of its own, all of which is killed when the limit is over.
 * @throws with the end of what it said when it fails
 */
export async function command({ file, args, cwd, env, limitSeconds, logFile, onLine }: Command): Promise<void> {
  const child = spawn(file, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  let tail = '';
  let rest = '';
  const hear = (chunk: Buffer): void => {
    log.write(chunk);
    tail = (tail + chunk.toString()).slice(-TAIL);
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine?.(line);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const killGroup = (): void => {
    if (child.pid === undefined || child.exitCode !== null) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  };
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    killGroup();
  }, limitSeconds * 1000);
  // A child in a group of its own does not hear this terminal's Ctrl-C.
  process.once('exit', killGroup);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (late) throw new Error(`${file.split('/').at(-1)} ${args[0]} was stopped after ${limitSeconds} s (${logFile}):\n${tail}`);
    if (code !== 0) throw new Error(`${file.split('/').at(-1)} ${args[0]} failed (${logFile}):\n${tail}`);
  } finally {
    clearTimeout(limit);
    process.off('exit', killGroup);
    await new Promise((resolve) => log.end(resolve));
  }
}
