import { parentPort, workerData } from 'node:worker_threads';
import { openEmbeddedSearch } from '../../adapters/search/embedded.ts';
import type { SearchWrite } from '../../domain/search/port.ts';

/** The thread that writes the search index; `workerData`: its file. Answers each batch when it is in it. */
const search = openEmbeddedSearch(String(workerData));
parentPort?.on('message', (writes: readonly SearchWrite[] | 'close') => {
  if (writes === 'close') {
    void search.close().then(() => parentPort?.postMessage('closed'));
    return;
  }
  void search.bulk(writes).then(([failure]) => {
    if (failure) throw new Error(`search did not take a document: ${failure.reason}`);
    parentPort?.postMessage('indexed');
  });
});
