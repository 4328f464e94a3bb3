/**
 * Has the search index of the whole deployment rebuilt from the table, beside the live one, and swapped in at the end.
 *
 *   PARLEY_API_URL=https://… PARLEY_API_KEY=… npm run rebuild-search
 *
 * Searching continues in the meantime with the old index. A rebuild that is under way is restarted. With SEARCH_DOMAIN, the domain's name, nothing begins
 * while the service changes the domain or has not all of its copies in place; --anyway begins all the same.
 */
import { parseArgs } from 'node:util';
import { OpenSearchClient } from '@aws-sdk/client-opensearch';
import { type Hub, openHub } from './hub.ts';
import { reasonToWait } from './search-domain.ts';

export const rebuildSearch = async (hub: Hub, say: (line: string) => void): Promise<void> => {
  const { state } = await hub.post<{ readonly state: string }>('/v1/admin/reindex');
  say(`${state}: the function bulk logs each stretch of 45 s, {"job":"reindex","state":"more"}, and "swapped" at the end`);
};

if (import.meta.main) {
  const { values } = parseArgs({ options: { anyway: { type: 'boolean', default: false } } });
  const domain = process.env['SEARCH_DOMAIN'];
  const reason = domain && !values.anyway ? await reasonToWait(new OpenSearchClient({}), domain) : undefined;
  if (reason === undefined) await rebuildSearch(openHub(process.env), (line) => console.log(line));
  else {
    console.error(`not begun: ${reason}; wait, or give --anyway`);
    process.exitCode = 1;
  }
}
