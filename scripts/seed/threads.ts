import { Worker } from 'node:worker_threads';
import type { MakerData, MakerJob, SentBatch } from './maker.ts';

/** A thread that answers each message, in order. When it ends, pending calls fail. */
export interface Asked<Question, Answer> {
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

const asked = <Question, Answer>(file: string, workerData: unknown): Asked<Question, Answer> => {
  // Most objects live as long as their batch: a large young generation avoids copying them.
  const worker = new Worker(new URL(file, import.meta.url), { workerData, resourceLimits: { maxYoungGenerationSizeMb: 48 } });
  const waiting: { resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('message', (answer: Answer) => waiting.shift()?.resolve(answer));
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the thread has ended')));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        waiting.push({ resolve, reject });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
        worker.postMessage(question);
      }),
    async close() {
      await worker.terminate();
    },
  };
};

export const openMaker = (data: MakerData): Asked<MakerJob, SentBatch> => asked('./maker.ts', data);
export const openIndexer = (file: string): Asked<Uint8Array | 'close', 'indexed' | 'closed'> => asked('./indexer.ts', file);
