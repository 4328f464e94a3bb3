import { expect, test } from 'vitest';
import { people } from '../../chat/groups/world.ts';
import { fanOutWorld } from './world.ts';

/** What a message of a group costs to tell, with these members, of whom some are connected. */
const costOf = async (members: number, online: number) => {
  const world = fanOutWorld();
  await world.makeGroup(people(members - 1));
  for (const id of people(online)) await world.connect(id);
  await world.say('ann', 'the first reads who is there');
  await world.deliver();
  await world.say('ann', 'hello');
  world.project();
  const { report } = await world.recorder.measured(async () => {
    for (const one of world.queue.splice(0)) await world.work(one);
  });
  return { read: report.readUnits, write: report.writeUnits, roundTrips: report.roundTrips };
};

test('telling a large group costs the same with 300, 1,000 and 3,000 members of whom 50 are connected', { timeout: 120_000 }, async () => {
  const costs = await Promise.all([300, 1_000, 3_000].map((members) => costOf(members, 50)));
  expect(costs).toEqual(costs.map(() => costs[0]));
  expect(costs[0]).toEqual({ read: 20, write: 1, roundTrips: 5 });
});

test('it grows with those who are connected, by a read unit for forty', { timeout: 120_000 }, async () => {
  const [few, many] = [await costOf(1_500, 50), await costOf(1_500, 1_000)];
  expect(many.write).toBe(few.write);
  expect(many.read - few.read).toBeLessThan(30);
});

test('telling a small group costs a read unit for each member', async () => {
  const costs = [await costOf(10, 5), await costOf(50, 5), await costOf(100, 5)];
  expect(costs.map(({ write }) => write)).toEqual([1, 1, 1]);
  expect(costs.map(({ read }) => read)).toEqual([14, 54, 104]);
});
