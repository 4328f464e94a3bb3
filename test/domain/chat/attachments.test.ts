import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { createApplication } from '../../../domain/chat/applications.ts';
import { createChat } from '../../../domain/chat/chats.ts';
import { directOf, openDirect } from '../../../domain/chat/directs/directs.ts';
import { acceptFrame } from '../../../domain/chat/frames/accept-frame.ts';
import { toldEntries } from '../../../domain/chat/frames-of-entries.ts';
import { changeGroup } from '../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { postChatMessage } from '../../../domain/chat/messages.ts';
import { deleteInRoom, hideInRoom, postToRoom, readRoomMessage } from '../../../domain/chat/room-messages.ts';
import type { Context, Role } from '../../../domain/context.ts';
import { readAfter, START } from '../../../domain/conversations/log/cursor.ts';
import { reachAttachment } from '../../../domain/support/attachments/reach.ts';
import { attachmentKey, useItem } from '../../../domain/support/messages/attachment-keys.ts';
import { ANN, BOB, EVE, groupWorld, UUID } from './groups/world.ts';
import { as, keyed } from './world.ts';

const GROUP = groupOf('t', UUID);
const CID = as('cid');
const FILE = { name: 'plan.pdf', type: 'application/pdf', size: 12 };
const shown = (id: string) => ({ id, ...FILE });

/** Ann owns a group of Bob and Cid; each person `x` has uploaded the files `x1` and `x2`. */
const opened = async () => {
  const table = memoryTable();
  const deps = { ...groupWorld(table).deps, mostPeople: 1_000 };
  await createGroup(deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob', 'cid'] });
  for (const owner of ['ann', 'bob', 'eve'])
    for (const id of [`${owner}1`, `${owner}2`]) {
      const item = { ...attachmentKey('t', id), id, ...FILE, objectKey: `T/t/attachments/${id}`, uploader: `user:${owner}`, createdAt: '' };
      await table.write({ op: 'put', item });
    }
  const may = async (id: string, { tenantId, actor }: Context, role: Role = 'user') =>
    (await reachAttachment(table, { tenantId, actor: { type: actor.type, id: 'id' in actor ? actor.id : '', role }, see: () => null }, id)) !== undefined;
  const readers = async (id: string) => {
    const found: string[] = [];
    for (const by of [ANN, BOB, CID, EVE]) if (await may(id, by)) found.push('id' in by.actor ? by.actor.id : '');
    return found;
  };
  return { deps, table, may, readers };
};

describe('files of a message', () => {
  it('are shown with it, and belong to those who may read it', async () => {
    const { deps, readers, may } = await opened();
    expect(await readers('ann1')).toEqual(['ann']);
    const said = await postToRoom(deps, ANN, GROUP, '', { attachmentIds: ['ann1', 'ann2', 'ann1'] });
    expect(said).toMatchObject({ body: '', attachments: [shown('ann1'), shown('ann2')] });
    expect((await readRoomMessage(deps, BOB, GROUP, 1)).attachments).toEqual([shown('ann1'), shown('ann2')]);
    expect(await readers('ann1')).toEqual(['ann', 'bob', 'cid']);
    // Admins of the tenant read no groups of others.
    expect(await may('ann1', as('boss'), 'admin')).toBe(false);
  });

  it('are gone for whoever leaves, the one who uploaded them too', async () => {
    const { deps, readers } = await opened();
    await postToRoom(deps, BOB, GROUP, 'look', { attachmentIds: ['bob1'] });
    await changeGroup(deps, ANN, UUID, { remove: ['bob'] });
    expect(await readers('bob1')).toEqual(['ann', 'cid']);
    await changeGroup(deps, ANN, UUID, { add: ['eve'] });
    expect(await readers('bob1')).toEqual(['ann', 'cid', 'eve']);
  });

  it('go with its deletion, and are for moderators only while it is hidden', async () => {
    const { deps, readers } = await opened();
    await postToRoom(deps, BOB, GROUP, 'look', { attachmentIds: ['bob1'] });
    await hideInRoom(deps, ANN, GROUP, 1, true);
    expect([await readers('bob1'), (await readRoomMessage(deps, CID, GROUP, 1)).attachments]).toEqual([['ann'], []]);
    expect((await readRoomMessage(deps, ANN, GROUP, 1)).attachments).toEqual([shown('bob1')]);
    await hideInRoom(deps, ANN, GROUP, 1, false);
    expect(await readers('bob1')).toEqual(['ann', 'bob', 'cid']);
    await deleteInRoom(deps, BOB, GROUP, 1);
    expect([await readers('bob1'), (await readRoomMessage(deps, ANN, GROUP, 1)).attachments]).toEqual([['bob'], []]);
  });

  it('can be sent again where somebody may read them, and are readable by either place', async () => {
    const { deps, readers } = await opened();
    await postToRoom(deps, ANN, GROUP, 'look', { attachmentIds: ['ann1'] });
    const direct = directOf('t', (await openDirect(deps, BOB, 'eve')).id);
    await postToRoom(deps, BOB, direct, 'look', { attachmentIds: ['ann1'] });
    expect(await readers('ann1')).toEqual(['ann', 'bob', 'cid', 'eve']);
    await deleteInRoom(deps, ANN, GROUP, 1);
    expect(await readers('ann1')).toEqual(['bob', 'eve']);
    await hideInRoom(deps, BOB, direct, 1, true).catch(() => undefined);
    expect(await readers('ann1')).toEqual(['bob', 'eve']);
  });

  it.each(['eve1', 'nothing', 'AAAAAAAAAAAAAAAA.1.0'])('of others are refused, as files that do not exist: %s', async (id) => {
    const { deps } = await opened();
    const refused = { code: 'unprocessable', errors: [{ path: 'attachmentIds.1', message: 'is not an attachment' }] };
    await expect(postToRoom(deps, ANN, GROUP, 'look', { attachmentIds: ['ann1', id] })).rejects.toMatchObject(refused);
    await expect(readRoomMessage(deps, ANN, GROUP, 1)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of a ticket stay with the ticket', async () => {
    const { deps, table, may } = await opened();
    await table.write({ op: 'put', item: useItem('t', 'eve1', { threadId: 'AAAAAAAAAAAAAAAA', number: 1 }) });
    await expect(postToRoom(deps, ANN, GROUP, 'look', { attachmentIds: ['eve1'] })).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await may('eve1', ANN)).toBe(false);
  });

  it('of a chat of an application are for everybody of the tenant; hidden, for its admins', async () => {
    const { deps, readers, may } = await opened();
    const { token } = await createApplication(deps, ANN, { name: 'App' });
    const chat = { token, number: (await createChat(deps, ANN, token, {})).number };
    expect((await postChatMessage(deps, ANN, chat, 'look', { attachmentIds: ['ann1'] })).attachments).toEqual([shown('ann1')]);
    expect(await readers('ann1')).toEqual(['ann', 'bob', 'cid', 'eve']);
    expect(await may('ann1', as('zed', 'other'))).toBe(false);
    const boss = { ...as('boss'), actor: { type: 'agent', id: 'boss', role: 'admin', teamIds: [], name: 'B' } } as const;
    const { hideChatMessage } = await import('../../../domain/chat/messages.ts');
    await hideChatMessage(deps, boss, chat, 1, true);
    expect([await readers('ann1'), await may('ann1', boss, 'admin')]).toEqual([[], true]);
  });

  it('come with frames, once for their id, and are told to devices', async () => {
    const { deps, readers, table } = await opened();
    const frame = { type: 'send', id: '1', conversationId: GROUP.id, attachmentIds: ['bob1'] } as const;
    const accepted = await acceptFrame(deps, BOB, frame);
    await changeGroup(deps, ANN, UUID, { remove: ['bob'] });
    expect(await acceptFrame(deps, BOB, frame)).toEqual(accepted);
    expect(await readers('bob1')).toEqual(['ann', 'cid']);
    const pk = GROUP.kind.pk('t', GROUP.id);
    const told = async () => (await toldEntries(table, { id: GROUP.id, pk }, await readAfter(table, pk, START))).filter(({ number }) => number === 1);
    expect(await told()).toMatchObject([{ type: 'message', body: '', attachments: [shown('bob1')] }]);
    await hideInRoom(deps, ANN, GROUP, 1, true);
    expect(JSON.stringify(await told())).not.toContain('plan.pdf');
    await hideInRoom(deps, ANN, GROUP, 1, false);
    expect((await told()).at(-1)).toMatchObject({ type: 'amended', attachments: [shown('bob1')] });
  });

  it('are answered again for the same Idempotency-Key', async () => {
    const { deps } = await opened();
    const post = () => postToRoom(deps, keyed(ANN, 'k'), GROUP, 'look', { attachmentIds: ['ann1'] });
    await post();
    await expect(post()).rejects.toMatchObject({ answer: { body: { number: 1, attachments: [shown('ann1')] } } });
  });
});
