import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Before each file with property tests: their inputs follow from `PARLEY_SEED`, where it is set. */
const seed = process.env['PARLEY_SEED'];
const { testPath } = expect.getState();
if (seed && testPath !== undefined && readFileSync(testPath, 'utf8').includes('fast-check')) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ seed: Number(seed) });
}
