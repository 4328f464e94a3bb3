import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentLines, kindsOf, runningSet, startSet, stopSet, writeSet } from './set.ts';
import { startEngine } from './start-engine.ts';

/**
 * The engines without the hub: `node local/engines/main.ts start|stop|status [kafka dynamodb opensearch]`. They run until they are stopped, with data under
 * `$PARLEY_HOME/engines`; `start` and `status` print where they are as `NAME=value` lines that `npm start` understands.
 */
const root = join(fileURLToPath(new URL('.', import.meta.url)), '..', '..');
const home = process.env['PARLEY_ENGINES_HOME'] ?? join(resolve(process.env['PARLEY_HOME'] || '.parley'), 'engines');
const [command, ...names] = process.argv.slice(2);

try {
  if (command === 'start') {
    console.error('starting the engines (the first time their programs are fetched)');
    for (const line of environmentLines(await startSet(home, kindsOf(names)))) console.log(line);
  } else if (command === 'stop') {
    console.error((await stopSet(home)) ? 'stopped' : 'nothing runs');
  } else if (command === 'status') {
    const set = runningSet(home);
    if (set === undefined) process.exitCode = 1;
    console.error(set === undefined ? 'nothing runs' : `running, kept by process ${set.pid}, logs in ${join(home, 'logs')}`);
    for (const line of set === undefined ? [] : environmentLines(set)) console.log(line);
  } else if (command === 'keep') {
    await keep();
  } else {
    console.error('usage: node local/engines/main.ts start|stop|status [kafka dynamodb opensearch]');
    process.exitCode = 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Runs them until told to stop. The engines end with this process. */
async function keep(): Promise<void> {
  setInterval(() => undefined, 60_000);
  const say = (line: string): void => console.log(line);
  try {
    const engines = await Promise.all(kindsOf(names).map((kind) => startEngine(kind, { root, home, say })));
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        void Promise.all(engines.map((engine) => engine.stop())).finally(() => process.exit(0));
      });
    }
    writeSet(home, { pid: process.pid, engines: Object.fromEntries(engines.map(({ kind, endpoint }) => [kind, endpoint])), error: null });
  } catch (error) {
    // Whoever waits for us reads it before we are gone.
    writeSet(home, { pid: process.pid, engines: {}, error: error instanceof Error ? error.message : String(error) });
    setTimeout(() => process.exit(1), 1_000);
  }
}
