import { HEAP_MB } from '../reader/budget.ts';
import type { Receipt } from '../reader/event.ts';
import { type Lane, lane, NoAnswer } from './lane.ts';
import { threadFile } from './thread-file.ts';
import type { Answer, Job } from './work.ts';

/** A mail up to this size goes a way of its own, so that it never waits for the reading of a large one. */
const SMALL_BYTES = 200_000;
const IDLE_MS = 30_000;

let small: Lane<Job, Answer> | undefined;
let large: Lane<Job, Answer> | undefined;
const smallLane = (): Lane<Job, Answer> => (small ??= lane({ file: threadFile(), heapMb: 96, runMs: 3_000, waitMs: 4_000, idleMs: IDLE_MS }));
const largeLane = (): Lane<Job, Answer> => (large ??= lane({ file: threadFile(), heapMb: HEAP_MB, runMs: 6_000, waitMs: 5_000, idleMs: IDLE_MS }));

/**
 * Reads a mail in a thread, so that no mail stops the event loop. A mail that cannot be read within the budget is read once more, its headers
 * only. Always answers, in less than the time that a webhook has.
 */
export const read = async (bytes: Uint8Array, receipt: Receipt): Promise<Answer> => {
  const whole = await asked(bytes.byteLength > SMALL_BYTES ? largeLane() : smallLane(), { reading: 'whole', bytes, receipt });
  if (whole.kind !== 'failed') return whole;
  const headers = await asked(smallLane(), { reading: 'headers', bytes, receipt });
  return headers.kind === 'nobody' ? whole : headers;
};

const asked = async (way: Lane<Job, Answer>, job: Job): Promise<Answer> => {
  try {
    return await way.run(job, job.receipt.address);
  } catch (error) {
    if (error instanceof NoAnswer) return { kind: 'failed', reason: error.message };
    throw error;
  }
};
