/**
 * Has the search index of the whole deployment made anew from the table, beside the live one, and swapped in at the end.
 *
 *   PARLEY_API_URL=https://… PARLEY_API_KEY=… npm run rebuild-search
 *
 * Searching goes on meanwhile with the old index. A rebuild that is under way is begun anew.
 */
import { type Hub, openHub } from './hub.ts';

export const rebuildSearch = async (hub: Hub, say: (line: string) => void): Promise<void> => {
  const { state } = await hub.post<{ readonly state: string }>('/v1/admin/reindex');
  say(`${state}: the function bulk logs each stretch of 45 s, {"job":"reindex","state":"more"}, and "swapped" at the end`);
};

if (import.meta.main) await rebuildSearch(openHub(process.env), (line) => console.log(line));
