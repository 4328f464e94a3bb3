import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { recordUnits } from '../../../../adapters/table/units.ts';
import { seeded } from '../../../../demo/random.ts';
import { createApplication } from '../../../../domain/chat/applications.ts';
import { createChat } from '../../../../domain/chat/chats.ts';
import { changeDirect, openDirect } from '../../../../domain/chat/directs/directs.ts';
import { type AcceptableFrame, acceptFrame } from '../../../../domain/chat/frames/accept-frame.ts';
import type { Accepted } from '../../../../domain/chat/frames/client-ids.ts';
import { changeGroup } from '../../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../../domain/chat/groups/group.ts';
import { showGroup } from '../../../../domain/chat/groups/read-groups.ts';
import { listRoomMessages } from '../../../../domain/chat/room-messages.ts';
import type { Context } from '../../../../domain/context.ts';
import { GROUP_MEMBERS } from '../../../../domain/limits.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { faultyTable } from '../../conversations/log/faulty-table.ts';
import { ANN, BOB, byTheLog, EVE, groupWorld, people, UUID } from '../groups/world.ts';
import { as } from '../world.ts';

const GROUP = groupOf('t', UUID);
const OTHER = '0f8fad5b-d9cb-469f-a165-708677289500';

const opened = async (table: Table = memoryTable()) => {
  const world = groupWorld(table);
  const deps = { ...world.deps, mostPeople: 1_000 };
  await createGroup(deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob'] });
  const direct = (await openDirect(deps, ANN, 'bob')).id;
  const { token } = await createApplication(deps, ANN, { name: 'App' });
  const chat = (await createChat(deps, ANN, token, {})).conversationId;
  const accept = (frame: AcceptableFrame, by: Context = ANN) => acceptFrame(deps, by, frame);
  const say = (id: string, conversationId: string, body = 'hello', by: Context = ANN) => accept({ type: 'send', id, conversationId, body }, by);
  const messages = async (room = GROUP, by: Context = ANN) =>
    (await listRoomMessages(deps, by, room, { order: 'asc', after: null, limit: 100 })).items.map(({ number, body }) => `${number}:${body}`);
  return { ...world, deps, table, direct, chat, accept, say, messages };
};

describe('a message that is sent as a frame', () => {
  it('goes into chats, groups and directs, numbered in each', async () => {
    const { say, direct, chat, messages } = await opened();
    expect(await say('1', GROUP.id)).toEqual({ conversationId: GROUP.id, number: 1 });
    expect(await say('2', UUID.toUpperCase())).toEqual({ conversationId: GROUP.id, number: 2 });
    expect(await say('3', direct)).toEqual({ conversationId: direct, number: 1 });
    expect(await say('4', chat)).toEqual({ conversationId: chat, number: 1 });
    expect(await say('5', chat, 'again', EVE)).toEqual({ conversationId: chat, number: 2 });
    expect(await messages()).toEqual(['1:hello', '2:hello']);
  });

  it('is there once for an id, whatever the repeat says, and also after its sender has left', async () => {
    const { say, accept, direct, messages, deps } = await opened();
    const first = await say('1', GROUP.id, 'one', BOB);
    for (const [conversationId, body] of [
      [GROUP.id, 'one'],
      [GROUP.id, 'two'],
      [direct, 'one'],
      ['nowhere', 'one'],
      ['0123456789abcdef', 'x'],
    ] as const)
      expect(await say('1', conversationId, body, BOB)).toEqual(first);
    expect(await accept({ type: 'group.create', id: '1', name: 'Other', memberIds: [] }, BOB)).toEqual(first);
    expect(await accept({ type: 'group.update', id: '1', groupId: UUID, name: 'Other' }, BOB)).toEqual(first);
    await changeGroup(deps, BOB, UUID, { remove: ['bob'] });
    expect(await say('1', GROUP.id, 'one', BOB)).toEqual(first);
    // Ids are their principal's own.
    expect(await say('1', GROUP.id, 'mine')).toEqual({ conversationId: GROUP.id, number: 2 });
    expect(await messages()).toEqual(['1:one', '2:mine']);
  });

  it('does not expire, and costs what a message with an Idempotency-Key costs', async () => {
    const recorder = recordUnits(memoryTable());
    const { say, deps } = await opened(recorder.table);
    const { report } = await recorder.measured(() => say('1', GROUP.id, 'x'.repeat(200)));
    expect(report).toMatchObject({ writeUnits: 6, roundTrips: 2 });
    const inTenYears = { ...deps, clock: () => deps.clock() + 10 * 365 * 86_400_000 };
    expect(await acceptFrame(inTenYears, ANN, { type: 'send', id: '1', conversationId: GROUP.id, body: 'later' })).toEqual({
      conversationId: GROUP.id,
      number: 1,
    });
  });

  test.each([
    ['a group of others', GROUP.id, EVE, 'not_found'],
    ['a group that does not exist', OTHER, ANN, 'not_found'],
    ['a chat that does not exist', 'c.nothing', ANN, 'not_found'],
    ['a direct that does not exist', 'd.nothing', ANN, 'not_found'],
    ['no id of a conversation', 'nowhere', ANN, 'not_found'],
    ['another tenant', GROUP.id, as('ann', 'other'), 'not_found'],
    ['a thread', '0123456789abcdef', ANN, 'unprocessable'],
  ])('for %s is refused', async (_, conversationId, by, code) => {
    const { say } = await opened();
    await expect(say('1', conversationId, 'x', by)).rejects.toMatchObject({ code });
  });

  it('that was refused can be sent again with its id', async () => {
    const { say, deps, direct } = await opened();
    await expect(say('1', GROUP.id, 'x', EVE)).rejects.toMatchObject({ code: 'not_found' });
    await changeGroup(deps, ANN, UUID, { add: ['eve'] });
    expect(await say('1', GROUP.id, 'x', EVE)).toMatchObject({ number: 1 });
    await changeDirect(deps, BOB, direct, { blocked: true });
    await expect(say('2', direct)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is of people and keys only', async () => {
    const { accept } = await opened();
    await expect(accept({ type: 'send', id: '1', conversationId: GROUP.id, body: 'x' }, { ...ANN, actor: { type: 'system' } })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('a group that is made and changed by frames', () => {
  it('is one group for an id, with the client’s own id or without', async () => {
    const { accept, deps } = await opened();
    const own = await accept({ type: 'group.create', id: '1', groupId: OTHER, name: 'Own', memberIds: ['bob'] });
    expect(own).toEqual({ conversationId: `g.${OTHER}` });
    const made = await accept({ type: 'group.create', id: '2', name: 'Made', description: 'Of us', memberIds: ['bob', 'eve'] });
    for (const name of ['Made', 'Made again']) expect(await accept({ type: 'group.create', id: '2', name, memberIds: [] })).toEqual(made);
    expect(await showGroup(deps, EVE, made.conversationId)).toMatchObject({ name: 'Made', description: 'Of us', membersCount: 3 });
    expect((await accept({ type: 'group.create', id: '2', name: 'Made', memberIds: [] }, BOB)).conversationId).not.toBe(made.conversationId);
    await expect(accept({ type: 'group.create', id: '3', groupId: OTHER, name: 'Another', memberIds: [] })).rejects.toMatchObject({ code: 'conflict' });
    await expect(accept({ type: 'group.create', id: '4', name: 'Nobody', memberIds: ['nobody'] })).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('continues where an interrupted attempt ended', async () => {
    const { accept, deps } = await opened();
    const frame = { type: 'group.create', id: '1', name: 'Many', memberIds: people(200) } as const;
    let left = 3;
    const broken: Table = {
      ...deps.table,
      transact: (writes) => (left-- > 0 ? deps.table.transact(writes) : Promise.reject(new Error('killed'))),
    };
    await expect(acceptFrame({ ...deps, table: broken }, ANN, frame)).rejects.toThrow('killed');
    const { conversationId } = await accept(frame);
    expect(await byTheLog(deps.table, conversationId.slice(2))).toEqual(['ann', ...people(200)].sort());
  });

  it('is changed once for an id, by its id or its conversation’s', async () => {
    const { accept, deps } = await opened();
    const added = await accept({ type: 'group.update', id: '1', groupId: UUID, add: ['eve'], name: 'Mates' });
    expect(added).toEqual({ conversationId: GROUP.id });
    expect(await accept({ type: 'group.update', id: '2', conversationId: GROUP.id, remove: ['eve'], description: 'Us' })).toEqual(added);
    // The first one again does not add who was removed since.
    expect(await accept({ type: 'group.update', id: '1', groupId: UUID, add: ['eve'] })).toEqual(added);
    expect(await showGroup(deps, ANN, UUID)).toMatchObject({ name: 'Mates', description: 'Us', membersCount: 2 });
    // Whoever has left gets the same answer again.
    await accept({ type: 'group.update', id: '3', groupId: UUID, remove: ['bob'] }, BOB);
    expect(await accept({ type: 'group.update', id: '3', groupId: UUID, remove: ['bob'] }, BOB)).toEqual(added);
    for (const [frame, by, code] of [
      [{ groupId: UUID, name: 'Mine' }, EVE, 'not_found'],
      [{ groupId: OTHER, name: 'Mine' }, ANN, 'not_found'],
      [{ name: 'None' }, ANN, 'unprocessable'],
    ] as const)
      await expect(accept({ type: 'group.update', id: '9', ...frame }, by)).rejects.toMatchObject({ code });
  });

  it('with many people is a job by REST, and refused by socket; the 50,001st member is refused by both', async () => {
    const { accept, deps, work } = await opened();
    const create = { type: 'group.create', id: '1', groupId: OTHER, name: 'Many', memberIds: people(1_200) } as const;
    await expect(accept(create)).rejects.toMatchObject({ code: 'too_large' });
    await expect(accept({ type: 'group.update', id: '2', groupId: UUID, add: people(600), remove: people(600) })).rejects.toMatchObject({ code: 'too_large' });
    const byRest = { ...deps, mostPeople: Number.POSITIVE_INFINITY };
    const made = await acceptFrame(byRest, ANN, create);
    expect(made).toEqual({ conversationId: `g.${OTHER}`, jobId: expect.any(String) as string });
    expect(await acceptFrame(byRest, ANN, create)).toEqual(made);
    expect(await work()).toContain('done');
    const changed = await acceptFrame(byRest, ANN, { type: 'group.update', id: '3', groupId: OTHER, remove: people(1_100) });
    expect(changed).toEqual({ conversationId: `g.${OTHER}`, jobId: expect.any(String) as string });
    expect(await work()).toEqual(['done']);
    expect(await showGroup(deps, ANN, OTHER)).toMatchObject({ membersCount: 101 });
    const tooMany = { ...create, id: '4', memberIds: people(GROUP_MEMBERS) };
    await expect(acceptFrame(byRest, ANN, tooMany)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('an id', () => {
  it('has one result, whatever is sent with it and whatever calls are lost', { timeout: 60_000 }, async () => {
    const frame = fc.record({
      id: fc.integer({ min: 1, max: 4 }),
      what: fc.constantFrom('group', 'direct', 'create', 'update'),
      body: fc.constantFrom('a', 'b'),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.array(frame, { minLength: 1, maxLength: 14 }), async (seed, frames) => {
        const inner = memoryTable();
        const { deps, direct, messages } = await opened(inner);
        const faulty = { ...deps, table: faultyTable(inner, seeded(seed), 0.2), sleep: async () => {} };
        const results = new Map<string, Accepted>();
        for (const { id: number, what, body } of frames) {
          const id = `${number}`;
          const made: AcceptableFrame =
            what === 'create'
              ? { type: 'group.create', id, name: body, memberIds: ['bob'] }
              : what === 'update'
                ? { type: 'group.update', id, groupId: UUID, name: body }
                : { type: 'send', id, conversationId: what === 'group' ? GROUP.id : direct, body };
          for (let tries = 0; tries < 60; tries += 1)
            try {
              const result = await acceptFrame(faulty, ANN, made);
              expect(result).toEqual(results.get(id) ?? result);
              results.set(id, result);
              break;
            } catch (error) {
              // The client sends it again. A group whose first attempt broke off is the same request only.
              if (error instanceof Error && error.name === 'AssertionError') throw error;
            }
        }
        const numbered = [...results.values()].filter(({ conversationId, number }) => conversationId === GROUP.id && number !== undefined);
        expect((await messages()).length).toBe(numbered.length);
      }),
      { numRuns: 60 },
    );
  });
});
