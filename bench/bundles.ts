import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAIN_FILE } from '../lib/bundling.ts';
import { INIT_BUDGET, verdicts } from '../scripts/bundles/budgets.ts';
import { bundleEntry } from '../scripts/bundles/bundle.ts';
import { deployedFunctions } from '../scripts/bundles/functions.ts';
import { initTime } from '../scripts/bundles/init-time.ts';
import { atMost, type Row, unmet } from './report.ts';

/** Bytes and init time of every function, bundled as it is deployed (`npm run bundle-sizes -- --packages` lists their packages). */
export const bundleRows = async (): Promise<Row[]> => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'parley-bundles-'));
  const rows: Row[] = [];
  try {
    for (const { entry, variables } of await deployedFunctions()) {
      const outdir = join(folder, entry.replaceAll('/', '-'));
      const [own, all] = verdicts(await bundleEntry(entry, root, outdir));
      if (own) rows.push(atMost(`${entry}: own code and libraries`, own.budget / 1000, own.bytes / 1000, 'KB', 0));
      if (all) rows.push(atMost(`${entry}: total`, all.budget / 1000, all.bytes / 1000, 'KB', 0));
      const init = await initTime(join(outdir, MAIN_FILE), variables).catch(() => null);
      rows.push(init ? atMost(`${entry}: init`, INIT_BUDGET, init.ms, 'ms', 0) : unmet(`${entry}: init`, `≤ ${INIT_BUDGET} ms`, 'cannot be loaded'));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return rows;
};
