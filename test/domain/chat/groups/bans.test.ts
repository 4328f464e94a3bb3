import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { seeded } from '../../../../demo/random.ts';
import { banFromGroup, listBans, unbanFromGroup } from '../../../../domain/chat/groups/bans.ts';
import { changeGroup } from '../../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../../domain/chat/groups/create-group.ts';
import { addAll, fill } from '../../../../domain/chat/groups/filling.ts';
import { groupOf } from '../../../../domain/chat/groups/group.ts';
import { inviteToGroup, joinByInvitation } from '../../../../domain/chat/groups/invitations.ts';
import { showGroup } from '../../../../domain/chat/groups/read-groups.ts';
import { setGroupRole } from '../../../../domain/chat/groups/set-role.ts';
import { postToRoom } from '../../../../domain/chat/room-messages.ts';
import { readAudit } from '../../../../domain/configuration/read-audit.ts';
import { faultyTable } from '../../conversations/log/faulty-table.ts';
import { as } from '../world.ts';
import { ANN, BOB, byTheLog, EVE, groupWorld, headOf, people, rowsOf, UUID } from './world.ts';

const GROUP = groupOf('t', UUID);
const FIRST = { after: null, limit: 50 };
const OWNER = { type: 'user', id: 'ann' } as const;

/** Ann owns the group, Cid and Dan are admins, Bob is a member. */
const made = async (table = memoryTable()) => {
  const world = groupWorld(table);
  await createGroup(world.deps, ANN, { id: UUID, name: 'Friends', memberIds: ['bob', 'cid', 'dan'] });
  for (const userId of ['cid', 'dan']) await setGroupRole(world.deps, ANN, { id: UUID, userId }, 'admin');
  const ban = (userId: string, by = ANN, reason: string | null = null) => banFromGroup(world.deps, by, { id: UUID, userId }, reason);
  return { ...world, table, ban };
};

describe('a ban', () => {
  it.each([
    ['ann', 'bob', 'done'],
    ['ann', 'cid', 'done'],
    ['ann', 'eve', 'done'],
    ['cid', 'bob', 'done'],
    ['cid', 'eve', 'done'],
    ['cid', 'dan', 'forbidden'],
    ['cid', 'ann', 'forbidden'],
    ['cid', 'cid', 'forbidden'],
    ['ann', 'ann', 'unprocessable'],
    ['bob', 'eve', 'forbidden'],
    ['eve', 'bob', 'not_found'],
    ['ann', 'nobody', 'not_found'],
  ])('by %s of %s: %s', async (by, userId, outcome) => {
    const { ban, table } = await made();
    const before = rowsOf(table);
    const result = await ban(userId, as(by)).then(
      () => 'done',
      ({ code }) => code,
    );
    expect([result, rowsOf(table)]).toEqual([outcome, outcome === 'done' ? before.filter((id) => id !== userId) : before]);
  });

  it('ends the membership, and nothing brings the person back until it ends', async () => {
    const { deps, ban, table } = await made();
    const { invite } = await inviteToGroup(deps, ANN, UUID);
    expect(await ban('bob', ANN, 'spam')).toEqual({ userId: 'bob', name: 'The bob', reason: 'spam', by: 'ann', at: expect.any(String) });
    const { lastAmendment } = await headOf(table);
    expect(await ban('bob', ANN, 'again')).toMatchObject({ reason: 'spam' });
    expect((await headOf(table)).lastAmendment).toBe(lastAmendment);
    await expect(showGroup(deps, BOB, UUID)).rejects.toMatchObject({ code: 'not_found' });
    await expect(postToRoom(deps, BOB, GROUP, 'x')).rejects.toMatchObject({ code: 'not_found' });
    await expect(joinByInvitation(deps, BOB, invite)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeGroup(deps, ANN, UUID, { name: 'x', add: ['eve', 'bob'] })).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ path: 'add', message: '"bob" is banned' }],
    });
    // A job, and a group whose making was interrupted before the ban.
    await addAll(deps, GROUP, OWNER, ['bob', 'eve']);
    await table.write({ op: 'update', key: { pk: `T#t#CV#g.${UUID}`, sk: 'ABOUT' }, set: { filled: 0 } });
    await fill(deps, GROUP, OWNER, ['bob', 'fay'], 0);
    expect([rowsOf(table), await byTheLog(table), (await headOf(table)).members]).toEqual([
      ['ann', 'cid', 'dan', 'eve', 'fay'],
      ['ann', 'cid', 'dan', 'eve', 'fay'],
      5,
    ]);
    await unbanFromGroup(deps, as('cid'), { id: UUID, userId: 'bob' });
    await expect(unbanFromGroup(deps, ANN, { id: UUID, userId: 'bob' })).rejects.toMatchObject({ code: 'not_found', message: 'No such ban.' });
    expect((await headOf(table)).bans).toBe(0);
    expect(await joinByInvitation(deps, BOB, invite)).toMatchObject({ role: 'member', membersCount: 6 });
  });

  it('takes the role of an admin away, and the audit names it', async () => {
    const { deps, ban, table } = await made();
    await ban('cid', ANN, 'spam');
    await unbanFromGroup(deps, ANN, { id: UUID, userId: 'cid' });
    expect(await headOf(table)).toMatchObject({ admins: ['dan'], members: 3, bans: 0 });
    const { lines } = await readAudit(table, 't', { since: undefined, actor: undefined, after: null, limit: 50 });
    const object = { type: 'groupBan', id: `${UUID}/cid` };
    expect(lines).toMatchObject([
      {
        object,
        by: { id: 'ann' },
        changes: [
          { field: 'banned', from: true, to: false },
          { field: 'reason', from: 'spam', to: null },
        ],
      },
      {
        object,
        by: { id: 'ann' },
        changes: [
          { field: 'banned', from: false, to: true },
          { field: 'reason', from: null, to: 'spam' },
        ],
      },
    ]);
  });

  it('is listed and ended by the owner and admins only', async () => {
    const { deps, ban } = await made();
    for (const id of ['p2', 'p1', 'p3']) await ban(id);
    const page = await listBans(deps, as('cid'), UUID, { after: null, limit: 2 });
    expect([page.items.map(({ userId, name }) => [userId, name]), page.next]).toEqual([
      [
        ['p1', 'The p1'],
        ['p2', 'The p2'],
      ],
      'p2',
    ]);
    expect(await listBans(deps, ANN, UUID, { after: 'p2', limit: 2 })).toMatchObject({ items: [{ userId: 'p3', reason: null }], next: null });
    await expect(listBans(deps, BOB, UUID, FIRST)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listBans(deps, EVE, UUID, FIRST)).rejects.toMatchObject({ code: 'not_found' });
    await expect(unbanFromGroup(deps, BOB, { id: UUID, userId: 'p1' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(unbanFromGroup(deps, EVE, { id: UUID, userId: 'p1' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of somebody who was deleted shows no name, and stays', async () => {
    const { deps, ban } = await made();
    await ban('p1');
    const forgotten = { ...deps, namesOf: async () => new Map() };
    expect((await listBans(forgotten, ANN, UUID, FIRST)).items).toMatchObject([{ userId: 'p1', name: null }]);
    expect(await banFromGroup(forgotten, ANN, { id: UUID, userId: 'p1' }, null)).toMatchObject({ name: null });
    expect(await banFromGroup(forgotten, ANN, { id: UUID, userId: 'bob' }, null)).toMatchObject({ userId: 'bob', name: null });
  });
});

it('who is banned is never a member, whoever adds, joins, bans and unbans at once, and whatever calls are lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 2, max: 4 }), async (seed, writers) => {
      const { deps, table } = await made();
      const { invite } = await inviteToGroup(deps, ANN, UUID);
      const random = seeded(seed);
      const draw = (most: number) => Math.floor(random() * most);
      const write = async (): Promise<void> => {
        const { deps: own } = groupWorld(faultyTable(table, random, 0.2), random);
        for (let n = 0; n < 12; n += 1) {
          const userId = `p${1 + draw(4)}`;
          const who = { id: UUID, userId };
          const steps = [
            () => banFromGroup(own, ANN, who, null),
            () => unbanFromGroup(own, ANN, who),
            () => addAll(own, GROUP, OWNER, people(4)),
            () => joinByInvitation(own, as(userId), invite),
          ];
          // A refusal or a lost call: the group stays as it is.
          await steps[draw(4)]?.().catch(() => undefined);
        }
      };
      await Promise.all(Array.from({ length: writers }, write));
      const [head, rows, banned] = [await headOf(table), rowsOf(table), (await listBans(deps, ANN, UUID, FIRST)).items.map(({ userId }) => userId)];
      expect([head.members, head.bans, await byTheLog(table)]).toEqual([rows.length, banned.length, rows]);
      expect(rows.filter((id) => banned.includes(id))).toEqual([]);
    }),
    { numRuns: 15 },
  );
});
