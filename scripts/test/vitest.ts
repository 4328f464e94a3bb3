import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { atOnce, scenarioFiles } from './scenario-files.ts';
import { add, NOTHING, type Tally } from './tiers.ts';

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

const runProjects = async (projects: readonly string[], name: string, more: readonly string[]): Promise<Run> => {
  mkdirSync('reports', { recursive: true });
  const report = `reports/${name}.json`;
  rmSync(report, { force: true });
  const code = await vitest([
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...more,
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
  const running = runs.get(name) ?? runProjects(together, name, coverage ? ['--coverage.enabled', '--coverage.reportOnFailure'] : []);
  runs.set(name, running);
  const run = await running;
  // All files count for a tier that runs alone, because scenarios belong to two tiers.
  return tallyOf(run, together.length === 1 ? () => true : (file) => tierOf(file) === tier);
};

/** The stories of a tier, each on a hub of its engines: first those that may run side by side, then the others one by one. */
export const runScenarios = async (tier: string): Promise<Tally> => {
  const { together, alone } = scenarioFiles();
  const first = await runProjects([tier], tier, ['--fileParallelism', `--maxWorkers=${atOnce(tier)}`, ...together]);
  const second = await runProjects([tier], `${tier}-alone`, alone);
  const tallies = [first, second].map((run) => tallyOf(run, () => true));
  const notes = tallies.flatMap(({ note }) => note ?? []);
  return { ...tallies.reduce(add, NOTHING), ...(notes.length > 0 ? { note: notes.join('; ') } : {}) };
};

const tallyOf = ({ code, files }: Run, isOwn: (file: FileReport) => boolean): Tally => {
  if (files === null) return { passed: 0, failed: 1, skipped: 0, note: 'the runner left no report' };
  const own = files.filter(isOwn);
  const tests = own.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const broken = own.filter((file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed')).length;
  const failed = tests.filter(({ status }) => status === 'failed').length + broken;
  const skipped = tests.length - passed - (failed - broken);
  if (passed + failed === 0) return { passed, failed: 1, skipped, note: 'no test ran' };
  const clean = files.every((file) => file.status === 'passed');
  return code !== 0 && clean ? { passed, failed: failed + 1, skipped, note: 'the runner failed outside of any test' } : { passed, failed, skipped };
};
