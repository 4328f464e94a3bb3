import { existsSync, renameSync, statSync } from 'node:fs';

const MOST_BYTES = 10_000_000;

/** Keeps one older log, so that logs do not grow without limit. */
export function rotateLog(log: string): void {
  if (existsSync(log) && statSync(log).size > MOST_BYTES) renameSync(log, `${log}.1`);
}
