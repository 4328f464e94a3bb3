import { HEAP_MB } from '../reader/budget.ts';
import type { Receipt } from '../reader/event.ts';
import { type Lane, lane, NoAnswer } from './lane.ts';
import { threadFile } from './thread-file.ts';
import type { Answer, Job } from './thread-messages.ts';

/** Mails up to this size have a separate thread, so that they never wait for a large mail. */
const SMALL_BYTES = 200_000;
const IDLE_MS = 30_000;

/**
 * The time limits for the mail (waiting, reading) and then for its headers (waiting, reading) are together below the 20 s of the webhooks' function. A large
 * ordinary mail takes a tenth of a second and a small one a millisecond, so waiting reaches the limit only if thousands of mails arrive at once.
 */
const WAYS = {
  small: { heapMb: 96, waitMs: 9_000, runMs: 5_000 },
  large: { heapMb: HEAP_MB, waitMs: 9_000, runMs: 5_000 },
  /** Mails that are stored already: nobody waits for an answer, and they have up to 40 MB. The function `mail` has 120 s. */
  stored: { heapMb: HEAP_MB, waitMs: 20_000, runMs: 40_000 },
  headers: { heapMb: 96, waitMs: 1_500, runMs: 3_000 },
} as const;

const ways = new Map<keyof typeof WAYS, Lane<Job, Answer>>();
const wayOf = (name: keyof typeof WAYS): Lane<Job, Answer> => {
  const present = ways.get(name) ?? lane<Job, Answer>({ file: threadFile(), idleMs: IDLE_MS, ...WAYS[name] });
  ways.set(name, present);
  return present;
};

/**
 * Reads a mail in a thread, so that no mail blocks the event loop. If a mail cannot be read within the budget, its headers
 * alone are read. Always answers within the time limit of a webhook, or, if the mail `isStored`, of the function `mail`.
 */
export const read = async (bytes: Uint8Array, receipt: Receipt, { isStored = false }: { readonly isStored?: boolean } = {}): Promise<Answer> => {
  const large = isStored ? 'stored' : 'large';
  const whole = await asked(wayOf(bytes.byteLength > SMALL_BYTES ? large : 'small'), { reading: 'whole', bytes, receipt });
  if (whole.kind !== 'failed') return whole;
  const headers = await asked(wayOf('headers'), { reading: 'headers', bytes, receipt });
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
