import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { acknowledge } from '../../../domain/chat/acknowledge.ts';
import { createApplication } from '../../../domain/chat/applications.ts';
import { createChat } from '../../../domain/chat/chats.ts';
import { directOf, openDirect } from '../../../domain/chat/directs/directs.ts';
import { changeGroup } from '../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { postChatMessage } from '../../../domain/chat/messages.ts';
import { type OwedPage, type OwedPosition, owedAfter, owedTo } from '../../../domain/chat/owed.ts';
import { type Blockable, deleteInRoom, editInRoom, postToRoom } from '../../../domain/chat/room-messages.ts';
import type { Conversation } from '../../../domain/conversations/kinds/kind.ts';
import { decodePosition, encodePosition, type LogPosition, readAfter, START } from '../../../domain/conversations/log/cursor.ts';
import type { Table } from '../../../domain/table/port.ts';
import { ANN, BOB, EVE, groupWorld, UUID } from './groups/world.ts';
import { as } from './world.ts';

const GROUP = groupOf('t', UUID);
const who = (userId: string) => ({ tenantId: 't', userId });

/** All pages, as a client reads them. */
const pagesOf = async (table: Table, userId: string, limit = 100): Promise<OwedPage[]> => {
  const pages: OwedPage[] = [];
  for (let from: OwedPosition | null = null; ; ) {
    const page: OwedPage = await owedTo(table, who(userId), { from, limit });
    pages.push(page);
    if (page.next === null) return pages;
    from = page.next;
  }
};
const owedBy = async (table: Table, userId: string, limit?: number) => (await pagesOf(table, userId, limit)).flatMap(({ items }) => items);
const short = async (table: Table, userId: string, limit?: number) =>
  (await owedBy(table, userId, limit)).map(({ type, number, body }) => `${type} ${number}:${body}`);

const opened = async () => {
  const { deps } = groupWorld(memoryTable());
  await createGroup(deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob'] });
  const { id } = await openDirect(deps, ANN, 'bob');
  const direct = directOf('t', id);
  return { deps, table: deps.table, direct };
};

describe('what is owed', () => {
  it('is what others have written and changed since, by conversation and in order; own entries are not', async () => {
    const { deps, table, direct } = await opened();
    await postToRoom(deps, ANN, GROUP, 'one');
    await postToRoom(deps, BOB, GROUP, 'mine');
    await postToRoom(deps, ANN, direct, 'psst');
    await postToRoom(deps, ANN, GROUP, 'three');
    await editInRoom(deps, ANN, GROUP, 1, 'One');
    await deleteInRoom(deps, ANN, GROUP, 3);
    const all = ['message 1:psst', 'message 1:One', 'message 3:null', 'amended 1:One', 'amended 3:null'];
    for (const limit of [1, 2, 3, 100]) expect(await short(table, 'bob', limit), `${limit}`).toEqual(all);
    expect(await short(table, 'ann')).toEqual(['message 2:mine']);
    expect(await short(table, 'eve')).toEqual([]);
    const [first] = await owedBy(table, 'bob');
    expect(first).toMatchObject({ conversationId: direct.id, senderId: 'ann', body: 'psst' });
  });

  it('is not what a cursor of an item acknowledges, and nothing older than the joining', async () => {
    const { deps, table } = await opened();
    for (const body of ['one', 'two', 'three']) await postToRoom(deps, ANN, GROUP, body);
    const [, two] = await owedBy(table, 'bob');
    await acknowledge(deps, BOB, { conversationId: GROUP.id, cursor: two?.cursor ?? '' });
    expect(await short(table, 'bob')).toEqual(['message 3:three']);
    await changeGroup(deps, ANN, UUID, { add: ['eve'] });
    expect(await short(table, 'eve')).toEqual([]);
    await postToRoom(deps, ANN, GROUP, 'four');
    expect(await short(table, 'eve')).toEqual(['message 4:four']);
    await changeGroup(deps, ANN, UUID, { remove: ['eve'] });
    expect(await short(table, 'eve')).toEqual([]);
  });

  it('continues after an item whose cursor names its conversation', async () => {
    const { deps, table, direct } = await opened();
    for (const room of [GROUP, direct] as const) for (const body of ['one', 'two']) await postToRoom(deps, ANN, room as Conversation<Blockable>, body);
    const items = await owedBy(table, 'bob');
    for (const [place, { cursor }] of items.entries()) {
      const from = await owedAfter(table, who('bob'), cursor);
      expect((await owedTo(table, who('bob'), { from, limit: 100 })).items, `${place}`).toEqual(items.slice(place + 1));
    }
    for (const cursor of ['nonsense', encodePosition(START), encodePosition(START, 'g.other')])
      await expect(owedAfter(table, who('bob'), cursor)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('in a chat is for those who have written or acknowledged there', async () => {
    const { deps, table } = await opened();
    const { token } = await createApplication(deps, ANN, { name: 'App' });
    const { number, conversationId } = await createChat(deps, ANN, token, {});
    const say = (by: typeof ANN, body: string) => postChatMessage(deps, by, { token, number }, body);
    await say(ANN, 'one');
    expect([await short(table, 'bob'), await short(table, 'ann')]).toEqual([[], []]);
    await say(BOB, 'two');
    await say(BOB, 'three');
    expect([await short(table, 'bob'), await short(table, 'ann')]).toEqual([[], ['message 2:two', 'message 3:three']]);
    // Eve has read nothing yet: her first acknowledgement counts, even of nothing.
    const empty = await createChat(deps, ANN, token, {});
    await acknowledge(deps, EVE, { conversationId: empty.conversationId, number: 0 });
    await postChatMessage(deps, ANN, { token, number: empty.number }, 'hello');
    expect(await short(table, 'eve')).toEqual(['message 1:hello']);
    await expect(acknowledge(deps, EVE, { conversationId: empty.conversationId, cursor: encodePosition(START, conversationId) })).rejects.toMatchObject({
      code: 'unprocessable',
    });
    // A process that does not know them yet keeps their position.
    await acknowledge(deps, ANN, { conversationId, number: 3 });
    const other = groupWorld({ ...table }).deps;
    await postChatMessage(other, ANN, { token, number }, 'four');
    await say(BOB, 'five');
    expect(await short(table, 'ann')).toEqual(['message 5:five']);
  });

  it('is read in pages that end at own entries, and at what fits into an answer', async () => {
    const { deps, table, direct } = await opened();
    for (let n = 0; n < 520; n += 1) await postToRoom(deps, BOB, GROUP, 'mine');
    await postToRoom(deps, ANN, GROUP, 'last');
    const [first, second] = await pagesOf(table, 'bob');
    expect([first?.items.length, second?.items.map(({ number }) => number)]).toEqual([0, [521]]);
    // 20,000 characters of six bytes each.
    for (let n = 0; n < 60; n += 1) await postToRoom(deps, ANN, direct, '\u0001'.repeat(20_000));
    const pages = await pagesOf(table, 'bob');
    for (const { items } of pages) expect(Buffer.byteLength(JSON.stringify(items))).toBeLessThan(4_600_000);
    expect(pages.flatMap(({ items }) => items.map(({ number }) => number))).toEqual([...Array.from({ length: 60 }, (_, at) => at + 1), 521]);
  });

  it('ends where a log has less than its head says', async () => {
    const { deps, table } = await opened();
    await postToRoom(deps, ANN, GROUP, 'one');
    const lost: Table = { ...table, query: async (query) => (query.index === undefined ? { items: [], next: null } : table.query(query)) };
    expect(await owedBy(lost, 'bob')).toEqual([]);
  });

  it('comes without gap, double or disorder, whatever is written, changed and acknowledged by two devices meanwhile', { timeout: 60_000 }, async () => {
    const op = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('say' as const), room: fc.nat({ max: 2 }), by: fc.nat({ max: 2 }) }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'delete' as const), room: fc.nat({ max: 2 }), by: fc.nat({ max: 2 }), at: fc.nat() }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('page' as const), device: fc.nat({ max: 1 }), limit: fc.integer({ min: 1, max: 4 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('ack' as const), device: fc.nat({ max: 1 }), at: fc.nat() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(op, { maxLength: 40 }), async (ops) => {
        const { deps } = groupWorld(memoryTable());
        const { table } = deps;
        const people = [ANN, BOB, as('cid')];
        const second = '0f8fad5b-d9cb-469f-a165-70867728950f';
        for (const id of [UUID, second]) await createGroup(deps, ANN, { id, name: 'Group', memberIds: ['bob', 'cid'] });
        const direct = directOf('t', (await openDirect(deps, ANN, 'bob')).id);
        const rooms = [GROUP, groupOf('t', second), direct] as unknown as Conversation<Blockable>[];
        const roomOf = (index: number) => rooms[index] as Conversation<Blockable>;
        /** A run of pages of a device of Bob's: what it has had, and what was acknowledged when it began. */
        const devices = [0, 1].map(() => ({
          from: null as OwedPosition | null,
          had: [] as OwedPage['items'][number][],
          acked: new Map<string, LogPosition>(),
        }));
        const ackedNow = new Map<string, LogPosition>(rooms.map(({ id }) => [id, id === direct.id ? START : { number: 0, amendment: 2 }]));
        const everHad = new Set<string>();
        const keyOf = (item: OwedPage['items'][number]) => `${item.conversationId} ${item.cursor}`;
        const sent: { room: number; number: number; by: number }[] = [];

        const check = async ({ had, acked }: (typeof devices)[number]) => {
          for (const { id, kind } of rooms) {
            const got = had.filter(({ conversationId }) => conversationId === id).map(({ cursor }) => decodePosition(cursor) as LogPosition);
            for (const [place, at] of got.entries()) {
              const before = got[place - 1] ?? acked.get(id) ?? START;
              expect(at.number + at.amendment).toBeGreaterThan(before.number + before.amendment);
              // What it has skipped is Bob's own, or was acknowledged meanwhile.
              const between = await readAfter(table, kind.pk('t', id), before);
              for (const { item, position } of between) {
                if (position.number === at.number && position.amendment === at.amendment) break;
                const maker = (item['author'] ?? item['actor']) as { id: string };
                const done = ackedNow.get(id) ?? START;
                expect(maker.id === 'bob' || (position.number <= done.number && position.amendment <= done.amendment)).toBe(true);
              }
            }
          }
          const order = had.map(({ conversationId }) => conversationId);
          expect(order).toEqual([...order].sort());
        };
        const page = async (device: (typeof devices)[number], limit: number) => {
          if (device.from === null) Object.assign(device, { had: [], acked: new Map(ackedNow) });
          const read = await owedTo(table, who('bob'), { from: device.from, limit });
          expect(read.items.length).toBeLessThanOrEqual(limit);
          device.had.push(...read.items);
          for (const item of read.items) everHad.add(keyOf(item));
          device.from = read.next;
          if (read.next === null) await check(device);
        };
        const ack = async ({ conversationId, cursor }: OwedPage['items'][number]) => {
          const { cursor: now } = await acknowledge(deps, BOB, { conversationId, cursor });
          ackedNow.set(conversationId, decodePosition(now) as LogPosition);
        };

        for (const one of ops) {
          if (one.do === 'page') await page(devices[one.device] as (typeof devices)[number], one.limit);
          else if (one.do === 'ack') {
            const had = devices[one.device]?.had ?? [];
            const item = had[one.at % Math.max(had.length, 1)];
            if (item) await ack(item);
          } else if (one.do === 'say') {
            if (one.room === 2 && one.by === 2) continue;
            const { number } = await postToRoom(deps, people[one.by] as typeof ANN, roomOf(one.room), 'hello');
            sent.push({ room: one.room, number, by: one.by });
          } else {
            const message = sent[one.at % Math.max(sent.length, 1)];
            if (!message) continue;
            const by = people[message.by] as typeof ANN;
            const change =
              one.do === 'edit'
                ? editInRoom(deps, by, roomOf(message.room), message.number, `edit ${one.at}`)
                : deleteInRoom(deps, by, roomOf(message.room), message.number);
            await change.catch((error: unknown) => expect(error).toMatchObject({ code: 'conflict' }));
          }
        }
        // Both devices end their runs; then everything that is left is read and acknowledged, and nothing is owed.
        for (const device of devices) while (device.from !== null) await page(device, 3);
        const acked = new Map(ackedNow);
        for (const item of await owedBy(table, 'bob', 3)) {
          everHad.add(keyOf(item));
          await ack(item);
        }
        expect(await owedBy(table, 'bob')).toEqual([]);
        for (const { id, kind } of rooms)
          for (const entry of await readAfter(table, kind.pk('t', id), acked.get(id) ?? START, 1_000)) {
            const maker = (entry.item['author'] ?? entry.item['actor']) as { id: string };
            if (maker.id !== 'bob') expect(everHad).toContain(`${id} ${encodePosition(entry.position, id)}`);
          }
      }),
      { numRuns: 60 },
    );
  });
});
