/**
 * Has the search index of the whole deployment rebuilt from the table, beside the live one, and swapped in at the end.
 *
 *   PARLEY_API_URL=https://… PARLEY_API_KEY=… npm run rebuild-search
 *
 * Searching goes on meanwhile with the old index. A rebuild that is under way is watched to its end. With SEARCH_DOMAIN, the domain's name, nothing begins
 * while the service changes the domain or has not all of its copies in place; --anyway begins all the same.
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
    console.error(`not begun: ${reason}; wait, or give --anyway`);
    process.exitCode = 1;
  }
}
