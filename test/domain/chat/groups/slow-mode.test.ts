import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { acceptFrame } from '../../../../domain/chat/frames/accept-frame.ts';
import { changeGroup } from '../../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../../domain/chat/groups/group.ts';
import { showGroup } from '../../../../domain/chat/groups/read-groups.ts';
import { setGroupRole } from '../../../../domain/chat/groups/set-role.ts';
import { listRoomMessages, postToRoom } from '../../../../domain/chat/room-messages.ts';
import { readAudit } from '../../../../domain/configuration/read-audit.ts';
import { Replayed } from '../../../../domain/idempotency/commit.ts';
import { as, keyed } from '../world.ts';
import { ANN, BOB, groupWorld, headOf, UUID } from './world.ts';

const GROUP = groupOf('t', UUID);

/** Ann owns the group, Cid is an admin, Bob and Dan are members, who write at most each 10 s. */
const opened = async () => {
  const table = memoryTable();
  let now = 1_000_000;
  const deps = { ...groupWorld(table).deps, clock: () => now, mostPeople: 1_000 };
  await createGroup(deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob', 'cid', 'dan'] });
  await setGroupRole(deps, ANN, { id: UUID, userId: 'cid' }, 'admin');
  expect(await changeGroup(deps, ANN, UUID, { slowModeSeconds: 10 })).toMatchObject({ body: { slowModeSeconds: 10 } });
  const pass = (ms: number) => {
    now += ms;
  };
  const say = (by = BOB, body = 'hello') => postToRoom(deps, by, GROUP, body).then(({ number }) => number);
  return { deps, table, pass, say };
};

describe('slow mode', () => {
  it('lets a plain member write once in its time, the owner and admins at any time', async () => {
    const { say, pass } = await opened();
    expect(await say()).toBe(1);
    pass(2_500);
    await expect(say()).rejects.toMatchObject({ code: 'rate_limited', status: 429, retryAfter: 8 });
    expect(await say(as('dan'))).toBe(2);
    for (const by of [ANN, ANN, as('cid'), as('cid')]) await say(by);
    pass(7_499);
    await expect(say()).rejects.toMatchObject({ retryAfter: 1 });
    pass(1);
    expect(await say()).toBe(7);
    await expect(say()).rejects.toMatchObject({ retryAfter: 10 });
  });

  it('holds for messages that come at once, and counts only those that were accepted', async () => {
    const { deps, say, pass } = await opened();
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => say()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    pass(9_000);
    await expect(say()).rejects.toMatchObject({ retryAfter: 1 });
    await expect(postToRoom(deps, BOB, GROUP, 'x', { inReplyTo: 9 })).rejects.toMatchObject({ code: 'rate_limited' });
    pass(1_000);
    await expect(postToRoom(deps, BOB, GROUP, 'x', { inReplyTo: 9 })).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await say()).toBe(2);
  });

  it('holds for frames too; a repeated frame or request gets its first answer', async () => {
    const { deps, pass } = await opened();
    const frame = (id: string) => ({ type: 'send', id, conversationId: GROUP.id, body: 'hello' }) as const;
    const first = await acceptFrame(deps, BOB, frame('1'));
    expect(await acceptFrame(deps, BOB, frame('1'))).toEqual(first);
    await expect(acceptFrame(deps, BOB, frame('2'))).rejects.toMatchObject({ code: 'rate_limited' });
    pass(10_000);
    expect(await acceptFrame(deps, BOB, frame('2'))).toMatchObject({ number: 2 });
    pass(10_000);
    await postToRoom(deps, keyed(BOB, 'k'), GROUP, 'once');
    await expect(postToRoom(deps, keyed(BOB, 'k'), GROUP, 'once')).rejects.toBeInstanceOf(Replayed);
    expect((await listRoomMessages(deps, ANN, GROUP, { order: 'asc', after: null, limit: 9 })).items).toHaveLength(3);
  });

  it('never lets somebody wait longer than its time, also when a clock was ahead', async () => {
    const { say, pass } = await opened();
    await say();
    pass(-3_600_000);
    await expect(say()).rejects.toMatchObject({ retryAfter: 10 });
  });

  it('is changed by the owner and admins, ends with 0, and the audit tells it', async () => {
    const { deps, table, say, pass } = await opened();
    pass(1_000);
    await expect(changeGroup(deps, BOB, UUID, { slowModeSeconds: 0 })).rejects.toMatchObject({ code: 'forbidden' });
    const { lastAmendment } = await headOf(table);
    await changeGroup(deps, as('cid'), UUID, { slowModeSeconds: 10 });
    expect((await headOf(table)).lastAmendment).toBe(lastAmendment);
    await changeGroup(deps, as('cid'), UUID, { slowModeSeconds: 0 });
    expect(await showGroup(deps, BOB, UUID)).toMatchObject({ slowModeSeconds: 0 });
    expect([await say(), await say()]).toEqual([1, 2]);
    const { lines } = await readAudit(table, 't', { since: undefined, actor: undefined, after: null, limit: 50 });
    const object = { type: 'group', id: UUID };
    expect(lines.toReversed().map(({ by, changes, ...line }) => [line.object, by.id, changes])).toEqual([
      [object, 'ann', [{ field: 'slowModeSeconds', from: 0, to: 10 }]],
      [object, 'cid', [{ field: 'slowModeSeconds', from: 10, to: 0 }]],
    ]);
  });
});
