import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until.ts';

/** A process as `/proc` shows it (Linux only). */
export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  /** Starts of the command line, to tell engines from ours. */
  readonly command: string;
  /** User and system time so far, in milliseconds, without children. */
  readonly cpuMs: number;
  /** What it has in memory, shared pages with it. */
  readonly rssBytes: number;
  /** The part of it that are pages of files: of Node itself, which all processes of a hub have in common. */
  readonly fileBytes: number;
}

/** USER_HZ, fixed at 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10;
const PAGE_BYTES = 4096;

const read = (pid: number): ProcessInfo | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name is in brackets and may hold anything; fields are counted after its end (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return {
      pid,
      parent: Number(fields[1]),
      command,
      cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK,
      rssBytes: Number(fields[21]) * PAGE_BYTES,
      fileBytes: Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[2]) * PAGE_BYTES,
    };
  } catch {
    return undefined;
  }
};

/** The process and all that it started, itself first; empty when it is gone. */
export const processTree = (root: number): ProcessInfo[] => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)) ?? []);
  const tree = all.filter(({ pid }) => pid === root);
  for (let index = 0; index < tree.length; index += 1) tree.push(...all.filter(({ parent }) => parent === tree[index]?.pid));
  return tree;
};

/** Bytes that these processes take from the machine: their own pages, and the pages of Node's file once, because they share them. */
export const memoryOf = (processes: readonly ProcessInfo[]): number =>
  processes.reduce((sum, { rssBytes, fileBytes }) => sum + rssBytes - fileBytes, Math.max(0, ...processes.map(({ fileBytes }) => fileBytes)));

export const isAlive = (pid: number): boolean => read(pid) !== undefined;

/** SIGSTOP, and every thread has stopped: until the kernel has come to each, a process of many threads continues answering. */
export const standStill = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGSTOP');
  const stateOf = (thread: string): string | undefined => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[0];
  };
  await until('every thread stands still', () => readdirSync(`/proc/${pid}/task`).every((thread) => stateOf(thread) === 'T'));
};

/** SIGKILL; nothing happens when it is gone already. */
export const killNow = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself between the look and the kill.
  }
};
