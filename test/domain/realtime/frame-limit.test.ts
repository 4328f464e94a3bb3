import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf, frameLimit } from '../../../domain/realtime/frame-limit.ts';

const limited = (perSecond: number) => {
  let now = 1_000;
  const limit = frameLimit({ perSecond, clock: () => now });
  return { limit, pass: (ms: number) => void (now += ms) };
};

test('five seconds of frames may come at once, then a second brings a second of them', () => {
  const { limit, pass } = limited(20);
  const granted = (many: number): number => Array.from({ length: many }, () => limit.take('a', 1)).filter(Boolean).length;
  expect(granted(500)).toBe(100);
  pass(1_000);
  expect(granted(500)).toBe(20);
  pass(3_600_000);
  expect(granted(500)).toBe(100);
});

test('connections have shares of their own, and one that comes anew begins anew', () => {
  const { limit } = limited(1);
  for (let n = 0; n < 50; n += 1) limit.take('a', 1);
  expect([limit.take('a', 1), limit.take('b', 1)]).toEqual([false, true]);
  limit.forget('a');
  expect(limit.take('a', 1)).toBe(true);
});

test('a replay counts for ten frames, and the smallest share still has room for one', () => {
  const { limit } = limited(1);
  expect([costOf({ type: 'resume' }), costOf({ type: 'ack' }), costOf({ type: 'error' })]).toEqual([10, 1, 1]);
  expect([limit.take('a', costOf({ type: 'resume' })), limit.take('a', 1)]).toEqual([true, false]);
});

test('a connection never gets more than its burst and its share, even if the clock steps back', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ ms: fc.integer({ min: -2_000, max: 2_000 }), cost: fc.constantFrom(1, 10) }), { maxLength: 300 }), (steps) => {
      const { limit, pass } = limited(10);
      let granted = 0;
      let forward = 0;
      for (const { ms, cost } of steps) {
        pass(ms);
        forward += Math.max(0, ms);
        if (limit.take('a', cost)) granted += cost;
      }
      expect(granted).toBeLessThanOrEqual(50 + (forward * 10) / 1000);
    }),
  );
});

test('connections beyond memory push out those that were quiet for longest', () => {
  const { limit } = limited(1);
  for (let n = 0; n < 10; n += 1) limit.take('first', 1);
  expect(limit.take('first', 1)).toBe(false);
  for (let n = 0; n < 10_001; n += 1) limit.take(`c${n}`, 1);
  expect(limit.take('first', 1)).toBe(true);
});
