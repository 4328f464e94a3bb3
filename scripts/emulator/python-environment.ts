import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_MS = 300_000;

export interface PythonEnvironment {
  /** The folder of the environment; its parent is made. */
  readonly folder: string;
  /** A requirements file in which everything has one exact version. */
  readonly requirements: string;
  readonly say: (line: string) => void;
}

/**
 * The interpreter of a virtual environment that holds exactly what the requirements say; made when it is not there, made again
 * when they changed. Two who need it at once wait for each other.
 * @throws with pip's last words when a package cannot be installed
 */
export async function pythonEnvironment({ folder, requirements, say }: PythonEnvironment): Promise<string> {
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const stamp = join(folder, 'complete');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const complete = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(python);
  if (complete()) return python;
  mkdirSync(dirname(folder), { recursive: true });
  const unlock = await lock(`${folder}.lock`, say);
  try {
    if (complete()) return python;
    say(`making a Python environment with ${requirements.split('/').slice(-2).join('/')} (once)`);
    rmSync(folder, { recursive: true, force: true });
    await step('python3', ['-m', 'venv', folder]);
    await step(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--requirement', requirements]);
    writeFileSync(stamp, wanted);
  } finally {
    unlock();
  }
  return python;
}

async function step(command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, [...args], { timeout: LIMIT_MS, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().slice(-2_000) : '';
    throw new Error(`${command} ${args.slice(0, 3).join(' ')} failed${said ? `: ${said}` : ''}`, { cause: error });
  }
}

/** Held by a file that names its holder; one whose holder is gone counts for nothing. */
async function lock(file: string, say: (line: string) => void): Promise<() => void> {
  let told = false;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = Number(readIfThere(file));
    if (holder > 0 && !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say(`another process (${holder}) is making it: waiting`);
    told = true;
    await sleep(200);
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
