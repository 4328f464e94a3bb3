import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileFault, reportFault } from '../../adapters/embedded/faults.ts';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';
import { occupied } from './one-hub.ts';

/** The processes that run on a data folder: `$PARLEY_HOME/run/processes.json`. */
interface Running {
  readonly supervisor: number;
  readonly children: readonly number[];
  /** The supervisor is stopping. */
  readonly stopping?: boolean;
}

const STOP_MS = 12_000;

/** The record of one data folder's processes, so that a new start finds what an earlier one left behind. */
export class RunningProcesses {
  readonly #file: string;
  /** Stands in every command line of ours: the data folder's path, where the bundles are. */
  readonly #mark: string;
  #children: number[] = [];

  constructor(file: string, mark: string) {
    this.#file = file;
    this.#mark = mark;
  }

  /** The processes that hold the folder, as written in the file. */
  holder(): { readonly pid: number; readonly stopping: boolean } {
    const { supervisor, stopping = false } = this.#read();
    return { pid: supervisor, stopping };
  }

  /**
   * Ends children that outlived their supervisor, at once: called by the process that has the folder. Answers whether there were any.
   * @throws Error when a supervisor runs that knows nothing of the folder's lock (of an older version)
   */
  async clearAway(): Promise<boolean> {
    const { supervisor, children } = this.#read();
    const alive = (pids: readonly number[]): number[] => pids.filter((pid) => pid > 0 && pid !== process.pid && this.#isOurs(pid));
    if (alive([supervisor]).length > 0) throw new Error(occupied(this.#mark, supervisor));
    const left = alive(children);
    for (const pid of left) kill(pid, 'SIGKILL');
    for (const until = Date.now() + STOP_MS; !left.every(hasEnded) && Date.now() < until; ) await sleep(10);
    return left.length > 0;
  }

  /** From now on who comes waits for us to be gone. */
  stopping(): void {
    this.#save(true);
  }

  write(children: readonly number[]): void {
    this.#children = [...children];
    this.#save(false);
  }

  #save(stopping: boolean): void {
    try {
      replaceFileSync(this.#file, JSON.stringify({ supervisor: process.pid, children: this.#children, stopping } satisfies Running));
    } catch (error) {
      // Without room for it a child must still be started again; the next start then asks the system alone.
      if (!(error instanceof FileFault)) throw error;
      reportFault(this.#file, error);
    }
  }

  clear(): void {
    // Whatever is there.
    rmSync(this.#file, { force: true, recursive: true });
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

/** Its files and their locks are free. Before, it has no command line any more already. */
function hasEnded(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return commandOf(pid) === undefined;
  }
}

/** A process's command line, undefined when there is no such process. On Windows this is not available; there a child ends when its channel to the supervisor does. */
function commandOf(pid: number): string | undefined {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') || undefined;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
