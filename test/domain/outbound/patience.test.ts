import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenUpAt, leastPause, pauseAfter } from '../../../domain/outbound/patience.ts';

const HOURS_4 = 14_400_000;

describe('patience', () => {
  it('the first repeat comes within 5 s, later ones ever later, never after more than 5 minutes', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, random) => {
        expect(pauseAfter(1, random)).toBeLessThanOrEqual(5_000);
        expect(pauseAfter(tries, random)).toBeGreaterThanOrEqual(1_000);
        expect(pauseAfter(tries, random)).toBeLessThanOrEqual(300_000);
        expect(pauseAfter(tries + 1, random)).toBeGreaterThanOrEqual(pauseAfter(tries, random));
      }),
    ));

  it('a Retry-After is never cut short', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 86_400 }), fc.integer({ min: 1, max: 10_000 }), (tries, seconds, firstMs) => {
        expect(pauseAfter(tries, 0, seconds)).toBeGreaterThanOrEqual(seconds * 1_000);
        expect(pauseAfter(tries, 0, seconds, firstMs)).toBeGreaterThanOrEqual(seconds * 1_000);
      }),
    ));

  it('the first pause may be another one, and the later ones grow from it to the same longest', () => {
    expect([1, 2, 3, 30].map((tries) => pauseAfter(tries, 0, 0, 300))).toEqual([150, 300, 600, 150_000]);
  });

  it('a reply that waited behind others is tried for a minute; a short setting stays short', () => {
    expect(givenUpAt(0, null, HOURS_4)).toBe(HOURS_4);
    expect(givenUpAt(0, 1_000, HOURS_4)).toBe(HOURS_4);
    expect(givenUpAt(0, 2 * HOURS_4, HOURS_4)).toBe(2 * HOURS_4 + 60_000);
    expect(givenUpAt(0, 50_000, 6_000)).toBe(56_000);
  });

  it('an entry that only waits is delivered far fewer than a thousand times in four hours and a day', () => {
    let [time, receives] = [0, 0];
    while (time < HOURS_4) time += Math.max(1_000, leastPause((receives += 1)));
    expect(receives).toBeLessThan(400);
  });
});
