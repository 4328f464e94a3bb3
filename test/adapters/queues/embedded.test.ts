import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { onWake } from '../../../adapters/embedded/wake.ts';
import { QueueEngine, type QueueSettings } from '../../../adapters/queues/embedded/engine.ts';
import { openQueues, queueName } from '../../../adapters/queues/embedded.ts';
import { QueueUnavailable } from '../../../adapters/queues/queues.ts';
import { queuesConformance, type Received } from '../../conformance/queue.ts';
import { useTemporaryHome } from '../../local/temporary-home.ts';

const home = useTemporaryHome();
const path = (): string => join(home(), 'data', 'queues.db');
const settings = (name: string, more: Partial<QueueSettings> = {}): QueueSettings => ({
  name,
  visibilitySeconds: 30,
  delaySeconds: 0,
  retentionSeconds: 86_400,
  contentBasedDeduplication: false,
  dedupePerGroup: false,
  deadLetter: null,
  ...more,
});

queuesConformance('SQLite', async () => {
  const queues = openQueues();
  const engine = new QueueEngine(path());
  const received = (url: string, max: number): Received[] => engine.receive(queueName(url), max, Date.now());
  return {
    queues,
    create: async (name, { visibilitySeconds = 30, maxReceives, contentBasedDeduplication = false } = {}) => {
      const dead = name.replace(/(\.fifo)?$/, (suffix) => `-dead${suffix}`);
      engine.declare(settings(dead));
      const deadLetter = maxReceives === undefined ? null : { queue: dead, maxReceives };
      engine.declare(settings(name, { visibilitySeconds, deadLetter, contentBasedDeduplication }));
      return { url: `https://sqs.local/1/${name}`, deadLetterUrl: `https://sqs.local/1/${dead}` };
    },
    receive: async (url, max, waitSeconds = 0) => {
      const woken = waitSeconds > 0 ? nextWake(`queue:${queueName(url)}`) : undefined;
      const first = received(url, max);
      if (first.length > 0 || !woken) return first;
      await woken;
      return received(url, max);
    },
    remove: async (_, receipts) => engine.remove(receipts),
    show: async (_, receipts) => engine.setVisible(receipts, Date.now()),
    close: async () => engine.close(),
  };
});

/** As a poller waits. */
const nextWake = (channel: string): Promise<void> =>
  new Promise((resolve) => {
    const forget = onWake(channel, () => {
      forget();
      resolve();
    });
  });

const withEngine = (work: (engine: QueueEngine) => void): void => {
  const engine = new QueueEngine(join(home(), 'q.db'));
  work(engine);
  engine.close();
};

test('a queue that no stack has is refused by name', async () => {
  await expect(openQueues().send('https://sqs.local/1/nowhere', [{ body: 'x' }])).rejects.toThrow('there is no queue nowhere');
});

test('calls that SQS rejects are rejected here too', async () => {
  const queues = openQueues();
  const engine = new QueueEngine(path());
  engine.declare(settings('f.fifo'));
  engine.declare(settings('s'));
  await expect(queues.send('x/f.fifo', [{ body: 'x' }])).rejects.toThrow(/needs a group/);
  await expect(queues.send('x/f.fifo', [{ body: 'x', groupId: 'g' }])).rejects.toThrow(/deduplication/);
  await expect(queues.send('x/f.fifo', [{ body: 'x', groupId: 'g', dedupeId: 'd', delaySeconds: 1 }])).rejects.toThrow(/delay/);
  await expect(queues.send('x/s', [{ body: 'x'.repeat(262_145) }])).rejects.toThrow(/bytes/);
  await expect(queues.send('x/s', [])).resolves.toBeUndefined();
  engine.close();
});

test('a file that stays locked is an unavailable queue', { timeout: 20_000 }, async () => {
  const queues = openQueues();
  const engine = new QueueEngine(path());
  engine.declare(settings('s'));
  const other = new DatabaseSync(path());
  other.exec('BEGIN IMMEDIATE');
  await expect(queues.send('x/s', [{ body: 'x' }])).rejects.toBeInstanceOf(QueueUnavailable);
  other.exec('ROLLBACK');
  other.close();
  engine.close();
});

test('content is its own deduplication id where the queue says so, and only within a group where it says that', () =>
  withEngine((engine) => {
    engine.declare(settings('c.fifo', { contentBasedDeduplication: true, dedupePerGroup: true }));
    engine.send([{ queue: 'c.fifo', body: 'same', groupId: 'a' }], 0);
    engine.send([{ queue: 'c.fifo', body: 'same', groupId: 'a' }], 1);
    engine.send([{ queue: 'c.fifo', body: 'same', groupId: 'b' }], 2);
    expect(engine.receive('c.fifo', 10, 3).map(({ groupId }) => groupId)).toEqual(['a', 'b']);
  }));

test('a deduplication id is forgotten after five minutes', () =>
  withEngine((engine) => {
    engine.declare(settings('d.fifo'));
    const send = (now: number): void => engine.send([{ queue: 'd.fifo', body: 'x', groupId: 'g', dedupeId: 'd' }], now);
    send(0);
    send(299_999);
    expect(engine.counts('d.fifo', 299_999).waiting).toBe(1);
    send(300_000);
    expect(engine.counts('d.fifo', 300_000).waiting).toBe(2);
  }));

test('an old receipt deletes nothing', () =>
  withEngine((engine) => {
    engine.declare(settings('s', { visibilitySeconds: 1 }));
    engine.send([{ queue: 's', body: 'x' }], 0);
    const [first] = engine.receive('s', 1, 0);
    const [second] = engine.receive('s', 1, 2_000);
    engine.remove([first?.receipt ?? '']);
    expect(engine.counts('s', 2_000)).toEqual({ waiting: 0, flying: 1, delayed: 0 });
    engine.remove([second?.receipt ?? '']);
    expect(engine.counts('s', 2_000)).toEqual({ waiting: 0, flying: 0, delayed: 0 });
  }));

test('an uncounted release does not bring a message nearer to the dead letters', () =>
  withEngine((engine) => {
    engine.declare(settings('dead'));
    engine.declare(settings('s', { deadLetter: { queue: 'dead', maxReceives: 1 } }));
    engine.send([{ queue: 's', body: 'x' }], 0);
    for (let n = 0; n < 5; n += 1)
      engine.setVisible(
        engine.receive('s', 1, n).map(({ receipt }) => receipt),
        n,
        true,
      );
    expect(engine.receive('s', 1, 10)).toMatchObject([{ receives: 1 }]);
    engine.setVisible([], 0);
    engine.remove([]);
  }));

test('messages that a dead reader was processing are visible at once', () =>
  withEngine((engine) => {
    engine.declare(settings('s'));
    engine.send([{ queue: 's', body: 'x' }], 0);
    engine.receive('s', 1, 0);
    expect(engine.nextVisibleAt('s', 0)).toBe(30_000);
    engine.unlock('s', 5);
    expect(engine.receive('s', 1, 5)).toHaveLength(1);
  }));

test('what shows already behind a hidden message of its group is nothing to come back for', () =>
  withEngine((engine) => {
    engine.declare(settings('s.fifo'));
    engine.send(
      ['a', 'b'].map((dedupeId) => ({ queue: 's.fifo', body: dedupeId, groupId: 'g', dedupeId })),
      0,
    );
    engine.receive('s.fifo', 1, 10);
    expect(engine.receive('s.fifo', 1, 20)).toEqual([]);
    expect(engine.nextVisibleAt('s.fifo', 20)).toBe(30_010);
  }));

test('messages older than their queue keeps them go', () =>
  withEngine((engine) => {
    engine.declare(settings('s', { retentionSeconds: 10, delaySeconds: 2 }));
    engine.send([{ queue: 's', body: 'x' }], 0);
    expect(engine.counts('s', 1)).toEqual({ waiting: 0, flying: 0, delayed: 1 });
    engine.sweep('s', 9_000);
    expect(engine.nextVisibleAt('s', 1)).toBe(2_000);
    engine.sweep('s', 10_001);
    expect(engine.nextVisibleAt('s', 1)).toBeUndefined();
  }));
