import { expect, test } from 'vitest';
import { simulateFeed } from '../../bench/simulate-feed.ts';

const scene = { rate: 200, seconds: 2, teams: 1 };

test('in a busy tenant each agent gets a post a second, and units do not grow with those who are connected', async () => {
  const [few, many] = [await simulateFeed({ ...scene, agents: 20 }), await simulateFeed({ ...scene, agents: 100 })];
  // One a second and the last one; before the first batches have shown how much it is, a few at once.
  expect(many.posts).toBeLessThanOrEqual(100 * 5);
  expect(many.stale).toBeGreaterThan(0);
  expect(many.readUnits).toBeLessThan(few.readUnits * 1.5 + 32);
  expect(many.writeUnits).toBeLessThan(few.writeUnits * 1.5);
  // API Gateway takes 10,000 posts a second, and a partition of DynamoDB gives 3,000 units.
  expect(many.hottestRead).toBeLessThan(200);
});

test('an agent who sees or subscribes to little of a busy tenant gets frames and no `stale`', async () => {
  const teams = await simulateFeed({ ...scene, agents: 60, teams: 20 });
  const narrowed = await simulateFeed({ ...scene, agents: 60, narrowed: true });
  expect([teams.stale, narrowed.stale]).toEqual([0, 0]);
  expect(teams.frames).toBeGreaterThan(narrowed.frames);
  expect(narrowed.bytes).toBeLessThan(teams.bytes);
});
