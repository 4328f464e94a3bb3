import { parentPort, workerData } from 'node:worker_threads';
import { makeBatch } from './batch.ts';
import { openBatchDeps } from './open-deps.ts';
import type { Plan } from './plan.ts';
import type { Shop } from './shop.ts';

/** What a thread that makes batches is given. */
export interface MakerData {
  readonly shop: Shop;
  readonly plan: Plan;
  readonly order: Uint32Array<SharedArrayBuffer>;
}

/** From which place of the order to which. */
export type MakerJob = readonly [from: number, to: number];

const { shop, plan, order } = workerData as MakerData;
const deps = openBatchDeps();
parentPort?.on('message', ([from, to]: MakerJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
  void makeBatch(deps, shop, plan, order.subarray(from, to)).then((made) => parentPort?.postMessage(made));
});
