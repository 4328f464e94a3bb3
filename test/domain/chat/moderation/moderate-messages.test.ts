import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { createApplication } from '../../../../domain/chat/applications.ts';
import { createChat } from '../../../../domain/chat/chats.ts';
import { changeDirect, directOf, openDirect } from '../../../../domain/chat/directs/directs.ts';
import { toldEntries } from '../../../../domain/chat/frames-of-entries.ts';
import { createGroup } from '../../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../../domain/chat/groups/group.ts';
import { showGroup } from '../../../../domain/chat/groups/read-groups.ts';
import { setGroupRole } from '../../../../domain/chat/groups/set-role.ts';
import {
  deleteChatMessage,
  hideChatMessage,
  listChatMessages,
  postChatMessage,
  reactToChatMessage,
  readChatMessage,
} from '../../../../domain/chat/messages.ts';
import { readerOf } from '../../../../domain/chat/participant.ts';
import { deleteInRoom, editInRoom, hideInRoom, listRoomMessages, postToRoom, reactInRoom, readRoomMessage } from '../../../../domain/chat/room-messages.ts';
import { readAudit } from '../../../../domain/configuration/read-audit.ts';
import { readAfter, START } from '../../../../domain/conversations/log/cursor.ts';
import { documentsOf } from '../../../../domain/search/documents.ts';
import { ANN, BOB, EVE, groupWorld, UUID } from '../groups/world.ts';
import { as } from '../world.ts';

const GROUP = groupOf('t', UUID);
const CID = as('cid');
const ADMIN = { ...as('boss'), actor: { type: 'agent', id: 'boss', role: 'admin', teamIds: [], name: 'Boss' } } as const;

/** Ann owns the group, Cid is an admin, Bob and Dan are members. */
const opened = async (table = memoryTable()) => {
  const { deps } = groupWorld(table);
  await createGroup(deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob', 'cid', 'dan'] });
  await setGroupRole(deps, ANN, { id: UUID, userId: 'cid' }, 'admin');
  await postToRoom(deps, BOB, GROUP, 'a secret');
  const audit = async () => (await readAudit(table, 't', { since: undefined, actor: undefined, after: null, limit: 50 })).lines;
  const told = async () => toldEntries(table, { id: GROUP.id, pk: GROUP.kind.pk('t', GROUP.id) }, await readAfter(table, GROUP.kind.pk('t', GROUP.id), START));
  return { deps, table, audit, told };
};

describe('a message of a group', () => {
  it.each([
    ['the owner', ANN, true],
    ['an admin', CID, true],
    ['another member', as('dan'), false],
    ['somebody outside', EVE, null],
  ])('is hidden, shown and deleted by %s: %j', async (_, by, may) => {
    const { deps } = await opened();
    const works = [hideInRoom(deps, by, GROUP, 1, true), hideInRoom(deps, by, GROUP, 1, false), deleteInRoom(deps, by, GROUP, 1)];
    const code = may === null ? 'not_found' : 'forbidden';
    for (const work of works) await (may ? expect(work).resolves.not.toThrow() : expect(work).rejects.toMatchObject({ code }));
  });

  it('is hidden by nobody who only wrote it', async () => {
    const { deps } = await opened();
    await expect(hideInRoom(deps, BOB, GROUP, 1, true)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('keeps its text for moderators while it is hidden, and takes no edit and no reaction', async () => {
    const { deps, table } = await opened();
    await editInRoom(deps, BOB, GROUP, 1, 'the secret');
    expect(await hideInRoom(deps, ANN, GROUP, 1, true)).toMatchObject({ hidden: true, body: 'the secret', deleted: false });
    const page = { order: 'asc', after: null, limit: 10 } as const;
    for (const by of [BOB, as('dan')]) {
      expect(await readRoomMessage(deps, by, GROUP, 1)).toMatchObject({ hidden: true, body: null, edits: [] });
      expect((await listRoomMessages(deps, by, GROUP, page)).items).toMatchObject([{ hidden: true, body: null }]);
      expect((await showGroup(deps, by, UUID)).lastMessage).toMatchObject({ hidden: true, body: null });
    }
    for (const by of [ANN, CID]) {
      expect(await readRoomMessage(deps, by, GROUP, 1)).toMatchObject({ body: 'the secret', edits: [{ body: 'a secret' }] });
      expect((await listRoomMessages(deps, by, GROUP, page)).items).toMatchObject([{ body: 'the secret' }]);
    }
    const refused = { code: 'conflict', extra: { current: 'hidden' } };
    await expect(editInRoom(deps, BOB, GROUP, 1, 'x')).rejects.toMatchObject(refused);
    await expect(reactInRoom(deps, BOB, GROUP, 1, { emoji: '👍' })).rejects.toMatchObject(refused);
    const items = table.all().length;
    await hideInRoom(deps, CID, GROUP, 1, true);
    expect(table.all()).toHaveLength(items);
    expect(await hideInRoom(deps, CID, GROUP, 1, false)).toMatchObject({ hidden: false });
    expect(await readRoomMessage(deps, BOB, GROUP, 1)).toMatchObject({ hidden: false, body: 'the secret' });
  });

  it('that is deleted cannot be hidden, and a hidden one can be deleted by its author, without a trace in the audit', async () => {
    const { deps, audit } = await opened();
    await hideInRoom(deps, ANN, GROUP, 1, true);
    await deleteInRoom(deps, BOB, GROUP, 1);
    expect(await readRoomMessage(deps, ANN, GROUP, 1)).toMatchObject({ deleted: true, hidden: false, body: null });
    await expect(hideInRoom(deps, ANN, GROUP, 1, true)).rejects.toMatchObject({ code: 'conflict', extra: { current: 'deleted' } });
    expect(await audit()).toHaveLength(1);
    await expect(hideInRoom(deps, ANN, GROUP, 9, true)).rejects.toMatchObject({ code: 'not_found', message: 'No such message.' });
  });

  it('is told to devices as an amendment, without its text while it is hidden', async () => {
    const { deps, told } = await opened();
    await hideInRoom(deps, ANN, GROUP, 1, true);
    const hidden = (await told()).slice(-2);
    expect(hidden).toMatchObject([
      { type: 'message', number: 1, body: null },
      { type: 'amended', number: 1, body: null, hidden: true, deleted: false, senderId: 'bob', change: { type: 'hide', by: 'ann' } },
    ]);
    expect(JSON.stringify(hidden)).not.toContain('secret');
    await hideInRoom(deps, ANN, GROUP, 1, false);
    expect((await told()).at(-1)).toMatchObject({ body: 'a secret', hidden: false, change: { type: 'unhide' } });
    await deleteInRoom(deps, CID, GROUP, 1);
    expect((await told()).at(-1)).toMatchObject({ body: null, deleted: true, senderId: 'bob', change: { type: 'tombstone', by: 'cid' } });
  });

  it('leaves a line in the audit for each change by a moderator, without its text', async () => {
    const { deps, audit } = await opened();
    for (const hidden of [true, true, false]) await hideInRoom(deps, ANN, GROUP, 1, hidden);
    for (const _again of [1, 2]) await deleteInRoom(deps, CID, GROUP, 1);
    const object = { type: 'message', id: `${GROUP.id}/1` };
    const lines = await audit();
    expect(lines).toMatchObject([
      { by: { type: 'user', id: 'cid' }, object, changes: [{ field: 'deleted', from: false, to: true }] },
      { by: { type: 'user', id: 'ann' }, object, changes: [{ field: 'hidden', from: true, to: false }] },
      { by: { type: 'user', id: 'ann' }, object, changes: [{ field: 'hidden', from: false, to: true }] },
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });
});

describe('a message of a chat', () => {
  it('is hidden and deleted by the admins of the tenant only, and leaves the index', async () => {
    const { deps, table, audit } = await opened();
    const { token } = await createApplication(deps, ADMIN, { name: 'App' });
    const ref = { token, number: (await createChat(deps, ANN, token, {})).number };
    await postChatMessage(deps, BOB, ref, 'a secret');
    for (const by of [ANN, BOB]) await expect(hideChatMessage(deps, by, ref, 1, true)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteChatMessage(deps, ANN, ref, 1)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await hideChatMessage(deps, ADMIN, ref, 1, true)).toMatchObject({ hidden: true, body: 'a secret' });
    expect(await readChatMessage(deps, 't', ref, 1, readerOf(BOB.actor))).toMatchObject({ hidden: true, body: null });
    expect(await readChatMessage(deps, 't', ref, 1, readerOf(ADMIN.actor))).toMatchObject({ hidden: true, body: 'a secret' });
    expect((await listChatMessages(deps, 't', ref, { order: 'asc', after: null, limit: 9 })).items).toMatchObject([{ body: null }]);
    await expect(reactToChatMessage(deps, BOB, ref, 1, { emoji: '👍' })).rejects.toMatchObject({ code: 'conflict' });
    const after = table.all().find(({ pk, sk, text }) => pk.includes('#CV#c.') && sk.startsWith('M#') && text === 'a secret');
    expect(documentsOf({ after })).toMatchObject([{ message: { number: 1, text: null } }]);
    await deleteChatMessage(deps, ADMIN, ref, 1);
    expect(await readChatMessage(deps, 't', ref, 1)).toMatchObject({ deleted: true, body: null });
    expect((await audit()).map(({ by, changes }) => [by.id, changes[0]?.field])).toEqual([
      ['boss', 'deleted'],
      ['boss', 'hidden'],
    ]);
    await expect(hideChatMessage(deps, ADMIN, { ...ref, number: 9 }, 1, true)).rejects.toMatchObject({ code: 'not_found', message: 'No such chat.' });
  });
});

it('a message of a direct is hidden by nobody who takes part, and deleted by its author only', async () => {
  const { deps } = await opened();
  const direct = directOf('t', (await openDirect(deps, ANN, 'bob')).id);
  await postToRoom(deps, BOB, direct, 'hello');
  for (const by of [ANN, BOB]) await expect(hideInRoom(deps, by, direct, 1, true)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(deleteInRoom(deps, ANN, direct, 1)).rejects.toMatchObject({ code: 'forbidden' });
  await changeDirect(deps, ANN, direct.id, { blocked: true });
  await expect(hideInRoom(deps, ANN, direct, 1, true)).rejects.toMatchObject({ code: 'forbidden', message: 'One of you has blocked the other.' });
});
