import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { seeded } from '../../../../demo/random.ts';
import { changeGroup } from '../../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../../domain/chat/groups/group.ts';
import { endInvitation, inviteToGroup, joinByInvitation } from '../../../../domain/chat/groups/invitations.ts';
import { runMembersJob } from '../../../../domain/chat/groups/members-job.ts';
import { listMembers, showGroup } from '../../../../domain/chat/groups/read-groups.ts';
import { setGroupRole } from '../../../../domain/chat/groups/set-role.ts';
import { postToRoom } from '../../../../domain/chat/room-messages.ts';
import { Replayed } from '../../../../domain/idempotency/commit.ts';
import { storedJob } from '../../../../domain/jobs/job.ts';
import { GROUP_ADMINS, GROUP_MEMBERS } from '../../../../domain/limits.ts';
import { faultyTable } from '../../conversations/log/faulty-table.ts';
import { as, keyed } from '../world.ts';
import { ANN, BOB, byTheLog, EVE, groupWorld, headOf, people, rowsOf, UUID } from './world.ts';

const made = async (memberIds = ['bob', 'cid'], table = memoryTable()) => {
  const world = groupWorld(table);
  await createGroup(world.deps, ANN, { id: UUID, name: 'Friends', memberIds });
  return { ...world, table };
};

const allMembers = async (deps: ReturnType<typeof groupWorld>['deps'], limit: number): Promise<string[]> => {
  const found: string[] = [];
  let after: Parameters<typeof listMembers>[3]['after'] = null;
  do {
    const page: Awaited<ReturnType<typeof listMembers>> = await listMembers(deps, ANN, UUID, { after, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items.map(({ userId }) => userId));
    after = page.next;
  } while (after !== null);
  return found.sort();
};

describe('a group is changed', () => {
  it('by its owner and admins: name, description, members', async () => {
    const { deps, table } = await made();
    const { status, body } = await changeGroup(deps, ANN, UUID, { name: 'Crew', description: 'who carries', add: ['dan', 'bob'], remove: ['cid', 'zed'] });
    expect([status, body]).toMatchObject([200, { name: 'Crew', description: 'who carries', membersCount: 3 }]);
    expect(rowsOf(table)).toEqual(['ann', 'bob', 'dan']);
    const { lastAmendment } = await headOf(table);
    // Once more: nothing is left to do, so nothing is written.
    await changeGroup(deps, ANN, UUID, { name: 'Crew', description: 'who carries', add: ['dan'], remove: ['cid'] });
    expect((await headOf(table)).lastAmendment).toBe(lastAmendment);
    expect(await changeGroup(deps, ANN, UUID, { description: '' })).toMatchObject({ body: { description: null } });
    expect(await changeGroup(deps, ANN, UUID, {})).toMatchObject({ body: { name: 'Crew' } });
  });

  it('not by members, and for others it does not exist', async () => {
    const { deps, table } = await made();
    for (const change of [{ name: 'x' }, { description: 'x' }, { add: ['dan'] }, { remove: ['cid'] }, { remove: ['bob', 'cid'] }]) {
      await expect(changeGroup(deps, BOB, UUID, change)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(changeGroup(deps, EVE, UUID, change)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(rowsOf(table)).toEqual(['ann', 'bob', 'cid']);
  });

  it('as a whole or not at all: unknown people, and people who come and go', async () => {
    const { deps, table } = await made();
    await expect(changeGroup(deps, ANN, UUID, { name: 'x', add: ['dan', 'nobody'] })).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(changeGroup(deps, ANN, UUID, { add: ['dan'], remove: ['dan'] })).rejects.toMatchObject({ code: 'unprocessable' });
    expect([rowsOf(table), (await headOf(table)).name]).toEqual([['ann', 'bob', 'cid'], 'Friends']);
  });

  it('by its own people, who leave it; the owner leaves it to the first admin, then to a member, then to nobody', async () => {
    const { deps, table } = await made(['bob', 'cid', 'dan']);
    await setGroupRole(deps, ANN, { id: UUID, userId: 'cid' }, 'admin');
    expect(await changeGroup(deps, BOB, UUID, { remove: ['bob'] })).toMatchObject({ body: { role: null, membersCount: 3 } });
    await expect(showGroup(deps, BOB, UUID)).rejects.toMatchObject({ code: 'not_found' });
    await changeGroup(deps, ANN, UUID, { remove: ['ann'] });
    expect(await headOf(table)).toMatchObject({ owner: 'cid', admins: [], members: 2 });
    await changeGroup(deps, as('cid'), UUID, { remove: ['cid'] });
    expect(await headOf(table)).toMatchObject({ owner: 'dan', members: 1 });
    await changeGroup(deps, as('dan'), UUID, { remove: ['dan'] });
    expect(await headOf(table)).toMatchObject({ owner: '', members: 0 });
    expect([rowsOf(table), await byTheLog(table)]).toEqual([[], []]);
  });

  it('by somebody who removes others and then leaves', async () => {
    const { deps, table } = await made(['bob', 'cid', 'dan']);
    expect(await changeGroup(deps, ANN, UUID, { remove: ['ann', 'bob'], add: ['eve'] })).toMatchObject({ body: { membersCount: 3, role: null } });
    expect(rowsOf(table)).toEqual(['cid', 'dan', 'eve']);
  });

  it('up to 50,000 members', async () => {
    const { deps, table } = await made();
    const { key } = await import('../../../../domain/chat/groups/group.ts').then(({ groupHead }) => groupHead(groupOf('t', UUID)));
    await table.write({ op: 'update', key, set: { members: GROUP_MEMBERS - 1 } });
    await expect(changeGroup(deps, ANN, UUID, { add: ['dan', 'eve'] })).rejects.toMatchObject({ code: 'conflict' });
    expect(await changeGroup(deps, ANN, UUID, { add: ['dan', 'eve'], remove: ['bob'] })).toMatchObject({ body: { membersCount: GROUP_MEMBERS } });
    const { invite } = await inviteToGroup(deps, ANN, UUID);
    await expect(joinByInvitation(deps, as('fay'), invite)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('by a job above 1,000 people: those who go make room for those who come', async () => {
    const { deps, work, table } = await made(people(900));
    const add = Array.from({ length: 600 }, (_, at) => `q${at}`);
    const { status, body } = await changeGroup(deps, ANN, UUID, { add, remove: ['ann', ...people(500)] });
    expect([status, body]).toEqual([202, { id: UUID, jobId: expect.any(String) }]);
    // Each run has time for one chunk.
    const states = await work(0);
    expect([new Set(states), states.at(-1)]).toEqual([new Set(['more', 'done']), 'done']);
    expect([(await headOf(table)).members, rowsOf(table)]).toEqual([1_000, [...people(900).filter((id) => !people(500).includes(id)), ...add].sort()]);
  });

  it('by a job that ends when its person loses the right', async () => {
    const { deps, sent, work, table, objects } = await made(['bob']);
    await setGroupRole(deps, ANN, { id: UUID, userId: 'bob' }, 'admin');
    const { body } = await changeGroup(deps, BOB, UUID, { add: people(1_200) });
    const job = JSON.parse(String(sent[0])) as Parameters<typeof runMembersJob>[1];
    expect(await runMembersJob(deps, job, 0)).toBe('more');
    await setGroupRole(deps, ANN, { id: UUID, userId: 'bob' }, 'member');
    expect(await work()).toEqual(['failed']);
    expect(await storedJob(table, 't', (body as { jobId: string }).jobId)).toMatchObject({ state: 'failed', error: expect.stringContaining('role') });
    expect([(await headOf(table)).members, objects.size]).toEqual([92, 0]);
    expect(await runMembersJob(deps, job, 0)).toBe('overtaken');
    expect(await runMembersJob(deps, { ...job, id: 'none' }, 0)).toBe('overtaken');
  });
});

describe('a job whose list of people is gone', () => {
  it('fails, and the group stays as it is', async () => {
    const { deps, work, table, objects } = await made();
    const { body } = await changeGroup(deps, ANN, UUID, { add: people(1_200) });
    objects.clear();
    expect(await work()).toEqual(['failed']);
    expect(await storedJob(table, 't', (body as { jobId: string }).jobId)).toMatchObject({ state: 'failed', error: 'The list of people is gone.' });
    expect(rowsOf(table)).toEqual(['ann', 'bob', 'cid']);
  });
});

describe('the members of a group', () => {
  it.each([30, 300])('of %i are listed page by page, with names and roles', async (count) => {
    const { deps } = await made(people(count));
    await setGroupRole(deps, ANN, { id: UUID, userId: 'p7' }, 'admin');
    const all = ['ann', ...people(count)].sort();
    expect(await allMembers(deps, 100)).toEqual(all);
    expect(await allMembers(deps, 7)).toEqual(all);
    const { items } = await listMembers(deps, ANN, UUID, { after: null, limit: 1_000 });
    expect(items.find(({ userId }) => userId === 'p7')).toEqual({ userId: 'p7', name: 'The p7', role: 'admin', joinedAt: expect.any(String) });
    await expect(listMembers(deps, EVE, UUID, { after: null, limit: 10 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('have roles that the owner changes', async () => {
    const { deps, table } = await made(['bob', 'cid', ...people(GROUP_ADMINS)]);
    const set = (userId: string, role: 'owner' | 'admin' | 'member', by = ANN) => setGroupRole(deps, by, { id: UUID, userId }, role);
    expect(await set('bob', 'admin')).toEqual({ userId: 'bob', name: 'The bob', role: 'admin', joinedAt: expect.any(String) });
    const { lastAmendment } = await headOf(table);
    await set('bob', 'admin');
    expect((await headOf(table)).lastAmendment).toBe(lastAmendment);
    await expect(set('cid', 'admin', BOB)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(set('cid', 'admin', EVE)).rejects.toMatchObject({ code: 'not_found', message: 'No such group.' });
    await expect(set('eve', 'admin')).rejects.toMatchObject({ code: 'not_found', message: 'No such member.' });
    await expect(set('ann', 'member')).rejects.toMatchObject({ code: 'conflict' });
    for (const id of people(GROUP_ADMINS - 1)) await set(id, 'admin');
    await expect(set('cid', 'admin')).rejects.toMatchObject({ code: 'conflict' });
    await set('p1', 'member');
    await set('bob', 'owner');
    expect(await headOf(table)).toMatchObject({ owner: 'bob', admins: expect.arrayContaining(['ann']) });
    await expect(set('cid', 'admin')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('an invitation', () => {
  it('lets people of the tenant join, until it ends', async () => {
    const { deps, table } = await made();
    const { invite } = await inviteToGroup(deps, ANN, UUID);
    expect(JSON.stringify(table.all())).not.toContain(invite);
    expect(await joinByInvitation(deps, EVE, invite)).toMatchObject({ id: UUID, role: 'member', membersCount: 4 });
    expect(await joinByInvitation(deps, EVE, invite)).toMatchObject({ membersCount: 4 });
    await expect(joinByInvitation(deps, { ...EVE, tenantId: 'other' }, invite)).rejects.toMatchObject({ code: 'not_found' });
    const { invite: second } = await inviteToGroup(deps, ANN, UUID);
    await expect(joinByInvitation(deps, as('fay'), invite)).rejects.toMatchObject({ code: 'not_found' });
    await endInvitation(deps, ANN, UUID);
    await endInvitation(deps, ANN, UUID);
    await expect(joinByInvitation(deps, as('fay'), second)).rejects.toMatchObject({ code: 'not_found' });
    expect(table.all().filter(({ sk }) => sk === 'INVITE')).toEqual([]);
  });

  it('is for the owner and admins to make and to end', async () => {
    const { deps } = await made();
    await expect(inviteToGroup(deps, BOB, UUID)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(endInvitation(deps, BOB, UUID)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(inviteToGroup(deps, EVE, UUID)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that ends while somebody joins is ended', async () => {
    const { deps, table } = await made();
    const { invite } = await inviteToGroup(deps, ANN, UUID);
    const racing = {
      ...deps,
      table: { ...table, transact: async (writes: Parameters<typeof table.transact>[0]) => (await endInvitation(deps, ANN, UUID), table.transact(writes)) },
    };
    await expect(joinByInvitation(racing, EVE, invite)).rejects.toMatchObject({ code: 'not_found' });
    expect(rowsOf(table)).toEqual(['ann', 'bob', 'cid']);
  });

  it('answers the same key with the same group', async () => {
    const { deps } = await made();
    const { invite } = await inviteToGroup(deps, ANN, UUID);
    await joinByInvitation(deps, keyed(EVE, 'k'), invite);
    await expect(joinByInvitation(deps, keyed(EVE, 'k'), invite)).rejects.toBeInstanceOf(Replayed);
  });
});

describe('many who change a group at once, whatever calls are lost', () => {
  it('leave its count, its rows and its log the same, and its messages without gaps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 2, max: 4 }), async (seed, writers) => {
        const { table } = await made(['bob', ...people(20)]);
        const random = seeded(seed);
        const draw = (most: number) => Math.floor(random() * most);
        let posted = 0;
        const write = async (): Promise<void> => {
          const { deps } = groupWorld(faultyTable(table, random, 0.25), random);
          for (let n = 0; n < 6; n += 1) {
            const some = Array.from({ length: 1 + draw(100) }, () => `p${1 + draw(150)}`);
            const kind = draw(3);
            const step = (): Promise<unknown> =>
              kind === 0
                ? changeGroup(deps, ANN, UUID, { add: some })
                : kind === 1
                  ? changeGroup(deps, ANN, UUID, { remove: some })
                  : postToRoom(deps, keyed(BOB, `${seed}-${(posted += 1)}`), groupOf('t', UUID), 'hello');
            for (let tries = 0; tries < 3; tries += 1)
              try {
                await step();
                break;
              } catch {
                // Given up after three tries: the group stays as the chunks have left it.
              }
          }
        };
        await Promise.all(Array.from({ length: writers }, write));
        const rows = rowsOf(table);
        const head = await headOf(table);
        expect([head.members, await byTheLog(table)]).toEqual([rows.length, rows]);
        const numbers = table.all().filter(({ pk, sk }) => pk === `T#t#CV#g.${UUID}` && sk.startsWith('M#'));
        expect(numbers).toHaveLength(head.lastNumber);
      }),
      { numRuns: 12 },
    );
  });
});
