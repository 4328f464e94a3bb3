import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTooMuch, type Load, loadAt, NO_LOAD, TICKETS_A_SECOND, withTold } from '../../../domain/realtime/pace.ts';

const steady = (perSecond: number, shards: number): Load[] => {
  const loads = Array.from({ length: shards }, () => NO_LOAD);
  for (let step = 0; step < 100; step += 1) {
    const at = step % shards;
    loads[at] = withTold(loads[at] as Load, { tickets: perSecond / 10, frames: 0 }, 10_000 + step * 100);
  }
  return loads;
};

test('a steady stream stands at what comes in a second, in however many shards it is noted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 500 }), fc.integer({ min: 1, max: 8 }), (perSecond, shards) => {
      const sum = steady(perSecond, shards).reduce((total, load) => total + loadAt(load, 20_000).tickets, 0);
      expect(sum / perSecond).toBeGreaterThan(0.85);
      expect(sum / perSecond).toBeLessThan(1.15);
    }),
  );
});

test('more than fifty tickets a second, or than two thousand frames, is too much; a clock that steps back makes nothing of it', () => {
  const none = { tickets: 0, frames: 0 };
  expect(isTooMuch([], { tickets: TICKETS_A_SECOND, frames: 2_000 }, 0)).toBe(false);
  expect(isTooMuch([], { tickets: TICKETS_A_SECOND + 1, frames: 0 }, 0)).toBe(true);
  expect(isTooMuch([], { tickets: 1, frames: 2_001 }, 0)).toBe(true);
  expect(isTooMuch(steady(40, 4), none, 20_000)).toBe(false);
  expect(isTooMuch(steady(80, 4), none, 20_000)).toBe(true);
  expect(isTooMuch(steady(80, 4), none, 23_000)).toBe(false);
  expect(loadAt({ at: 5_000, tickets: 9, frames: 1 }, 1_000)).toEqual({ tickets: 9, frames: 1 });
});
