/**
 * `npm run seed -- --tickets 1000000 [--seed 1]`: fills the data folder of a stopped hub (`PARLEY_HOME`) with the tickets of one tenant and about five
 * messages each, by the hub's own commands. The same seed makes the same tickets in the same order. Cut short, it continues at the next run.
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
  // For as long as this process lives.
  await openFolder(root, home, (line) => console.log(`Parley: ${line}`));
  await run(home, args);
  process.exit(0);
} catch (error) {
  console.error(`Parley: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
