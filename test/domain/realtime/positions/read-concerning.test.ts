import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { type Recorder, recordUnits } from '../../../../adapters/table/units.ts';
import type { Walls } from '../../../../domain/policy/configuration.ts';
import { type Interest, interestOf } from '../../../../domain/realtime/interest.ts';
import type { Change, Wall } from '../../../../domain/realtime/positions/changes.ts';
import { concerning, contentsOf } from '../../../../domain/realtime/positions/contents.ts';
import { clamped, type Ranges, readRanges, through, union } from '../../../../domain/realtime/positions/ranges.ts';
import { readConcerning } from '../../../../domain/realtime/positions/read-concerning.ts';
import { appendSegment, readTails } from '../../../../domain/realtime/positions/segments.ts';
import type { Table } from '../../../../domain/table/port.ts';

const TENANT = 'acme';
const QUEUES = ['mine', 'theirs', 'others'];
const wallsOf = (queuesGeneration: number): Walls =>
  ({
    generation: 5,
    queuesGeneration,
    queues: QUEUES.map((id) => ({ id, visibleTo: { teamIds: [], agentIds: [id === 'mine' ? 'anna' : 'nobody'] } })),
    pastQueues: [],
  }) as unknown as Walls;
const ANNA = { id: 'anna', role: 'agent', teamIds: ['t1'] } as const;

const depsOf = (table: Table, counterShards = 1) => ({ table, counterShards, clock: () => 0, random: () => 0, sleep: async () => {} });
const change = (n: number, wall: Wall | null): Change => ({ ticketId: `thread${String(n).padStart(10, '0')}.1`, appended: [n + 1], amended: [], wall });

/** All that a shard brings, page after page, and how often it was asked. */
const readAll = async (table: Table, seen: Ranges, interest: Interest, shard = 0) => {
  const tail = (await readTails(depsOf(table, shard + 1), TENANT))[shard] as number;
  const numbers: number[] = [];
  const changes: Change[] = [];
  for (let reached = seen, turns = 0; turns < 10_000; turns += 1) {
    const page = await readConcerning(table, { tenantId: TENANT, shard, seen: reached, tail, limit: 50, interest });
    numbers.push(...page.segments.map(({ number }) => number));
    changes.push(...page.segments.flatMap((segment) => segment.changes));
    reached = union(reached, page.passed);
    if (page.expired) return { numbers, changes, reached, expired: true };
    if (!page.more && page.passed.length === 0) return { numbers, changes, reached, expired: false };
  }
  throw new Error('it never ends');
};

const wall: fc.Arbitrary<Wall | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 12,
    arbitrary: fc.record({
      queueIds: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.constant(['gone']) },
        { weight: 1, arbitrary: fc.constant(['mine']) },
        { weight: 9, arbitrary: fc.constant(['theirs']) },
      ),
      agentId: fc.constantFrom(null, null, 'ben', 'anna'),
      teamId: fc.constantFrom(null, null, 't2', 't1'),
      generation: fc.constantFrom(3, 3, 3, 4),
    }),
  },
);
const dull: Wall = { queueIds: ['theirs'], agentId: 'ben', teamId: 't2', generation: 4 };

test('with any cursor, with and without notes: no segment that may concern the reader is left out or read twice, and the cursor passes all of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ dull: fc.nat(60), wall }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('', '1-a', '1-1s', '3,5-p', '1s-2e'),
      fc.boolean(),
      fc.constantFrom(3, 4),
      fc.option(fc.nat(2)),
      async (parts, ranges, isAll, queuesGeneration, unnoted) => {
        const table = memoryTable();
        const written: Change[] = [];
        for (const part of parts)
          for (const own of [...Array.from({ length: part.dull }, () => dull), part.wall]) {
            written.push(change(written.length, own));
            await appendSegment(depsOf(table), TENANT, written.slice(-1));
          }
        if (unnoted !== null) await table.write({ op: 'delete', key: { pk: `T#${TENANT}#FD#0`, sk: `B#${String(unnoted).padStart(10, '0')}` } });
        const seen = clamped(readRanges(ranges) as Ranges, written.length);
        const interest = interestOf(isAll ? { ...ANNA, role: 'admin' } : ANNA, wallsOf(queuesGeneration));
        const { numbers, reached, expired } = await readAll(table, seen, interest);
        const isSeen = (number: number): boolean => seen.some(([first, last]) => first <= number && number <= last);
        const wanted = written.flatMap(({ wall: own }, index) => (interest.of(own) && !isSeen(index + 1) ? [index + 1] : []));
        expect(expired).toBe(false);
        expect(wanted.filter((number) => !numbers.includes(number))).toEqual([]);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(union(reached, through(written.length))).toEqual(reached);
      },
    ),
    { numRuns: 150 },
  );
});

test('a read that the engine answers late is repeated, so that a segment it does not see yet is not left out', async () => {
  const table = memoryTable();
  for (let n = 0; n < 70; n += 1) await appendSegment(depsOf(table), TENANT, [change(n, null)]);
  const query: Table['query'] = async (given) => {
    const page = await table.query(given);
    return given.consistent ? page : { items: page.items.slice(0, -1), next: null };
  };
  const { numbers, expired } = await readAll({ ...table, query }, [], interestOf(ANNA, wallsOf(4)));
  expect([numbers.length, expired]).toEqual([70, false]);
});

test('a note that cannot be written keeps no segment from being written', async () => {
  const table = memoryTable();
  const write: Table['write'] = (given) => (given.op === 'put' && given.item.sk.startsWith('B#') ? Promise.reject(new Error('broken')) : table.write(given));
  const segments = async (given: Table): Promise<number> => {
    for (let n = 0; n < 64; n += 1) await appendSegment(depsOf(given), TENANT, [change(n, dull)]);
    return table.all().filter(({ sk }) => sk.startsWith('S#')).length;
  };
  await expect(segments({ ...table, write })).rejects.toThrow('broken');
  expect(table.all().filter(({ sk }) => sk.startsWith('S#'))).toHaveLength(64);
});

test('contents that are not understood leave nothing out', () => {
  const interest = interestOf(ANNA, wallsOf(4));
  expect(concerning('?', interest)).toBeNull();
  expect(concerning(contentsOf([[change(1, dull)], [], [change(2, null)]]), interest)).toEqual([2]);
});

/** Changes in batches, of which some percent lie in Anna's queue; the others in a hundred queues of others, with a hundred owners. */
const measured = async (count: number, batch: number, share: number) => {
  const recorder: Recorder = recordUnits(memoryTable());
  const every = Math.round(1 / share);
  const changes = Array.from({ length: count }, (_, n): Change => {
    const mixed = (n * 7919) % count;
    const own: Wall =
      mixed % every === 0
        ? { queueIds: ['mine'], agentId: null, teamId: null, generation: 5 }
        : { queueIds: [`queue-of-others-${mixed % 100}`], agentId: `agent-${mixed % 97}`, teamId: null, generation: 5 };
    return change(n, own);
  });
  const walls = {
    ...wallsOf(5),
    queues: [
      ...wallsOf(5).queues,
      ...Array.from({ length: 100 }, (_, n) => ({ id: `queue-of-others-${n}`, visibleTo: { teamIds: [], agentIds: ['nobody'] } })),
    ],
  } as unknown as Walls;
  for (let n = 0; n < count; n += batch) await appendSegment(depsOf(recorder.table), TENANT, changes.slice(n, n + batch));
  const writeUnits = recorder.report().writeUnits;
  const read = async (viewer: Parameters<typeof interestOf>[0]) =>
    (await recorder.measured(() => readAll(recorder.table, [], interestOf(viewer, walls)))).report.readUnits;
  return { list: await read(ANNA), all: await read({ ...ANNA, role: 'admin' }), writeUnits };
};

/** docs/decisions/0661 has these figures. */
test.each([
  [1_000, 25, 0.01, 12],
  [10_000, 25, 0.01, 60],
  [10_000, 25, 0.001, 15],
  [1_000, 1, 0.01, 10],
])('%i changes in batches of %i, of which the agent may see %d: the list costs at most %d read units', async (count, batch, share, most) => {
  const { list, all, writeUnits } = await measured(count, batch, share);
  expect(list).toBeLessThanOrEqual(most);
  expect(list).toBeLessThanOrEqual(all);
  // A segment, and the contents of a block of them.
  expect(writeUnits).toBeLessThanOrEqual((count / batch) * (batch === 1 ? 1.05 : 2.1));
});
