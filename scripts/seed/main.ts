/**
 * `npm run seed -- --tickets 1000000 [--seed 1]`: fills the data folder of a stopped hub (`PARLEY_HOME`) with the tickets of one tenant and about five
 * messages each, with the hub's own commands. The same seed creates the same tickets in the same order. The next run continues an interrupted one.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings } from '../../local/supervisor/settings.ts';
import { readArguments } from './arguments.ts';
import { openFolder } from './folder.ts';
import { run } from './run.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

try {
  const args = readArguments(process.argv.slice(2));
  const { home } = readSettings(process.env);
  // Until this process ends.
  await openFolder(root, home, (line) => console.log(`Parley: ${line}`));
  await run(home, args);
  process.exit(0);
} catch (error) {
  console.error(`Parley: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
