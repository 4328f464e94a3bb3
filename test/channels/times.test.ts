import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf, timeOf } from '../../channels/times.ts';
import { writtenDate } from '../../channels/written-dates.ts';

const RECEIVED_AT = Date.parse('2026-11-29T10:00:00Z');
const RECEIPT = '2026-11-29T10:00:00.000Z';
const [TEN, NINE] = ['2026-11-28T10:00:00.000Z', '2026-11-28T09:00:00.000Z'];

/** What senders write → the time that it is. */
const TABLE: readonly (readonly [unknown, string])[] = [
  // Without a zone: UTC.
  ['2026-11-28T10:00:00', TEN],
  ['2026-11-28 10:00', TEN],
  ['2026-11-28 10:00:00.000', TEN],
  ['2026-11-28T10:00:00,000', TEN],
  ['2026/11/28 10:00:00', TEN],
  ['20261128T100000', TEN],
  ['Sat, 28 Nov 2026 10:00:00', TEN],
  ['Sat Nov 28 10:00:00 2026', TEN],
  ['Nov 28, 2026 10:00', TEN],
  ['2026-11-28', '2026-11-28T00:00:00.000Z'],
  ['28 Nov 2026', '2026-11-28T00:00:00.000Z'],
  ['November 28, 2026', '2026-11-28T00:00:00.000Z'],
  // With one.
  ['2026-11-28T10:00:00Z', TEN],
  ['2026-11-28t10:00:00z', TEN],
  [' 2026-11-28T10:00:00Z\n', TEN],
  ['2026-11-28T10:00:00+00:00', TEN],
  ['2026-11-28T10:00:00+0000', TEN],
  ['2026-11-28T10:00:00 UTC', TEN],
  ['2026-11-28T10:00:00+01:00', NINE],
  ['2026-11-28T10:00:00+0100', NINE],
  ['2026-11-28T10:00:00+01', NINE],
  ['2026-11-28T10:00:00+01:00[Europe/Berlin]', NINE],
  ['2026-11-28T06:30:00-03:30', TEN],
  ['20261128T100000Z', TEN],
  ['2026-11-28T10:00:00.123456789Z', '2026-11-28T10:00:00.123Z'],
  ['2026-11-28T10:00:00.5Z', '2026-11-28T10:00:00.500Z'],
  // RFC 5322 and its forerunners.
  ['Sat, 28 Nov 2026 10:00:00 +0100', NINE],
  ['Sat, 28 Nov 2026 10:00:00 +0100 (CET)', NINE],
  ['Sat, 28 Nov 2026 10:00:00 (a (nested) remark) +0100', NINE],
  ['28 Nov 26 10:00 GMT', TEN],
  ['28 Nov 126 10:00 UT', TEN],
  ['Saturday, 28-Nov-26 10:00:00 GMT', TEN],
  ['Sat, 28 Nov 2026 05:00:00 EST', TEN],
  ['Sat, 28 Nov 2026 10:00:00 CET', NINE],
  ['Sat, 28 Nov 2026 10:00:00 XYZ', TEN],
  ['Sat, 28 Nov 2026 10:00:00 -0000', TEN],
  // X, asctime, JavaScript.
  ['Sat Nov 28 10:00:00 +0000 2026', TEN],
  ['Sat Nov 28 2026 10:00:00 GMT+0100 (Central European Standard Time)', NINE],
  // Epoch times tell their unit by their size.
  [1_795_860_000, TEN],
  ['1795860000', TEN],
  [1_795_860_000_000, TEN],
  ['1795860000000', TEN],
  [1_795_860_000_000_000, TEN],
  ['1795860000000000000', TEN],
  [1_795_860_000.25, '2026-11-28T10:00:00.250Z'],
  ['1795860000.25', '2026-11-28T10:00:00.250Z'],
  // The ends of days and minutes.
  ['2026-11-28T24:00:00Z', '2026-11-29T00:00:00.000Z'],
  ['2026-11-28T23:59:60Z', '2026-11-28T23:59:59.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  // Clocks ahead, by less than a day.
  ['2026-11-30T09:59:59Z', '2026-11-30T09:59:59.000Z'],
  // Impossible or implausible: the time of receipt.
  ['5', RECEIPT],
  [5, RECEIPT],
  ['2001', RECEIPT],
  [0, RECEIPT],
  [-1_795_860_000, RECEIPT],
  ['-5', RECEIPT],
  ['', RECEIPT],
  ['never', RECEIPT],
  ['order 5', RECEIPT],
  ['Mars 5', RECEIPT],
  ['2026-02-30', RECEIPT],
  ['2026-13-01', RECEIPT],
  ['2026-00-10', RECEIPT],
  ['0000-00-00 00:00:00', RECEIPT],
  ['2026-11-28T25:00:00Z', RECEIPT],
  ['2026-11-28T24:00:01Z', RECEIPT],
  ['2026-11-28T10:61:00Z', RECEIPT],
  ['2026-11-28T10:00:61Z', RECEIPT],
  ['2026-11-28T10:00:00+99:00', RECEIPT],
  ['2026-11-28T10:00:00+01:75', RECEIPT],
  ['1970-01-01T00:00:00Z', RECEIPT],
  ['Tue, 1 Jan 1980 00:00:00 GMT', RECEIPT],
  ['2026-12-01', RECEIPT],
  ['9999-12-31T23:59:59Z', RECEIPT],
  [1e300, RECEIPT],
  [99_999_999_999, RECEIPT],
  [Number.NaN, RECEIPT],
  [null, RECEIPT],
  [undefined, RECEIPT],
  [true, RECEIPT],
  [{}, RECEIPT],
  [[1_795_860_000], RECEIPT],
  [`Sat, 28 Nov 2026 10:00:00 ${'('.repeat(100_000)}`, TEN],
  ['1'.repeat(100_000), RECEIPT],
];

const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 80);

describe('a provider’s time', () => {
  it.each(TABLE.map(([value, time]) => [shown(value), value, time] as const))('%s', (_, value, time) => expect(timeOf(value, RECEIVED_AT)).toBe(time));

  it('is the same on every machine, whatever its zone', () => {
    const script = `import { timeOf } from './channels/times.ts';
      const values = JSON.parse(process.argv[1]);
      console.log(JSON.stringify(values.map((value) => timeOf(value, ${RECEIVED_AT}))));`;
    const values = TABLE.map(([value]) => value).filter((value) => value !== undefined && shown(value).length < 80);
    const here = JSON.stringify(values.map((value) => timeOf(value, RECEIVED_AT)));
    for (const TZ of ['America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Kiritimati']) {
      const there = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script, JSON.stringify(values)], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      });
      expect([TZ, there.trim()]).toEqual([TZ, here]);
    }
  });

  it('in any unit and any form is the same moment', () => {
    const moment = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date(RECEIVED_AT), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, minutes) => {
        const ms = Math.floor(date.getTime() / 1000) * 1000;
        const [iso, utc] = [new Date(ms).toISOString(), new Date(ms).toUTCString()];
        const offset = `${minutes < 0 ? '-' : '+'}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
        const there = new Date(ms + minutes * 60_000).toISOString().slice(0, 19);
        for (const form of [ms, ms / 1000, String(ms), ms * 1000, iso, iso.slice(0, 19), utc, utc.replace('GMT', '+0000'), `${there}${offset}`])
          expect([form, timeOf(form, RECEIVED_AT)]).toEqual([form, iso]);
      }),
      { numRuns: 500 },
    );
  });

  it('is never before 1990, nor more than a day ahead, nor a throw', () => {
    const parts = fc.array(
      fc.constantFrom('2026', '-', '11', '28', 'T', '10', ':', '00', ' ', 'Nov', 'Sat', ',', '+', '01', 'Z', 'GMT', '(', ')', '.', '/', '['),
      {
        maxLength: 14,
      },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.string(),
          fc.double(),
          fc.maxSafeInteger(),
          parts.map((each) => each.join('')),
        ),
        (value) => {
          const ms = momentOf(value, RECEIVED_AT);
          if (ms !== undefined) expect(ms >= Date.UTC(1990, 0, 1) && ms <= RECEIVED_AT + 86_400_000).toBe(true);
          expect(new Date(timeOf(value, RECEIVED_AT)).toISOString()).toBe(timeOf(value, RECEIVED_AT));
          if (typeof value === 'string') expect(Number.isNaN(writtenDate(value) ?? 0)).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
