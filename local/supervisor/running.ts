import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileFault, reportFault } from '../../adapters/embedded/faults.ts';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';

/** Who runs on a data folder: `$PARLEY_HOME/run/processes.json`. */
interface Running {
  readonly supervisor: number;
  readonly children: readonly number[];
}

const STOP_MS = 12_000;

/** The record of one data folder's processes, so that a new start finds what an earlier one left behind. */
export class RunningProcesses {
  readonly #file: string;
  /** Stands in every command line of ours: the data folder's path, where the bundles and the table's file are. */
  readonly #mark: string;
  #children: number[] = [];

  constructor(file: string, mark: string) {
    this.#file = file;
    this.#mark = mark;
  }

  /** Ends what still runs here: the supervisor politely, children that outlived theirs at once. Answers whether there was anything. */
  async takeOver(say: (line: string) => void): Promise<boolean> {
    const { supervisor, children } = this.#read();
    const alive = (pids: readonly number[]): number[] => pids.filter((pid) => pid > 0 && pid !== process.pid && this.#isOurs(pid));
    if (alive([supervisor]).length > 0) {
      say(`Parley already runs on this data (process ${supervisor}): stopping it`);
      kill(supervisor, 'SIGTERM');
      for (const until = Date.now() + STOP_MS; alive([supervisor]).length > 0 && Date.now() < until; ) await sleep(20);
    }
    const left = alive([supervisor, ...children]);
    for (const pid of left) kill(pid, 'SIGKILL');
    for (const until = Date.now() + STOP_MS; alive(left).length > 0 && Date.now() < until; ) await sleep(10);
    return left.length > 0;
  }

  write(children: readonly number[]): void {
    this.#children = [...children];
    try {
      replaceFileSync(this.#file, JSON.stringify({ supervisor: process.pid, children: this.#children } satisfies Running));
    } catch (error) {
      // Without room for it a child must still be started again; the next start then asks the system alone.
      if (!(error instanceof FileFault)) throw error;
      reportFault(this.#file, error);
    }
  }

  clear(): void {
    rmSync(this.#file, { force: true });
  }

  #read(): Running {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as Running;
    } catch {
      return { supervisor: 0, children: [] };
    }
  }

  /** A process id is given again after its process ended: look at what runs there now. */
  #isOurs(pid: number): boolean {
    return commandOf(pid)?.includes(this.#mark) === true;
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}

/** A process's command line, undefined when there is no such process. */
function commandOf(pid: number): string | undefined {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') || undefined;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
