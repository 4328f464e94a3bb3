/**
 * `npm test`: every tier, one line each, and the sum of the runners' reports as the last line. The exit code is not 0 if anything failed or
 * nothing ran. A tier without its tool prints that and is skipped; with CI=true nothing may be skipped.
 * `npm test -- unit scenarios` runs only those.
 */
import { resolve } from 'node:path';
import { runChecks } from './checks/run.ts';
import { coverageLine } from './test/coverage.ts';
import { seedOfSources } from './test/seed.ts';
import { runStatic } from './test/static.ts';
import { add, chromium, javaAndMaven, NOTHING, python, type Tally, type Tier } from './test/tiers.ts';
import { runScenarios, runVitest } from './test/vitest.ts';

const realEngines = javaAndMaven() ?? python();
/** These run the code in the test's own process, where its coverage can be seen. */
const inProcess = ['unit', 'engines-embedded', ...(realEngines === null ? ['engines'] : [])];

const tiers: Tier[] = [
  { name: 'static', missing: () => null, run: runStatic },
  { name: 'unit', missing: () => null, run: () => runVitest('unit', inProcess, true) },
  { name: 'engines-embedded', missing: () => null, run: () => runVitest('engines-embedded', inProcess, true) },
  { name: 'engines', missing: () => realEngines, run: () => runVitest('engines', inProcess, true) },
  { name: 'coverage', missing: () => realEngines, run: coverageLine },
  { name: 'scenarios', missing: () => null, run: () => runScenarios('scenarios') },
  { name: 'scenarios-real', missing: () => realEngines, run: () => runScenarios('scenarios-real') },
  { name: 'deployed', missing: () => realEngines, run: () => runVitest('deployed') },
  { name: 'checks', missing: python, run: runChecks },
  { name: 'browser', missing: chromium, run: () => runVitest('browser') },
];

const strict = process.env['CI'] === 'true';
if (strict) process.env['PARLEY_SEED'] ??= String(seedOfSources(resolve(import.meta.dirname, '..')));
if (process.env['PARLEY_SEED']) console.log(`random inputs: PARLEY_SEED=${process.env['PARLEY_SEED']}`);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !tiers.some((tier) => tier.name === name));
if (unknown.length > 0) {
  console.error(`No such tier: ${unknown.join(', ')}. The tiers are ${tiers.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const runTier = async ({ missing, run }: Tier): Promise<Tally> => {
  const reason = missing();
  if (reason === null) return run();
  return strict ? { ...NOTHING, failed: 1, note: `cannot run: ${reason}` } : { ...NOTHING, skipped: 1, note: `skipped: ${reason}` };
};

let total = NOTHING;
for (const tier of tiers) {
  if (wanted.length > 0 && !wanted.includes(tier.name)) continue;
  const began = performance.now();
  const tally = await runTier(tier);
  const skippedInCi = strict && tally.skipped > 0;
  if (skippedInCi) console.log(`${tier.name}: nothing may be skipped in CI`);
  total = add(total, skippedInCi ? { ...tally, failed: tally.failed + tally.skipped } : tally);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${tier.name.padEnd(17)} ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped in ${seconds} s${tally.note ? ` (${tally.note})` : ''}`,
  );
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
