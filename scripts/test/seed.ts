import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['package-lock.json', '{domain,channels,functions,adapters,local,test}/**/*.{ts,mts}'];

/**
 * The seed of random inputs in CI, from the sources: every change is tried with other inputs, and the same commit always with the same ones, so that a red
 * run is red again. Elsewhere each run has a seed of its own. `PARLEY_SEED=… npm test` sets it.
 */
export const seedOfSources = (root: string): number => {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: root }).sort())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest().readUInt32BE(0) >>> 1;
};
