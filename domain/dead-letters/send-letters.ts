import { createHash } from 'node:crypto';
import { TENANT_ID } from '../configuration/keys.ts';
import { QUEUE_ENTRY_BYTES } from '../limits.ts';
import type { Addressed, DeadLetter } from './dead-letter.ts';

export interface LetterDeps {
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string }[]): Promise<void> };
  readonly deadLetterQueueUrl: string;
  /** Stores letters that are too long for the queue; absent in senders whose letters are all short. */
  readonly objects?: { put(key: string, body: Uint8Array, contentType: string): Promise<void> };
}

/** The queue message for a letter that is too long for the queue. The object holds the whole letter. */
export interface LetterAside {
  readonly reason: string;
  readonly aside: string;
  readonly partition?: string;
  readonly offset?: number;
  readonly projection?: string;
}

/**
 * Sends letters to the dead-letter queue. A letter that exceeds a queue message goes to the object store, and its message names the object.
 * One that cannot be sent does not prevent the others. Returns the indexes of those that failed; their records must be retried.
 */
export const sendLetters = async (deps: LetterDeps, letters: readonly Addressed[]): Promise<{ readonly index: number; readonly error: unknown }[]> => {
  const failed: { index: number; error: unknown }[] = [];
  const ready = await Promise.all(
    letters.map(async (one, index) => {
      try {
        return [{ index, body: await bodyOf(deps, one) }];
      } catch (error) {
        failed.push({ index, error });
        return [];
      }
    }),
  );
  const bodies = ready.flat();
  if (bodies.length === 0) return failed;
  const send = (some: typeof bodies): Promise<void> =>
    deps.queues.send(
      deps.deadLetterQueueUrl,
      some.map(({ body }) => ({ body })),
    );
  try {
    await send(bodies);
  } catch (error) {
    // Sent one by one to find the faulty ones; duplicates do no harm.
    const alone = await Promise.allSettled(bodies.length === 1 ? [Promise.reject(error as Error)] : bodies.map((one) => send([one])));
    alone.forEach((outcome, at) => {
      if (outcome.status === 'rejected') failed.push({ index: bodies[at]?.index ?? 0, error: outcome.reason });
    });
  }
  return failed;
};

const bodyOf = async ({ objects }: LetterDeps, { tenantId, letter }: Addressed): Promise<string> => {
  const body = JSON.stringify(letter);
  const bytes = Buffer.from(body);
  if (bytes.byteLength <= QUEUE_ENTRY_BYTES || !objects) return body;
  const tenant = tenantId !== null && TENANT_ID.test(tenantId) ? tenantId : 'unknown';
  const key = `T/${tenant}/dead/${createHash('sha256').update(bytes).digest('hex')}`;
  await objects.put(key, bytes, 'application/json');
  return JSON.stringify(asideOf(letter, key));
};

const asideOf = (letter: DeadLetter, aside: string): LetterAside =>
  'partition' in letter
    ? { reason: letter.reason, aside, partition: letter.partition, offset: letter.offset }
    : { reason: letter.reason, aside, projection: letter.projection };
