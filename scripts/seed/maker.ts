import { serialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { type Made, makeBatch } from './batch.ts';
import { openBatchDeps } from './open-deps.ts';
import type { Plan } from './plan.ts';
import type { Shop } from './shop.ts';

/** The input of a thread that creates batches. */
export interface MakerData {
  readonly shop: Shop;
  readonly plan: Plan;
  readonly order: Uint32Array<SharedArrayBuffer>;
}

/** Start and end positions in the order of customers. */
export type MakerJob = readonly [from: number, to: number];

/** Documents go to another thread; the threads in between do not parse them. */
export type SentBatch = Omit<Made, 'documents'> & { readonly documents: Uint8Array };

const { shop, plan, order } = workerData as MakerData;
const deps = openBatchDeps();
parentPort?.on('message', ([from, to]: MakerJob) => {
  void makeBatch(deps, shop, plan, order.subarray(from, to)).then((made) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
    parentPort?.postMessage({ ...made, documents: serialize(made.documents) } satisfies SentBatch);
  });
});
