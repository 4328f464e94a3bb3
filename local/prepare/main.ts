import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stop } from 'esbuild';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';
import type { Plan } from '../assembly/plan.ts';
import { readAssembly } from '../assembly/read.ts';
import { routedFunctions, triggeredFunctions } from '../functions/launch.ts';
import { bundle } from './bundle.ts';
import { DEMO, PROCESSES, SIMULATOR, THREADS } from './entries.ts';
import { writeFingerprint } from './fingerprint.ts';
import type { Prepared } from './prepared.ts';
import { SynthesisFailed, synthesise } from './synthesise.ts';

/**
 * Makes everything that a start needs of the sources, in a process of its own whose memory goes with it:
 * `node local/prepare/main.ts {root} {cloud folder} {bundle folder} {file for the result} {file for its fingerprint} {embedded|real}`. Steps are told on stdout, one line each.
 */
const [root = '', cloud = '', bundles = '', result = '', fingerprint = '', asked = ''] = process.argv.slice(2);
const engines = asked === 'real' ? 'real' : 'embedded';

/** What stands in a cache may be damaged; then the stacks are synthesised. @throws SynthesisFailed */
async function readStacks(): Promise<{ plan: Plan; warning: string | null; inputs: readonly string[] }> {
  const kept = await synthesise(root, cloud);
  try {
    return { plan: readAssembly(cloud), ...kept };
  } catch (error) {
    if (!kept.cached) throw error;
    console.log('the stacks that were kept cannot be read: making them anew');
    const made = await synthesise(root, cloud, { anew: true });
    return { plan: readAssembly(cloud), ...made };
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

try {
  rmSync(fingerprint, { force: true });
  console.log('reading the stacks');
  const { plan, warning, inputs } = await readStacks();
  console.log('bundling the functions');
  const needed = new Set([...routedFunctions(plan), ...triggeredFunctions(plan)]);
  const entries = plan.functions.filter(({ name }) => needed.has(name)).map(({ entry }) => entry);
  const { missing, inputs: bundled } = await bundle(root, [...entries, ...PROCESSES, ...THREADS, SIMULATOR, DEMO], bundles, engines);
  const notices = [
    ...(warning === null ? [] : [warning]),
    ...plan.notices,
    ...missing.filter((entry) => entries.includes(entry)).map((entry) => `${entry} does not exist`),
  ];
  const prepared: Prepared = { plan, notices, simulator: !missing.includes(SIMULATOR), demo: !missing.includes(DEMO) };
  mkdirSync(dirname(result), { recursive: true });
  replaceFileSync(result, JSON.stringify(prepared));
  // With a warning or without knowing what the stacks follow from, the next start looks again.
  if (warning === null && inputs.length > 0)
    writeFingerprint(fingerprint, root, [...inputs, ...bundled, ...missing], engines, [result, ...filesBelow(bundles)]);
} catch (error) {
  console.error(error instanceof SynthesisFailed ? error.message : error);
  process.exitCode = 1;
} finally {
  await stop();
}
