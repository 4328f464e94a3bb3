import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bridged } from './bridge.ts';
import type { Addresses } from './cdk.ts';
import type { Inventory } from './inventory.ts';
import type { Target } from './target.ts';

/** What the processes of one local deployment tell each other: files under `.deploy-local/`. */
export interface KeptStage {
  readonly keeper: number;
  readonly target: Target;
  readonly addresses: Addresses;
  readonly actionsFile: string | null;
}

interface Files {
  /** Written by the keeper once the emulator serves and all addresses are known. */
  'stage.json': KeptStage;
  /** Written by the keeper once the engines serve, or cannot. */
  'engines.json': { readonly failure: string | null };
  /** What was there before the first deployment. */
  'before.json': Inventory;
  /** Written when the stacks stand: whom the bridge invokes. */
  'deployed.json': readonly Bridged[];
}

export function read<K extends keyof Files>(home: string, name: K): Files[K] | undefined {
  const file = join(home, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Files[K]) : undefined;
}

/** Whole or not at all, and for this user only: the emulator's credentials are inside. */
export function write<K extends keyof Files>(home: string, name: K, content: Files[K]): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = join(home, name);
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Whether the keeper runs. Its number may be another process's by now. */
export function isAlive(keeper: number): boolean {
  try {
    process.kill(keeper, 0);
  } catch {
    return false;
  }
  const told = `/proc/${keeper}/cmdline`;
  return !existsSync(told) || readFileSync(told, 'utf8').includes('deploy-local/keeper');
}

/** Asks until there is an answer. @throws when the keeper ends, or the time */
export async function waitFor<T>(what: string, limitSeconds: number, keeper: number, ask: () => T | undefined): Promise<T> {
  const deadline = Date.now() + limitSeconds * 1000;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (!isAlive(keeper)) throw new Error(`the keeper ended before ${what} (.deploy-local/keeper.log)`);
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limitSeconds} s (.deploy-local/keeper.log)`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
