import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { recordUnits } from '../../../../adapters/table/units.ts';
import { seeded } from '../../../../demo/random.ts';
import { changeGroup } from '../../../../domain/chat/groups/change-group.ts';
import { type Created, createGroup } from '../../../../domain/chat/groups/create-group.ts';
import { showGroup } from '../../../../domain/chat/groups/read-groups.ts';
import { Replayed } from '../../../../domain/idempotency/commit.ts';
import { findJob } from '../../../../domain/jobs/job.ts';
import { GROUP_MEMBERS } from '../../../../domain/limits.ts';
import { faultyTable } from '../../conversations/log/faulty-table.ts';
import { keyed } from '../world.ts';
import { ANN, BOB, byTheLog, EVE, groupWorld, headOf, people, rowsOf, UUID } from './world.ts';

const MADE = { id: UUID, name: 'Friends', description: 'of the shop', memberIds: ['bob', 'cid'] };

describe('a new group', () => {
  it('has its creator as the owner and a member, and everybody who was given', async () => {
    const table = memoryTable();
    const { deps } = groupWorld(table);
    const { status, body } = await createGroup(deps, ANN, { ...MADE, memberIds: ['bob', 'cid', 'bob', 'ann'] });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: UUID,
      conversationId: `g.${UUID}`,
      name: 'Friends',
      description: 'of the shop',
      membersCount: 3,
      messagesCount: 0,
      unreadCount: 0,
      lastMessage: null,
      role: 'owner',
      slowModeSeconds: 0,
      mutedUntil: null,
      pinned: false,
      createdAt: expect.any(String),
    });
    expect(await showGroup(deps, ANN, UUID)).toEqual(body);
    expect(await showGroup(deps, BOB, `g.${UUID}`)).toEqual({ ...body, role: 'member' });
    expect([rowsOf(table), await byTheLog(table)]).toEqual([
      ['ann', 'bob', 'cid'],
      ['ann', 'bob', 'cid'],
    ]);
    await expect(showGroup(deps, EVE, UUID)).rejects.toMatchObject({ code: 'not_found', message: 'No such group.' });
    await expect(showGroup(deps, { ...ANN, tenantId: 'other' }, UUID)).rejects.toMatchObject({ code: 'not_found' });
    await expect(showGroup(deps, ANN, 'no-uuid')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('may have nobody else, and an id of the hub', async () => {
    const { deps } = groupWorld();
    const { body } = await createGroup(deps, ANN, { name: 'Alone', description: '' });
    expect(body).toMatchObject({ membersCount: 1, description: null, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('is made once for one id, and answers the same again, whatever has happened since', async () => {
    const table = memoryTable();
    const { deps } = groupWorld(table);
    const first = await createGroup(deps, ANN, MADE);
    await changeGroup(deps, ANN, UUID, { name: 'Enemies', remove: ['bob'], add: ['dan'] });
    expect(await createGroup(deps, ANN, { ...MADE, id: UUID.toUpperCase(), memberIds: ['cid', 'bob'] })).toEqual(first);
    expect(rowsOf(table)).toEqual(['ann', 'cid', 'dan']);
  });

  it.each([
    ['another name', ANN, { ...MADE, name: 'Others' }],
    ['other people', ANN, { ...MADE, memberIds: ['bob'] }],
    ['another person', BOB, MADE],
  ])('with the id of another is a conflict: %s', async (_, by, input) => {
    const { deps } = groupWorld();
    await createGroup(deps, ANN, MADE);
    await expect(createGroup(deps, by, input)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is made once for one Idempotency-Key', async () => {
    const table = memoryTable();
    const { deps } = groupWorld(table);
    const { id: _, ...input } = MADE;
    const made = await createGroup(deps, keyed(ANN, 'k'), input);
    await expect(createGroup(deps, keyed(ANN, 'k'), input)).rejects.toSatisfy(
      (error) => error instanceof Replayed && JSON.stringify(error.answer) === JSON.stringify({ status: 201, body: made.body }),
    );
    await expect(createGroup(deps, keyed(ANN, 'k', 'another'), input)).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('with an unknown person is not made', async () => {
    const table = memoryTable();
    const { deps } = groupWorld(table);
    const memberIds = ['bob', ...Array.from({ length: 30 }, (_, at) => `nobody${at}`)];
    const refused = createGroup(deps, ANN, { ...MADE, memberIds });
    await expect(refused).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(refused).rejects.toSatisfy((error) => (error as { errors: unknown[] }).errors.length === 20);
    expect(table.all()).toEqual([]);
  });

  it('has at most 50,000 members', async () => {
    const { deps } = groupWorld();
    await expect(createGroup(deps, ANN, { ...MADE, memberIds: people(GROUP_MEMBERS) })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a group whose making is interrupted', () => {
  it('is completed by a repeat: nobody is added twice, and the count is exact at any time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 0, max: 400 }), fc.boolean(), async (seed, count, withKey) => {
        const inner = memoryTable();
        const random = seeded(seed);
        const context = withKey ? keyed(ANN, 'k') : ANN;
        const input = { name: 'Many', memberIds: people(count), ...(withKey ? {} : { id: UUID }) };
        // Two processes of an impatient client, each with its lost calls.
        const process = async (): Promise<Created | undefined> => {
          const { deps } = groupWorld(faultyTable(inner, random, 0.3), random);
          for (let tries = 0; ; tries += 1)
            try {
              return await createGroup(deps, context, input);
            } catch (error) {
              if (error instanceof Replayed) return error.answer as Created;
              if (tries > 300) throw error;
              const heads = inner.all().filter(({ sk }) => sk === 'META');
              for (const { pk, members } of heads) expect(rowsOf(inner, pk.split('#g.')[1])).toHaveLength(Number(members));
            }
        };
        const [one, two] = await Promise.all([process(), process()]);
        expect(two).toEqual(one);
        const id = String(one?.body.id);
        expect(inner.all().filter(({ sk }) => sk === 'META')).toHaveLength(1);
        expect((await headOf(inner, id)).members).toBe(count + 1);
        expect([rowsOf(inner, id), await byTheLog(inner, id)]).toEqual([['ann', ...people(count)].sort(), ['ann', ...people(count)].sort()]);
      }),
      { numRuns: 15 },
    );
  });

  it('does not bring back whoever has left meanwhile', async () => {
    const inner = memoryTable();
    let left = 3;
    const dying = {
      ...inner,
      transact: async (writes: Parameters<typeof inner.transact>[0]) => (left-- > 0 ? inner.transact(writes) : Promise.reject(new Error('killed'))),
    };
    const input = { id: UUID, name: 'Many', memberIds: people(400) };
    await expect(createGroup(groupWorld(dying).deps, ANN, input)).rejects.toThrow('killed');
    const { deps } = groupWorld(inner);
    const [first] = people(400).sort();
    await changeGroup(deps, ANN, UUID, { remove: [String(first)] });
    await createGroup(deps, ANN, input);
    expect(rowsOf(inner)).toEqual(['ann', ...people(400)].sort().filter((id) => id !== first));
  });
});

describe('a group of many', () => {
  it('is there at once, and a job adds the people', async () => {
    const table = memoryTable();
    const { deps, work, sent, objects } = groupWorld(table);
    const input = { ...MADE, memberIds: people(2_500) };
    const { status, body } = await createGroup(deps, ANN, input);
    expect([status, body]).toEqual([202, { id: UUID, jobId: expect.any(String) }]);
    expect(await showGroup(deps, ANN, UUID)).toMatchObject({ membersCount: 1 });
    // A repeat answers the same, and asks for the job again, which does no harm.
    expect(await createGroup(deps, ANN, input)).toEqual({ status, body });
    expect(sent).toHaveLength(2);
    expect(await work()).toEqual(['done', 'overtaken']);
    expect([(await headOf(table)).members, rowsOf(table).length, (await byTheLog(table)).length]).toEqual([2_501, 2_501, 2_501]);
    const { jobId } = body as { jobId: string };
    expect(await findJob(table, 't', jobId, 'user:ann')).toMatchObject({
      kind: 'group-members',
      state: 'done',
      done: 2_500,
      total: 2_500,
      result: { id: UUID },
    });
    expect(await findJob(table, 't', jobId, 'user:bob')).toBeUndefined();
    expect(objects.size).toBe(0);
  });

  it('is complete however often the job is killed, and if it runs twice at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const inner = memoryTable();
        const random = seeded(seed);
        const calm = groupWorld(inner);
        await createGroup(calm.deps, ANN, { id: UUID, name: 'Many', memberIds: people(1_200) });
        const faulty = groupWorld(faultyTable(inner, random, 0.3), random);
        for (const [key, body] of calm.objects) faulty.objects.set(key, body);
        const run = async (): Promise<void> => {
          const { runMembersJob } = await import('../../../../domain/chat/groups/members-job.ts');
          const job = JSON.parse(String(calm.sent[0])) as Parameters<typeof runMembersJob>[1];
          for (let tries = 0; tries < 500; tries += 1)
            try {
              if ((await runMembersJob(faulty.deps, job, 60_000)) !== 'more') return;
            } catch {
              // The queue delivers it again.
            }
          throw new Error('the job does not end');
        };
        await Promise.all([run(), run()]);
        expect((await headOf(inner)).members).toBe(1_201);
        expect(await byTheLog(inner)).toEqual(['ann', ...people(1_200)].sort());
      }),
      { numRuns: 8 },
    );
  });

  it('costs at most 4 write and 3 read units a member, and the reads of the people', async () => {
    const recorder = recordUnits(memoryTable());
    const { deps, work } = groupWorld(recorder.table);
    await createGroup(deps, ANN, { ...MADE, memberIds: people(5_000) });
    const { report } = await recorder.measured(() => work());
    expect(report.writeUnits / 5_000).toBeLessThanOrEqual(4);
    expect(report.readUnits / 5_000).toBeLessThanOrEqual(3);
  });
});
