import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { recordUnits } from '../../../adapters/table/units.ts';
import { seeded } from '../../../demo/random.ts';
import { acknowledge } from '../../../domain/chat/acknowledge.ts';
import { createApplication } from '../../../domain/chat/applications.ts';
import { createChat } from '../../../domain/chat/chats.ts';
import { changeDirect, directOf, listDirects, openDirect, showDirect } from '../../../domain/chat/directs/directs.ts';
import { changeGroup } from '../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { listGroups, showGroup } from '../../../domain/chat/groups/read-groups.ts';
import { membershipsOf } from '../../../domain/chat/members.ts';
import { postChatMessage } from '../../../domain/chat/messages.ts';
import { deleteInRoom, editInRoom, listRoomMessages, postToRoom, readRoomMessage } from '../../../domain/chat/room-messages.ts';
import { changeRoomSettings } from '../../../domain/chat/rooms.ts';
import { encodePosition } from '../../../domain/conversations/log/cursor.ts';
import { Replayed } from '../../../domain/idempotency/commit.ts';
import { TransactionRefused } from '../../../domain/table/port.ts';
import { faultyTable } from '../conversations/log/faulty-table.ts';
import { ANN, BOB, EVE, groupWorld, UUID } from './groups/world.ts';
import { as, keyed } from './world.ts';

const GROUP = groupOf('t', UUID);
const FIRST = { after: null, limit: 50 };

const opened = async (table = memoryTable()) => {
  const { deps } = groupWorld(table);
  await createGroup(deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob', 'cid'] });
  const say = (body: string, by = ANN) => postToRoom(deps, by, GROUP, body);
  const unread = async (by = BOB) => (await showGroup(deps, by, UUID)).unreadCount;
  return { deps, table, say, unread };
};

describe('messages of a group', () => {
  it('are numbered, edited with their history, deleted to a tombstone and listed both ways', async () => {
    const { deps, say } = await opened();
    for (const [body, by] of [
      ['helo', ANN],
      ['hi', BOB],
      ['bye', ANN],
    ] as const)
      await say(body, by);
    await editInRoom(deps, ANN, GROUP, 1, 'hello');
    await deleteInRoom(deps, ANN, GROUP, 3);
    expect((await readRoomMessage(deps, BOB, GROUP, 1)).edits.map(({ body }) => body)).toEqual(['helo']);
    const page = async (order: 'asc' | 'desc', after: number | null) => {
      const { items, next } = await listRoomMessages(deps, BOB, GROUP, { order, after, limit: 2 });
      return [items.map(({ body }) => body), next];
    };
    expect([await page('desc', null), await page('desc', 2), await page('asc', 2)]).toEqual([
      [[null, 'hi'], 2],
      [['hello'], null],
      [[null], null],
    ]);
    await expect(readRoomMessage(deps, BOB, GROUP, 4)).rejects.toMatchObject({ code: 'not_found', message: 'No such message.' });
    await expect(editInRoom(deps, BOB, GROUP, 1, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(editInRoom(deps, ANN, GROUP, 9, 'x')).rejects.toMatchObject({ code: 'not_found', message: 'No such message.' });
  });

  it('are for members only: for others the group does not exist', async () => {
    const { deps, say } = await opened();
    await say('hello');
    const unknown = { code: 'not_found', message: 'No such group.' };
    await expect(say('x', EVE)).rejects.toMatchObject(unknown);
    await expect(editInRoom(deps, EVE, GROUP, 1, 'x')).rejects.toMatchObject(unknown);
    await expect(deleteInRoom(deps, EVE, GROUP, 1)).rejects.toMatchObject(unknown);
    await expect(listRoomMessages(deps, EVE, GROUP, { order: 'asc', ...FIRST })).rejects.toMatchObject(unknown);
    await expect(readRoomMessage(deps, EVE, GROUP, 1)).rejects.toMatchObject(unknown);
    await changeGroup(deps, BOB, UUID, { remove: ['bob'] });
    await expect(say('x', BOB)).rejects.toMatchObject(unknown);
  });

  it('are written once for one Idempotency-Key, for at most 6 write units with it and 4 without', async () => {
    const recorder = recordUnits(memoryTable());
    const { deps } = await opened(recorder.table as ReturnType<typeof memoryTable>);
    const cost = async (context = BOB) => (await recorder.measured(() => postToRoom(deps, context, GROUP, 'x'.repeat(200)))).report;
    expect(await cost(keyed(BOB, 'k'))).toMatchObject({ writeUnits: 6, roundTrips: 2 });
    await expect(cost(keyed(BOB, 'k'))).rejects.toBeInstanceOf(Replayed);
    expect(await cost()).toMatchObject({ writeUnits: 4, roundTrips: 2 });
  });

  it('are seen from the first one by a new member, who owes none of them', async () => {
    const { deps, say } = await opened();
    await say('one');
    await changeGroup(deps, ANN, UUID, { add: ['eve'] });
    expect(await showGroup(deps, EVE, UUID)).toMatchObject({ unreadCount: 0, messagesCount: 1 });
    expect((await listRoomMessages(deps, EVE, GROUP, { order: 'asc', ...FIRST })).items).toHaveLength(1);
    await say('two');
    expect(await showGroup(deps, EVE, UUID)).toMatchObject({ unreadCount: 1, lastMessage: { number: 2, body: 'two' } });
  });
});

describe('unread counts', () => {
  it('are the messages of others after the acknowledged one', async () => {
    const { deps, say, unread } = await opened();
    for (const by of [ANN, ANN, BOB, ANN]) await say('hello', by);
    expect([await unread(ANN), await unread(BOB)]).toEqual([1, 3]);
    const ack = (number: number) => acknowledge(deps, BOB, { conversationId: GROUP.id, number });
    expect(await ack(2)).toEqual({ conversationId: GROUP.id, number: 2, cursor: encodePosition({ number: 2, amendment: 2 }, GROUP.id) });
    expect(await unread()).toBe(1);
    expect([(await ack(1)).number, await unread()]).toEqual([2, 1]);
    expect([(await ack(99)).number, await unread()]).toEqual([4, 0]);
  });

  it('and the newest message are in the list: pinned groups first, then the busiest', async () => {
    const { deps, say } = await opened();
    const second = (await createGroup(deps, BOB, { name: 'Second', memberIds: ['ann'] })).body.id;
    const third = (await createGroup(deps, BOB, { name: 'Third', memberIds: ['ann'] })).body.id;
    const names = async (by = ANN, limit = 50) => {
      const found: string[] = [];
      let after: Parameters<typeof listGroups>[2]['after'] = null;
      do {
        const page: Awaited<ReturnType<typeof listGroups>> = await listGroups(deps, by, { after, limit });
        found.push(...page.items.map(({ name, unreadCount }) => `${name}:${unreadCount}`));
        after = page.next;
      } while (after !== null);
      return found;
    };
    expect(await names()).toEqual(['Third:0', 'Second:0', 'Friends:0']);
    await say('x'.repeat(300), BOB);
    expect(await names()).toEqual(['Friends:1', 'Third:0', 'Second:0']);
    await changeRoomSettings(deps.table, groupOf('t', second), 'ann', { pinned: true }, 'group');
    expect([await names(), await names(ANN, 1)]).toEqual([
      ['Second:0', 'Friends:1', 'Third:0'],
      ['Second:0', 'Friends:1', 'Third:0'],
    ]);
    const [, friends] = (await listGroups(deps, ANN, FIRST)).items;
    expect(friends?.lastMessage).toMatchObject({ number: 1, senderId: 'bob', body: 'x'.repeat(200) });
    await changeGroup(deps, ANN, third, { remove: ['ann'] });
    expect([await names(), await names(EVE)]).toEqual([['Second:0', 'Friends:1'], []]);
    await deleteInRoom(deps, BOB, GROUP, 1);
    expect((await listGroups(deps, ANN, FIRST)).items[1]?.lastMessage).toMatchObject({ body: null, deleted: true });
  });

  it('of the newest memberships are listed, however many there are', async () => {
    const { deps, table } = await opened();
    for (let n = 0; n < 300; n += 1) await createGroup(deps, ANN, { name: `Group ${n}` });
    expect(await membershipsOf(table, 't', 'groups', 'ann', 1_000)).toHaveLength(301);
    const newest = await membershipsOf(table, 't', 'groups', 'ann', 260);
    expect([newest.length, newest.includes(GROUP.id)]).toEqual([260, false]);
    const page = await listGroups(deps, ANN, { after: null, limit: 100 });
    expect([page.items[0]?.name, page.items.length]).toEqual(['Group 299', 100]);
    expect(await membershipsOf(table, 't', 'groups', 'eve', 10)).toEqual([]);
  });

  it('look for own messages among the newest 200', async () => {
    const { say, unread } = await opened();
    for (let n = 0; n < 5; n += 1) await say('mine', BOB);
    for (let n = 0; n < 200; n += 1) await say('hello');
    expect(await unread()).toBe(205);
    await say('mine', BOB);
    expect(await unread()).toBe(205);
  });
});

describe('settings of a member', () => {
  it('mute until a time, and pin', async () => {
    const { deps } = await opened();
    const set = (settings: Parameters<typeof changeRoomSettings>[3]) => changeRoomSettings(deps.table, GROUP, 'bob', settings, 'group');
    const seen = async (by = BOB) => {
      const { mutedUntil, pinned } = await showGroup(deps, by, UUID);
      return { mutedUntil, pinned };
    };
    await set({});
    await set({ mutedUntil: '2999-01-01T00:00:00.000Z', pinned: true });
    expect([await seen(), await seen(ANN)]).toEqual([
      { mutedUntil: '2999-01-01T00:00:00.000Z', pinned: true },
      { mutedUntil: null, pinned: false },
    ]);
    await set({ mutedUntil: '2001-01-01T00:00:00.000Z' });
    expect(await seen()).toEqual({ mutedUntil: null, pinned: true });
    await set({ mutedUntil: null, pinned: false });
    expect(await seen()).toEqual({ mutedUntil: null, pinned: false });
    await expect(changeRoomSettings(deps.table, GROUP, 'eve', { pinned: true }, 'group')).rejects.toMatchObject({ code: 'not_found' });
    const busy = { ...deps.table, write: () => Promise.reject(new TransactionRefused([{ index: 0, reason: 'conflict' }])) };
    await expect(changeRoomSettings(busy, GROUP, 'bob', { pinned: true }, 'group')).rejects.toBeInstanceOf(TransactionRefused);
  });
});

describe('a position', () => {
  it('of several devices never moves back, whatever the order and whatever calls are lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.array(fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 6 })), { minLength: 1, maxLength: 12 }), async (seed, positions) => {
        const inner = memoryTable();
        const { deps, say } = await opened(inner);
        for (let n = 0; n < 10; n += 1) await say('hello');
        for (const number of [1, 2]) await editInRoom(deps, ANN, GROUP, number, 'Hello');
        const table = faultyTable(inner, seeded(seed), 0.4);
        const seen: number[] = [];
        await Promise.all(
          positions.map(async ([number, amendment]) => {
            for (let tries = 0; tries < 100; tries += 1)
              try {
                await acknowledge({ table }, BOB, { conversationId: UUID, cursor: encodePosition({ number, amendment }) });
                const row = inner.all().find(({ pk, sk }) => pk.startsWith('T#t#GM#') && sk === 'bob');
                seen.push(Number(row?.['n']));
                return;
              } catch {
                // The client sends it again.
              }
          }),
        );
        expect(seen).toEqual([...seen].sort((a, b) => a - b));
        const [most, changes] = [Math.max(...positions.map(([number]) => number)), Math.max(...positions.map(([, amendment]) => amendment))];
        expect(await acknowledge(deps, BOB, { conversationId: GROUP.id, number: 0 })).toMatchObject({
          number: Math.min(most, 10),
          cursor: encodePosition({ number: Math.min(most, 10), amendment: Math.max(2, Math.min(changes, 4)) }, GROUP.id),
        });
      }),
      { numRuns: 30 },
    );
  });

  it('is one of chats too, and is nobody else’s', async () => {
    const { deps } = await opened();
    const { token } = await createApplication(deps, ANN, { name: 'Courier' });
    const { conversationId } = await createChat(deps, ANN, token, {});
    await postChatMessage(deps, ANN, { token, number: 1 }, 'hello');
    expect(await acknowledge(deps, BOB, { conversationId, number: 5 })).toMatchObject({ number: 1 });
    expect(await acknowledge(deps, EVE, { conversationId, number: 0 })).toMatchObject({ number: 0 });
    expect(await acknowledge(deps, BOB, { conversationId, number: 0 })).toMatchObject({ number: 1 });
  });

  it('is answered once for one key, and refused where there is nothing to acknowledge', async () => {
    const { deps, say } = await opened();
    await say('hello');
    await acknowledge(deps, keyed(BOB, 'k'), { conversationId: GROUP.id, number: 1 });
    await expect(acknowledge(deps, keyed(BOB, 'k'), { conversationId: GROUP.id, number: 1 })).rejects.toBeInstanceOf(Replayed);
    await expect(acknowledge(deps, EVE, { conversationId: GROUP.id, number: 1 })).rejects.toMatchObject({ code: 'not_found' });
    for (const conversationId of ['c.unknown', 'nothing', 'a'.repeat(16), 'd.unknown'])
      await expect(acknowledge(deps, BOB, { conversationId, number: 1 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(acknowledge(deps, BOB, { conversationId: GROUP.id })).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(acknowledge(deps, BOB, { conversationId: GROUP.id, cursor: 'x' })).rejects.toMatchObject({ code: 'unprocessable' });
    await say('again');
    const busy = { ...deps.table, write: () => Promise.reject(new TransactionRefused([{ index: 0, reason: 'conflict' }])) };
    await expect(acknowledge({ table: busy }, BOB, { conversationId: GROUP.id, number: 2 })).rejects.toMatchObject({ name: 'TableUnavailable' });
    const broken = { ...deps.table, write: () => Promise.reject(new Error('broken')) };
    await expect(acknowledge({ table: broken }, BOB, { conversationId: GROUP.id, number: 2 })).rejects.toThrow('broken');
  });
});

describe('a direct', () => {
  it('is one for each two people, whoever opens it, however often', async () => {
    const { deps, table } = await opened();
    const mine = await openDirect(deps, ANN, 'bob');
    expect(mine).toEqual({
      id: expect.stringMatching(/^d\./),
      conversationId: mine.id,
      user: { id: 'bob', name: 'The bob' },
      blocked: false,
      messagesCount: 0,
      unreadCount: 0,
      lastMessage: null,
      mutedUntil: null,
      pinned: false,
      createdAt: expect.any(String),
    });
    expect(await openDirect(deps, BOB, 'ann')).toEqual({ ...mine, user: { id: 'ann', name: 'The ann' } });
    await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        openDirect(groupWorld(faultyTable(table, seeded(n), 0)).deps, n % 2 === 0 ? ANN : as('cid'), n % 2 === 0 ? 'cid' : 'ann'),
      ),
    );
    expect(table.all().filter(({ pk, sk }) => pk.includes('#CV#d.') && sk === 'META')).toHaveLength(2);
    await expect(openDirect(deps, ANN, 'ann')).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(openDirect(deps, ANN, 'nobody')).rejects.toMatchObject({ code: 'unprocessable' });
    await openDirect(deps, keyed(ANN, 'k'), 'eve');
    await expect(openDirect(deps, keyed(ANN, 'k'), 'eve')).rejects.toBeInstanceOf(Replayed);
  });

  it('has messages and unread counts, for the two only', async () => {
    const { deps } = await opened();
    const { id } = await openDirect(deps, ANN, 'bob');
    await postToRoom(deps, ANN, directOf('t', id), 'hello');
    expect(await showDirect(deps, BOB, id)).toMatchObject({ unreadCount: 1, lastMessage: { body: 'hello' } });
    await acknowledge(deps, BOB, { conversationId: id, number: 1 });
    expect((await listDirects(deps, BOB, FIRST)).items).toMatchObject([{ id, unreadCount: 0, user: { id: 'ann' } }]);
    for (const other of [id, 'd.unknown', 'no-direct']) await expect(showDirect(deps, EVE, other)).rejects.toMatchObject({ code: 'not_found' });
    await expect(changeDirect(deps, EVE, id, { blocked: true })).rejects.toMatchObject({ code: 'not_found' });
    await expect(postToRoom(deps, EVE, directOf('t', id), 'x')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is silent while one has blocked the other, who is not told which', async () => {
    const { deps } = await opened();
    const { id } = await openDirect(deps, ANN, 'bob');
    const direct = directOf('t', id);
    await postToRoom(deps, ANN, direct, 'hello');
    expect(await changeDirect(deps, BOB, id, { blocked: true, pinned: true })).toMatchObject({ blocked: true, pinned: true });
    expect(await changeDirect(deps, BOB, id, { blocked: true })).toMatchObject({ blocked: true });
    expect(await showDirect(deps, ANN, id)).toMatchObject({ blocked: false });
    for (const by of [ANN, BOB]) await expect(postToRoom(deps, by, direct, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(editInRoom(deps, ANN, direct, 1, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listRoomMessages(deps, ANN, direct, { order: 'asc', ...FIRST })).items).toHaveLength(1);
    await changeDirect(deps, ANN, id, { blocked: true });
    await changeDirect(deps, BOB, id, { blocked: false });
    await expect(postToRoom(deps, BOB, direct, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    await changeDirect(deps, ANN, id, { blocked: false });
    expect((await postToRoom(deps, BOB, direct, 'again')).number).toBe(2);
  });
});
