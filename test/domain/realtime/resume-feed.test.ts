import { beforeEach, expect, test } from 'vitest';
import { recordUnits } from '../../../adapters/table/units.ts';
import { threadPk } from '../../../domain/conversations/kinds/thread.ts';
import type { Connection } from '../../../domain/realtime/connection.ts';
import { serverFrames } from '../../../domain/realtime/frames.ts';
import { acknowledgeFeed } from '../../../domain/realtime/positions/acknowledged.ts';
import { writeChanges } from '../../../domain/realtime/positions/changes.ts';
import { encodeFeedCursor } from '../../../domain/realtime/positions/position.ts';
import { appendSegment } from '../../../domain/realtime/positions/segments.ts';
import { beginReplay, endReplay } from '../../../domain/realtime/replay-turn.ts';
import { resumeFeed } from '../../../domain/realtime/resume-feed.ts';
import { counterKey } from '../../../domain/support/queues/keys.ts';
import { padded } from '../../../domain/support/threads/keys.ts';
import { until } from '../../harness/until.ts';
import { closedOf, headOf, messageItem, TENANT, threadOf, ticketOf } from '../search/threads.ts';
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

const shards = [0.1, 0.6];
/** A segment of the list of changes, as the projector writes one: of each ticket the numbers of new and of amended messages. */
const note = (changes: Readonly<Record<number, readonly [appended: readonly number[], amended: readonly number[]]>>): Promise<unknown> => {
  shards.reverse();
  const deps = { ...world.deps, random: () => shards[0] as number };
  const rows = Object.entries(changes).map(([n, [appended, amended]]) => ({ ticketId: `${threadOf(Number(n))}.1`, appended, amended, wall: null }));
  return appendSegment(deps, TENANT, rows);
};
const nothing: readonly [readonly number[], readonly number[]] = [[], []];
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const endOf = (frames: readonly Frame[]): string => String(frames.at(-1)?.['cursor']);
const resume = async (cursor?: string, id?: string): Promise<readonly Frame[]> => {
  world.forget();
  expect(await resumeFeed(world.deps, anna, { cursor, id })).toBe('resumed');
  const frames = world.framesOf('anna');
  for (const frame of frames) serverFrames[frame.type as keyof typeof serverFrames].parse(frame);
  return frames;
};
const ticketIds = (frames: readonly Frame[]) => frames.filter(({ type }) => type === 'ticket').map((frame) => (frame['ticket'] as { id: string }).id);
const numbers = (frames: readonly Frame[], type: string) => frames.filter((frame) => frame.type === type).map((frame) => frame['number']);

test('tickets that changed after the cursor come back with their messages, then counters and the end', async () => {
  const start = endOf(await resume());
  for (const n of [5, 9]) {
    await world.put(headOf(ticketOf(n)));
    await world.put(messageItem(threadOf(n), 1));
    await note({ [n]: [[1], []] });
  }
  await world.put({ ...counterKey(TENANT, 'open', 1), created: 3 });
  const frames = await resume(start, 'r1');
  expect(frames.map(({ type }) => type)).toEqual(['ticket', 'message', 'ticket', 'message', 'queue', 'resumed']);
  expect(new Set(ticketIds(frames))).toEqual(new Set([`${threadOf(5)}.1`, `${threadOf(9)}.1`]));
  expect(frames.find(({ type }) => type === 'queue')).toMatchObject({ id: 'open', counters: { created: 3 } });
  const seen = [[[1, 1]], [[1, 1]]] as const;
  expect(frames.at(-1)).toEqual({ type: 'resumed', id: 'r1', cursor: encodeFeedCursor(TENANT, { seen, at: world.deps.clock() }), more: false });
  expect(ticketIds(await resume(endOf(frames)))).toEqual([]);
});

test('a closed ticket comes too, and one of which nothing is left does not', async () => {
  await world.put(closedOf(ticketOf(5)));
  await note({ 5: nothing, 77: [[1], []] });
  expect(ticketIds(await resume())).toEqual([`${threadOf(5)}.1`]);
});

test('the wall holds for what is replayed', async () => {
  await world.put(headOf(ticketOf(5, { queueIds: ['secret'] })));
  await world.put(headOf(ticketOf(6, { queueIds: ['secret'], owner: { agentId: 'anna', teamId: null } })));
  await world.put(messageItem(threadOf(5), 1));
  await note({ 5: [[1], []], 6: nothing });
  const frames = await resume();
  expect(ticketIds(frames)).toEqual([`${threadOf(6)}.1`]);
  expect(frames.filter(({ type }) => type === 'queue').map(({ id }) => id)).toEqual(['open']);
  expect(JSON.stringify(frames)).not.toContain(threadOf(5));
});

test('messages of a merged ticket come as those of the leading one, behind its wall', async () => {
  const into = (n: number) => ({ status: 'closed', mergedInto: `${threadOf(n)}.1` }) as const;
  await world.put(headOf(ticketOf(2)));
  await world.put(headOf(ticketOf(4, { queueIds: ['secret'] })));
  await world.put(headOf(ticketOf(1, { ...into(2), queueIds: ['secret'] })));
  await world.put(headOf(ticketOf(3, into(4))));
  await world.put(headOf(ticketOf(5, into(99))));
  for (const n of [1, 3, 5]) await world.put(messageItem(threadOf(n), 1));
  await note({ 1: [[1], []], 3: [[1], []], 5: [[1], []] });
  const frames = await resume();
  expect(ticketIds(frames).toSorted()).toEqual([`${threadOf(3)}.1`, `${threadOf(5)}.1`]);
  expect(frames.filter(({ type }) => type === 'message').map(({ ticketId, conversationId }) => [ticketId, conversationId])).toEqual([
    [`${threadOf(2)}.1`, threadOf(1)],
  ]);
});

test('a ticket whose last message lies in another thread says that there is more to read', async () => {
  await world.put(headOf(ticketOf(1)));
  const lastMessage = { number: 7, threadId: threadOf(2), kind: 'customer', text: 'x', createdAt: '2026-11-01T08:00:00.000Z' } as never;
  await world.put(headOf(ticketOf(2, { lastMessage })));
  await world.put(headOf(ticketOf(3, { lastMessage })));
  await note({ 1: nothing, 2: nothing, 3: nothing });
  const truncated = (await resume()).filter((frame) => frame.type === 'ticket' && frame['truncated'] === true);
  expect(ticketIds(truncated)).toEqual([`${threadOf(3)}.1`]);
});

test('messages come as they stand now: new ones, amended ones, none of another ticket, none that is hidden as new', async () => {
  await world.put(headOf(ticketOf(1)));
  const by = { author: { type: 'agent', id: 'anna', name: null, handle: null }, kind: 'reply' } as const;
  await world.put(messageItem(threadOf(1), 1, { ...by, delivery: { state: 'read', error: null } }));
  await world.put(messageItem(threadOf(1), 2, { hidden: true }));
  await world.put(messageItem(threadOf(1), 3, { ticketId: 'another.9' }));
  await world.put(messageItem(threadOf(1), 4, { shadowed: true }));
  await world.put(messageItem(threadOf(1), 5, { text: 'begin', aside: true }));
  await world.put({ pk: threadPk(TENANT, threadOf(1)), sk: 'B#0000000005', text: 'begin and end', html: null });
  await note({ 1: [[2, 3, 4], [1]] });
  await note({ 1: [[5, 99], [5]] });
  const frames = await resume();
  // A new message that has changed since is told with what became of it.
  expect([numbers(frames, 'message'), numbers(frames, 'amended')]).toEqual([[5], [1, 2, 5]]);
  expect(frames.find((frame) => frame['number'] === 1)).toMatchObject({ delivery: { state: 'read', error: null } });
  expect(frames.find((frame) => frame['number'] === 5)).toMatchObject({ body: 'begin and end' });
});

test('without a cursor it goes on from the last ack, which never moves back and never beyond the end', async () => {
  const ends: string[] = [];
  for (const n of [1, 5, 9]) {
    await world.put(headOf(ticketOf(n)));
    await note({ [n]: nothing });
    ends.push(endOf(await resume()));
  }
  expect(ticketIds(await resume())).toHaveLength(3);
  expect(await acknowledgeFeed(world.deps, anna, ends[1] as string)).toBe(true);
  expect(await acknowledgeFeed(world.deps, anna, ends[0] as string)).toBe(true);
  expect(ticketIds(await resume())).toEqual([`${threadOf(9)}.1`]);
  world.pass(25 * 3600_000);
  expect(ticketIds(await resume())).toEqual([`${threadOf(9)}.1`]);
  const ahead = encodeFeedCursor(TENANT, { seen: [[[1, 900]], [[1, 900]]], at: world.deps.clock() });
  expect(await acknowledgeFeed(world.deps, anna, ahead)).toBe(true);
  await note({ 1: nothing });
  expect(ticketIds(await resume())).toEqual([`${threadOf(1)}.1`]);
});

test('a first look brings the last day, and no more', async () => {
  for (const n of range(1, 9)) {
    await world.put(headOf(ticketOf(n)));
    await note({ [n]: nothing });
    world.pass(6 * 3600_000);
  }
  expect(new Set(ticketIds(await resume()))).toEqual(new Set([6, 7, 8, 9].map((n) => `${threadOf(n)}.1`)));
});

test('a cursor of before, a time, is answered from that time on, once', async () => {
  for (const n of range(1, 5)) {
    await world.put(headOf(ticketOf(n)));
    await note({ [n]: nothing });
    world.pass(600_000);
  }
  const frames = await resume(cursorOfBefore(TENANT, world.deps.clock() - 25 * 60_000));
  expect(new Set(ticketIds(frames))).toEqual(new Set([4, 5].map((n) => `${threadOf(n)}.1`)));
  expect(ticketIds(await resume(endOf(frames)))).toEqual([]);
});

test.each(['a cursor of before', 'a first look'])(
  '%s of a tenant that had no list of changes at that time is `stale`, and goes on from there',
  async (what) => {
    await world.isOlderThanItsList();
    const ask = () => resume(what === 'a first look' ? undefined : cursorOfBefore(TENANT, world.deps.clock() - 25 * 60_000));
    // Nothing was noted yet; and then something, after the time that is asked for.
    for (const n of [1, 2]) {
      const frames = await ask();
      expect(frames.filter(({ type }) => type === 'stale')).toHaveLength(1);
      expect(ticketIds(frames)).toEqual([]);
      await world.put(headOf(ticketOf(n)));
      await note({ [n]: nothing });
      expect(ticketIds(await resume(endOf(frames)))).toEqual([`${threadOf(n)}.1`]);
    }
    // From the day on which the list is older than what is asked for, it answers.
    world.pass(25 * 3600_000);
    await note({ 2: nothing });
    expect(ticketIds(await ask())).toEqual([`${threadOf(2)}.1`]);
  },
);

test.each(['an old cursor', 'a first look'])(
  'more than is replayed is `stale` for %s, with all queues that one may see, and costs no reading of it',
  async (what) => {
    const start = endOf(await resume());
    await world.put(headOf(ticketOf(1)));
    const item = {
      pk: `T#${TENANT}#FD#1`,
      changes: writeChanges([{ ticketId: ticketOf(1).id, appended: [], amended: [], wall: null }]),
      at: world.deps.clock(),
    };
    for (let number = 1; number <= 10_001; number += 1) await world.put({ ...item, sk: `S#${padded(number)}` });
    const recorder = recordUnits(world.table);
    world.forget();
    const deps = { ...world.deps, table: recorder.table };
    expect(await resumeFeed(deps, anna, { cursor: what === 'a first look' ? undefined : start })).toBe('resumed');
    const frames = world.framesOf('anna');
    expect(frames.map(({ type }) => type)).toEqual(['stale', 'queue', 'resumed']);
    expect(frames[0]).toMatchObject({ queueIds: ['open'], cursor: frames[2]?.['cursor'] });
    expect(frames[2]).toMatchObject({ more: false });
    expect(recorder.report().readUnits).toBeLessThan(20);
    await note({ 1: nothing });
    expect(ticketIds(await resume(endOf(frames)))).toEqual([`${threadOf(1)}.1`]);
  },
);

test('cursors of another tenant or of nobody are refused', async () => {
  for (const cursor of [cursorOfBefore('other', 5), 'nonsense', '']) {
    expect(await resumeFeed(world.deps, anna, { cursor })).toBe('wrong cursor');
    expect(await acknowledgeFeed(world.deps, anna, cursor)).toBe(false);
  }
  expect(world.framesOf('anna')).toEqual([]);
});

test('a user resumes to nothing, and an ended connection stops the replay', async () => {
  await world.put(headOf(ticketOf(5)));
  await note({ 5: nothing });
  const uli = await world.connect('uli', { role: 'user', principal: 'user' });
  await resumeFeed(world.deps, uli, { cursor: undefined });
  expect(world.framesOf('uli').map(({ type }) => type)).toEqual(['resumed']);
  world.bad.set('anna', 'gone');
  expect(await resumeFeed(world.deps, anna, { cursor: undefined })).toBe('resumed');
  expect(world.framesOf('anna')).toEqual([]);
});

test('a resume that takes too long stops, and its cursor continues without a gap', async () => {
  for (const n of range(1, 230)) {
    await world.put(headOf(ticketOf(n)));
    await note({ [n]: nothing });
  }
  const slow = { ...world.deps, clock: () => (world.pass(15_000), world.deps.clock()) };
  const seen: string[] = [];
  let cursor: string | undefined;
  let rounds = 0;
  for (let more = true; more; rounds += 1) {
    world.forget();
    await resumeFeed(slow, anna, { cursor });
    const frames = world.framesOf('anna');
    seen.push(...ticketIds(frames));
    more = frames.at(-1)?.['more'] === true;
    cursor = endOf(frames);
  }
  expect(rounds).toBeGreaterThan(1);
  expect([seen.length, new Set(seen).size]).toEqual([230, 230]);
});

test('one replay at a time a connection: another is told so, until the first has ended or died', async () => {
  await world.put(headOf(ticketOf(5)));
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { query } = world.table;
  world.table.query = async (given) => (await held, query(given));
  const first = resumeFeed(world.deps, anna, { cursor: undefined });
  await until('the first has its turn', () => world.table.all().some(({ sk }) => sk === 'RP#anna'));
  expect(await resumeFeed(world.deps, anna, { cursor: undefined, id: 'r2' })).toBe('already running');
  const other = await world.connect('anna2', { personId: 'anna' });
  const beside = resumeFeed(world.deps, other, { cursor: undefined });
  release();
  expect(await Promise.all([first, beside])).toEqual(['resumed', 'resumed']);
  expect(world.table.all().filter(({ sk }) => sk.startsWith('RP#'))).toEqual([]);
  // A turn whose holder died runs out.
  await beginReplay(world.table, anna, world.deps.clock());
  expect(await resumeFeed(world.deps, anna, { cursor: undefined })).toBe('already running');
  world.pass(30_001);
  expect(await resumeFeed(world.deps, anna, { cursor: undefined })).toBe('resumed');
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
  await expect(resumeFeed(world.deps, anna, { cursor: undefined })).rejects.toThrow('down');
  world.table.query = query;
  expect(await resumeFeed(world.deps, anna, { cursor: undefined })).toBe('resumed');
});

test('the end of a replay is told when the next may begin', async () => {
  const post = world.deps.sockets.post.bind(world.deps.sockets);
  const answers: unknown[] = [];
  world.deps.sockets.post = async (id, frame) => {
    if (frame.includes('resumed') && answers.push('asked') === 1) answers.push(await resumeFeed(world.deps, anna, { cursor: undefined }));
    return post(id, frame);
  };
  await resume();
  expect(answers).toContain('resumed');
});

test('a replay brings some 500 tickets, goes on from its cursor, and misses none', async () => {
  for (const n of range(1, 1300)) await world.put(headOf(ticketOf(n)));
  for (let n = 1; n <= 1300; n += 10) await note(Object.fromEntries(range(n, n + 9).map((one) => [one, nothing])));
  const seen = new Set<string>();
  const counts: number[] = [];
  let cursor: string | undefined;
  for (let more = true; more && counts.length < 10; ) {
    const frames = await resume(cursor);
    counts.push(ticketIds(frames).length);
    for (const id of ticketIds(frames)) seen.add(id);
    more = frames.at(-1)?.['more'] === true;
    cursor = endOf(frames);
  }
  expect(seen.size).toBe(1300);
  expect(counts.length).toBeGreaterThan(1);
  expect(counts.length).toBeLessThan(6);
});

test('a ticket with more news than a replay brings comes with the newest, and says that there is more', async () => {
  await world.put(headOf(ticketOf(21)));
  for (const number of range(1, 1100)) await world.put(messageItem(threadOf(21), number));
  await note({ 21: [range(1, 1100), []] });
  const frames = await resume();
  const told = numbers(frames, 'message');
  expect(told).toHaveLength(1000);
  expect([told[0], told.at(-1)]).toEqual([101, 1100]);
  expect(frames.find(({ type }) => type === 'ticket')).toMatchObject({ truncated: true });
});

test('long texts of a replay are cut, and there is an end to what one ticket brings', async () => {
  await world.put(headOf(ticketOf(21)));
  for (const number of range(1, 450)) {
    await world.put(messageItem(threadOf(21), number, { text: 'begin', aside: true }));
    await world.put({ pk: threadPk(TENANT, threadOf(21)), sk: `B#${padded(number)}`, text: 'x'.repeat(25_000), html: null });
  }
  await note({ 21: [range(1, 450), []] });
  const frames = await resume();
  const told = frames.filter(({ type }) => type === 'message');
  expect(told.length).toBeGreaterThanOrEqual(400);
  expect(told.length).toBeLessThan(450);
  expect(told.every((frame) => frame['truncated'] === true && (frame['body'] as string).length === 20_000)).toBe(true);
  expect(told.at(-1)).toMatchObject({ number: 450 });
  expect(frames.find(({ type }) => type === 'ticket')).toMatchObject({ truncated: true });
});
