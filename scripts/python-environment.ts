import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { lock } from '../local/engines/lock.ts';

const run = promisify(execFile);
const LIMIT_MS = 300_000;

export interface PythonEnvironment {
  /** The folder of the environment; its parent is created. */
  readonly folder: string;
  /** A requirements file with exact versions. */
  readonly requirements: string;
  readonly say: (line: string) => void;
}

/**
 * The interpreter of a virtual environment with exactly these requirements. It is created if it is missing, and recreated when
 * the requirements change. Concurrent callers wait for each other.
 * @throws with the end of pip's output when a package cannot be installed
 */
export async function pythonEnvironment({ folder, requirements, say }: PythonEnvironment): Promise<string> {
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const stamp = join(folder, 'complete');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const complete = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(python);
  if (complete()) return python;
  mkdirSync(dirname(folder), { recursive: true });
  const unlock = await lock(`${folder}.lock`, () => say(`another process creates ${folder}: waiting`));
  try {
    if (complete()) return python;
    say(`creating a Python environment with ${requirements.split('/').slice(-2).join('/')} (once)`);
    rmSync(folder, { recursive: true, force: true });
    await step('python3', ['-m', 'venv', folder]);
    await step(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--prefer-binary', '--requirement', requirements]);
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
