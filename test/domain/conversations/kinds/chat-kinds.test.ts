import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { recordUnits } from '../../../../adapters/table/units.ts';
import { seeded } from '../../../../demo/random.ts';
import { deleteEntry, editEntry, reactToEntry } from '../../../../domain/conversations/entries/change-entry.ts';
import { chatMessageOf } from '../../../../domain/conversations/entries/chat-message.ts';
import { historyOf } from '../../../../domain/conversations/entries/history.ts';
import { post } from '../../../../domain/conversations/entries/post.ts';
import type { Conversation } from '../../../../domain/conversations/kinds/kind.ts';
import { type LogPosition, readAfter, START } from '../../../../domain/conversations/log/cursor.ts';
import type { LogHead } from '../../../../domain/conversations/log/head.ts';
import { readPage } from '../../../../domain/conversations/log/read-page.ts';
import { REACTIONS } from '../../../../domain/limits.ts';
import { faultyTable } from '../log/faulty-table.ts';
import { ANN, AT, BOB, EVE, entryDeps, OPENED } from './world.ts';

const pkOf = ({ kind, tenantId, id }: Conversation<LogHead>): string => kind.pk(tenantId, id);

describe.each(OPENED)('a $kind', ({ open }) => {
  const started = async () => {
    const table = memoryTable();
    const deps = entryDeps(table);
    const conversation = await open(deps);
    const say = (text: string, by = ANN, clientId = text) => post(deps, conversation, by, { text, clientId });
    return { table, deps, conversation, say, pk: pkOf(conversation) };
  };

  it('numbers its messages from 1 and keeps what its head holds', async () => {
    const { deps, conversation, say, table } = await started();
    expect((await say('hello')).number).toBe(1);
    expect((await say('hi', BOB)).number).toBe(2);
    const [head] = await table.get([conversation.kind.headKey('t', conversation.id)]);
    const parsed = conversation.kind.shape.parse(head as NonNullable<typeof head>);
    expect(parsed).toMatchObject({ lastNumber: 2, lastAmendment: 0, revision: 3, createdAt: AT });
    // Opened again it stays as it is.
    await open(deps);
    expect((await table.get([conversation.kind.headKey('t', conversation.id)]))[0]).toEqual(head);
  });

  it('gives the same client id the same number, and another writer its own', async () => {
    const { say } = await started();
    const first = await say('hello', ANN, 'x');
    expect(await say('hello, again', ANN, 'x')).toEqual({ ...first, repeated: true });
    expect(await say('hello', BOB, 'x')).toMatchObject({ number: 2, repeated: false });
  });

  it('reads a page from either end, and says where to go on', async () => {
    const { table, say, pk } = await started();
    expect(await readPage(table, pk, { order: 'asc', limit: 2 })).toEqual({ items: [], next: null });
    for (const text of ['a', 'b', 'c', 'd', 'e']) await say(text);
    const page = async (order: 'asc' | 'desc', after?: number) => {
      const { items, next } = await readPage(table, pk, { order, limit: 2, ...(after === undefined ? {} : { after }) });
      return [items.map((item) => chatMessageOf(item).text).join(''), next];
    };
    expect([await page('asc'), await page('asc', 2), await page('asc', 4)]).toEqual([
      ['ab', 2],
      ['cd', 4],
      ['e', null],
    ]);
    expect([await page('desc'), await page('desc', 4), await page('desc', 2), await page('desc', 1)]).toEqual([
      ['ed', 4],
      ['cb', 2],
      ['a', null],
      ['', null],
    ]);
  });

  it('keeps every version of an edited message', async () => {
    const { table, deps, conversation, say, pk } = await started();
    await say('helo');
    await editEntry(deps, conversation, ANN, 1, 'hello');
    const edited = await editEntry(deps, conversation, ANN, 1, 'Hello!');
    expect(await editEntry(deps, conversation, ANN, 1, 'Hello!')).toEqual(edited);
    expect(edited).toMatchObject({ text: 'Hello!', edits: [1, 2] });
    expect(edited.editedAt).not.toBeNull();
    const [stored] = (await readPage(table, pk, { order: 'asc', limit: 1 })).items;
    expect(chatMessageOf(stored as NonNullable<typeof stored>)).toEqual(edited);
    expect((await historyOf(table, pk, edited)).map(({ body }) => body)).toEqual(['helo', 'hello']);
    expect(await historyOf(table, pk, { edits: [], createdAt: AT })).toEqual([]);
  });

  it('leaves a tombstone that tells nothing of what was said', async () => {
    const { table, deps, conversation, say } = await started();
    await say('secret one');
    await editEntry(deps, conversation, ANN, 1, 'secret two');
    await reactToEntry(deps, conversation, BOB, 1, { emoji: '👍' });
    const deleted = await deleteEntry(deps, conversation, ANN, 1);
    expect(deleted).toMatchObject({ number: 1, author: ANN, text: null, editedAt: null, deleted: true, edits: [], reactions: {} });
    expect(await deleteEntry(deps, conversation, ANN, 1)).toEqual(deleted);
    expect(JSON.stringify(table.all())).not.toContain('secret');
    await expect(editEntry(deps, conversation, ANN, 1, 'back')).rejects.toMatchObject({ code: 'conflict' });
    await expect(reactToEntry(deps, conversation, BOB, 1, { emoji: '👍' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('holds one reaction for each person and emoji, up to five emojis of a person', async () => {
    const { table, deps, conversation, say } = await started();
    await say('hello');
    const react = async (emoji: string, removed = false) => (await reactToEntry(deps, conversation, BOB, 1, { emoji, removed })).reactions;
    expect(await react('👍')).toEqual({ bob: '👍' });
    expect(await react('❤️')).toEqual({ bob: '👍 ❤️' });
    const written = table.all().length;
    expect(await react('❤️')).toEqual({ bob: '👍 ❤️' });
    expect(await react('🎉', true)).toEqual({ bob: '👍 ❤️' });
    expect(table.all()).toHaveLength(written);
    expect(await react('👍', true)).toEqual({ bob: '❤️' });
    for (const emoji of ['1️⃣', '2️⃣', '3️⃣', '4️⃣']) await react(emoji);
    await expect(react('5️⃣')).rejects.toMatchObject({ code: 'conflict' });
    for (const emoji of ['❤️', '1️⃣', '2️⃣', '3️⃣']) await react(emoji, true);
    expect(await react('4️⃣', true)).toEqual({});
    const amendments = table.all().filter(({ sk }) => sk.startsWith('A#'));
    expect(amendments.slice(0, 3).map(({ emoji, removed }) => [emoji, removed])).toEqual([
      ['👍', undefined],
      ['❤️', undefined],
      ['👍', true],
    ]);
  });

  it('lets only the author change a message, and refuses what is not there', async () => {
    const { deps, conversation, say } = await started();
    await say('hello');
    await expect(editEntry(deps, conversation, BOB, 1, 'bye')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteEntry(deps, conversation, BOB, 1)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(editEntry(deps, conversation, ANN, 2, 'bye')).rejects.toMatchObject({ code: 'not_found' });
    for (const replyTo of [0, 2, Number.NaN])
      await expect(post(deps, conversation, ANN, { text: 'yes', clientId: 'y', replyTo })).rejects.toMatchObject({ code: 'unprocessable' });
    expect((await post(deps, conversation, ANN, { text: 'yes', clientId: 'y', replyTo: 1 })).number).toBe(2);
  });

  it('does not exist before it is opened', async () => {
    const deps = entryDeps();
    const conversation = await open(entryDeps());
    await expect(post(deps, conversation, ANN, { text: 'x', clientId: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(editEntry(deps, conversation, ANN, 1, 'x')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('gives a reader who was away every message and every change, once', async () => {
    const { table, deps, conversation, say, pk } = await started();
    await say('one');
    const [seen] = await readAfter(table, pk, START);
    await say('two', BOB);
    await editEntry(deps, conversation, ANN, 1, 'One');
    await say('three', BOB);
    await reactToEntry(deps, conversation, BOB, 1, { emoji: '👍' });
    const told: string[] = [];
    let position = (seen as NonNullable<typeof seen>).position;
    for (let page = await readAfter(table, pk, position, 2); page.length > 0; page = await readAfter(table, pk, position, 2)) {
      told.push(...page.map(({ type, item }) => (type === 'message' ? String(item['text']) : `${String(item['type'])} of ${String(item['of'])}`)));
      position = (page.at(-1) as { position: LogPosition }).position;
    }
    expect(told).toEqual(['two', 'edit of 1', 'three', 'reaction of 1']);
  });

  it('numbers densely with several writers at once, whatever calls are lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 12 }), async (seed, writers, each) => {
        const inner = memoryTable();
        const conversation = await open(entryDeps(inner));
        const random = seeded(seed);
        const numbers = await Promise.all(
          Array.from({ length: writers }, async (_, writer) => {
            // A table object of its own stands for a process of its own.
            const deps = entryDeps(faultyTable(inner, random), random);
            const by = writer % 2 === 0 ? ANN : BOB;
            const own: number[] = [];
            for (let n = 0; n < each; n += 1)
              for (let tries = 0; ; tries += 1)
                try {
                  own.push((await post(deps, conversation, by, { text: `${writer} ${n}`, clientId: `${writer} ${n}` })).number);
                  break;
                } catch (error) {
                  if (tries > 200) throw error;
                }
            return own;
          }),
        );
        const { items } = await readPage(inner, pkOf(conversation), { order: 'asc', limit: 1000 });
        expect(items.map((item) => item['number'])).toEqual(Array.from({ length: writers * each }, (_, at) => at + 1));
        expect(numbers.flat().sort((a, b) => a - b)).toEqual(items.map((item) => item['number']));
        // Each writer's own messages keep their order.
        for (const own of numbers) expect(own).toEqual([...own].sort((a, b) => a - b));
      }),
      { numRuns: 30 },
    );
  });

  it('costs at most 6 write and 3 read units a message, in two round trips', async () => {
    const recorder = recordUnits(memoryTable());
    const deps = entryDeps(recorder.table);
    const conversation = await open(deps);
    const { report } = await recorder.measured(() => post(deps, conversation, ANN, { text: 'x'.repeat(200), clientId: crypto.randomUUID() }));
    expect(report.writeUnits).toBeLessThanOrEqual(6);
    expect(report.readUnits).toBeLessThanOrEqual(3);
    expect(report.roundTrips).toBe(2);
  });
});

describe('groups and directs', () => {
  it.each(OPENED.filter(({ kind }) => kind !== 'chat'))('a $kind looks to others as if it were not there', async ({ open }) => {
    const deps = entryDeps();
    const conversation = await open(deps);
    await post(deps, conversation, ANN, { text: 'hello', clientId: '1' });
    await expect(post(deps, conversation, EVE, { text: 'x', clientId: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(reactToEntry(deps, conversation, EVE, 1, { emoji: '👍' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await post(deps, conversation, { type: 'system', id: 'system' }, { text: 'Ann has joined.', clientId: 'joined' })).number).toBe(2);
  });
});

describe.each(OPENED)('in a $kind', ({ kind, open }) => {
  it('a message answers another one and mentions people who are there', async () => {
    const deps = entryDeps();
    const conversation = await open(deps);
    const say = (mentions: { named: string[]; written: string[] }, replyTo?: number) => post(deps, conversation, ANN, { text: 'x', mentions, replyTo });
    expect((await say({ named: ['bob'], written: ['ann', 'bob', 'eve'] })).mentions).toEqual(kind === 'chat' ? ['bob', 'ann', 'eve'] : ['bob', 'ann']);
    await expect(say({ named: [], written: [] }, 2)).rejects.toMatchObject({ code: 'unprocessable', errors: [{ path: 'inReplyTo' }] });
    expect((await say({ named: [], written: [] }, 1)).number).toBe(2);
    // The caller of a chat has looked them up.
    if (kind !== 'chat')
      await expect(say({ named: ['bob', 'eve'], written: [] })).rejects.toMatchObject({ code: 'unprocessable', errors: [{ path: 'mentions.1' }] });
    const { items } = await readPage(deps.table, conversation.kind.pk('t', conversation.id), { order: 'asc', limit: 5 });
    expect(items.map((item) => chatMessageOf(item)).map(({ replyTo, mentions }) => [replyTo, mentions.length])).toEqual([
      [null, kind === 'chat' ? 3 : 2],
      [1, 0],
    ]);
  });
});

describe('a message', () => {
  it('is edited and takes reactions up to a limit', async () => {
    const deps = entryDeps();
    const conversation = await (OPENED[0] as (typeof OPENED)[number]).open(deps);
    await post(deps, conversation, ANN, { text: '0', clientId: '0' });
    for (let n = 1; n <= 50; n += 1) await editEntry(deps, conversation, ANN, 1, String(n));
    await expect(editEntry(deps, conversation, ANN, 1, '51')).rejects.toMatchObject({ code: 'conflict' });
    for (let n = 0; n < REACTIONS; n += 1) await reactToEntry(deps, conversation, { type: 'user', id: `u${n}` }, 1, { emoji: '👍' });
    await expect(reactToEntry(deps, conversation, EVE, 1, { emoji: '👍' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await deleteEntry(deps, conversation, ANN, 1)).deleted).toBe(true);
  });
});
