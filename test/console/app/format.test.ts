import { describe, expect, test } from 'vitest';
import { createSeen } from '../../../console/src/data/seen.ts';
import { localInput, napOf, naps } from '../../../console/src/data/snooze.ts';
import { ago, day, duration, fileSize, isSameDay, moment, number, time } from '../../../console/src/i18n/format.ts';
import { headOf } from '../../../console/src/parts/head-of.ts';

const NOW = new Date(2026, 10, 30, 12, 0).getTime();
const before = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

describe('times', () => {
  test.each([
    [0, 'now'],
    [-5, 'now'],
    [0.9, 'now'],
    [2, '2m'],
    [59, '59m'],
    [60, '1h'],
    [1439, '23h'],
    [1440, '1d'],
    [6 * 1440, '6d'],
  ])('%i minutes ago is %s', (minutes, words) => expect(ago('en', before(minutes), NOW)).toBe(words));
  test.each([
    ['de', 'jetzt'],
    ['it', 'ora'],
    ['ar', 'الآن'],
  ])('less than a minute ago, in %s: %s', (language, words) => expect(ago(language, before(0), NOW)).toBe(words));
  test('older ones are dates', () => expect(ago('en', before(10 * 1440), NOW)).toBe('Nov 20'));
  test.each([
    ['en', 0, 'Today'],
    ['it', 0, 'Oggi'],
    ['de', 1440, 'Gestern'],
    ['ar', 0, 'اليوم'],
    ['en', 3 * 1440, 'Friday, November 27'],
    ['en', 366 * 1440, 'Saturday, November 29, 2025'],
  ])('a heading in %s, %i minutes ago: %s', (language, minutes, words) => expect(day(language, before(minutes), NOW)).toBe(words));
  test('days are those of this place', () => {
    expect(isSameDay(new Date(2026, 10, 30, 0, 1).toISOString(), new Date(2026, 10, 30, 23, 59).toISOString())).toBe(true);
    expect(isSameDay(new Date(2026, 10, 29, 23, 59).toISOString(), new Date(2026, 10, 30, 0, 1).toISOString())).toBe(false);
  });
  test('hours and moments follow the language', () => {
    const at = new Date(2026, 10, 30, 9, 5).toISOString();
    expect([time('de', at), time('ar', at).includes('09'), moment('it', at)]).toEqual(['09:05', true, '30 nov 2026, 09:05']);
  });
});

test('numbers and sizes', () => {
  expect([number('de', 12_345), number('ar', 1204)]).toEqual(['12.345', '1,204']);
  expect([fileSize('en', 0), fileSize('en', 1500), fileSize('en', 1_440_000), fileSize('en', 5e12)]).toEqual(['0 byte', '2 kB', '1.4 MB', '5,000 GB']);
});

describe('sleep', () => {
  const at = (now: Date) => Object.fromEntries(naps(now).map(({ id, at: time }) => [id, time]));
  test('later today is there while today lasts', () => {
    expect(at(new Date(2026, 10, 30, 14))['later']).toEqual(new Date(2026, 10, 30, 17));
    expect(at(new Date(2026, 10, 30, 22))['later']).toBeUndefined();
  });
  test('tomorrow and Monday are mornings; on Sunday both are the same', () => {
    expect(at(new Date(2026, 10, 30, 14))).toMatchObject({ tomorrow: new Date(2026, 11, 1, 9), monday: new Date(2026, 11, 7, 9) });
    expect(at(new Date(2026, 10, 28, 14))).toMatchObject({ tomorrow: new Date(2026, 10, 29, 9), monday: new Date(2026, 10, 30, 9) });
    expect(at(new Date(2026, 10, 29, 14))['monday']).toBeUndefined();
  });
});

describe('what was seen', () => {
  const shelf = () => {
    const values = new Map<string, string>();
    return { values, getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value) };
  };
  const ticket = (number: number, kind = 'customer', id = 't1') => ({ id, lastMessage: { number, kind, text: '', createdAt: '' } });
  test('a customer’s message beyond it is unread, also after a reload, for each person', () => {
    const kept = shelf();
    const seen = createSeen(kept, 'luna');
    expect(seen.isUnread(ticket(1))).toBe(true);
    seen.mark('t1', 3);
    seen.mark('t1', 2);
    const again = createSeen(kept, 'luna');
    expect([again.isUnread(ticket(3)), again.isUnread(ticket(4)), again.isUnread(ticket(4, 'reply')), again.isUnread({ id: 't1', lastMessage: null })]).toEqual(
      [false, true, false, false],
    );
    expect(createSeen(kept, 'kenji').isUnread(ticket(1))).toBe(true);
  });
  test('only the last two thousand tickets are remembered', () => {
    const kept = shelf();
    const seen = createSeen(kept, 'luna');
    for (let at = 0; at <= 2000; at += 1) seen.mark(`t${at}`, 1);
    expect([seen.isUnread(ticket(1, 'customer', 't0')), seen.isUnread(ticket(1, 'customer', 't1'))]).toEqual([true, false]);
  });
  test('a store that is broken or full costs nothing', () => {
    const seen = createSeen(
      {
        getItem: () => '{',
        setItem: () => {
          throw new Error('full');
        },
      },
      'luna',
    );
    seen.mark('t1', 1);
    expect(seen.isUnread(ticket(1))).toBe(false);
  });
});

test.each([
  ['short', 10, 'short'],
  ['abcdef', 3, 'abc'],
  ['ab👍', 3, 'ab'],
  ['ab👍', 4, 'ab👍'],
])('the head of %s up to %i is %s', (text, most, head) => expect(headOf(text, most)).toBe(head));

test.each([
  [0, '0 min'],
  [90_000, '1 min'],
  [11_520_000, '3 hr 12 min'],
  [7_200_000, '2 hr'],
  [86_400_000 * 2 + 3_600_000 * 4 + 60_000, '2 days 4 hr'],
])('%i ms are %s', (ms, words) => expect(duration('en', ms)).toBe(words));

test.each([
  ['3h', 3 * 3_600_000],
  [' 45 M ', 45 * 60_000],
  ['2d', 2 * 86_400_000],
  ['1w', 7 * 86_400_000],
])('a nap of %s', (text, ms) => expect(napOf(text, new Date(1000))?.getTime()).toBe(1000 + ms));
test.each(['', '3', 'h', '0h', '3 hours', '99999h', '-1h'])('“%s” is no nap', (text) => expect(napOf(text, new Date())).toBeUndefined());
test('a time of this machine for a field', () => expect(localInput(new Date(2026, 0, 5, 7, 4, 59))).toBe('2026-01-05T07:04'));
