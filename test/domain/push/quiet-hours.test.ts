import { describe, expect, test } from 'vitest';
import type { QuietHours } from '../../../domain/people/push-preferences.ts';
import { quietUntil } from '../../../domain/push/quiet-hours.ts';

const until = (hours: QuietHours | null, now: string): string | null => {
  const at = quietUntil(hours, Date.parse(now));
  return at === null ? null : new Date(at).toISOString();
};
const night = (timeZone: string): QuietHours => ({ from: '22:00', to: '07:00', timeZone });

describe('quiet hours', () => {
  test.each<[string, QuietHours | null, string, string | null]>([
    ['none', null, '2026-11-21T23:00:00Z', null],
    ['before they begin', night('UTC'), '2026-11-21T21:59:59Z', null],
    ['from their first second', night('UTC'), '2026-11-21T22:00:00Z', '2026-11-22T07:00:00.000Z'],
    ['over midnight', night('UTC'), '2026-11-22T03:12:45Z', '2026-11-22T07:00:00.000Z'],
    ['to their last second', night('UTC'), '2026-11-22T06:59:59Z', '2026-11-22T07:00:00.000Z'],
    ['not at their end', night('UTC'), '2026-11-22T07:00:00Z', null],
    ['within a day', { from: '12:30', to: '13:15', timeZone: 'UTC' }, '2026-11-22T12:31:00Z', '2026-11-22T13:15:00.000Z'],
    ['not outside of a lunch', { from: '12:30', to: '13:15', timeZone: 'UTC' }, '2026-11-22T13:15:00Z', null],
    ['until midnight', { from: '20:00', to: '00:00', timeZone: 'UTC' }, '2026-11-22T23:59:00Z', '2026-11-23T00:00:00.000Z'],
    ['Berlin in winter is an hour ahead', night('Europe/Berlin'), '2026-11-21T21:00:00Z', '2026-11-22T06:00:00.000Z'],
    ['Berlin in summer is two hours ahead', night('Europe/Berlin'), '2026-07-21T20:00:00Z', '2026-07-22T05:00:00.000Z'],
    ['New York is behind', night('America/New_York'), '2026-11-22T05:00:00Z', '2026-11-22T12:00:00.000Z'],
    ['Kathmandu has quarters of an hour', night('Asia/Kathmandu'), '2026-11-22T00:00:00Z', '2026-11-22T01:15:00.000Z'],
    ['Lord Howe changes by half an hour', night('Australia/Lord_Howe'), '2026-10-03T14:00:00Z', '2026-10-03T20:00:00.000Z'],
    ['the night in which Berlin skips an hour is shorter', night('Europe/Berlin'), '2026-03-28T21:30:00Z', '2026-03-29T05:00:00.000Z'],
    ['the night in which Berlin repeats an hour is longer', night('Europe/Berlin'), '2026-10-24T20:30:00Z', '2026-10-25T06:00:00.000Z'],
    [
      'an end that is skipped is the time of the skip',
      { from: '22:00', to: '02:30', timeZone: 'Europe/Berlin' },
      '2026-03-29T00:10:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
    ['an end that comes twice is the first', { from: '22:00', to: '02:30', timeZone: 'Europe/Berlin' }, '2026-10-24T23:59:00Z', '2026-10-25T00:30:00.000Z'],
    [
      'a repeated hour is quiet again until the end comes again',
      { from: '22:00', to: '02:30', timeZone: 'Europe/Berlin' },
      '2026-10-25T01:10:00Z',
      '2026-10-25T01:30:00.000Z',
    ],
  ])('%s', (_, hours, now, expected) => {
    expect(until(hours, now)).toBe(expected);
  });

  test('the end is never in the past, never more than 25 hours away, and not quiet itself, at any minute of a year in zones of all kinds', () => {
    for (const timeZone of ['Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kolkata', 'Africa/Casablanca']) {
      for (let at = Date.parse('2026-01-01T00:00:00Z'); at < Date.parse('2027-01-01T00:00:00Z'); at += 61 * 7 * 60_000) {
        const hours = { from: '21:45', to: '06:20', timeZone };
        const end = quietUntil(hours, at);
        if (end === null) continue;
        expect(end).toBeGreaterThan(at);
        expect(end - at).toBeLessThan(25 * 3_600_000);
        expect(quietUntil(hours, end), `${timeZone} ${new Date(at).toISOString()}`).toBeNull();
        expect(quietUntil(hours, end - 60_000)).toBe(end);
      }
    }
  });
});
