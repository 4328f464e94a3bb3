import { statSync } from 'node:fs';
import { join } from 'node:path';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { openQueues } from '../../adapters/queues/embedded.ts';
import { openSchedules } from '../../adapters/scheduler/embedded.ts';
import { tablePath } from '../../adapters/table/embedded.ts';
import { loadRow, tableLoader } from '../../adapters/table/sqlite/loader.ts';
import { foldLogs } from '../../local/data/fold-logs.ts';
import { dataFolder } from '../../local/data/search-file.ts';
import type { SeedArguments } from './arguments.ts';
import { begin } from './begin.ts';
import { openTableToRead } from './open-deps.ts';
import { inOrderOfThreads } from './plan.ts';
import { progressLine, summary, teller } from './progress-line.ts';
import { progressKey, progressOf, seedTickets } from './seed.ts';
import { seedFilePath, writeSeedFile } from './state-file.ts';
import { openIndexer, openMaker } from './threads.ts';

const FILES = ['table.sqlite', 'search.sqlite', 'schedules.db'];
/** Threads that create batches. Another thread writes the index, and this one the table. */
const MAKERS = 2;

/** A complete run on a folder that this process has locked, with the folder's settings in its environment. */
export const run = async (home: string, args: SeedArguments): Promise<void> => {
  const startedAt = performance.now();
  const { file, plan } = await begin(home, args);
  if (file.done) return console.log(`seed ${args.seed} is done already: ${args.tickets} tickets; to sign in, see ${seedFilePath(home, args.seed)}`);
  const { shop } = file;
  const loader = tableLoader(tablePath(), join(home, 'run', `seed-${args.seed}.staged`));
  if (file.items) loader.load(file.items.map(loadRow));
  const reader = openTableToRead();
  const { table } = reader;
  writeSeedFile(home, { ...file, items: null });

  const order = inOrderOfThreads(shop, plan.customers);
  const makers = Array.from({ length: MAKERS }, () => openMaker({ shop, plan, order }));
  const indexer = openIndexer(join(dataFolder(home), 'search.sqlite'));
  const deps = {
    table,
    load: loader.load,
    makers,
    index: indexer.ask,
    timers: { schedules: openSchedules(), queues: openQueues(), timerQueueUrl: setting('TIMER_QUEUE_URL') },
    counterShards: numberSetting('COUNTER_SHARDS', 1),
    clock: Date.now,
  };
  const begun = progressOf((await table.get([progressKey(shop.tenantId)]))[0]);
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  const tell = teller();
  const made = await seedTickets(deps, shop.tenantId, plan, (progress) => tell(progressLine(progress, begun, args.tickets, seconds())));
  await indexer.ask('close');
  await Promise.all([...makers, indexer].map((thread) => thread.close()));
  reader.close();
  loader.finish((done, all) => tell(`${done.toLocaleString('en')} of ${all.toLocaleString('en')} scattered items are stored in the table`));
  loader.close();
  foldLogs(dataFolder(home));
  writeSeedFile(home, { ...file, items: null, done: true });
  const sizes = new Map(FILES.map((name) => [name, statSync(join(dataFolder(home), name)).size]));
  // Kilobytes.
  const most = process.resourceUsage().maxRSS * 1024;
  tell(summary(made, begun, seconds(), most, sizes), true);
  console.log(`tenant ${shop.slug}; addresses, password and secrets in ${seedFilePath(home, args.seed)}`);
};
