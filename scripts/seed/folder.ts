import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueueEngine } from '../../adapters/queues/embedded/engine.ts';
import { queuesPath } from '../../adapters/queues/embedded.ts';
import { tablePath } from '../../adapters/table/embedded.ts';
import { prepareTableFile } from '../../adapters/table/sqlite/file.ts';
import type { Plan } from '../../local/assembly/plan.ts';
import { inspectFolder } from '../../local/data/inspect-folder.ts';
import { dataFolder } from '../../local/data/search-file.ts';
import { environmentOf } from '../../local/functions/environment.ts';
import { prepareFolder } from '../../local/prepare/prepare-folder.ts';
import type { Prepared } from '../../local/prepare/prepared.ts';
import { claimData } from '../../local/supervisor/data-kind.ts';
import { takeFolder } from '../../local/supervisor/one-hub.ts';
import { RunningProcesses } from '../../local/supervisor/running.ts';

/** Functions whose commands a seed calls; it uses the settings of their stacks. */
const ENTRIES = ['functions/consumers/messages.ts', 'functions/streams/projector.ts'];
const NO_ADDRESSES = { apiUrl: 'http://127.0.0.1', sockets: {} };

/**
 * Locks a data folder for this process, as a hub does, creates its queues and table, and sets the settings of the functions in this process's
 * environment. Returns a function that releases the lock. @throws Error when a hub uses the folder, or its data is unusable
 */
export const openFolder = async (root: string, home: string, say: (line: string) => void): Promise<() => void> => {
  for (const folder of ['data', 'run', 'logs']) mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
  const running = new RunningProcesses(join(home, 'run', 'processes.json'), home);
  const release = takeFolder(join(home, 'run', 'lock'));
  if (!release) throw new Error(`a hub (process ${running.holder().pid}) runs on ${home}: stop it first, or use another folder with PARLEY_HOME`);
  try {
    await running.clearAway();
    claimData(home, 'embedded');
    const { prepared } = await prepareFolder({ root, home, engines: 'embedded', say });
    const { plan } = JSON.parse(readFileSync(prepared, 'utf8')) as Prepared;
    Object.assign(process.env, settingsOf(plan), { PARLEY_HOME: home, ORIGIN_SECRETS_PREFIX: 'parley/' });
    for (const name of inspectFolder(dataFolder(home)).removed) say(`${name} was damaged and is recreated`);
    prepareTableFile(tablePath(), say);
    const queues = new QueueEngine(queuesPath());
    for (const queue of plan.queues) queues.declare(queue);
    queues.close();
    return release;
  } catch (error) {
    release();
    throw error;
  }
};

const settingsOf = (plan: Plan): Record<string, string> =>
  Object.assign(
    {},
    ...ENTRIES.map((entry) => {
      const found = plan.functions.find((one) => one.entry === entry);
      if (!found) throw new Error(`no stack has the function ${entry}`);
      return environmentOf(found, plan, NO_ADDRESSES, process.env);
    }),
  ) as Record<string, string>;
