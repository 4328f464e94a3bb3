import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bridged } from './bridge.ts';
import type { Addresses } from './cdk.ts';
import type { Inventory } from './inventory.ts';
import type { Target } from './target.ts';

/** The processes of one local deployment share these files under `.deploy-local/`. */
export interface RunningEnvironment {
  readonly pid: number;
  readonly target: Target;
  readonly addresses: Addresses;
  readonly actionsFile: string | null;
}

interface Files {
  /** The background process writes it when the emulator runs and all addresses are known. */
  'environment.json': RunningEnvironment;
  /** The background process writes it when the engines run, or have failed to start. */
  'engines.json': { readonly failure: string | null };
  /** The inventory before the first deployment. */
  'before.json': Inventory;
  /** Written when the stacks are deployed: the functions that the bridge invokes. */
  'deployed.json': readonly Bridged[];
}

export function read<K extends keyof Files>(home: string, name: K): Files[K] | undefined {
  const file = join(home, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Files[K]) : undefined;
}

/** Writes the file atomically and for this user only: it contains the emulator's credentials. */
export function write<K extends keyof Files>(home: string, name: K, content: Files[K]): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = join(home, name);
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Whether the background process runs. Another process may have its id by now. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('deploy-local/background');
}

/** Polls until there is a value. @throws when the background process ends, or at the time limit */
export async function waitFor<T>(what: string, limitSeconds: number, pid: number, ask: () => T | undefined): Promise<T> {
  const deadline = Date.now() + limitSeconds * 1000;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (!isAlive(pid)) throw new Error(`the background process ended before: ${what} (.deploy-local/background.log)`);
    if (Date.now() > deadline) throw new Error(`${what}: not done within ${limitSeconds} s (.deploy-local/background.log)`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
