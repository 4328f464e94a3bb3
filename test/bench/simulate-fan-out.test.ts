import { describe, expect, it } from 'vitest';
import { messageCost } from '../../bench/fan-out/message-cost.ts';
import { groupCeilings, grow, POPULATION } from '../../bench/fan-out/population.ts';
import { QUOTAS } from '../../bench/fan-out/quotas.ts';
import { replay } from '../../bench/fan-out/replay.ts';
import { virtualTime } from '../../bench/fan-out/virtual-time.ts';

const LIMIT = 60_000;

describe('simulated time', () => {
  it('wakes in the order of times, and jumps', async () => {
    const time = virtualTime(1_000);
    const woken: [string, number][] = [];
    const wait = async (name: string, ms: number): Promise<void> => {
      await time.sleep(ms);
      woken.push([name, time.now()]);
    };
    await time.run(Promise.all([wait('late', 3_600_000), wait('soon', 5), wait('soon too', 5)]));
    expect(woken).toEqual([
      ['soon', 1_005],
      ['soon too', 1_005],
      ['late', 3_601_000],
    ]);
    await expect(time.run(new Promise(() => undefined))).rejects.toThrow('no time brings');
  });
});

describe('a group in simulated time', () => {
  const scene = { members: 200, online: 60, rate: 4, seconds: 3 };

  it('gets everything, and the table is not what it waits for', { timeout: LIMIT }, async () => {
    expect(await replay({ ...scene, acks: true })).toMatchObject({ messages: 12, delivered: 1, throttledPosts: 0, closed: 0, partitionWaits: 0 });
  });

  it('slows down when the account takes less than it needs: all is delivered, later, and no connection is closed', { timeout: LIMIT }, async () => {
    const free = await replay(scene);
    const tight = await replay(scene, { ...QUOTAS, gateway: { ...QUOTAS.gateway, perSecond: 100, burst: 50 } });
    expect(tight.throttledPosts).toBeGreaterThan(0);
    expect([tight.delivered, tight.closed]).toEqual([1, 0]);
    expect(tight.lagP50).toBeGreaterThan(free.lagP50);
    // Messages that wait share a post.
    expect(tight.posts).toBeLessThan(free.posts);
  });

  it('waits for units when a partition has few', { timeout: LIMIT }, async () => {
    const found = await replay(scene, { ...QUOTAS, partition: { writeUnits: 5, readUnits: 20 } });
    expect(found.partitionWaits).toBeGreaterThan(0);
    expect(found.delivered).toBe(1);
  });
});

describe('a population', () => {
  const talks = POPULATION.talks.map((talk) => (talk.members > 100 ? { ...talk, members: 150, online: 40 } : talk));

  it('needs twice as much with twice the users, and meets the same limits in the same order', { timeout: LIMIT }, async () => {
    const [one, two] = [await grow({ ...POPULATION, users: 1_000_000, talks }), await grow({ ...POPULATION, users: 2_000_000, talks })];
    expect(two.demands.map(({ limit }) => limit)).toEqual(one.demands.map(({ limit }) => limit));
    for (const [index, { perSecond, reachedAt }] of one.demands.entries()) {
      expect(two.demands[index]?.perSecond).toBeCloseTo(2 * perSecond, 5);
      expect(two.demands[index]?.reachedAt).toBeCloseTo(reachedAt, 5);
    }
    for (const [what, dollars] of Object.entries(one.dollarsAMonth)) expect(two.dollarsAMonth[what]).toBeCloseTo(2 * dollars, 5);
  });

  it('posts to who is connected, and pushes to who is away', { timeout: LIMIT }, async () => {
    expect(await messageCost({ members: 2, online: 1 })).toMatchObject({ posts: 1, acks: 1, pushes: 0 });
    expect(await messageCost({ members: 2, online: 0 })).toMatchObject({ posts: 0, acks: 0, pushes: 1 });
    const [few, many] = [await messageCost({ members: 150, online: 10 }), await messageCost({ members: 300, online: 10 })];
    expect({ ...many, readUnits: 0 }).toEqual({ ...few, readUnits: 0 });
    expect(groupCeilings(few)['posts of the account, each message posted by itself']).toBe(1_000);
  });
});
