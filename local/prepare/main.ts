import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stop } from 'esbuild';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';
import { gatewayFunctions, workerFunctions } from '../functions/launch.ts';
import { readAppPlan } from './app-plan.ts';
import { bundleEarly } from './early-bundle.ts';
import { DEMO, SIMULATOR, withProcesses } from './entries.ts';
import { writeFingerprint } from './fingerprint.ts';
import type { Prepared } from './prepared.ts';
import { SynthesisFailed } from './synthesise.ts';

/**
 * Prepares everything that a start needs, in a separate process, so that its memory is freed at the end: `node local/prepare/main.ts {root} {cloud
 * folder} {bundle folder} {file for the result} {file for its fingerprint} {embedded|real}`. Steps are printed on stdout, one line each.
 */
const [root = '', cloud = '', bundles = '', result = '', fingerprint = '', asked = ''] = process.argv.slice(2);
const engines = asked === 'real' ? 'real' : 'embedded';
const say = (line: string): void => console.log(line);

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

try {
  rmSync(fingerprint, { force: true });
  say('reading the stacks');
  const bundlesOf = bundleEarly(root, bundles, engines);
  const { plan, warning, inputs } = await readAppPlan(root, cloud, say);
  say('bundling the functions');
  const needed = new Set([...gatewayFunctions(plan), ...workerFunctions(plan)]);
  const entries = plan.functions.filter(({ name }) => needed.has(name)).map(({ entry }) => entry);
  const { missing, inputs: bundled } = await bundlesOf(withProcesses(entries));
  const notices = [
    ...(warning === null ? [] : [warning]),
    ...plan.notices,
    ...missing.filter((entry) => entries.includes(entry)).map((entry) => `${entry} does not exist`),
  ];
  const prepared: Prepared = { plan, notices, simulator: !missing.includes(SIMULATOR), demo: !missing.includes(DEMO) };
  mkdirSync(dirname(result), { recursive: true });
  replaceFileSync(result, JSON.stringify(prepared));
  // After a warning, or without the list of inputs, the next start prepares again.
  if (warning === null && inputs.length > 0)
    writeFingerprint(fingerprint, root, [...inputs, ...bundled, ...missing], engines, [result, ...filesBelow(bundles)]);
} catch (error) {
  console.error(error instanceof SynthesisFailed ? error.message : error);
  process.exitCode = 1;
} finally {
  await stop();
}
