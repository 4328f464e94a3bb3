import { deserialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { openEmbeddedSearch } from '../../adapters/search/embedded.ts';
import type { SearchWrite } from '../../domain/search/port.ts';

/** The thread that writes the search index; `workerData`: its file. Responds to each batch after it is in the index. */
const search = openEmbeddedSearch(String(workerData));
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
const answer = (what: 'indexed' | 'closed'): void => parentPort?.postMessage(what);
parentPort?.on('message', (sent: Uint8Array | 'close') => {
  if (sent === 'close') {
    void search.close().then(() => answer('closed'));
    return;
  }
  void search.bulk(deserialize(sent) as SearchWrite[]).then(([failure]) => {
    if (failure) throw new Error(`search rejected a document: ${failure.reason}`);
    answer('indexed');
  });
});
