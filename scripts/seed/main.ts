/**
 * `npm run seed -- --tickets 1000000 [--seed 1]`: fills the data folder of a stopped hub (`PARLEY_HOME`) with the tickets of one tenant and about five
 * messages each, by the hub's own commands. The same seed makes the same tickets in the same order. Cut short, it goes on at the next run.
 */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openOriginSecrets } from './origin-secrets.ts';
import { foldLogs } from '../../local/data/fold-logs.ts';
import { dataFolder } from '../../local/data/search-file.ts';
import { randomText } from '../../local/supervisor/secrets.ts';
import { readSettings } from '../../local/supervisor/settings.ts';
import { readArguments, type SeedArguments } from './arguments.ts';
import { openFolder } from './folder.ts';
import { type OpenSeed, openSeed } from './open-deps.ts';
import { type Plan, planOf } from './plan.ts';
import { progressLine, summary } from './progress-line.ts';
import { progressKey, progressOf, seed } from './seed.ts';
import { openShop } from './shop.ts';
import { readSeedFile, type SeedFile, seedFilePath, writeSeedFile } from './state-file.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const FILES = ['table.sqlite', 'search.sqlite', 'schedules.db'];

/** What the run goes by: of an earlier run with this seed, or made now. @throws Error when the earlier one was made with other numbers */
const begin = async (home: string, args: SeedArguments, deps: OpenSeed): Promise<{ readonly file: SeedFile; readonly plan: Plan }> => {
  const found = readSeedFile(home, args.seed);
  if (found) {
    if (found.tickets !== args.tickets)
      throw new Error(`seed ${args.seed} was begun with ${found.tickets} tickets: say --tickets ${found.tickets} to go on with it, or choose another --seed`);
    return { file: found, plan: planOf(args.seed, args.tickets, found.times) };
  }
  const times = { now: Date.now(), closedAfterMs: deps.closedAfterMs };
  const plan = planOf(args.seed, args.tickets, times);
  const newSecret = (): string => randomBytes(32).toString('base64url');
  const { shop, items } = await openShop(args.seed, { vault: openOriginSecrets(), password: randomText(20), newSecret, since: plan.since - 60_000 });
  const file: SeedFile = { ...args, times, shop, items, done: false };
  writeSeedFile(home, file);
  return { file, plan };
};

const run = async (home: string, args: SeedArguments): Promise<void> => {
  const deps = openSeed(join(dataFolder(home), 'search.sqlite'));
  const startedAt = performance.now();
  const { file, plan } = await begin(home, args, deps);
  if (file.done) return console.log(`seed ${args.seed} is done already: ${args.tickets} tickets; sign in by ${seedFilePath(home, args.seed)}`);
  if (file.items) deps.load(file.items);
  const opened = { ...file, items: null };
  writeSeedFile(home, opened);
  const begun = progressOf((await deps.table.get([progressKey(file.shop.tenantId)]))[0]);
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  let most = 0;
  const made = await seed(deps, file.shop, plan, args.seed, (progress) => {
    most = Math.max(most, process.memoryUsage.rss());
    tell(progressLine(progress, begun, args.tickets, seconds()));
  });
  await deps.close();
  foldLogs(dataFolder(home));
  writeSeedFile(home, { ...opened, done: true });
  const sizes = new Map(FILES.map((name) => [name, statSync(join(dataFolder(home), name)).size]));
  console.log(`${process.stdout.isTTY ? '\n' : ''}${summary(made, begun, seconds(), most, sizes)}`);
  console.log(`tenant ${file.shop.slug}; addresses, password and secrets in ${seedFilePath(home, args.seed)}`);
};

let toldAt = Number.NEGATIVE_INFINITY;
/** One line on a terminal; elsewhere a line now and then. */
const tell = (line: string): void => {
  const now = performance.now();
  if (now - toldAt < (process.stdout.isTTY ? 200 : 5_000)) return;
  toldAt = now;
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}`);
  else console.log(line);
};

try {
  const args = readArguments(process.argv.slice(2));
  const { home } = readSettings(process.env);
  const release = await openFolder(root, home, (line) => console.log(`Parley: ${line}`));
  await run(home, args);
  release();
  // Connections of the engines that stay open must not keep the process.
  process.exit(0);
} catch (error) {
  console.error(`Parley: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
