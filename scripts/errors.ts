/**
 * `npm run errors -- list [--profile prod]` · `npm run errors -- resolve <fingerprint> [--profile prod]`: the groups of errors
 * of a deployed stack, with the credentials and Region of your shell.
 */
import { parseArgs } from 'node:util';
import { groupTable, linesOf } from './errors/groups.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { profile: { type: 'string', default: 'dev' } } });
const [command, fingerprint] = positionals;
try {
  for (const line of await linesOf(await groupTable(values.profile), Date.now(), command, fingerprint)) console.log(line);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
