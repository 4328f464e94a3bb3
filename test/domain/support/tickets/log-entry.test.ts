import { describe, expect, it } from 'vitest';
import { entriesOfLine } from '../../../../domain/support/tickets/log-entry.ts';

const at = '2026-10-01T10:00:00.000Z';
const line = (more: object) => ({ pk: 'p', sk: 'L#1', at, by: { type: 'agent', id: 'eve' }, correlationId: 'c', changes: [], ...more });
const changes = [{ field: 'status', from: 'working', to: 'solved' }];
const shared = { at, cause: null, correlationId: 'c' };
const byEve = { by: { type: 'agent', id: 'eve' } };

describe('a line of the log that an earlier release wrote', () => {
  it.each<[string, object, object[]]>([
    ['a change by hand', { changes }, [{ ...shared, ...byEve, changes }]],
    ['a change that rules made too', { changes, rules: ['r1'], ruleSet: 4 }, [{ ...shared, ...byEve, changes, rules: ['r1'], ruleSet: 4 }]],
    [
      'what there was no room for',
      { leftOut: [{ field: 'tags', reason: 'too_large' }] },
      [{ ...shared, ...byEve, changes: [], leftOut: [{ field: 'tags', reason: 'too_large' }] }],
    ],
    ['a refused change', { refused: [{ code: 'illegal_transition' }] }, [{ ...shared, ...byEve, changes: [], refused: { code: 'illegal_transition' } }]],
    [
      'rules that were stopped, and nothing else',
      { refused: [{ code: 'loop', rules: ['r1', 'r2'] }] },
      ['r1', 'r2'].map((id) => ({ ...shared, by: { type: 'rule', id }, changes: [], refused: { code: 'loop' } })),
    ],
    [
      'a refused change and a rule that was stopped',
      { refused: [{ code: 'illegal_transition' }, { code: 'rate', rules: ['r3'] }] },
      [
        { ...shared, ...byEve, changes: [], refused: { code: 'illegal_transition' } },
        { ...shared, by: { type: 'rule', id: 'r3' }, changes: [], refused: { code: 'rate' } },
      ],
    ],
    ['nothing', {}, []],
  ])('tells %s', (_, more, expected) => expect(entriesOfLine(line(more))).toEqual(expected));
});

describe('a line of the log', () => {
  it('tells its entries with what they share', () => {
    const entries = JSON.stringify([
      { ...byEve, cause: null, changes },
      { by: { type: 'rule', id: 'r1' }, cause: null, changes: [], correlationId: 'other' },
    ]);
    expect(entriesOfLine({ pk: 'p', sk: 'L#1', at, correlationId: 'c', ruleSet: 7, entries })).toEqual([
      { ...shared, ...byEve, changes, ruleSet: 7 },
      { ...shared, by: { type: 'rule', id: 'r1' }, changes: [], correlationId: 'other', ruleSet: 7 },
    ]);
  });
});
