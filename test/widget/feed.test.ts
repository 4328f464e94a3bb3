import { beforeEach, describe, expect, test } from 'vitest';
import { type Connection, createFeed, type Feed, type Frame, type SocketEvents } from '../../widget/src/logic/feed.ts';
import { createTabs } from '../../widget/src/logic/tabs.ts';
import { settle, TestClock } from './doubles.ts';

let clock: TestClock;
let sockets: { events: SocketEvents; sent: string[]; isClosed: boolean }[];
let shown: Connection[];
let frames: Frame[];
let reads: number;
let isUp: boolean;
let opens: boolean;
/** Sockets open by themselves. */
let isQuick: boolean;
let feed: Feed;
const last = () => sockets.at(-1) as (typeof sockets)[number];
beforeEach(() => {
  clock = new TestClock();
  [sockets, shown, frames, reads, isUp, opens, isQuick] = [[], [], [], 0, true, true, false];
  feed = createFeed({
    clock,
    connect: async (events) => {
      if (!opens) throw new Error('no ticket');
      const socket = { events, sent: [] as string[], isClosed: false };
      sockets.push(socket);
      if (isQuick) queueMicrotask(() => queueMicrotask(events.onOpen));
      return { send: (text) => void socket.sent.push(text), close: () => (socket.isClosed = true) };
    },
    catchUp: async () => {
      reads += 1;
      return isUp;
    },
    onFrame: (frame) => frames.push(frame),
    onConnection: (connection) => shown.push(connection),
    isWatched: () => true,
  });
});
const live = async (): Promise<void> => {
  feed.start();
  await settle();
  last().events.onOpen();
  await settle();
};

describe('the feed', () => {
  test('reads once after each connect, and passes frames on, alone or in arrays', async () => {
    await live();
    expect([shown, reads]).toEqual([['connecting', 'live'], 1]);
    last().events.onText('{"type":"typing","name":"Mia"}');
    last().events.onText('[{"type":"error"},{"type":"typing","name":null},7,null]');
    last().events.onText('{');
    expect(frames).toHaveLength(3);
    expect(feed.send({ type: 'typing' })).toBe(true);
    expect(last().sent).toEqual(['{"type":"typing"}']);
  });
  test('polls while the socket is down, tries again with growing pauses, and reads what was missed', async () => {
    await live();
    opens = false;
    last().events.onClose();
    await settle();
    expect(shown.at(-1)).toBe('polling');
    expect(feed.send({})).toBe(false);
    const before = reads;
    await clock.pass(13_000);
    expect(reads - before).toBeGreaterThanOrEqual(3);
    isUp = false;
    await clock.pass(10_000);
    expect(shown.at(-1)).toBe('offline');
    [opens, isUp, isQuick] = [true, true, true];
    await clock.pass(31_000);
    expect(shown.at(-1)).toBe('live');
    const calm = reads;
    await clock.pass(25_000);
    expect(reads).toBe(calm);
  });
  test('a socket that is dead without a word is found out', async () => {
    await live();
    isUp = false;
    await clock.pass(61_000);
    expect(sockets[0]?.isClosed).toBe(true);
    expect(shown.at(-1)).toBe('offline');
  });
  test('a socket that does not open within ten seconds is given up', async () => {
    feed.start();
    await clock.pass(10_600);
    expect([sockets[0]?.isClosed, sockets.length]).toEqual([true, 2]);
    sockets[0]?.events.onOpen();
    sockets[0]?.events.onText('{"type":"typing","name":"late"}');
    expect(frames).toEqual([]);
  });
  test('does not wait when it is told to hurry, and ends when it is told to', async () => {
    await live();
    opens = false;
    last().events.onClose();
    await clock.pass(8_000);
    opens = true;
    feed.hurry();
    await settle();
    last().events.onOpen();
    await settle();
    expect(shown.at(-1)).toBe('live');
    const before = reads;
    feed.hurry();
    await settle();
    expect(reads).toBe(before + 1);
    feed.stop();
    expect([last().isClosed, shown.at(-1)]).toEqual([true, 'idle']);
    const calm = reads;
    await clock.pass(200_000);
    feed.hurry();
    feed.stop();
    expect(reads).toBe(calm);
  });
});

describe('tabs', () => {
  /** Web Locks of one browser. */
  const createLocks = () => {
    const queues = new Map<string, Promise<unknown>>();
    return {
      request: (name: string, { signal }: { signal?: AbortSignal }, run: () => Promise<void>): Promise<unknown> => {
        const turn = (queues.get(name) ?? Promise.resolve()).then(() => (signal?.aborted ? undefined : run()));
        queues.set(
          name,
          turn.catch(() => undefined),
        );
        return turn;
      },
    };
  };
  test('one leads; when it gives up, the next one does', async () => {
    const locks = createLocks();
    const events: string[] = [];
    const compete = (name: string) =>
      createTabs('chat', locks, () => undefined).compete(() => {
        events.push(`${name} leads`);
        return () => void events.push(`${name} ends`);
      });
    const first = compete('first');
    compete('second');
    const third = compete('third');
    await settle();
    expect(events).toEqual(['first leads']);
    third();
    first();
    await settle();
    expect(events).toEqual(['first leads', 'first ends', 'second leads']);
  });
  test('one sends at a time, with Web Locks and without', async () => {
    for (const locks of [createLocks(), null]) {
      const tabs = createTabs('chat', locks, () => undefined);
      const events: string[] = [];
      const run = (name: string) => async () => {
        events.push(`${name} begins`);
        await settle();
        events.push(`${name} ends`);
      };
      await Promise.all([tabs.alone(run('a')), tabs.alone(run('b'))]);
      expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    }
  });
  test('without Web Locks each tab leads; what they tell goes through the channel', () => {
    const told: unknown[] = [];
    const tabs = createTabs('chat', null, (one) => told.push(one));
    let ends = 0;
    tabs.compete(() => () => (ends += 1))();
    tabs.tell({ tell: 'hello' });
    expect([ends, told]).toEqual([1, [{ tell: 'hello' }]]);
  });
});
