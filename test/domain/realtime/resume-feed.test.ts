import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { threadPk } from '../../../domain/conversations/kinds/thread.ts';
import type { Connection } from '../../../domain/realtime/connection.ts';
import { serverFrames } from '../../../domain/realtime/frames.ts';
import { acknowledgeFeed } from '../../../domain/realtime/positions/acknowledged.ts';
import { encodeFeedCursor } from '../../../domain/realtime/positions/position.ts';
import { beginReplay, endReplay } from '../../../domain/realtime/replay-turn.ts';
import { resumeFeed } from '../../../domain/realtime/resume-feed.ts';
import { counterKey } from '../../../domain/support/queues/keys.ts';
import { padded } from '../../../domain/support/threads/keys.ts';
import { until } from '../../harness/until.ts';
import { closedOf, headOf, messageItem, minute, TENANT, threadOf, ticketOf } from '../search/threads.ts';
import { cursorOfBefore, type FeedWorld, type Frame, feedWorld } from './world.ts';

let world: FeedWorld;
let anna: Connection;
beforeEach(async () => {
  world = await feedWorld();
  await world.agent('anna', 'agent', ['t1']);
  await world.queue('open');
  await world.queue('secret', { agentIds: ['nobody'] });
  anna = await world.connect('anna');
});

const cursorAt = (n: number): string => cursorOfBefore(TENANT, Date.parse(minute(n)));
const resume = async (cursor?: string, id?: string): Promise<readonly Frame[]> => {
  world.forget();
  expect(await resumeFeed(world.deps, anna, { cursor, id })).toBe('resumed');
  const frames = world.framesOf('anna');
  for (const frame of frames) serverFrames[frame.type as keyof typeof serverFrames].parse(frame);
  return frames;
};
const ticketIds = (frames: readonly Frame[]) => frames.filter(({ type }) => type === 'ticket').map((frame) => (frame['ticket'] as { id: string }).id);
const numbers = (frames: readonly Frame[], type: string) => frames.filter((frame) => frame.type === type).map((frame) => frame['number']);
const amendment = (n: number, number: number, of: number | undefined, at: string) =>
  world.put({ pk: threadPk(TENANT, threadOf(n)), sk: `A#${padded(number)}`, number, ...(of === undefined ? {} : { of }), type: 'status', at });

test('tickets changed since the cursor come back with their new messages, oldest first, then counters and the end', async () => {
  for (const n of [1, 5, 9]) {
    await world.put(headOf(ticketOf(n)));
    await world.put(messageItem(threadOf(n), 1, { createdAt: minute(n), appendedAt: minute(n) }));
  }
  await world.put({ ...counterKey(TENANT, 'open', 1), created: 3 });
  const frames = await resume(cursorAt(4), 'r1');
  expect(frames.map(({ type }) => type)).toEqual(['ticket', 'message', 'ticket', 'message', 'queue', 'resumed']);
  expect(ticketIds(frames)).toEqual([`${threadOf(5)}.1`, `${threadOf(9)}.1`]);
  expect(frames.find(({ type }) => type === 'queue')).toMatchObject({ id: 'open', counters: { created: 3 } });
  expect(frames.at(-1)).toEqual({
    type: 'resumed',
    id: 'r1',
    cursor: encodeFeedCursor(TENANT, { seen: [[], []], at: Date.parse('2026-11-01T09:00:00Z') }),
    more: false,
  });
  expect(ticketIds(await resume(String(frames.at(-1)?.['cursor'])))).toEqual([]);
});

test('closed tickets come too, whatever month they were closed in', async () => {
  await world.put(closedOf(ticketOf(5)));
  await world.put(closedOf(ticketOf(6, { closedAt: '2026-03-01T00:00:00.000Z', updatedAt: minute(6) })));
  expect(ticketIds(await resume(cursorAt(4)))).toEqual([`${threadOf(5)}.1`, `${threadOf(6)}.1`]);
});

test('a change of the same moment as the cursor is told again rather than missed', async () => {
  await world.put(headOf(ticketOf(5)));
  expect(ticketIds(await resume(cursorAt(5)))).toHaveLength(1);
  expect(ticketIds(await resume(cursorOfBefore(TENANT, Date.parse(minute(5)) + 29_000)))).toHaveLength(1);
  expect(ticketIds(await resume(cursorAt(6)))).toHaveLength(0);
});

test('the wall holds for what is replayed', async () => {
  await world.put(headOf(ticketOf(5, { queueIds: ['secret'] })));
  await world.put(headOf(ticketOf(6, { queueIds: ['secret'], owner: { agentId: 'anna', teamId: null } })));
  await world.put(messageItem(threadOf(5), 1));
  const frames = await resume(cursorAt(0));
  expect(ticketIds(frames)).toEqual([`${threadOf(6)}.1`]);
  expect(frames.filter(({ type }) => type === 'queue').map(({ id }) => id)).toEqual(['open']);
  expect(JSON.stringify(frames)).not.toContain(threadOf(5));
});

test('only what is new in an older ticket comes, but late messages do', async () => {
  const ticket = ticketOf(1, { updatedAt: minute(30), firstNumber: 3 });
  await world.put(headOf(ticket));
  const of = { ticketId: ticket.id };
  await world.put(messageItem(threadOf(1), 2, { ticketId: `${threadOf(1)}.1`, createdAt: minute(29) }));
  await world.put(messageItem(threadOf(1), 3, { ...of, createdAt: minute(1), appendedAt: minute(1) }));
  await world.put(messageItem(threadOf(1), 4, { ...of, kind: 'reply', author: { type: 'agent', id: 'anna', name: null, handle: null }, createdAt: minute(2) }));
  await world.put(messageItem(threadOf(1), 5, { ...of, createdAt: minute(1), appendedAt: minute(28), late: true }));
  await world.put(messageItem(threadOf(1), 6, { ...of, kind: 'note', author: { type: 'agent', id: 'anna', name: null, handle: null }, createdAt: minute(29) }));
  await world.put(messageItem(threadOf(1), 7, { ...of, createdAt: minute(29), hidden: true, appendedAt: minute(29) }));
  await world.put(messageItem(threadOf(1), 8, { ...of, createdAt: minute(29), appendedAt: minute(29), text: 'begin', aside: true }));
  await world.put({ pk: threadPk(TENANT, threadOf(1)), sk: 'B#0000000008', text: 'begin and end', html: null });
  const frames = await resume(cursorAt(20));
  expect(numbers(frames, 'message')).toEqual([5, 6, 8]);
  expect(frames.find((frame) => frame['number'] === 8)).toMatchObject({ body: 'begin and end' });
});

test('where nothing but the provider’s clock is known, the newest messages come all', async () => {
  await world.put(headOf(ticketOf(1, { updatedAt: minute(30) })));
  for (let number = 1; number <= 40; number += 1) await world.put(messageItem(threadOf(1), number, { createdAt: minute(1) }));
  expect(numbers(await resume(cursorAt(20)), 'message')).toEqual(Array.from({ length: 25 }, (_, i) => i + 16));
});

test('a ticket that is new comes with all of its messages', async () => {
  await world.put(headOf(ticketOf(21)));
  for (let number = 1; number <= 60; number += 1) await world.put(messageItem(threadOf(21), number, { createdAt: minute(1), appendedAt: minute(1) }));
  expect(numbers(await resume(cursorAt(20)), 'message')).toHaveLength(60);
});

test('amendments since the cursor come as the message stands now', async () => {
  await world.put(headOf(ticketOf(1, { updatedAt: minute(30) })));
  const by = { author: { type: 'agent', id: 'anna', name: null, handle: null }, kind: 'reply' } as const;
  for (let number = 1; number <= 4; number += 1) {
    await world.put(
      messageItem(threadOf(1), number, {
        ...by,
        createdAt: minute(1),
        delivery: { state: 'read', error: null },
        ...(number === 4 ? { ticketId: 'another.9' } : {}),
      }),
    );
  }
  await amendment(1, 1, 1, minute(2));
  await amendment(1, 2, 2, minute(25));
  await amendment(1, 3, 3, minute(26));
  await amendment(1, 4, 2, minute(27));
  await amendment(1, 5, 4, minute(28));
  await amendment(1, 6, 77, minute(28));
  await amendment(1, 7, undefined, minute(28));
  const frames = await resume(cursorAt(20));
  expect(new Set(numbers(frames, 'amended'))).toEqual(new Set([2, 3]));
  expect(frames.find(({ type }) => type === 'amended')).toMatchObject({ delivery: { state: 'read', error: null } });
});

test('without a cursor it goes on from the last ack, which never moves back', async () => {
  for (const n of [1, 5, 9]) await world.put(headOf(ticketOf(n)));
  expect(ticketIds(await resume())).toHaveLength(3);
  expect(await acknowledgeFeed(world.deps, anna, cursorAt(6))).toBe(true);
  expect(await acknowledgeFeed(world.deps, anna, cursorAt(2))).toBe(true);
  expect(ticketIds(await resume())).toEqual([`${threadOf(9)}.1`]);
  world.pass(25 * 3600_000);
  expect(ticketIds(await resume())).toEqual([`${threadOf(9)}.1`]);
});

test('cursors of another tenant or of nobody are refused', async () => {
  for (const cursor of [cursorOfBefore('other', 5), 'nonsense', '']) {
    expect(await resumeFeed(world.deps, anna, { cursor })).toBe('wrong cursor');
    expect(await acknowledgeFeed(world.deps, anna, cursor)).toBe(false);
  }
  expect(world.framesOf('anna')).toEqual([]);
});

test('a user resumes to nothing, and an ended connection stops the replay', async () => {
  await world.put(headOf(ticketOf(5)));
  const uli = await world.connect('uli', { role: 'user', principal: 'user' });
  await resumeFeed(world.deps, uli, { cursor: cursorAt(1) });
  expect(world.framesOf('uli').map(({ type }) => type)).toEqual(['resumed']);
  world.bad.set('anna', 'gone');
  expect(await resumeFeed(world.deps, anna, { cursor: cursorAt(1) })).toBe('resumed');
  expect(world.framesOf('anna')).toEqual([]);
});

test('what takes too long is broken off, and going on from its cursor misses nothing', async () => {
  for (let n = 1; n <= 130; n += 1) await world.put(headOf(ticketOf(n, { updatedAt: new Date(Date.parse(minute(0)) + n * 60_000).toISOString() })));
  const slow = { ...world.deps, clock: () => (world.pass(15_000), world.deps.clock()) };
  const seen = new Set<string>();
  let cursor = cursorAt(0);
  let rounds = 0;
  for (let more = true; more; rounds += 1) {
    world.forget();
    await resumeFeed(slow, anna, { cursor });
    const frames = world.framesOf('anna');
    for (const id of ticketIds(frames)) seen.add(id);
    const end = frames.at(-1);
    more = end?.['more'] === true;
    cursor = String(end?.['cursor']);
  }
  expect(rounds).toBeGreaterThan(1);
  expect(seen.size).toBe(130);
});

test('whatever was told before the connection broke, a replay from its last cursor brings the rest', async () => {
  const change = fc.record({ n: fc.integer({ min: 1, max: 6 }), kind: fc.constantFrom('message', 'close', 'tag') });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 25 }), fc.nat(24), async (changes, brokeAt) => {
      world = await feedWorld();
      await world.agent('anna', 'agent');
      anna = await world.connect('anna');
      const state = new Map<number, { ticket: ReturnType<typeof ticketOf>; messages: number }>();
      let cursor = cursorAt(0);
      const missed = { tickets: new Map<string, number>(), messages: new Set<string>() };
      for (const [i, { n, kind }] of changes.entries()) {
        const at = minute(i + 1);
        const before = state.get(n) ?? { ticket: ticketOf(n, { createdAt: at, updatedAt: at }), messages: 0 };
        const isClosed = before.ticket.status === 'closed' || kind === 'close';
        const ticket = { ...before.ticket, updatedAt: at, version: before.ticket.version + 1, status: isClosed ? ('closed' as const) : before.ticket.status };
        const messages = before.messages + (kind === 'message' ? 1 : 0);
        state.set(n, { ticket, messages });
        if (isClosed) {
          await world.table.write({ op: 'delete', key: { pk: threadPk(TENANT, threadOf(n)), sk: 'HEAD' } });
          await world.put(closedOf(ticket));
        } else await world.put(headOf(ticket));
        if (kind === 'message') await world.put(messageItem(threadOf(n), messages, { createdAt: minute(0), appendedAt: at }));
        if (i <= brokeAt) cursor = cursorOfBefore(TENANT, Date.parse(at));
        else {
          missed.tickets.set(ticket.id, ticket.version);
          if (kind === 'message') missed.messages.add(`${threadOf(n)} ${messages}`);
        }
      }
      const frames = await resume(cursor);
      const told = new Map(
        frames
          .filter(({ type }) => type === 'ticket')
          .map((frame) => [(frame['ticket'] as { id: string }).id, (frame['ticket'] as { version: number }).version]),
      );
      for (const [id, version] of missed.tickets) expect(told.get(id)).toBe(version);
      const messages = new Set(frames.filter(({ type }) => type === 'message').map((frame) => `${String(frame['conversationId'])} ${String(frame['number'])}`));
      for (const one of missed.messages) expect(messages).toContain(one);
    }),
    { numRuns: 60 },
  );
});

test('one replay at a time a connection: another is told so, until the first has ended or died', async () => {
  await world.put(headOf(ticketOf(5)));
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { query } = world.table;
  world.table.query = async (given) => (await held, query(given));
  const first = resumeFeed(world.deps, anna, { cursor: cursorAt(1) });
  await until('the first has its turn', () => world.table.all().some(({ sk }) => sk === 'RP#anna'));
  expect(await resumeFeed(world.deps, anna, { cursor: cursorAt(1), id: 'r2' })).toBe('already running');
  const other = await world.connect('anna2', { personId: 'anna' });
  const beside = resumeFeed(world.deps, other, { cursor: cursorAt(1) });
  release();
  expect(await Promise.all([first, beside])).toEqual(['resumed', 'resumed']);
  expect(world.table.all().filter(({ sk }) => sk.startsWith('RP#'))).toEqual([]);
  // A turn whose holder died runs out.
  await beginReplay(world.table, anna, world.deps.clock());
  expect(await resumeFeed(world.deps, anna, { cursor: cursorAt(1) })).toBe('already running');
  world.pass(30_001);
  expect(await resumeFeed(world.deps, anna, { cursor: cursorAt(1) })).toBe('resumed');
});

test('a turn that was taken over is not ended by its first holder', async () => {
  const first = (await beginReplay(world.table, anna, 1_000)) as number;
  const second = (await beginReplay(world.table, anna, first + 1)) as number;
  await endReplay(world.table, anna, first);
  expect(await beginReplay(world.table, anna, first + 2)).toBeUndefined();
  await endReplay(world.table, anna, second);
  expect(await beginReplay(world.table, anna, first + 3)).toBeDefined();
});

test('a replay that fails gives its turn back', async () => {
  const { query } = world.table;
  world.table.query = () => Promise.reject(new Error('down'));
  await expect(resumeFeed(world.deps, anna, { cursor: cursorAt(1) })).rejects.toThrow('down');
  world.table.query = query;
  expect(await resumeFeed(world.deps, anna, { cursor: cursorAt(1) })).toBe('resumed');
});

test('the end of a replay is told when the next may begin', async () => {
  const post = world.deps.sockets.post.bind(world.deps.sockets);
  const answers: unknown[] = [];
  world.deps.sockets.post = async (id, frame) => {
    if (frame.includes('resumed') && answers.push('asked') === 1) answers.push(await resumeFeed(world.deps, anna, { cursor: cursorAt(1) }));
    return post(id, frame);
  };
  await resume(cursorAt(1));
  expect(answers).toContain('resumed');
});

test('a replay brings at most 500 tickets, goes on from its cursor, and misses none, also of one moment', async () => {
  for (let n = 1; n <= 1300; n += 1) await world.put(headOf(ticketOf(n, { updatedAt: minute(n <= 700 ? 1 : n <= 1000 ? 2 : 3) })));
  const seen = new Set<string>();
  const counts: number[] = [];
  let cursor = cursorAt(0);
  for (let more = true; more && counts.length < 10; ) {
    const frames = await resume(cursor);
    counts.push(ticketIds(frames).length);
    for (const id of ticketIds(frames)) seen.add(id);
    more = frames.at(-1)?.['more'] === true;
    cursor = String(frames.at(-1)?.['cursor']);
  }
  expect(seen.size).toBe(1300);
  expect(counts.length).toBeLessThan(6);
});

test('a ticket with more news than a replay brings comes with the newest, and says that there is more', async () => {
  const ticket = ticketOf(21);
  await world.put(headOf(ticket));
  for (let number = 1; number <= 1100; number += 1) await world.put(messageItem(threadOf(21), number, { createdAt: minute(1), appendedAt: minute(1) }));
  const frames = await resume(cursorAt(20));
  const told = numbers(frames, 'message');
  expect(told).toHaveLength(1000);
  expect([told[0], told.at(-1)]).toEqual([101, 1100]);
  expect(frames.find(({ type }) => type === 'ticket')).toMatchObject({ truncated: true });
});

test('long texts of a replay are cut, and there is an end to what one ticket brings', async () => {
  await world.put(headOf(ticketOf(21)));
  for (let number = 1; number <= 450; number += 1) {
    await world.put(messageItem(threadOf(21), number, { createdAt: minute(1), appendedAt: minute(1), text: 'begin', aside: true }));
    await world.put({ pk: threadPk(TENANT, threadOf(21)), sk: `B#${padded(number)}`, text: 'x'.repeat(25_000), html: null });
  }
  const frames = await resume(cursorAt(20));
  const told = frames.filter(({ type }) => type === 'message');
  expect(told.length).toBeGreaterThanOrEqual(400);
  expect(told.length).toBeLessThan(450);
  expect(told.every((frame) => frame['truncated'] === true && (frame['body'] as string).length === 20_000)).toBe(true);
  expect(told.at(-1)).toMatchObject({ number: 450 });
  expect(frames.find(({ type }) => type === 'ticket')).toMatchObject({ truncated: true });
});
