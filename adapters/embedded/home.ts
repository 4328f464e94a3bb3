import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A path under `$PARLEY_HOME/data`, its folder made. @throws when PARLEY_HOME is not set. */
export function dataPath(...parts: readonly string[]): string {
  const home = process.env['PARLEY_HOME'];
  if (home === undefined || home === '') throw new Error('PARLEY_HOME is not set: the embedded engines keep their data there');
  const path = join(resolve(home), 'data', ...parts);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return path;
}

/** A variable that the laptop cloud sets. @throws when it is missing. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
