import { describe, expect, it } from 'vitest';
import { ObjectsUnavailable } from '../../../adapters/objects/objects.ts';
import { keepMail, queueMail } from '../../../functions/jobs/keep-mail.ts';

async function* pieces() {
  yield Buffer.from('ab');
  yield Buffer.from('c');
}

describe('a large mail that is polled', () => {
  it('is stored under the name of its origin and place, always the same', async () => {
    const stored: unknown[] = [];
    const putStream = async (key: string, bytes: AsyncIterable<Uint8Array>, size: number, type: string): Promise<void> => {
      const read: Uint8Array[] = [];
      for await (const piece of bytes) read.push(piece);
      stored.push([key, Buffer.concat(read).toString(), size, type]);
    };
    const keep = keepMail({ objects: { putStream }, prefix: 'mail-in/' }, 'o1');
    expect(await keep('7.3', pieces(), 3)).toBe('mail-in/o1.7.3');
    expect(stored).toEqual([['mail-in/o1.7.3', 'abc', 3, 'message/rfc822']]);
    const down = keepMail({ objects: { putStream: () => Promise.reject(new ObjectsUnavailable(new Error('x'))) }, prefix: 'mail-in/' }, 'o1');
    await expect(down('7.3', pieces(), 3)).rejects.toThrow(ObjectsUnavailable);
  });

  it('is passed on by the queue; one that the queue does not take is polled again', async () => {
    const sent: unknown[] = [];
    const send = async (url: string, messages: readonly unknown[]): Promise<void> => void sent.push([url, messages]);
    expect(await queueMail({ queues: { send }, queueUrl: 'queue:mailbox' }, 'o1', 'mail-in/o1.7.3')).toMatchObject({ ok: true });
    expect(sent).toEqual([['queue:mailbox', [{ body: '{"originId":"o1","key":"mail-in/o1.7.3"}' }]]]);
    const down = { send: () => Promise.reject(new Error('down')) };
    expect(await queueMail({ queues: down, queueUrl: 'queue:mailbox' }, 'o1', 'k')).toEqual({ ok: false, reason: 'the queue mailbox is unavailable' });
  });
});
