import type { Objects } from '../../adapters/objects/objects.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import type { PollDeps } from '../../domain/origins/poll-origin.ts';

export interface KeepMailDeps {
  readonly objects: Pick<Objects, 'putStream'>;
  readonly queues: Pick<Queues, 'send'>;
  /** The queue of the function `mail`. */
  readonly queueUrl: string;
  /** The prefix of the keys of stored mails. */
  readonly prefix: string;
}

/** Stores a polled mail while it is read. Returns the key of its object; the same mail has the same key. @throws ObjectsUnavailable; what `bytes` throws */
export const keepMail =
  ({ objects, prefix }: Pick<KeepMailDeps, 'objects' | 'prefix'>, originId: string) =>
  async (name: string, bytes: AsyncIterable<Uint8Array>, size: number): Promise<string> => {
    const key = `${prefix}${originId}.${name}`;
    await objects.putStream(key, bytes, size, 'message/rfc822');
    return key;
  };

/** Passes a stored mail to the function `mail`, which reads it as it reads SES's mails. It is durable when the queue has it. */
export const queueMail = async (
  { queues, queueUrl }: Pick<KeepMailDeps, 'queues' | 'queueUrl'>,
  originId: string,
  key: string,
): ReturnType<PollDeps['deliver']> => {
  try {
    await queues.send(queueUrl, [{ body: JSON.stringify({ originId, key }) }]);
    return { ok: true, reason: '' };
  } catch {
    return { ok: false, reason: 'the queue mailbox is unavailable' };
  }
};
