import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';

/** A third-party program, and how to run it. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** File to which its output is appended. */
  readonly logFile: string;
}

/** Waits for a line, which means a normal end. End of file means that the parent is gone; then it ends process $0. */
const GUARD = 'read -r _ <&3 || kill -9 "$0" 2>/dev/null';
/** The guard starts first. The program then replaces the shell and keeps its process id. */
const LAUNCH = `/bin/sh -c '${GUARD}' "$$" & exec 3<&-; exec "$0" "$@"`;

/**
 * Runs a program that would otherwise outlive this process. A guard (a shell) waits on a pipe from this process and ends the program when the pipe
 * closes, even after a SIGKILL. If the guard is killed, this process starts another one.
 */
export function spawnGuarded({ program, args, cwd, env = process.env, logFile }: Command): ChildProcess {
  const log = openSync(logFile, 'a');
  try {
    // A process group of its own, so that Ctrl-C does not end it before the functions are done.
    const options = { cwd, env, detached: true };
    if (process.platform === 'win32') return spawn(program, [...args], { ...options, stdio: ['ignore', log, log] });
    const child = spawn('/bin/sh', ['-c', LAUNCH, program, ...args], { ...options, stdio: ['ignore', log, log, 'pipe'] });
    // The child never writes to it.
    watch(child, child.stdio[3] as Socket | null);
    return child;
  } finally {
    // The child has its own descriptor. Without this, each restart leaks one.
    closeSync(log);
  }
}

/** Only the guard holds the other end of the pipe, so it closes when the guard is gone. */
function watch(child: ChildProcess, pipe: Socket | null): void {
  if (pipe === null) return;
  const runs = (): boolean => child.exitCode === null && child.signalCode === null;
  const release = (): void => {
    // The system may reuse the process id.
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
