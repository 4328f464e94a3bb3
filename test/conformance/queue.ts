import { describe, expect, test } from 'vitest';
import type { Queues } from '../../adapters/queues/queues.ts';
import { until } from '../harness/until.ts';

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
  readonly contentBasedDeduplication?: boolean;
}

/** A queue engine with the receiver's side that only pollers use; the same promises hold for the embedded one and for SQS. */
export interface QueuesUnderTest {
  readonly queues: Queues;
  /** Makes a queue (and, with `maxReceives`, its dead-letter queue); answers their addresses. */
  create(name: string, wanted?: Wanted): Promise<{ url: string; deadLetterUrl: string }>;
  /** At once, or when a message comes within `waitSeconds`. */
  receive(url: string, max: number, waitSeconds?: number): Promise<readonly Received[]>;
  remove(url: string, receipts: readonly string[]): Promise<void>;
  /** Shows messages again at once. */
  show(url: string, receipts: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 262_144;
/** How long something is hidden that comes again: on a slow machine, what a test does meanwhile takes a second. */
const HIDDEN_SECONDS = 4;

export const queuesConformance = (name: string, open: () => Promise<QueuesUnderTest>): void => {
  const using = async (work: (engine: QueuesUnderTest) => Promise<void>): Promise<void> => {
    const engine = await open();
    try {
      await work(engine);
    } finally {
      await engine.close();
    }
  };
  const receiptsOf = (messages: readonly Received[]): string[] => messages.map(({ receipt }) => receipt);
  const bodiesOf = (messages: readonly Received[]): string[] => messages.map(({ body }) => body);
  /** Receives and deletes until the wanted number of messages came. */
  const drain = async ({ receive, remove }: QueuesUnderTest, url: string, count: number): Promise<Received[]> => {
    const all: Received[] = [];
    await until(`${count} messages came`, async () => {
      const some = await receive(url, 10);
      if (some.length > 0) await remove(url, receiptsOf(some));
      all.push(...some);
      return all.length >= count;
    });
    return all;
  };
  /** Receives once more, when something shows. */
  const again = async ({ receive }: QueuesUnderTest, url: string, max = 10): Promise<readonly Received[]> => {
    let shown: readonly Received[] = [];
    await until('something shows', async () => (shown = await receive(url, max)).length > 0);
    return shown;
  };

  describe(`queues on ${name}`, () => {
    test('every message sent is received, and gone once deleted', () =>
      using(async (engine) => {
        const { url } = await engine.create('plain');
        await engine.queues.send(
          url,
          Array.from({ length: 25 }, (_, n) => ({ body: JSON.stringify({ n, text: 'ä' }) })),
        );
        const bodies = bodiesOf(await drain(engine, url, 25));
        expect(bodies.toSorted()).toEqual(Array.from({ length: 25 }, (_, n) => JSON.stringify({ n, text: 'ä' })).toSorted());
        expect(await engine.receive(url, 10)).toEqual([]);
      }));

    test('a body of 256 KB is taken, also many at once; a larger one is refused and nothing is sent', () =>
      using(async (engine) => {
        const { url } = await engine.create('large');
        const bodies = Array.from({ length: 4 }, (_, n) => String(n).padEnd(MAX_BODY_BYTES, 'x'));
        await engine.queues.send(
          url,
          bodies.map((body) => ({ body })),
        );
        await expect(engine.queues.send(url, [{ body: 'small' }, { body: 'x'.repeat(MAX_BODY_BYTES + 1) }])).rejects.toThrow(/bytes/);
        expect(bodiesOf(await drain(engine, url, 4)).toSorted()).toEqual(bodies);
        expect(await engine.receive(url, 10)).toEqual([]);
      }));

    test('a received message is hidden and comes again when nobody deleted it, counted', () =>
      using(async (engine) => {
        const { url } = await engine.create('hidden', { visibilitySeconds: HIDDEN_SECONDS });
        await engine.queues.send(url, [{ body: 'x' }]);
        expect(await engine.receive(url, 10)).toMatchObject([{ body: 'x', receives: 1 }]);
        expect(await engine.receive(url, 10)).toEqual([]);
        const second = await again(engine, url);
        expect(second).toMatchObject([{ body: 'x', receives: 2 }]);
        await engine.show(url, receiptsOf(second));
        expect(await again(engine, url)).toMatchObject([{ body: 'x', receives: 3 }]);
      }));

    test('of a batch only what failed comes again', () =>
      using(async (engine) => {
        const { url } = await engine.create('partial');
        await engine.queues.send(
          url,
          Array.from({ length: 8 }, (_, n) => ({ body: String(n) })),
        );
        const batch: Received[] = [];
        await until('the batch is received', async () => batch.push(...(await engine.receive(url, 10))) > 0 && batch.length === 8);
        const failed = batch.filter(({ body }) => body === '3' || body === '6');
        await engine.remove(url, receiptsOf(batch.filter((message) => !failed.includes(message))));
        await engine.show(url, receiptsOf(failed));
        const second = await drain(engine, url, 2);
        expect(second.map(({ body, receives }) => `${body}:${receives}`).toSorted()).toEqual(['3:2', '6:2']);
        expect(await engine.receive(url, 10)).toEqual([]);
      }));

    test('a message that nobody manages is tried so often and then lies with the dead letters', () =>
      using(async (engine) => {
        const { url, deadLetterUrl } = await engine.create('poison', { maxReceives: 3 });
        await engine.queues.send(url, [{ body: 'poison' }]);
        for (let tries = 1; tries <= 3; tries += 1) {
          const received = await again(engine, url);
          expect(received).toMatchObject([{ body: 'poison', receives: tries }]);
          expect(await engine.receive(deadLetterUrl, 10)).toEqual([]);
          await engine.show(url, receiptsOf(received));
        }
        let dead: readonly Received[] = [];
        await until('it is a dead letter', async () => {
          expect(await engine.receive(url, 10)).toEqual([]);
          dead = await engine.receive(deadLetterUrl, 10);
          return dead.length > 0;
        });
        expect(bodiesOf(dead)).toEqual(['poison']);
      }));

    test('a delayed message waits', () =>
      using(async (engine) => {
        const { url } = await engine.create('delayed');
        await engine.queues.send(url, [{ body: 'later', delaySeconds: HIDDEN_SECONDS }, { body: 'now' }]);
        expect(bodiesOf(await drain(engine, url, 1))).toEqual(['now']);
        expect(bodiesOf(await drain(engine, url, 1))).toEqual(['later']);
      }));

    test('a waiting receiver gets a message as soon as it is sent', () =>
      using(async (engine) => {
        const { url } = await engine.create('waited');
        const waiting = engine.receive(url, 10, 10);
        await engine.queues.send(url, [{ body: 'at last' }]);
        expect(bodiesOf(await waiting)).toEqual(['at last']);
      }));

    test('a queue that does not exist takes nothing', () =>
      using(async (engine) => {
        const { url } = await engine.create('there');
        await expect(engine.queues.send(url.replace(/there$/, 'not-there'), [{ body: 'x' }])).rejects.toThrow();
        await expect(engine.queues.send(url, [])).resolves.toBeUndefined();
      }));

    test('messages of one FIFO group come in order, one batch of it at a time', () =>
      using(async (engine) => {
        const { url } = await engine.create('ordered.fifo', { fifo: true });
        await engine.queues.send(
          url,
          Array.from({ length: 6 }, (_, n) => ({ body: `a${n}`, groupId: 'a', dedupeId: `a${n}` })),
        );
        const first = await engine.receive(url, 2);
        expect(bodiesOf(first)).toEqual(['a0', 'a1']);
        expect(await engine.receive(url, 2)).toEqual([]);
        await engine.queues.send(url, [{ body: 'b0', groupId: 'b', dedupeId: 'b0' }]);
        const other = await engine.receive(url, 2);
        expect(other).toMatchObject([{ body: 'b0', groupId: 'b' }]);
        await engine.remove(url, receiptsOf([...first, ...other]));
        expect(bodiesOf(await drain(engine, url, 4))).toEqual(['a2', 'a3', 'a4', 'a5']);
      }));

    test('a FIFO message that failed holds its group back and comes again before what follows it', () =>
      using(async (engine) => {
        const { url } = await engine.create('held.fifo', { fifo: true, visibilitySeconds: HIDDEN_SECONDS });
        await engine.queues.send(url, [
          { body: 'a0', groupId: 'a', dedupeId: 'a0' },
          { body: 'a1', groupId: 'a', dedupeId: 'a1' },
        ]);
        expect(bodiesOf(await engine.receive(url, 1))).toEqual(['a0']);
        await engine.queues.send(url, [{ body: 'b0', groupId: 'b', dedupeId: 'b0' }]);
        expect(bodiesOf(await drain(engine, url, 1))).toEqual(['b0']);
        const second = await again(engine, url, 1);
        expect(second).toMatchObject([{ body: 'a0', receives: 2 }]);
        await engine.remove(url, receiptsOf(second));
        expect(bodiesOf(await drain(engine, url, 1))).toEqual(['a1']);
      }));

    test('a message that is postponed comes again in its own time, and its FIFO group waits with it', () =>
      using(async (engine) => {
        const { url } = await engine.create('postponed.fifo', { fifo: true, visibilitySeconds: 600 });
        await engine.queues.send(url, [
          { body: 'a0', groupId: 'a', dedupeId: 'a0' },
          { body: 'a1', groupId: 'a', dedupeId: 'a1' },
          { body: 'b0', groupId: 'b', dedupeId: 'b0' },
        ]);
        const [first] = await engine.receive(url, 1);
        await engine.queues.postpone(url, [first?.receipt ?? ''], HIDDEN_SECONDS * 1_000);
        expect(bodiesOf(await drain(engine, url, 1))).toEqual(['b0']);
        expect(await engine.receive(url, 10)).toEqual([]);
        const [second] = await again(engine, url, 1);
        expect(second).toMatchObject({ body: 'a0', receives: 2 });
        await engine.queues.postpone(url, [second?.receipt ?? ''], 0);
        const third = await again(engine, url, 1);
        expect(third).toMatchObject([{ body: 'a0', receives: 3 }]);
        await engine.remove(url, receiptsOf(third));
        expect(bodiesOf(await drain(engine, url, 1))).toEqual(['a1']);
      }));

    test('postponing what is gone, or nothing at all, is quiet', () =>
      using(async (engine) => {
        const { url } = await engine.create('gone');
        await engine.queues.send(url, [{ body: 'x' }]);
        const [gone] = await drain(engine, url, 1);
        await engine.queues.postpone(url, [], 1_000);
        await engine.queues.postpone(url, [gone?.receipt ?? ''], 1_000);
        expect(await engine.receive(url, 10)).toEqual([]);
      }));

    test('a spent FIFO message frees its group', () =>
      using(async (engine) => {
        const { url, deadLetterUrl } = await engine.create('spent.fifo', { fifo: true, maxReceives: 1 });
        await engine.queues.send(url, [
          { body: 'poison', groupId: 'a', dedupeId: 'a0' },
          { body: 'next', groupId: 'a', dedupeId: 'a1' },
        ]);
        const first = await engine.receive(url, 1);
        expect(bodiesOf(first)).toEqual(['poison']);
        await engine.show(url, receiptsOf(first));
        expect(bodiesOf(await drain(engine, url, 1))).toEqual(['next']);
        expect(await drain(engine, deadLetterUrl, 1)).toMatchObject([{ body: 'poison', groupId: 'a' }]);
      }));

    test('the same deduplication id is delivered once, also after it was deleted', () =>
      using(async (engine) => {
        const { url } = await engine.create('once.fifo', { fifo: true });
        await Promise.all(Array.from({ length: 4 }, () => engine.queues.send(url, [{ body: 'x', groupId: 'g', dedupeId: 'd' }])));
        await drain(engine, url, 1);
        await engine.queues.send(url, [{ body: 'x', groupId: 'g', dedupeId: 'd' }]);
        await engine.queues.send(url, [{ body: 'another group', groupId: 'h', dedupeId: 'd' }]);
        expect(await engine.receive(url, 10)).toEqual([]);
        const { url: other } = await engine.create('other.fifo', { fifo: true });
        await engine.queues.send(other, [{ body: 'another queue', groupId: 'g', dedupeId: 'd' }]);
        expect(bodiesOf(await drain(engine, other, 1))).toEqual(['another queue']);
      }));

    test('where content is its own id, equal bodies are one message', () =>
      using(async (engine) => {
        const { url } = await engine.create('content.fifo', { fifo: true, contentBasedDeduplication: true });
        for (const body of ['x', 'x', 'y']) await engine.queues.send(url, [{ body, groupId: 'g' }]);
        expect(bodiesOf(await drain(engine, url, 2))).toEqual(['x', 'y']);
        expect(await engine.receive(url, 10)).toEqual([]);
      }));

    test('a FIFO queue refuses a message without a group, without an id, or with a delay of its own', () =>
      using(async (engine) => {
        const { url } = await engine.create('strict.fifo', { fifo: true });
        await expect(engine.queues.send(url, [{ body: 'x' }])).rejects.toThrow();
        await expect(engine.queues.send(url, [{ body: 'x', groupId: 'g' }])).rejects.toThrow();
        await expect(engine.queues.send(url, [{ body: 'x', groupId: 'g', dedupeId: 'd', delaySeconds: 1 }])).rejects.toThrow();
        expect(await engine.receive(url, 10)).toEqual([]);
      }));

    test('the order of a FIFO group outlives many batches and many senders at once', () =>
      using(async (engine) => {
        const { url } = await engine.create('long.fifo', { fifo: true });
        const groups = ['a', 'b', 'c'];
        await Promise.all(
          groups.map((groupId) =>
            engine.queues.send(
              url,
              Array.from({ length: 14 }, (_, n) => ({ body: `${groupId}${n}`, groupId, dedupeId: `${groupId}${n}` })),
            ),
          ),
        );
        const all = bodiesOf(await drain(engine, url, 42));
        for (const group of groups) expect(all.filter((body) => body.startsWith(group))).toEqual(Array.from({ length: 14 }, (_, n) => `${group}${n}`));
      }));
  });
};
