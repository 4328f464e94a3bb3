import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Tally } from './tiers.ts';

export const COVERAGE_SUMMARY = 'coverage/coverage-summary.json';

/** Minimum coverage of branches in percent, by top directory. */
const LEAST: Readonly<Record<string, number>> = { domain: 95, channels: 95, functions: 85, adapters: 85, local: 85 };

type Summary = Readonly<Record<string, { readonly branches: { readonly total: number; readonly covered: number } }>>;

/** Branches covered by the unit and engine tiers, one check per directory with branches. */
export const coverageLine = async (): Promise<Tally> => {
  let summary: Summary;
  try {
    summary = JSON.parse(readFileSync(COVERAGE_SUMMARY, 'utf8')) as Summary;
  } catch {
    return { passed: 0, failed: 1, skipped: 0, note: 'no coverage was written' };
  }
  const files = Object.entries(summary).map(([path, { branches }]) => ({ directory: relative(process.cwd(), path).split('/')[0], path, branches }));
  const figures: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const [directory, least] of Object.entries(LEAST)) {
    const own = files.filter((file) => file.directory === directory);
    const total = own.reduce((sum, { branches }) => sum + branches.total, 0);
    if (total === 0) continue;
    const percent = (own.reduce((sum, { branches }) => sum + branches.covered, 0) / total) * 100;
    figures.push(`${directory} ${percent.toFixed(1)} of ${least}`);
    if (percent >= least) passed += 1;
    else {
      failed += 1;
      const worst = own.toSorted((a, b) => b.branches.total - b.branches.covered - (a.branches.total - a.branches.covered)).slice(0, 8);
      console.log(`coverage: ${directory}/ covers ${percent.toFixed(1)} % of its branches, ${least} % are required; most uncovered branches are in`);
      for (const { path, branches } of worst) console.log(`  ${relative(process.cwd(), path)}: ${branches.total - branches.covered} of ${branches.total}`);
    }
  }
  return { passed, failed, skipped: 0, note: `% of branches: ${figures.join(', ')}` };
};
