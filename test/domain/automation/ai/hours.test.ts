import { describe, expect, it } from 'vitest';
import { isWithinHours } from '../../../../domain/automation/ai/hours.ts';

const at = (time: string): number => Date.parse(time);
const day = { timeZone: 'Europe/Berlin', from: '09:00', to: '17:00' };

describe('hours of automatic replies', () => {
  it('are always open when there are none', () => expect(isWithinHours(undefined, 0)).toBe(true));

  it.each([
    // Winter: UTC+1. Summer: UTC+2. The clock on the wall counts.
    ['2026-01-15T08:00:00Z', true],
    ['2026-01-15T07:59:59Z', false],
    ['2026-07-15T07:00:00Z', true],
    ['2026-07-15T06:59:59Z', false],
    ['2026-07-15T14:59:59Z', true],
    ['2026-07-15T15:00:00Z', false],
    // The days on which the clock moves.
    ['2026-03-29T07:00:00Z', true],
    ['2026-03-29T06:30:00Z', false],
    ['2026-10-25T08:00:00Z', true],
    ['2026-10-25T07:30:00Z', false],
  ])('by day at %s: %s', (time, open) => expect(isWithinHours(day, at(time))).toBe(open));

  it.each([
    ['2026-01-16T21:00:00Z', true],
    ['2026-01-17T04:59:00Z', true],
    ['2026-01-17T05:00:00Z', false],
    // Saturday night begins on a Saturday, which is not among the days.
    ['2026-01-17T21:30:00Z', false],
    ['2026-01-18T02:00:00Z', false],
    // Monday before dawn is still Sunday night.
    ['2026-01-19T02:00:00Z', false],
    ['2026-01-19T21:00:00Z', true],
  ])('over midnight of weekdays at %s: %s', (time, open) =>
    expect(isWithinHours({ timeZone: 'Europe/Berlin', from: '22:00', to: '06:00', days: [1, 2, 3, 4, 5] }, at(time))).toBe(open),
  );

  it('from a time to the same time are the whole day', () => {
    const whole = { timeZone: 'UTC', from: '08:00', to: '08:00', days: [4] };
    expect(
      ['2026-01-15T08:00:00Z', '2026-01-16T07:59:00Z', '2026-01-16T08:00:00Z', '2026-01-15T07:59:00Z'].map((time) => isWithinHours(whole, at(time))),
    ).toEqual([true, true, false, false]);
  });
});
