import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { recordUnits } from '../../../adapters/table/units.ts';
import { seeded } from '../../../demo/random.ts';
import { createApplication, readApplication } from '../../../domain/chat/applications.ts';
import { createChat, listChats, presentChat, readChat, renameChat } from '../../../domain/chat/chats.ts';
import type { PublicChatMessage } from '../../../domain/chat/log-messages.ts';
import { deleteChatMessage, editChatMessage, listChatMessages, postChatMessage, reactToChatMessage, readChatMessage } from '../../../domain/chat/messages.ts';
import type { Context } from '../../../domain/context.ts';
import { conversationOf } from '../../../domain/conversations/conversation-of.ts';
import { Replayed } from '../../../domain/idempotency/commit.ts';
import { ANSWERED_BODY_BYTES, CHAT_TEXT } from '../../../domain/limits.ts';
import type { Item, Table } from '../../../domain/table/port.ts';
import { faultyTable } from '../conversations/log/faulty-table.ts';
import { as, chatDeps, keyed } from './world.ts';

const ANN = as('ann');
const BOB = as('bob');

const opened = async (table = memoryTable()) => {
  const deps = chatDeps(table);
  const { token } = await createApplication(deps, ANN, { name: 'shop' });
  const chat = await createChat(deps, ANN, token, {});
  const ref = { token, number: chat.number };
  const say = (body: string, by = ANN) => postChatMessage(deps, by, ref, body);
  return { deps, token, chat, ref, say, table };
};

describe('chats', () => {
  it('are numbered within their application, and named', async () => {
    const { deps, token, chat } = await opened();
    expect(chat).toMatchObject({ number: 1, name: null, messagesCount: 0 });
    expect(conversationOf('t', chat.conversationId)?.kind).toBe('chat');
    expect(await createChat(deps, BOB, token, { name: 'Help' })).toMatchObject({ number: 2, name: 'Help' });
    const other = await createApplication(deps, ANN, { name: 'other' });
    expect((await createChat(deps, ANN, other.token, {})).number).toBe(1);
    expect((await readApplication(deps, 't', token)).lastNumber).toBe(2);
  });

  it('are renamed, and show the exact count of their messages', async () => {
    const { deps, ref, say } = await opened();
    await say('one');
    await say('two', BOB);
    expect(await renameChat(deps, 't', ref, { name: 'Orders' })).toMatchObject({ name: 'Orders', messagesCount: 2 });
    const { revision } = await readChat(deps, 't', ref);
    expect(await renameChat(deps, 't', ref, { name: 'Orders' })).toMatchObject({ name: 'Orders', messagesCount: 2 });
    expect(await renameChat(deps, 't', ref, {})).toMatchObject({ name: 'Orders' });
    expect((await readChat(deps, 't', ref)).revision).toBe(revision);
  });

  it('are listed both ways with their counts', async () => {
    const { deps, token, say } = await opened();
    await say('one');
    for (let n = 2; n <= 5; n += 1) await createChat(deps, ANN, token, {});
    const page = async (order: 'asc' | 'desc', after: number | null) => {
      const { items, next } = await listChats(deps, 't', token, { order, after, limit: 3 });
      return [...items.map(({ number, messagesCount }) => `${number}:${messagesCount}`), next];
    };
    expect([await page('desc', null), await page('desc', 3)]).toEqual([
      ['5:0', '4:0', '3:0', 3],
      ['2:0', '1:1', null],
    ]);
    expect([await page('asc', null), await page('asc', 3)]).toEqual([
      ['1:1', '2:0', '3:0', 3],
      ['4:0', '5:0', null],
    ]);
  });

  it('are opened once for one Idempotency-Key', async () => {
    const { deps, token } = await opened();
    const made = await createChat(deps, keyed(ANN, 'k'), token, {});
    await expect(createChat(deps, keyed(ANN, 'k'), token, {})).rejects.toSatisfy((error) => error instanceof Replayed && error.answer.status === 201);
    expect([made.number, (await readApplication(deps, 't', token)).lastNumber]).toEqual([2, 2]);
  });

  it('that do not exist, and those of another tenant, are unknown', async () => {
    const { deps, token, ref, say } = await opened();
    await say('one');
    const none = { token, number: 9 };
    const unknown = { code: 'not_found', message: 'No such chat.' };
    await expect(readChat(deps, 't', none)).rejects.toMatchObject(unknown);
    await expect(renameChat(deps, 't', none, { name: 'x' })).rejects.toMatchObject(unknown);
    await expect(postChatMessage(deps, ANN, none, 'x')).rejects.toMatchObject(unknown);
    await expect(listChatMessages(deps, 't', none, { order: 'asc', after: null, limit: 5 })).rejects.toMatchObject(unknown);
    await expect(readChatMessage(deps, 't', none, 1)).rejects.toMatchObject(unknown);
    await expect(readChatMessage(deps, 't', ref, 2)).rejects.toMatchObject({ code: 'not_found', message: 'No such message.' });
    await expect(editChatMessage(deps, ANN, ref, 2, 'x')).rejects.toMatchObject({ message: 'No such message.' });
    await expect(postChatMessage(deps, as('ann', 'other'), ref, 'x')).rejects.toMatchObject({ code: 'not_found' });
    await expect(readChatMessage(deps, 'other', ref, 1)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('messages of a chat', () => {
  it('keeps a change that comes between the reads of the head and of the message', async () => {
    const { deps, ref, say, table } = await opened();
    const { number } = await say('hello');
    const before = table.all().find(({ sk }) => sk.startsWith('M#')) as Item;
    const react = (by: Context, over: Table) => reactToChatMessage({ ...deps, table: over }, by, ref, number, { emoji: '👍' });
    await react(BOB, table);
    // On DynamoDB, items that are read together are not of one moment: the first read has the new head and the message of before.
    let reads = 0;
    const torn: Table = {
      ...table,
      get: async (keys, options) => {
        const items = await table.get(keys, options);
        const at = keys.findIndex(({ pk, sk }) => pk === before.pk && sk === before.sk);
        return at >= 0 && (reads += 1) === 1 ? items.with(at, before) : items;
      },
    };
    await react(ANN, torn);
    expect(reads).toBeGreaterThan(1);
    expect((await readChatMessage(deps, 't', ref, number, { id: 'bob' })).reactions).toEqual([{ emoji: '👍', count: 2, mine: true }]);
  });

  it('are edited with their history, and deleted to a tombstone that is still counted', async () => {
    const { deps, ref, say } = await opened();
    const first = await say('helo');
    expect(first).toMatchObject({ number: 1, body: 'helo', senderId: 'ann', editedAt: null, deleted: false });
    await editChatMessage(deps, ANN, ref, 1, 'hello');
    expect(await editChatMessage(deps, ANN, ref, 1, 'Hello!')).toMatchObject({ body: 'Hello!', createdAt: first.createdAt });
    const read = await readChatMessage(deps, 't', ref, 1);
    expect(read.edits.map(({ body }) => body)).toEqual(['helo', 'hello']);
    expect(read.edits[0]?.at).toBe(first.createdAt);
    await expect(editChatMessage(deps, BOB, ref, 1, 'bye')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteChatMessage(deps, BOB, ref, 1)).rejects.toMatchObject({ code: 'forbidden' });
    await deleteChatMessage(deps, ANN, ref, 1);
    expect(await readChatMessage(deps, 't', ref, 1)).toMatchObject({ number: 1, body: null, deleted: true, edits: [] });
    expect(presentChat(await readChat(deps, 't', ref)).messagesCount).toBe(1);
  });

  it('are listed both ways', async () => {
    const { deps, ref, say } = await opened();
    expect(await listChatMessages(deps, 't', ref, { order: 'desc', after: null, limit: 2 })).toEqual({ items: [], next: null });
    for (const body of ['a', 'b', 'c']) await say(body);
    const page = async (order: 'asc' | 'desc', after: number | null) => {
      const { items, next } = await listChatMessages(deps, 't', ref, { order, after, limit: 2 });
      return [items.map(({ body }) => body).join(''), next];
    };
    expect([await page('desc', null), await page('desc', 2), await page('asc', null), await page('asc', 2)]).toEqual([
      ['cb', 2],
      ['a', null],
      ['ab', 2],
      ['c', null],
    ]);
  });

  it('of any length come in pages that fit into an answer, and none is left out', async () => {
    const { deps, ref, say } = await opened();
    // A control character is one byte in the table and six in JSON.
    for (let n = 0; n < 45; n += 1) await say('\u0001'.repeat(CHAT_TEXT));
    const read: PublicChatMessage[] = [];
    let after: number | null = null;
    do {
      const { items, next }: Awaited<ReturnType<typeof listChatMessages>> = await listChatMessages(deps, 't', ref, { order: 'asc', after, limit: 100 });
      expect(Buffer.byteLength(JSON.stringify(items))).toBeLessThan(ANSWERED_BODY_BYTES * 1.1);
      read.push(...items);
      after = next;
    } while (after !== null);
    expect(read.map(({ number }) => number)).toEqual(Array.from({ length: 45 }, (_, at) => at + 1));
    for (let n = 1; n <= 50; n += 1) await editChatMessage(deps, ANN, ref, 1, `${'\u0001'.repeat(CHAT_TEXT - 2)}${String(n).padStart(2, '0')}`);
    expect(Buffer.byteLength(JSON.stringify(await readChatMessage(deps, 't', ref, 1)))).toBeLessThan(ANSWERED_BODY_BYTES * 1.1);
  });

  it('are written once for one Idempotency-Key; another body with it is refused', async () => {
    const { deps, ref } = await opened();
    const made = await postChatMessage(deps, keyed(ANN, 'k'), ref, 'hello');
    await expect(postChatMessage(deps, keyed(ANN, 'k'), ref, 'hello')).rejects.toSatisfy(
      (error) => error instanceof Replayed && (error.answer.body as PublicChatMessage).number === made.number && error.answer.fromRequest?.[0] === 'body',
    );
    await expect(postChatMessage(deps, keyed(ANN, 'k', 'another'), ref, 'bye')).rejects.toMatchObject({ code: 'unprocessable' });
    expect((await readChat(deps, 't', ref)).lastNumber).toBe(1);
  });

  it('are of people and keys', async () => {
    const { deps, ref } = await opened();
    for (const actor of [{ type: 'system' }, { type: 'rule', id: 'r' }, { type: 'event', id: 'e' }] as const)
      expect(() => postChatMessage(deps, { ...ANN, actor }, ref, 'x')).toThrow('Only people and keys chat.');
  });

  it('cost at most 6 write units with an Idempotency-Key, 4 without', async () => {
    const recorder = recordUnits(memoryTable());
    const deps = chatDeps(recorder.table);
    const { token } = await createApplication(deps, ANN, { name: 'shop' });
    const ref = { token, number: (await createChat(deps, ANN, token, {})).number };
    const cost = async (context = ANN) => (await recorder.measured(() => postChatMessage(deps, context, ref, 'x'.repeat(200)))).report;
    // The first one also takes the person into the chat.
    expect(await cost()).toMatchObject({ writeUnits: 5, readUnits: 2, roundTrips: 4 });
    expect(await cost(keyed(ANN, crypto.randomUUID()))).toMatchObject({ writeUnits: 6, readUnits: 2, roundTrips: 2 });
    expect(await cost()).toMatchObject({ writeUnits: 4, readUnits: 1, roundTrips: 2 });
  });
});

describe('many writers at once, whatever calls are lost', () => {
  it('number chats and messages 1 … N, each key once, and the counts are exact', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 8 }), async (seed, writers, each) => {
        const inner = memoryTable();
        const { deps: calm, token, ref } = await opened(inner);
        const random = seeded(seed);
        const insists = async <T>(call: () => Promise<T>): Promise<T | undefined> => {
          for (let tries = 0; ; tries += 1)
            try {
              return await call();
            } catch (error) {
              if (error instanceof Replayed) return error.answer.body as T;
              if (tries > 300) throw error;
            }
        };
        const work = async (writer: number): Promise<{ chats: (number | undefined)[]; messages: (number | undefined)[] }> => {
          // A table object of its own stands for a process of its own.
          const deps = chatDeps(faultyTable(inner, random), random);
          const chats: (number | undefined)[] = [];
          const messages: (number | undefined)[] = [];
          for (let n = 0; n < each; n += 1) {
            messages.push((await insists(() => postChatMessage(deps, keyed(ANN, `m${writer}-${n}`), ref, `${writer} ${n}`)))?.number);
            if (n % 4 === 0) chats.push((await insists(() => createChat(deps, keyed(ANN, `c${writer}-${n}`), token, {})))?.number);
          }
          return { chats, messages };
        };
        const done = await Promise.all(Array.from({ length: writers }, (_, writer) => work(writer)));
        const upTo = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
        const sorted = (numbers: (number | undefined)[]) => numbers.toSorted((a, b) => Number(a) - Number(b));
        const messages = done.flatMap((one) => one.messages);
        const chats = done.flatMap((one) => one.chats);
        expect(sorted(messages)).toEqual(upTo(1, messages.length));
        expect(sorted(chats)).toEqual(upTo(2, chats.length));
        // Each writer's own messages keep their order.
        for (const one of done) expect(one.messages).toEqual(sorted(one.messages));
        expect((await readChat(calm, 't', ref)).lastNumber).toBe(messages.length);
        expect((await readApplication(calm, 't', token)).lastNumber).toBe(chats.length + 1);
        const { items } = await listChatMessages(calm, 't', ref, { order: 'asc', after: null, limit: 100 });
        expect(new Set(items.map(({ body }) => body)).size).toBe(messages.length);
      }),
      { numRuns: 25 },
    );
  });
});
