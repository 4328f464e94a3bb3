import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardOutput } from '../output/guarded-output.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { watchAncestors } from './ancestors.ts';
import { Cloud } from './cloud.ts';
import { occupied, takeFolder } from './one-hub.ts';
import { RunningProcesses } from './running.ts';
import { readSettings } from './settings.ts';

/** The supervisor: starts the engines, if any, the gateway, the workers and the demo; restarts processes that die, and stops all cleanly. */
guardOutput();
const settings = readSettings(process.env);
const root = process.env['PARLEY_ROOT'] ?? '';
const prepared = JSON.parse(readFileSync(process.env['PARLEY_PREPARED'] ?? '', 'utf8')) as Prepared;
const say = (line: string): void => console.log(`Parley: ${line}`);
// Until this process ends.
const lock = takeFolder(join(settings.home, 'run', 'lock'));
if (lock === undefined) {
  console.error(`Parley: ${occupied(settings.home, new RunningProcesses(join(settings.home, 'run', 'processes.json'), settings.home).holder().pid)}`);
  process.exit(1);
}
const cloud = new Cloud({ root, settings, prepared, say, logs: join(settings.home, 'logs') });

let stopping: Promise<void> | undefined;
let signals = 0;
const stop = (code: number): void => {
  signals += 1;
  // npm forwards a Ctrl-C that the terminal has already sent to us. Only repeated ones force the exit.
  if (signals > 3) process.exit(130);
  stopping ??= cloud.stop().then(
    () => {
      say('stopped');
      process.exit(code);
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
};
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
process.on('SIGHUP', () => stop(0));
watchAncestors(process.env, () => {
  signals = 0;
  stop(0);
});

try {
  const { url } = await cloud.start();
  // The time since the first line in the terminal.
  const seconds = ((Date.now() - Number(process.env['PARLEY_STARTED'] ?? Date.now())) / 1000).toFixed(1);
  say(`up in ${seconds} s; stop with Ctrl-C`);
  console.log(`Parley is ready at ${url}`);
  // The first look at the agents' page builds it. This one is nobody's, so that whoever opens the page does not wait.
  if (settings.console) void fetch(url).catch(() => undefined);
} catch (error) {
  if (stopping === undefined) {
    console.error(`Parley: ${error instanceof Error ? error.message : String(error)}`);
    console.error(`Parley: see the logs in ${join(settings.home, 'logs')}`);
    stop(1);
  }
}
