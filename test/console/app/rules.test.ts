import { describe, expect, test, vi } from 'vitest';
import { moved, ranksOf } from '../../../console/src/settings/data/order.ts';
import { ACTION_TYPES, draftOf, newAction, patchOf, ruleOf, SET_FIELDS, SET_STATUSES, TIMER_FIELDS } from '../../../console/src/settings/rules/draft.ts';
import { ruleFields } from '../../../domain/automation/actions/set.ts';
import { TIMER_FIELDS as HUB_TIMES } from '../../../domain/automation/rules/timer-fields.ts';
import { TICKET_FIELDS } from '../../../domain/automation/ticket-fields.ts';

vi.mock('@lingui/core/macro', () => ({ msg: ([text]: TemplateStringsArray) => ({ id: text }) }));

describe('order', () => {
  const at = (...ranks: number[]) => ranks.map((rank, index) => ({ id: 'abc'.charAt(index), rank }));
  test('an entry moves by its place, and not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 5, 0)).toEqual(['a', 'b']);
  });
  test('what stands right is not written', () => expect(ranksOf(at(1, 2, 9))).toEqual([]));
  test('equal ranks are no order', () =>
    expect(ranksOf(at(0, 0, 0))).toEqual([
      { id: 'a', rank: 10 },
      { id: 'b', rank: 20 },
      { id: 'c', rank: 30 },
    ]));
  test('who has their rank already keeps it', () =>
    expect(ranksOf(at(10, 30, 20))).toEqual([
      { id: 'b', rank: 20 },
      { id: 'c', rank: 30 },
    ]));
});

describe('a rule while it is edited', () => {
  const empty = draftOf(undefined);
  test('times and fields are those of the hub', () => {
    expect(TIMER_FIELDS.filter((field) => !HUB_TIMES.includes(field))).toEqual([]);
    const hub = ruleFields(TICKET_FIELDS);
    expect(SET_FIELDS.filter((field) => !hub.names.includes(field))).toEqual([]);
    expect(SET_STATUSES.flatMap((status) => hub.fault('status', status) ?? [])).toEqual([]);
  });
  test('a new one is for messages, holds for all, and does nothing', () =>
    expect(ruleOf(empty)).toEqual({ name: '', event: 'message.received', condition: { all: [] }, actions: [], stop: false, enabled: true }));
  test('only a rule of time has a time', () => {
    expect(ruleOf({ ...empty, event: 'timer' })).toMatchObject({ timer: { field: 'waitingSince', minutes: 60 } });
    expect(patchOf({ event: 'ticket.created' }, { ...empty, event: 'ticket.created', timer: { field: 'createdAt', minutes: 5 } })).toEqual({
      event: 'ticket.created',
      timer: null,
    });
    expect(patchOf({ name: 'b' }, { ...empty, name: 'b' })).toEqual({ name: 'b' });
    expect(patchOf({ condition: { mode: 'none', parts: [] } }, empty)).toEqual({ condition: { not: { any: [] } } });
  });
  test.each(ACTION_TYPES.map((type) => [type]))('%s begins as an action of its type', (type) => expect(newAction(type).type).toBe(type));
});
