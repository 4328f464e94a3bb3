import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { createApplication } from '../../../../domain/chat/applications.ts';
import { createChat } from '../../../../domain/chat/chats.ts';
import { changeDirect, directOf, openDirect } from '../../../../domain/chat/directs/directs.ts';
import { changeGroup } from '../../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../../domain/chat/groups/group.ts';
import { deleteChatMessage, postChatMessage, readChatMessage } from '../../../../domain/chat/messages.ts';
import { reportInChat, reportInRoom } from '../../../../domain/chat/moderation/report-message.ts';
import { listReports, settleReport } from '../../../../domain/chat/moderation/settle-reports.ts';
import { deleteInRoom, postToRoom, readRoomMessage } from '../../../../domain/chat/room-messages.ts';
import { auditedTable } from '../../../../domain/configuration/audited-table.ts';
import { readAudit } from '../../../../domain/configuration/read-audit.ts';
import { Replayed } from '../../../../domain/idempotency/commit.ts';
import { CHAT_TEXT } from '../../../../domain/limits.ts';
import { ANN, BOB, EVE, groupWorld, UUID } from '../groups/world.ts';
import { as, keyed } from '../world.ts';

const GROUP = groupOf('t', UUID);
const BOSS = { ...as('boss'), actor: { type: 'agent', id: 'boss', role: 'admin', teamIds: [], name: 'Boss' } } as const;
const FIRST = { after: null, limit: 50 };

/** Ann has written in a group, in the direct with Bob, and in a chat. */
const opened = async () => {
  const table = memoryTable();
  const { deps } = groupWorld(table);
  await createGroup(deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob', 'cid'] });
  const direct = directOf('t', (await openDirect(deps, ANN, 'bob')).id);
  const { token } = await createApplication(deps, BOSS, { name: 'App' });
  const chat = { token, number: (await createChat(deps, ANN, token, {})).number };
  for (const room of [GROUP, direct] as const) await postToRoom<never>(deps, ANN, room as never, 'you fool');
  await postChatMessage(deps, ANN, chat, 'you fool');
  const audited = { ...deps, table: auditedTable(table, deps, BOSS, null) };
  const settle = (id: string, change: Parameters<typeof settleReport>[3]) => settleReport(audited, BOSS, id, change);
  const listed = async (state: 'open' | 'settled' | 'dismissed' = 'open') => (await listReports(deps, BOSS, state, FIRST)).items;
  return { deps, table, direct, chat, settle, listed };
};

describe('a report', () => {
  it('is there once for each person and message, and shows the admins the message', async () => {
    const { deps, direct, chat, listed } = await opened();
    const first = await reportInRoom(deps, BOB, GROUP, 1, 'rude');
    expect(first).toEqual({ id: expect.any(String), conversationId: GROUP.id, number: 1, reason: 'rude', createdAt: expect.any(String) });
    expect(await reportInRoom(deps, BOB, GROUP, 1, 'again')).toEqual(first);
    await reportInRoom(deps, as('cid'), GROUP, 1, 'rude too');
    await reportInRoom(deps, BOB, direct, 1, 'rude');
    await reportInChat(deps, EVE, chat, 1, 'rude');
    expect((await listed()).map(({ kind, reportedBy, reason, state, message }) => [kind, reportedBy, reason, state, message.body])).toEqual([
      ['chat', 'eve', 'rude', 'open', 'you fool'],
      ['direct', 'bob', 'rude', 'open', 'you fool'],
      ['group', 'cid', 'rude too', 'open', 'you fool'],
      ['group', 'bob', 'rude', 'open', 'you fool'],
    ]);
  });

  it('is answered once for one Idempotency-Key', async () => {
    const { deps, listed } = await opened();
    await reportInRoom(deps, keyed(BOB, 'k'), GROUP, 1, 'rude');
    await expect(reportInRoom(deps, keyed(BOB, 'k'), GROUP, 1, 'rude')).rejects.toBeInstanceOf(Replayed);
    expect(await listed()).toHaveLength(1);
  });

  it('is for people who can read the message, of messages of others that are there', async () => {
    const { deps, direct, chat } = await opened();
    await expect(reportInRoom(deps, EVE, GROUP, 1, 'x')).rejects.toMatchObject({ code: 'not_found', message: 'No such group.' });
    await expect(reportInRoom(deps, as('cid'), direct, 1, 'x')).rejects.toMatchObject({ code: 'not_found', message: 'No such direct.' });
    await expect(reportInRoom(deps, BOB, GROUP, 9, 'x')).rejects.toMatchObject({ code: 'not_found', message: 'No such message.' });
    await expect(reportInChat(deps, BOB, { ...chat, number: 9 }, 1, 'x')).rejects.toMatchObject({ code: 'not_found' });
    await expect(reportInRoom(deps, ANN, GROUP, 1, 'x')).rejects.toMatchObject({ code: 'unprocessable' });
    await deleteInRoom(deps, ANN, GROUP, 1);
    await expect(reportInRoom(deps, BOB, GROUP, 1, 'x')).rejects.toMatchObject({ code: 'conflict', extra: { current: 'deleted' } });
    await changeGroup(deps, BOB, UUID, { remove: ['bob'] });
    await expect(reportInRoom(deps, BOB, GROUP, 1, 'x')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('whose write fails is an error, and no report', async () => {
    const { deps, table, listed } = await opened();
    const broken = { ...deps, table: { ...table, write: async () => Promise.reject(new Error('broken')) } };
    await expect(reportInRoom(broken, BOB, GROUP, 1, 'x')).rejects.toThrow('broken');
    expect(await listed()).toEqual([]);
  });
});

describe('an admin of the tenant', () => {
  it('hides, shows and deletes the message of a direct, also while one of the two has blocked the other; the audit tells all of it', async () => {
    const { deps, table, direct, settle, listed } = await opened();
    const { id } = await reportInRoom(deps, BOB, direct, 1, 'rude');
    await changeDirect(deps, BOB, direct.id, { blocked: true });
    const seen = async () => (await readRoomMessage(deps, BOB, direct, 1)).body;
    expect(await settle(id, { action: 'hide' })).toMatchObject({
      state: 'settled',
      action: 'hide',
      settledBy: 'boss',
      message: { hidden: true, body: 'you fool' },
    });
    expect([await seen(), await listed(), (await listed('settled')).length]).toEqual([null, [], 1]);
    const { length } = table.all();
    await settle(id, { action: 'hide' });
    expect(table.all()).toHaveLength(length);
    expect(await settle(id, { action: 'unhide', state: 'open' })).toMatchObject({ state: 'open', message: { hidden: false } });
    expect(await seen()).toBe('you fool');
    expect(await settle(id, { action: 'delete' })).toMatchObject({ state: 'settled', action: 'delete', message: { deleted: true, body: null } });
    await expect(settle(id, { action: 'hide' })).rejects.toMatchObject({ code: 'conflict' });
    const { lines } = await readAudit(table, 't', { since: undefined, actor: undefined, after: null, limit: 50 });
    const message = { type: 'message', id: `${direct.id}/1` };
    const report = { type: 'report', id };
    const told = lines
      .filter(({ object }) => object.type !== 'application')
      .map(({ object, changes, by }) => [object, by.id, changes.map(({ field, to }) => [field, to])]);
    expect(told.toReversed()).toEqual([
      [message, 'boss', [['hidden', true]]],
      [
        report,
        'boss',
        [
          ['state', 'settled'],
          ['action', 'hide'],
        ],
      ],
      [message, 'boss', [['hidden', false]]],
      [
        report,
        'boss',
        [
          ['state', 'open'],
          ['action', 'unhide'],
        ],
      ],
      [message, 'boss', [['deleted', true]]],
      [
        report,
        'boss',
        [
          ['state', 'settled'],
          ['action', 'delete'],
        ],
      ],
    ]);
    expect(JSON.stringify(lines)).not.toContain('fool');
  });

  it('dismisses a report, and settles those of groups and chats', async () => {
    const { deps, chat, settle, listed } = await opened();
    const inGroup = await reportInRoom(deps, BOB, GROUP, 1, 'rude');
    expect(await settle(inGroup.id, { state: 'dismissed' })).toMatchObject({ kind: 'group', state: 'dismissed', action: null, message: { hidden: false } });
    expect((await listed('dismissed')).map(({ id }) => id)).toEqual([inGroup.id]);
    const inChat = await reportInChat(deps, BOB, chat, 1, 'rude');
    await settle(inChat.id, { action: 'hide' });
    expect((await readChatMessage(deps, 't', chat, 1)).body).toBeNull();
    expect(await settle(inChat.id, {})).toMatchObject({ state: 'settled', action: 'hide' });
    await deleteChatMessage(deps, ANN, chat, 1);
    expect(await settle(inChat.id, { action: 'delete' })).toMatchObject({ action: 'delete' });
    await expect(settle('none', { state: 'settled' })).rejects.toMatchObject({ code: 'not_found', message: 'No such report.' });
    const stranger = { ...BOSS, tenantId: 'other' };
    await expect(settleReport(deps, stranger, inGroup.id, { state: 'open' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await listReports(deps, stranger, 'dismissed', FIRST)).items).toEqual([]);
  });

  it('reads the list in pages, which long messages make shorter', async () => {
    const { deps } = await opened();
    for (let n = 0; n < 48; n += 1) {
      await postToRoom(deps, ANN, GROUP, '\u0001'.repeat(CHAT_TEXT));
      await reportInRoom(deps, BOB, GROUP, n + 2, `reason ${n}`);
    }
    const numbers: number[] = [];
    let pages = 0;
    let after: Parameters<typeof listReports>[3]['after'] = null;
    do {
      const page: Awaited<ReturnType<typeof listReports>> = await listReports(deps, BOSS, 'open', { after, limit: 50 });
      numbers.push(...page.items.map(({ number }) => number));
      after = page.next;
      pages += 1;
    } while (after !== null);
    expect(numbers).toEqual(Array.from({ length: 48 }, (_, n) => 49 - n));
    expect(pages).toBeGreaterThan(1);
    const { items, next } = await listReports(deps, BOSS, 'open', { after: null, limit: 2 });
    expect([items.length, next?.id]).toEqual([2, items[1]?.id]);
  });
});
