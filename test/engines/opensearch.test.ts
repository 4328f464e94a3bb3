import { inject } from 'vitest';
import { openSearchAt } from '../../adapters/search/opensearch.ts';
import { searchConformance } from '../conformance/search.ts';

const endpoint = inject('engines').opensearch;

searchConformance('OpenSearch', async () => {
  const [search, other] = await Promise.all([openSearchAt(endpoint), openSearchAt(endpoint)]);
  return {
    search,
    other,
    refresh: async () => {
      const answer = await fetch(`${endpoint}/parley-search*/_refresh`, { method: 'POST' });
      if (!answer.ok) throw new Error(`the index could not be refreshed: ${answer.status} ${await answer.text()}`);
    },
    close: async () => {
      await Promise.all([search.close(), other.close()]);
    },
  };
});
