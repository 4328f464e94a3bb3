/**
 * `npm run bundle-sizes`: bundles every function as for a deployment and prints its bytes and its init time with the budgets of
 * DESIGN §10. The budgets cover code that a start loads; "on demand" is loaded at its first use. `--packages` lists the largest packages.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAIN_FILE } from '../lib/bundling.ts';
import { INIT_BUDGET, verdicts } from './bundles/budgets.ts';
import { type BundleBytes, bundleEntry } from './bundles/bundle.ts';
import { deployedFunctions } from './bundles/functions.ts';
import { initTime } from './bundles/init-time.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const kb = (bytes: number): string => (bytes / 1000).toFixed(0);
const row = (cells: readonly string[]): string => cells.map((cell, index) => (index === 0 ? cell.padEnd(34) : cell.padStart(15))).join('');
const named = (packages: BundleBytes['packages']): string =>
  packages
    .slice(0, 12)
    .map(([name, bytes]) => `${name === '' ? 'our own' : name} ${kb(bytes)}`)
    .join(', ');
const against = (value: string, budget: string, over: boolean): string => `${value}/${budget}${over ? ' !' : '  '}`;

const folder = await mkdtemp(join(tmpdir(), 'parley-bundles-'));
try {
  console.log(row(['function', 'own KB', 'libraries KB', 'own+lib KB', 'clients KB', 'total KB', 'on demand KB', 'init ms', 'init CPU ms']));
  for (const { entry, variables } of await deployedFunctions()) {
    const outdir = join(folder, entry.replaceAll('/', '-'));
    const bytes = await bundleEntry(entry, root, outdir);
    const [mine, all] = verdicts(bytes).map(({ bytes, budget }) => against(kb(bytes), kb(budget), bytes > budget));
    const init = await initTime(join(outdir, MAIN_FILE), variables);
    console.log(
      row([
        entry,
        kb(bytes.own),
        kb(bytes.libraries),
        mine ?? '',
        kb(bytes.clients),
        all ?? '',
        kb(bytes.onDemand),
        against(init.ms.toFixed(0), String(INIT_BUDGET), init.ms > INIT_BUDGET),
        init.cpu.toFixed(0),
      ]),
    );
    if (process.argv.includes('--packages')) {
      console.log(`    ${named(bytes.packages)}`);
      if (bytes.onDemand > 0) console.log(`    on demand: ${named(bytes.packagesOnDemand)}`);
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
