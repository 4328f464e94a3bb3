/**
 * Rebuilds the search index of the whole deployment from the table, next to the live one, which it replaces at the end.
 *
 *   PARLEY_API_URL=https://… PARLEY_API_KEY=… npm run rebuild-search
 *
 * Search uses the old index in the meantime. If a rebuild already runs, the command waits for its end. With SEARCH_DOMAIN, the domain's name, no rebuild
 * starts while the service changes the domain or has not allocated all replicas; --anyway starts it nevertheless.
 */
import { parseArgs } from 'node:util';
import { OpenSearchClient } from '@aws-sdk/client-opensearch';
import { openHub } from './hub.ts';
import { rebuild } from './rebuild.ts';
import { reasonToWait } from './search-domain.ts';

if (import.meta.main) {
  const { values } = parseArgs({ options: { anyway: { type: 'boolean', default: false } } });
  const domain = process.env['SEARCH_DOMAIN'];
  const reason = domain && !values.anyway ? await reasonToWait(new OpenSearchClient({}), domain) : undefined;
  if (reason === undefined) process.exitCode = (await rebuild(openHub(process.env), 'search', (line) => console.log(line))) ? 0 : 1;
  else {
    console.error(`not started: ${reason}; wait, or use --anyway`);
    process.exitCode = 1;
  }
}
