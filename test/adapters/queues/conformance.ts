import { describe, expect, test } from 'vitest';
import type { Queues } from '../../../adapters/queues/queues.ts';
import { until } from '../../harness/until.ts';

export interface Received {
  readonly body: string;
  readonly receipt: string;
  readonly receives: number;
  readonly groupId: string | null;
}

/** Settings that the suite needs of a queue, in seconds. */
export interface Wanted {
  readonly fifo?: boolean;
  readonly visibilitySeconds?: number;
  readonly maxReceives?: number;
}

/** A queue engine with the receiver's side that only pollers use; the same promises hold for the embedded one and for SQS. */
export interface QueuesUnderTest {
  readonly queues: Queues;
  /** Makes a queue (and, with `maxReceives`, its dead-letter queue); answers their addresses. */
  create(name: string, wanted?: Wanted): Promise<{ url: string; deadLetterUrl: string }>;
  receive(url: string, max: number): Promise<readonly Received[]>;
  remove(url: string, receipts: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export const queuesConformance = (name: string, open: () => Promise<QueuesUnderTest>): void => {
  const using = async (work: (engine: QueuesUnderTest) => Promise<void>): Promise<void> => {
    const engine = await open();
    try {
      await work(engine);
    } finally {
      await engine.close();
    }
  };
  /** Receives and deletes until the wanted number of messages came. */
  const drain = async ({ receive, remove }: QueuesUnderTest, url: string, count: number): Promise<Received[]> => {
    const all: Received[] = [];
    await until(`${count} messages came`, async () => {
      const some = await receive(url, 10);
      await remove(
        url,
        some.map((message) => message.receipt),
      );
      all.push(...some);
      return all.length >= count;
    });
    return all;
  };

  describe(`queues on ${name}`, () => {
    test('every message sent is received, and gone once deleted', () =>
      using(async (engine) => {
        const { url } = await engine.create('plain');
        await engine.queues.send(
          url,
          Array.from({ length: 25 }, (_, n) => ({ body: JSON.stringify({ n, text: 'ä' }) })),
        );
        const bodies = (await drain(engine, url, 25)).map(({ body }) => body);
        expect(new Set(bodies).size).toBe(25);
        expect(await engine.receive(url, 10)).toEqual([]);
      }));

    test('a received message is hidden and comes again when nobody deleted it', () =>
      using(async (engine) => {
        const { url } = await engine.create('hidden', { visibilitySeconds: 1 });
        await engine.queues.send(url, [{ body: 'x' }]);
        expect(await engine.receive(url, 10)).toMatchObject([{ body: 'x', receives: 1 }]);
        expect(await engine.receive(url, 10)).toEqual([]);
        let again: readonly Received[] = [];
        await until('it shows again', async () => (again = await engine.receive(url, 10)).length > 0);
        expect(again).toMatchObject([{ body: 'x', receives: 2 }]);
      }));

    test('a message that nobody manages goes to the dead letters', () =>
      using(async (engine) => {
        const { url, deadLetterUrl } = await engine.create('poison', { visibilitySeconds: 1, maxReceives: 2 });
        await engine.queues.send(url, [{ body: 'poison' }]);
        let dead: readonly Received[] = [];
        await until('it is a dead letter', async () => {
          await engine.receive(url, 10);
          dead = await engine.receive(deadLetterUrl, 10);
          return dead.length > 0;
        });
        expect(dead).toMatchObject([{ body: 'poison' }]);
      }));

    test('a delayed message waits', () =>
      using(async (engine) => {
        const { url } = await engine.create('delayed');
        await engine.queues.send(url, [{ body: 'later', delaySeconds: 1 }, { body: 'now' }]);
        expect((await drain(engine, url, 1)).map(({ body }) => body)).toEqual(['now']);
        expect((await drain(engine, url, 1)).map(({ body }) => body)).toEqual(['later']);
      }));

    test('messages of one FIFO group come in order, one batch of it at a time', () =>
      using(async (engine) => {
        const { url } = await engine.create('ordered.fifo', { fifo: true });
        const numbers = Array.from({ length: 6 }, (_, n) => n);
        await engine.queues.send(
          url,
          numbers.map((n) => ({ body: `a${n}`, groupId: 'a', dedupeId: `a${n}` })),
        );
        const first = await engine.receive(url, 2);
        expect(first.map(({ body }) => body)).toEqual(['a0', 'a1']);
        expect(await engine.receive(url, 2)).toEqual([]);
        await engine.queues.send(url, [{ body: 'b0', groupId: 'b', dedupeId: 'b0' }]);
        const other = await engine.receive(url, 2);
        expect(other.map(({ body }) => body)).toEqual(['b0']);
        await engine.remove(
          url,
          [...first, ...other].map(({ receipt }) => receipt),
        );
        expect((await drain(engine, url, 4)).map(({ body }) => body)).toEqual(['a2', 'a3', 'a4', 'a5']);
      }));

    test('the same deduplication id is delivered once', () =>
      using(async (engine) => {
        const { url } = await engine.create('once.fifo', { fifo: true });
        await Promise.all(Array.from({ length: 4 }, () => engine.queues.send(url, [{ body: 'x', groupId: 'g', dedupeId: 'd' }])));
        await drain(engine, url, 1);
        await engine.queues.send(url, [{ body: 'x', groupId: 'g', dedupeId: 'd' }]);
        expect(await engine.receive(url, 10)).toEqual([]);
      }));
  });
};
