/**
 * `npm run bench`: starts hubs of its own, one on the embedded engines and, where Java is, one on Kafka, DynamoDB Local and OpenSearch; drives them
 * from this process over HTTP, and prints budget and figures side by side. Budgets are held against the embedded engines: they are what the
 * budget was measured on; DynamoDB Local and a lone OpenSearch on the same two cores stand for nothing that AWS would do.
 * `--quick`: few messages · `--embedded`: only that set · `--scale`: the full sizes of the scenarios too, on both sets (2,000 messages under fire).
 * `--seeded folder [folder …]`: instead of all that, a hub on each folder that `npm run seed` has filled, side by side.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { javaAndMaven } from '../scripts/test/tiers.ts';
import { bundleRows } from './bundles.ts';
import { measureHub, type Sizes } from './measure-hub.ts';
import { beside, table } from './report.ts';
import { measureSeeded, seededTable } from './seeded.ts';
import { measureUnits, unitRows } from './units.ts';

const quick = process.argv.includes('--quick');
const scale = process.argv.includes('--scale');
const withoutReal = process.argv.includes('--embedded') ? 'not asked for' : javaAndMaven();

const say = (text: string): void => console.log(text);
if (process.argv.includes('--seeded')) {
  const seeded = process.argv.slice(process.argv.indexOf('--seeded') + 1);
  if (seeded.length === 0) throw new Error('name the folders: npm run bench -- --seeded .parley-large .parley-small');
  const columns = [];
  for (const folder of seeded) columns.push(await measureSeeded(folder, say));
  say(`\n${seededTable(columns)}\n`);
  process.exit(0);
}
const QUICK: Sizes = { floods: [500], paced: 100, tickets: 500 };
const WHOLE: Sizes = { floods: [2_000, 20_000], paced: 400, tickets: 10_000 };
/** DynamoDB Local commits some hundred transactions a second: 20,000 messages would only measure it for longer. */
const REAL: Sizes = { floods: [2_000], paced: 400, tickets: 2_000 };

say(`Parley bench on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`);
say('units: replaying the load in this process …');
const units = await measureUnits(2_000);
const rows = [...unitRows(units), ...(await bundleRows()), ...(await measureHub('embedded', quick ? QUICK : WHOLE, units, say))];
if (withoutReal !== null) say(`real engines: left out, ${withoutReal}`);
const real = withoutReal === null ? await measureHub('real', quick ? QUICK : REAL, units, say) : [];

const text = table(beside(rows, real));
say(`\n${text}\n`);
mkdirSync('reports', { recursive: true });
writeFileSync('reports/bench.md', `${text}\n`);
const missed = rows.filter(({ kept }) => kept === false);
say(missed.length === 0 ? 'Every budget is kept.' : `${missed.length} of ${rows.filter(({ kept }) => kept !== null).length} budgets are missed.`);

/** The full sizes of the stories that every run of the tests tells small. */
const STORIES = [
  ['2,000 messages while every process is killed', 'crash', { PARLEY_CRASH_MESSAGES: '2000' }],
  [
    '20 tenants in a storm of poison, killed twice',
    'storm',
    { PARLEY_STORM_TENANTS: '20', PARLEY_STORM_MESSAGES: '200', PARLEY_STORM_TIMED: '600', PARLEY_STORM_RATIO: '2' },
  ],
  ['20,000 generated inputs', 'fuzz', { PARLEY_FUZZ_INPUTS: '20000' }],
] as const;
/** A Node that runs both real engines and the hub on two cores has no p99 that says anything about poison. */
const ON_REAL_ENGINES = { PARLEY_STORM_RATIO: '', PARLEY_FUZZ_INPUTS: '2000', PARLEY_STORM_TENANTS: '6', PARLEY_STORM_MESSAGES: '100' };

const tell = (project: string, file: string, sizes: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn('node_modules/.bin/vitest', ['run', '--project', project, `test/scenarios/${file}.test.ts`], {
      stdio: 'inherit',
      env: { ...process.env, ...sizes, ...(project === 'scenarios' ? {} : ON_REAL_ENGINES) },
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
if (scale) {
  for (const project of withoutReal === null ? ['scenarios', 'scenarios-real'] : ['scenarios'])
    for (const [what, file, sizes] of STORIES) {
      say(`scale: ${what} (${project}) …`);
      process.exitCode = (await tell(project, file, sizes)) || process.exitCode;
    }
}
