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

/** The record of a data folder's processes, so that a new start finds processes that an earlier one left behind. */
export class RunningProcesses {
  readonly #file: string;
  /** The path of the data folder with the bundles, which is in the command line of all our processes. */
  readonly #mark: string;
  #children: number[] = [];

  constructor(file: string, mark: string) {
    this.#file = file;
    this.#mark = mark;
  }

  /** The processes that use the folder, from the file. */
  holder(): { readonly pid: number; readonly stopping: boolean } {
    const { supervisor, stopping = false } = this.#read();
    return { pid: supervisor, stopping };
  }

  /**
   * Kills children that outlived their supervisor. The caller must have the lock of the folder. Returns whether there were any.
   * @throws Error when a supervisor of an older version runs, which does not use the folder's lock
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

  /** From now on, a new start waits for our end. */
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
      // On a full disk, a child must still be restarted; the next start then has only the system's information.
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

  /** The system reuses process ids: check the present process. */
  #isOurs(pid: number): boolean {
    return commandOf(pid)?.includes(this.#mark) === true;
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has already ended.
  }
}

/** Whether its files and locks are free. It loses its command line before that. */
function hasEnded(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return commandOf(pid) === undefined;
  }
}

/** A process's command line, undefined when there is no such process. It is not available on Windows, where a child ends when its channel to the supervisor closes. */
function commandOf(pid: number): string | undefined {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') || undefined;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
