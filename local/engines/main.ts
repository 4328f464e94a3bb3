import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './cli.ts';
import { keepSet } from './set.ts';
import { startEngine } from './start-engine.ts';

/**
 * The engines without the hub: `npm run engines -- start|stop|status [kafka dynamodb opensearch]`. They run until they are stopped, with data under
 * `$PARLEY_HOME/engines`; `start` and `status` print the addresses as `NAME=value` lines, which `npm start` reads. `keep {folder}` is the background
 * process of `start`.
 */
const root = join(fileURLToPath(new URL('.', import.meta.url)), '..', '..');
const [command, folder = '', ...names] = process.argv.slice(2);

if (command === 'keep') {
  setInterval(() => undefined, 60_000);
  const stop = await keepSet(folder, names, (kind) => startEngine(kind, { root, home: folder, say: (line) => console.log(line) }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop().finally(() => process.exit(0)));
} else {
  const home = join(resolve(process.env['PARLEY_HOME'] || '.parley'), 'engines');
  process.exitCode = await runCommand(process.argv.slice(2), home, { print: (line) => console.log(line), tell: (line) => console.error(line) });
}
