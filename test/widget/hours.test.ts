import { describe, expect, test } from 'vitest';
import { backAt, backText } from '../../widget/src/logic/hours.ts';

const office = { timeZone: 'Europe/Rome', week: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] };
const night = { timeZone: 'Asia/Tokyo', week: [{ days: [6], from: '22:00', to: '06:00' }] };
const at = (text: string): number => Date.parse(text);

describe('opening hours', () => {
  test.each([
    ['a Monday at ten', office, '2026-11-30T09:00:00Z', null],
    ['a Monday before nine', office, '2026-11-30T07:30:20Z', '2026-11-30T08:00:00Z'],
    ['a Friday evening', office, '2026-11-27T17:00:00Z', '2026-11-30T08:00:00Z'],
    ['a Sunday', office, '2026-11-29T12:00:00Z', '2026-11-30T08:00:00Z'],
    ['Saturday night in Tokyo', night, '2026-11-28T14:00:00Z', null],
    ['after midnight in Tokyo', night, '2026-11-28T20:59:00Z', null],
    ['Sunday morning in Tokyo', night, '2026-11-28T21:00:00Z', '2026-12-05T13:00:00Z'],
    ['all day', { timeZone: 'UTC', week: [{ days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00' }] }, '2026-11-28T21:00:00Z', null],
    ['never', { timeZone: 'UTC', week: [] }, '2026-11-28T21:00:00Z', null],
    ['a zone that the browser does not know', { ...office, timeZone: 'Mars/Olympus' }, '2026-11-28T21:00:00Z', null],
  ])('%s', (_, hours, now, back) => {
    expect(backAt(hours, at(now))).toBe(back === null ? null : at(back));
  });
  test('are told with the day when it is not soon', () => {
    const now = new Date(2026, 10, 27, 17).getTime();
    expect(backText(new Date(2026, 10, 27, 18).getTime(), now, 'de')).toBe('18:00');
    expect(backText(new Date(2026, 10, 30, 9).getTime(), now, 'en')).toMatch(/^Monday .*0?9:00/);
  });
});
