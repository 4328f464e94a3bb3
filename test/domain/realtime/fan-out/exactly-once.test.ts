import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FanOut } from '../../../../domain/realtime/fan-out/work.ts';
import { people } from '../../chat/groups/world.ts';
import { fanOutWorld } from './world.ts';

const PEOPLE = ['ann', 'bob', 'cid', 'dan'] as const;
const person = fc.constantFrom(...PEOPLE);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), by: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), who: fc.constantFrom('bob', 'cid', 'dan') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), who: fc.constantFrom('bob', 'cid', 'dan') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('project' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deliver' as const), together: fc.boolean(), again: fc.boolean() }) },
  // The worker dies before it has posted anything, or the table does not answer: its work comes again.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const) }) },
);

test.each([3, 150])(
  'in a group of %i, each device gets each message once and in order while its person is a member, whatever the batches, repeats and restarts',
  { timeout: 120_000 },
  async (size) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const world = fanOutWorld();
        for (const device of [...PEOPLE, 'ann-2']) await world.connect(device.slice(0, 3), device);
        await world.makeGroup(['bob', 'cid', 'dan', ...(size > 4 ? people(size - 4) : [])].slice(0, size));
        await world.deliver();
        const members = new Set<string>(PEOPLE);
        if (size === 3) expect(members.size).toBe(4);
        const expected = new Map<string, number[]>(PEOPLE.map((one) => [one, []]));
        let old: FanOut[] = [];
        const deliver = async (together: boolean, again: boolean): Promise<void> => {
          const works = world.queue.splice(0);
          const [first] = works;
          if (!first) return;
          const rounds = together ? [{ ...first, work: works.flatMap(({ work }) => work) }] : works;
          for (const one of rounds) await world.work(one);
          // SQS may bring a message again, and the stream a batch: old work comes after newer one.
          if (again) for (const one of [...rounds, ...old]) await world.work(one);
          old = rounds;
        };
        let number = 0;
        for (const one of steps) {
          if (one.do === 'say' && members.has(one.by)) {
            await world.say(one.by, 'words');
            number += 1;
            for (const member of members) expected.get(member)?.push(number);
          }
          if (one.do === 'leave' && members.delete(one.who)) {
            // What was said before is told only to those who are still there when it is told.
            world.project();
            await deliver(true, false);
            await world.change('ann', { remove: [one.who] });
          }
          if (one.do === 'join' && !members.has(one.who)) {
            await world.change('ann', { add: [one.who] });
            members.add(one.who);
          }
          if (one.do === 'project') world.project();
          if (one.do === 'deliver') await deliver(one.together, one.again);
          if (one.do === 'fail') {
            world.project();
            const [next] = world.queue;
            if (!next) continue;
            const { query } = world.table;
            Object.assign(world.table, { query: () => Promise.reject(new Error('down')) });
            await world.work(next).catch(() => undefined);
            Object.assign(world.table, { query });
          }
        }
        world.project();
        await deliver(false, true);
        for (const one of PEOPLE) expect(world.numbers(one), one).toEqual(expected.get(one));
        expect(world.numbers('ann-2')).toEqual(expected.get('ann'));
      }),
      { numRuns: size > 100 ? 25 : 60 },
    );
  },
);
