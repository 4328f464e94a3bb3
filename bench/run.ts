/**
 * `npm run bench`: starts its own hubs, one on the embedded engines and, if Java is available, one on Kafka, DynamoDB Local and OpenSearch; sends
 * requests from this process over HTTP, and prints budgets and measured values side by side. The budgets apply to the embedded engines, on which
 * they were measured; DynamoDB Local and a single OpenSearch on the same two cores are not representative of AWS.
 * `--quick`: few messages · `--embedded`: only that set · `--scale`: the full sizes of the scenarios too, on both sets (2,000 messages under fire).
 * `--profile`: instead, ten lines with the code that uses the most µs per message, on embedded engines.
 * `--seeded folder [folder …]`: instead, a hub on each folder that `npm run seed` has filled, side by side.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { javaAndMaven } from '../scripts/test/tiers.ts';
import { bundleRows } from './bundles.ts';
import { idleRows } from './idle.ts';
import { seededListRows } from './lists.ts';
import { measureHub, type Sizes } from './measure-hub.ts';
import { profiled } from './profile/measure.ts';
import { sideBySide, table } from './report.ts';
import { runScenarios } from './scenarios.ts';
import { measureSeeded, seededTable } from './seeded.ts';
import { measureUnits, unitRows } from './units.ts';

const quick = process.argv.includes('--quick');
const scale = process.argv.includes('--scale');
const withoutReal = process.argv.includes('--embedded') ? 'not requested' : javaAndMaven();

const say = (text: string): void => console.log(text);
if (process.argv.includes('--seeded')) {
  const seeded = process.argv.slice(process.argv.indexOf('--seeded') + 1);
  if (seeded.length === 0) throw new Error('name the folders: npm run bench -- --seeded .parley-large .parley-small');
  const columns = [];
  for (const folder of seeded) columns.push(await measureSeeded(folder, say));
  say(`\n${seededTable(columns)}\n`);
  process.exit(0);
}
if (process.argv.includes('--profile')) {
  say(`\n${await profiled(quick ? 1_000 : 5_000, say)}\n`);
  process.exit(0);
}
const QUICK: Sizes = { floods: [500], backlog: 500, paced: 100, tickets: 500, chat: 1_600 };
const WHOLE: Sizes = { floods: [2_000, 20_000], backlog: 20_000, paced: 400, tickets: 10_000, chat: 8_000 };
/** DynamoDB Local commits only some hundred transactions a second: 20,000 messages would take long without new information. */
const REAL: Sizes = { floods: [2_000], backlog: 2_000, paced: 400, tickets: 2_000, chat: 1_600 };
/** Seeding takes a minute or more. */
const SEEDED_TICKETS = 100_000;

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`;
say(`Parley bench on ${machine}, load ${loadavg()[0]?.toFixed(1) ?? '?'} before`);
say('units: replaying the load in this process …');
const units = await measureUnits(2_000);
const rows = [...unitRows(units), ...(await bundleRows()), ...(await idleRows()), ...(await measureHub('embedded', quick ? QUICK : WHOLE, units, say))];
if (!quick) rows.push(...(await seededListRows(SEEDED_TICKETS, say)));
if (withoutReal !== null) say(`real engines: left out, ${withoutReal}`);
const real = withoutReal === null ? await measureHub('real', quick ? QUICK : REAL, units, say) : [];

const text = table(sideBySide(rows, real));
say(`\n${text}\n`);
mkdirSync('reports', { recursive: true });
writeFileSync('reports/bench.md', `${text}\n`);
const missed = rows.filter(({ kept }) => kept === false);
say(missed.length === 0 ? 'Every budget is kept.' : `${missed.length} of ${rows.filter(({ kept }) => kept !== null).length} budgets are missed.`);

if (scale) process.exitCode = await runScenarios(withoutReal === null ? ['scenarios', 'scenarios-real'] : ['scenarios'], say);
