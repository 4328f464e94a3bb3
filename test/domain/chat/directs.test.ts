import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { changeDirect, directOf, listDirects, openDirect, showDirect } from '../../../domain/chat/directs/directs.ts';
import { postToRoom } from '../../../domain/chat/room-messages.ts';
import type { Context } from '../../../domain/context.ts';
import { DIRECT, directId } from '../../../domain/conversations/kinds/direct.ts';
import type { Table } from '../../../domain/table/port.ts';
import { ANN, BOB, groupWorld } from './groups/world.ts';
import { as } from './world.ts';

const HEAD = DIRECT.headKey('t', directId('ann', 'bob'));
const FIRST = { after: null, limit: 50 };

const opened = async () => {
  const table = memoryTable();
  const { deps } = groupWorld(table);
  const { id } = await openDirect(deps, ANN, 'bob');
  return { table, deps, id };
};

describe('a direct', () => {
  it('that the other opens after it was looked for, and before it is written, is the other’s', async () => {
    const table = memoryTable();
    const { deps } = groupWorld(table);
    let theirs: string | undefined;
    // Ann's look finds nothing; Bob opens it before Ann reads the head in her transaction.
    const between: Table = {
      ...table,
      async get(keys, options) {
        const items = await table.get(keys, options);
        if (theirs === undefined && keys.some(({ pk, sk }) => pk === HEAD.pk && sk === HEAD.sk)) {
          theirs = '';
          theirs = (await openDirect(deps, BOB, 'ann')).createdAt;
        }
        return items;
      },
    };
    const before = () => table.all().length;
    const mine = await openDirect(groupWorld(between).deps, ANN, 'bob');
    expect(mine.createdAt).toBe(theirs);
    const count = before();
    await openDirect(deps, ANN, 'bob');
    expect(before()).toBe(count);
  });

  it('with somebody who is gone keeps its messages, and shows no name', async () => {
    const { deps, id } = await opened();
    await postToRoom(deps, ANN, directOf('t', id), 'hello');
    const gone = { ...deps, namesOf: async () => new Map<string, string>() };
    expect(await showDirect(gone, ANN, id)).toMatchObject({ user: { id: 'bob', name: null }, messagesCount: 1 });
    expect((await listDirects(gone, ANN, FIRST)).items).toMatchObject([{ user: { id: 'bob', name: null } }]);
    expect((await openDirect(gone, ANN, 'bob')).id).toBe(id);
  });

  it('is muted and pinned for one of the two, without touching what is blocked', async () => {
    const { deps, id } = await opened();
    await changeDirect(deps, BOB, id, { blocked: true });
    const until = new Date(deps.clock() + 3_600_000).toISOString();
    expect(await changeDirect(deps, BOB, id, { mutedUntil: until, pinned: true })).toMatchObject({ mutedUntil: until, pinned: true, blocked: true });
    expect(await showDirect(deps, ANN, id)).toMatchObject({ mutedUntil: null, pinned: false, blocked: false });
    expect(await changeDirect(deps, BOB, id, {})).toMatchObject({ mutedUntil: until, pinned: true, blocked: true });
  });

  it('is of people and keys only, and an id of another kind of conversation is none', async () => {
    const { deps, id } = await opened();
    const system: Context = { ...ANN, actor: { type: 'system', id: null } as never };
    await expect(openDirect(deps, system, 'bob')).rejects.toMatchObject({ code: 'forbidden' });
    for (const other of ['g.0f8fad5b-d9cb-469f-a165-70867728950e', '', 'x'])
      await expect(changeDirect(deps, ANN, other, { pinned: true })).rejects.toMatchObject({ code: 'not_found' });
    await expect(showDirect(deps, as('ann', 'other'), id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes messages exactly while neither has blocked the other, after any changes, and tells nobody who has blocked them', async () => {
    const step = fc.record({ by: fc.constantFrom('ann', 'bob'), blocked: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const { deps, id } = await opened();
        const blocks = { ann: false, bob: false };
        for (const { by, blocked } of steps) {
          expect(await changeDirect(deps, as(by), id, { blocked })).toMatchObject({ blocked });
          blocks[by as 'ann' | 'bob'] = blocked;
        }
        for (const by of ['ann', 'bob'] as const) {
          expect((await showDirect(deps, as(by), id)).blocked).toBe(blocks[by]);
          const said = postToRoom(deps, as(by), directOf('t', id), 'hello');
          if (blocks.ann || blocks.bob) await expect(said).rejects.toMatchObject({ code: 'forbidden' });
          else expect((await said).body).toBe('hello');
        }
      }),
      { numRuns: 60 },
    );
  });
});
