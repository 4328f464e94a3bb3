import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly limitSeconds: number;
  /** All output is appended to it. */
  readonly logFile: string;
  readonly onLine?: (line: string) => void;
}

const TAIL = 3_000;

/**
 * Runs a command to its end, in its own process group, which is killed at the time limit.
 * @throws with the end of its output when it fails
 */
export async function command({ file, args, cwd, env, limitSeconds, logFile, onLine }: Command): Promise<void> {
  const child = spawn(file, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  let tail = '';
  let rest = '';
  const append = (chunk: Buffer): void => {
    log.write(chunk);
    tail = (tail + chunk.toString()).slice(-TAIL);
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine?.(line);
  };
  child.stdout.on('data', append);
  child.stderr.on('data', append);
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
  // A child in its own group does not get the Ctrl-C of this terminal.
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
