import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';

/** A program that is not ours, and how to run it. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** File to which its output is appended. */
  readonly logFile: string;
}

/** Waits for a line: then all is well. At the end of file its starter is gone, and process $0 has to go too. */
const GUARD = 'read -r _ <&3 || kill -9 "$0" 2>/dev/null';
/** The guard is there before the program is, which takes the shell's place and with it its process id. */
const LAUNCH = `/bin/sh -c '${GUARD}' "$$" & exec 3<&-; exec "$0" "$@"`;

/**
 * Runs a program that would outlive us: a shell beside it waits on a pipe of ours, and ends it when we end, however we end. There is no
 * moment at which the program runs unguarded, except after somebody killed the guard, until we notice and make another one.
 */
export function spawnGuarded({ program, args, cwd, env = process.env, logFile }: Command): ChildProcess {
  const log = openSync(logFile, 'a');
  try {
    // A group of its own: Ctrl-C in the terminal must not reach it before the functions are done.
    const options = { cwd, env, detached: true };
    if (process.platform === 'win32') return spawn(program, [...args], { ...options, stdio: ['ignore', log, log] });
    const child = spawn('/bin/sh', ['-c', LAUNCH, program, ...args], { ...options, stdio: ['ignore', log, log, 'pipe'] });
    // Nobody writes to us on it.
    watch(child, child.stdio[3] as Socket | null);
    return child;
  } finally {
    // The child has its own; each restart would leave one open here.
    closeSync(log);
  }
}

/** The other end of the pipe is the guard's alone: it closes when the guard is gone. */
function watch(child: ChildProcess, pipe: Socket | null): void {
  if (pipe === null) return;
  const runs = (): boolean => child.exitCode === null && child.signalCode === null;
  const release = (): void => {
    // Its process id may soon be somebody else's.
    if (pipe.writable) pipe.end('\n');
  };
  pipe.on('error', () => undefined);
  pipe.unref();
  pipe.resume();
  child.once('exit', release);
  pipe.once('close', () => {
    child.off('exit', release);
    if (!runs() || child.pid === undefined) return;
    const guard = spawn('/bin/sh', ['-c', GUARD, String(child.pid)], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true });
    guard.on('error', () => undefined);
    guard.unref();
    watch(child, guard.stdio[3] as Socket | null);
  });
}
