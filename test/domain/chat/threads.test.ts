import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { seeded } from '../../../demo/random.ts';
import { createApplication } from '../../../domain/chat/applications.ts';
import { createChat } from '../../../domain/chat/chats.ts';
import { acceptFrame } from '../../../domain/chat/frames/accept-frame.ts';
import { toldEntries } from '../../../domain/chat/frames-of-entries.ts';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { listChatMessages, postChatMessage } from '../../../domain/chat/messages.ts';
import { deleteInRoom, editInRoom, hideInRoom, listRoomMessages, postToRoom, reactInRoom, readRoomMessage } from '../../../domain/chat/room-messages.ts';
import { readAfter, START } from '../../../domain/conversations/log/cursor.ts';
import { CHAT_TEXT } from '../../../domain/limits.ts';
import { faultyTable } from '../conversations/log/faulty-table.ts';
import { ANN, BOB, EVE, groupWorld, UUID } from './groups/world.ts';
import { keyed } from './world.ts';

const GROUP = groupOf('t', UUID);
const PK = GROUP.kind.pk('t', GROUP.id);

const opened = async (table = memoryTable()) => {
  const deps = { ...groupWorld(table).deps, mostPeople: 1_000 };
  await createGroup(deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob'] });
  const say = (body: string, threadOf?: number, by = ANN) => postToRoom(deps, by, GROUP, body, { threadOf });
  const thread = async (root: number, order: 'asc' | 'desc' = 'asc', after: number | null = null, limit = 50) =>
    listRoomMessages(deps, BOB, GROUP, { order, after, limit }, root);
  const root = (number = 1) => readRoomMessage(deps, BOB, GROUP, number);
  return { deps, table, say, thread, root };
};

describe('a thread of a message', () => {
  it('has its messages in order, both ways and in pages, and its first message counts them', async () => {
    const { say, thread, root } = await opened();
    await say('lunch?');
    expect(await root()).toMatchObject({ threadOf: null, replyCount: 0, lastReplyAt: null });
    const replies = [];
    for (const by of [ANN, BOB, ANN, BOB, ANN]) {
      replies.push(await say('yes', 1, by));
      await say('beside');
    }
    expect(replies.map(({ number, threadOf }) => [number, threadOf])).toEqual([2, 4, 6, 8, 10].map((number) => [number, 1]));
    expect(await root()).toMatchObject({ replyCount: 5, lastReplyAt: replies.at(-1)?.createdAt });
    const numbers = async (...asked: Parameters<typeof thread>) => {
      const { items, next } = await thread(...asked);
      return [items.map(({ number }) => number), next];
    };
    expect(await numbers(1)).toEqual([[2, 4, 6, 8, 10], null]);
    expect([await numbers(1, 'asc', null, 2), await numbers(1, 'asc', 4, 2), await numbers(1, 'asc', 8, 2)]).toEqual([
      [[2, 4], 4],
      [[6, 8], 8],
      [[10], null],
    ]);
    expect([await numbers(1, 'desc', null, 3), await numbers(1, 'desc', 6, 3), await numbers(1, 'desc', 1, 3)]).toEqual([
      [[10, 8, 6], 6],
      [[4, 2], null],
      [[], null],
    ]);
    expect(await numbers(3)).toEqual([[], null]);
    await expect(thread(99)).rejects.toMatchObject({ code: 'not_found', message: 'No such message.' });
  });

  it('begins at a message that is there and in no thread itself', async () => {
    const { deps, say } = await opened();
    await say('one');
    await say('two', 1);
    const refused = { code: 'unprocessable', errors: [{ path: 'threadOf', message: 'is not a message that can have a thread' }] };
    for (const number of [2, 9]) await expect(say('x', number)).rejects.toMatchObject(refused);
    await deleteInRoom(deps, ANN, GROUP, 1);
    await expect(say('x', 1)).rejects.toMatchObject({ code: 'conflict', extra: { current: 'deleted' } });
    await expect(say('x', 1, EVE)).rejects.toMatchObject({ code: 'not_found', message: 'No such group.' });
  });

  it('keeps its count and its list through edits, reactions, hides and deletions of any of its messages', async () => {
    const { deps, say, thread, root } = await opened();
    await say('one');
    for (const body of ['two', 'three']) await say(body, 1);
    await editInRoom(deps, ANN, GROUP, 1, 'uno');
    await reactInRoom(deps, BOB, GROUP, 1, { emoji: '👍' });
    await say('four', 1);
    await deleteInRoom(deps, ANN, GROUP, 2);
    await hideInRoom(deps, ANN, GROUP, 3, true);
    expect(await root()).toMatchObject({ body: 'uno', replyCount: 3, reactions: [{ count: 1 }], edits: [{ body: 'one' }] });
    expect((await thread(1)).items.map(({ body, threadOf }) => [body, threadOf])).toEqual([
      [null, 1],
      [null, 1],
      ['four', 1],
    ]);
    await deleteInRoom(deps, ANN, GROUP, 1);
    expect(await root()).toMatchObject({ deleted: true, replyCount: 3 });
    expect((await thread(1)).items).toHaveLength(3);
  });

  it('is told to devices with each message, and takes frames, once for their id', async () => {
    const { deps, table, say, root } = await opened();
    await say('one');
    const frame = { type: 'send', id: '1', conversationId: GROUP.id, body: 'two', threadOf: 1 } as const;
    expect(await acceptFrame(deps, BOB, frame)).toEqual(await acceptFrame(deps, BOB, frame));
    expect(await root()).toMatchObject({ replyCount: 1 });
    const told = await toldEntries(table, { id: GROUP.id, pk: PK }, await readAfter(table, PK, START));
    expect(told.filter(({ type }) => type === 'message').map((entry) => ('threadOf' in entry ? entry.threadOf : null))).toEqual([null, 1]);
  });

  it('is also in chats of applications', async () => {
    const { deps } = await opened();
    const { token } = await createApplication(deps, ANN, { name: 'App' });
    const chat = { token, number: (await createChat(deps, ANN, token, {})).number };
    await postChatMessage(deps, ANN, chat, 'one');
    await postChatMessage(deps, EVE, chat, 'two', { threadOf: 1 });
    const page = { order: 'asc', after: null, limit: 9 } as const;
    expect((await listChatMessages(deps, 't', chat, page, undefined, 1)).items).toMatchObject([{ number: 2, threadOf: 1 }]);
    await expect(listChatMessages(deps, 't', { ...chat, number: 9 }, page, undefined, 1)).rejects.toMatchObject({ message: 'No such chat.' });
    await expect(listChatMessages(deps, 't', chat, page, undefined, 9)).rejects.toMatchObject({ message: 'No such message.' });
  });

  it('has pages that long messages make shorter', async () => {
    const { say, thread } = await opened();
    await say('one');
    for (let n = 0; n < 45; n += 1) await say('\u0001'.repeat(CHAT_TEXT), 1);
    const first = await thread(1);
    expect(first.items.length).toBeLessThan(45);
    const rest = await thread(1, 'asc', first.next);
    expect([...first.items, ...rest.items].map(({ number }) => number)).toEqual(Array.from({ length: 45 }, (_, n) => n + 2));
    expect(rest.next).toBeNull();
  });
});

it('a thread counts each of its messages once, whoever writes at once and whatever calls are lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 2, max: 4 }), async (seed, writers) => {
      const { table, say, thread, root } = await opened();
      for (const body of ['one', 'two']) await say(body);
      const random = seeded(seed);
      const write = async (name: number): Promise<void> => {
        const { deps } = groupWorld(faultyTable(table, random, 0.2), random);
        const posts = Array.from({ length: 8 }, async (_, n) => {
          const threadOf = [1, 2, undefined][Math.floor(random() * 3)];
          for (let tries = 0; tries < 4; tries += 1)
            try {
              await postToRoom(deps, keyed(BOB, `${seed}-${name}-${n}`), GROUP, 'hello', { threadOf });
              break;
            } catch {
              // Lost, or answered before.
            }
        });
        await Promise.all(posts);
      };
      await Promise.all(Array.from({ length: writers }, (_, name) => write(name)));
      const { items: all } = await listRoomMessages(groupWorld(table).deps, BOB, GROUP, { order: 'asc', after: null, limit: 100 });
      expect(all.map(({ number }) => number)).toEqual(all.map((_, at) => at + 1));
      for (const number of [1, 2]) {
        const replies = all.filter(({ threadOf }) => threadOf === number);
        expect((await thread(number, 'asc', null, 100)).items).toEqual(replies);
        expect(await root(number)).toMatchObject({ replyCount: replies.length, lastReplyAt: replies.at(-1)?.createdAt ?? null });
      }
    }),
    { numRuns: 15 },
  );
});
