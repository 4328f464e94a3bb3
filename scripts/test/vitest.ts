import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import type { Tally } from './tiers.ts';

interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

interface Run {
  readonly code: number;
  /** Null when the runner left no report. */
  readonly files: readonly FileReport[] | null;
}

/** Directories of tiers that run together; files in other directories are `unit`. Mirrors vitest.config.ts. */
const TIER_OF: Readonly<Record<string, string>> = {
  'test/adapters': 'engines-embedded',
  'test/local': 'engines-embedded',
  'test/engines': 'engines',
};

const tierOf = (file: FileReport): string => TIER_OF[relative(process.cwd(), file.name).split('/').slice(0, 2).join('/')] ?? 'unit';

const vitest = (args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn('node_modules/.bin/vitest', args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NO_COLOR: '1' } });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });

const runProjects = async (projects: readonly string[], coverage: boolean): Promise<Run> => {
  mkdirSync('reports', { recursive: true });
  const report = `reports/${projects.join('+')}.json`;
  rmSync(report, { force: true });
  const code = await vitest([
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...(coverage ? ['--coverage.enabled', '--coverage.reportOnFailure'] : []),
  ]);
  try {
    return { code, files: (JSON.parse(readFileSync(report, 'utf8')) as { testResults: FileReport[] }).testResults };
  } catch {
    return { code, files: null };
  }
};

const runs = new Map<string, Promise<Run>>();

/**
 * The tally of one tier from the runner's report. Projects in `together` run once, together, so that their coverage is combined.
 * A file that could not be loaded, an error outside of any test, and no test at all are failures, whatever the counts say.
 */
export const runVitest = async (tier: string, together: readonly string[] = [tier], coverage = false): Promise<Tally> => {
  const name = together.join('+');
  const running = runs.get(name) ?? runProjects(together, coverage);
  runs.set(name, running);
  const { code, files } = await running;
  if (files === null) return { passed: 0, failed: 1, skipped: 0, note: 'the runner left no report' };
  // All files count for a tier that runs alone, because scenarios belong to two tiers.
  const own = together.length === 1 ? files : files.filter((file) => tierOf(file) === tier);
  const tests = own.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const broken = own.filter((file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed')).length;
  const failed = tests.filter(({ status }) => status === 'failed').length + broken;
  const skipped = tests.length - passed - (failed - broken);
  if (passed + failed === 0) return { passed, failed: 1, skipped, note: 'no test ran' };
  const clean = files.every((file) => file.status === 'passed');
  return code !== 0 && clean ? { passed, failed: failed + 1, skipped, note: 'the runner failed outside of any test' } : { passed, failed, skipped };
};
