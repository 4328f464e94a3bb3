/**
 * `npm run bench`: starts a hub of its own, drives it from this process over HTTP, and prints budget and figure side by side.
 * `--quick`: 500 messages instead of 2,000 and 20,000 · `--scale`: the full sizes of the scenarios too (2,000 messages under fire).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { removeHome, startHub } from '../test/harness/hub.ts';
import { bundleRows } from './bundles.ts';
import { costRows } from './cost.ts';
import { flood } from './flood.ts';
import { latency, listing } from './latency.ts';
import { atLeast, atMost, info, type Row, table } from './report.ts';
import { measureUnits, unitRows } from './units.ts';

const quick = process.argv.includes('--quick');
const scale = process.argv.includes('--scale');

const say = (text: string): void => console.log(text);
const rows: Row[] = [];

say(`Parley bench on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`);
say('units: replaying the load in this process …');
const units = await measureUnits(2_000);
rows.push(...unitRows(units), ...(await bundleRows()));

const hub = await startHub();
try {
  rows.push(atMost('start, to the ready line', 10, hub.startMs / 1000, 's'));
  say('warming up …');
  await flood(hub, quick ? 500 : 2_000, 500);
  for (const messages of quick ? [500] : [2_000, 20_000]) {
    say(`flood: ${messages} messages of 500 authors …`);
    const run = await flood(hub, messages, 500);
    const name = `${messages.toLocaleString('en')} messages`;
    rows.push(
      atLeast(`accepted, ${name}`, 1_000, run.acceptedPerSecond, 'a second'),
      atLeast(`visible, ${name}`, 1_000, run.visiblePerSecond, 'a second'),
      atMost(`CPU of ours a message, ${name}`, 0.8, run.cpu.ours, 'ms', 2),
      info(`CPU of engines a message, ${name}`, `${run.cpu.engines.toFixed(2)} ms`),
      atMost(`CPU of all a message, ${name}`, 1.6, run.cpu.ours + run.cpu.engines, 'ms', 2),
    );
    if (messages === 2_000 || quick) rows.push(...costRows({ ...units.allIn, cpuMs: run.cpu.ours, batch: 25 }));
  }
  say('latency: paced at 20 a second …');
  const { toFrame, toVisible } = await latency(hub, quick ? 100 : 400);
  rows.push(
    atMost('webhook → frame at the agent’s socket, p50', 10, toFrame.p50, 'ms'),
    atMost('webhook → frame at the agent’s socket, p99', 50, toFrame.p99, 'ms'),
    info('webhook → visible to GET, p50 / p99', `${toVisible.p50.toFixed(1)} / ${toVisible.p99.toFixed(1)} ms`),
  );
  const tickets = quick ? 500 : 10_000;
  say(`list: ${tickets} tickets …`);
  const { shop, visiblePerSecond } = await flood(hub, tickets, tickets);
  const page = await listing(await shop.admin());
  rows.push(
    info(`visible, ${tickets.toLocaleString('en')} new authors`, `${visiblePerSecond.toFixed(0)} a second`),
    atMost(`list 50 of ${tickets.toLocaleString('en')} tickets, p50`, 5, page.p50, 'ms'),
    info(`list 50 of ${tickets.toLocaleString('en')} tickets, p99`, `${page.p99.toFixed(1)} ms`),
  );
  const rss = hub.processes().reduce((sum, { rssBytes }) => sum + rssBytes, 0);
  rows.push(atMost('memory of all processes after the load', 400, rss / 2 ** 20, 'MB', 0));
} finally {
  await hub.stop();
  removeHome(hub.home);
}

const text = table(rows);
say(`\n${text}\n`);
mkdirSync('reports', { recursive: true });
writeFileSync('reports/bench.md', `${text}\n`);
const missed = rows.filter(({ kept }) => kept === false);
say(missed.length === 0 ? 'Every budget is kept.' : `${missed.length} of ${rows.filter(({ kept }) => kept !== null).length} budgets are missed.`);

if (scale) {
  say('scale: 2,000 messages while every process is killed …');
  const child = spawn('node_modules/.bin/vitest', ['run', '--project', 'scenarios', 'test/scenarios/crash.test.ts'], {
    stdio: 'inherit',
    env: { ...process.env, PARLEY_CRASH_MESSAGES: '2000' },
  });
  process.exitCode = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}
