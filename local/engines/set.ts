import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ENGINE_KINDS, type EngineKind } from './engine.ts';
import type { StartedEngine } from './start-engine.ts';

/** The process that keeps a set of engines running, and the engines' addresses: `{home}/engines.json`. */
export interface EngineSet {
  readonly pid: number;
  readonly engines: Readonly<Partial<Record<EngineKind, string>>>;
  /** The error of the start; null without an error. */
  readonly error: string | null;
}

/** The variable with the address of each engine, for functions, and for a hub that uses a running engine. */
export const ENDPOINT_VARIABLES: Readonly<Record<EngineKind, string>> = {
  kafka: 'KAFKA_BROKERS',
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  opensearch: 'SEARCH_ENDPOINT',
};

const LOOK_MS = 50;
const STOP_MS = 30_000;

const fileOf = (home: string): string => join(home, 'engines.json');

/** @throws Error with the names that are not engines */
export function kindsOf(names: readonly string[]): readonly EngineKind[] {
  const wrong = names.filter((name) => !ENGINE_KINDS.includes(name as EngineKind));
  if (wrong.length > 0) throw new Error(`there is no engine ${wrong.join(', ')}; the engines are ${ENGINE_KINDS.join(', ')}`);
  return names.length === 0 ? ENGINE_KINDS : ENGINE_KINDS.filter((kind) => names.includes(kind));
}

/** The running set of this folder; undefined when none runs. */
export function runningSet(home: string): EngineSet | undefined {
  try {
    const set = JSON.parse(readFileSync(fileOf(home), 'utf8')) as EngineSet;
    process.kill(set.pid, 0);
    return set;
  } catch {
    return undefined;
  }
}

export function writeSet(home: string, set: EngineSet): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(`${fileOf(home)}.new`, JSON.stringify(set));
  renameSync(`${fileOf(home)}.new`, fileOf(home));
}

/** `KAFKA_BROKERS=127.0.0.1:…`, one line an engine. */
export const environmentLines = ({ engines }: EngineSet): string[] =>
  ENGINE_KINDS.flatMap((kind) => {
    const endpoint = engines[kind];
    return endpoint === undefined ? [] : [`${ENDPOINT_VARIABLES[kind]}=${endpoint}`];
  });

/** Starts a background process for these engines and waits until all are ready. @throws with its output when one fails */
export async function startSet(home: string, kinds: readonly EngineKind[]): Promise<EngineSet> {
  const before = runningSet(home);
  if (before !== undefined) {
    const missing = kinds.filter((kind) => before.engines[kind] === undefined);
    if (missing.length > 0) throw new Error(`a set without ${missing.join(', ')} already runs (process ${before.pid}); stop it first`);
    return before;
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  rmSync(fileOf(home), { force: true });
  const log = openSync(join(home, 'keeper.log'), 'a');
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const keeper = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'keep', home, ...kinds], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  keeper.unref();
  for (;;) {
    const set = runningSet(home);
    if (set?.error) throw new Error(set.error);
    if (set !== undefined) return set;
    if (keeper.exitCode !== null || keeper.signalCode !== null) throw new Error(`the engines did not start, see ${join(home, 'keeper.log')}`);
    await sleep(LOOK_MS);
  }
}

/**
 * The background process: starts the engines, stores their addresses, and returns how to stop them. After a failure it reports the reason and ends.
 */
export async function keepSet(home: string, names: readonly string[], start: (kind: EngineKind) => Promise<StartedEngine>): Promise<() => Promise<void>> {
  try {
    const engines = await Promise.all(kindsOf(names).map(start));
    writeSet(home, { pid: process.pid, engines: Object.fromEntries(engines.map(({ kind, endpoint }) => [kind, endpoint])), error: null });
    return async () => {
      await Promise.all(engines.map((engine) => engine.stop()));
    };
  } catch (error) {
    writeSet(home, { pid: process.pid, engines: {}, error: error instanceof Error ? error.message : String(error) });
    // The waiting process reads the reason before this one ends.
    setTimeout(() => process.exit(1), 1_000);
    return async () => undefined;
  }
}

/** Stops the running set of this folder and waits for it; false when none runs. */
export async function stopSet(home: string): Promise<boolean> {
  const set = runningSet(home);
  if (set === undefined) return false;
  process.kill(set.pid, 'SIGTERM');
  for (const until = Date.now() + STOP_MS; runningSet(home) !== undefined && Date.now() < until; ) await sleep(LOOK_MS);
  rmSync(fileOf(home), { force: true });
  return true;
}
