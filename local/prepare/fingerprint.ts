import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';
import type { EngineSetName } from '../supervisor/settings.ts';

/** Path from the root → modification time and size, for every file that the last preparation read. */
type Fingerprint = Readonly<Record<string, string>>;

function stampOf(root: string, path: string): string {
  try {
    const { mtimeMs, size } = statSync(resolve(root, path));
    return `${mtimeMs}/${size}`;
  } catch {
    return 'absent';
  }
}

/**
 * Stores the input files of a preparation, its engines, and its output (`made`: absolute paths), so that a file that was damaged since is rebuilt.
 */
export function writeFingerprint(
  file: string,
  root: string,
  paths: readonly string[],
  engines: EngineSetName = 'embedded',
  made: readonly string[] = [],
): void {
  const stamped = (names: readonly string[]): Fingerprint => Object.fromEntries([...new Set(names)].map((path) => [path, stampOf(root, path)]));
  const stamps = stamped([...paths, ...made]);
  replaceFileSync(file, JSON.stringify({ root, node: process.version, engines, stamps }));
}

/** True when no input has changed and the engines are the same: the preparation is still valid. */
export function isUnchanged(file: string, root: string, engines: EngineSetName = 'embedded'): boolean {
  if (!existsSync(file)) return false;
  try {
    const written = JSON.parse(readFileSync(file, 'utf8')) as { root: string; node: string; engines: string; stamps: Fingerprint };
    const same = written.root === root && written.node === process.version && written.engines === engines;
    return same && Object.entries(written.stamps).every(([path, stamp]) => stampOf(root, path) === stamp);
  } catch {
    return false;
  }
}
