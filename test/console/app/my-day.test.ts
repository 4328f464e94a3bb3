import { describe, expect, test } from 'vitest';
import { myDay } from '../../../console/src/desk/my-day.ts';

const at = (hour: number, day = 30): string => new Date(2026, 10, day, hour).toISOString();
const now = new Date(2026, 10, 30, 12).getTime();
const ticket = (id: string, more: object = {}) =>
  ({ id, status: 'working', priority: 'normal', waitingSince: at(9), createdAt: at(8), followupAt: null, ...more }) as Parameters<typeof myDay>[0][number];
const ids = (tickets: readonly { readonly id: string }[]): string[] => tickets.map(({ id }) => id);

describe('what waits', () => {
  test('the most urgent comes first, then who waits longest; whoever does not wait is last of their urgency', () => {
    const tickets = [
      ticket('late', { waitingSince: at(11) }),
      ticket('answered', { waitingSince: null }),
      ticket('early'),
      ticket('urgent', { priority: 'urgent', waitingSince: null }),
      ticket('high', { priority: 'high' }),
      ticket('low', { priority: 'low', waitingSince: at(1) }),
    ];
    expect(ids(myDay(tickets, now).open)).toEqual(['urgent', 'high', 'early', 'late', 'answered', 'low']);
  });
  test('what waits for the customer, is solved or closed does not', () => {
    const tickets = ['created', 'working', 'pending', 'followup', 'solved', 'closed'].map((status) => ticket(status, { status }));
    expect(ids(myDay(tickets, now).open)).toEqual(['created', 'working']);
  });
});

describe('follow-ups', () => {
  const snoozed = (id: string, followupAt: string | null) => ticket(id, { status: 'followup', followupAt });
  test('of today, also overdue ones, by their time; tomorrow’s are not among them', () => {
    const tickets = [snoozed('tomorrow', at(0, 1 + 30)), snoozed('evening', at(23)), snoozed('overdue', at(10)), snoozed('none', null)];
    expect(ids(myDay(tickets, now).due)).toEqual(['overdue', 'evening']);
  });
  test('the next one is the first that is not overdue, on any day', () => {
    expect(myDay([snoozed('overdue', at(10)), snoozed('later', at(9, 32)), snoozed('evening', at(14))], now).next).toBe(at(14));
    expect(myDay([snoozed('later', at(9, 32))], now).next).toBe(at(9, 32));
    expect(myDay([], now).next).toBeUndefined();
  });
});

test('the load counts every ticket that is not closed', () => {
  const tickets = ['created', 'working', 'pending', 'followup', 'solved', 'closed'].map((status) => ticket(status, { status }));
  expect(myDay(tickets, now).load).toBe(5);
});
