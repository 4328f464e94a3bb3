import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { reportFault } from '../../adapters/embedded/faults.ts';
import type { FromChild } from './messages.ts';

/**
 * Node's flags for our children, measured under load (2 cores, 4,000 messages). For the workers, a young generation of 8 MB instead of V8's 16 costs
 * 6 % of their CPU in garbage collections; letting the heap double between collections, instead of V8's choice, costs 1 % and saves 50 MB. The other
 * processes collect little garbage. More measurements: docs/decisions/0551.
 */
const NODE_FLAGS: Readonly<Record<string, readonly string[]>> = {
  workers: ['--max-semi-space-size=16', '--heap-growing-percent=100'],
  gateway: ['--max-semi-space-size=8', '--heap-growing-percent=60'],
  demo: ['--max-semi-space-size=1', '--heap-growing-percent=60'],
};
/** More flags for inspection: `PARLEY_NODE_FLAGS="--cpu-prof" npm start`. */
const moreFlags = (): string[] => (process.env['PARLEY_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');

export interface NodeChild {
  readonly name: string;
  /** Absolute. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** The log file for its output. */
  readonly log: string;
  /** Prints lines for the terminal. */
  readonly say: (line: string) => void;
}

/** Starts one of our processes, with a channel to the supervisor. */
export function spawnNode({ name, script, env, log: path, say }: NodeChild): ChildProcess {
  const log = openLog(path);
  const flags = ['--disable-warning=ExperimentalWarning', ...(NODE_FLAGS[name] ?? []), ...moreFlags()];
  const child = spawn(process.execPath, [...flags, script], { env, stdio: ['ignore', log, log, 'ipc'], detached: true });
  // The child has its own descriptor. Without this, each restart leaks one.
  if (log !== 'ignore') closeSync(log);
  child.on('message', (message: FromChild) => {
    if (message.type === 'say') say(message.line);
  });
  return child;
}

/** A child must start even if its log cannot be opened. */
function openLog(path: string): number | 'ignore' {
  try {
    return openSync(path, 'a');
  } catch (error) {
    reportFault(path, error);
    return 'ignore';
  }
}

/** @throws when it does not report in time that it is ready */
export async function whenReady(child: ChildProcess, limitMs: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready after ${limitMs / 1000} s`)), limitMs);
    child.on('message', (message: FromChild) => {
      if (message.type !== 'ready') return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', () => clearTimeout(timer));
  });
}
