import { describe, expect, test, vi } from 'vitest';
import type { RuleExport } from '../../../client/api.ts';
import { loadChangeOf, loadFormOf } from '../../../console/src/settings/people/load.ts';
import { diffOf, exportAll, fileOf, rulesOf, shownValue } from '../../../console/src/settings/rules/travel.ts';

type Rule = RuleExport['rules'][number];
const rule: Rule = {
  id: 'r1',
  name: 'Urgent',
  event: 'ticket.created',
  weight: 100,
  stop: false,
  enabled: true,
  condition: { all: [] },
  actions: [{ type: 'set', field: 'priority', value: 'high' }],
};

describe('what an import does to each rule', () => {
  test('a rule with another id is new, also one without', () => {
    const { id: _, ...nameless } = rule;
    expect(diffOf([rule], [{ ...rule, id: 'r2' }, nameless]).map(({ kind, at }) => [kind, at])).toEqual([
      ['new', 0],
      ['new', 1],
    ]);
  });
  test('absent members are the API’s defaults, and their order makes no difference', () => {
    const { weight: _weight, stop: _stop, enabled: _enabled, condition: _condition, ...short } = rule;
    const actions = [{ value: 'high', field: 'priority', type: 'set' }] as unknown as Rule['actions'];
    expect(diffOf([rule], [{ ...short, actions } as unknown as Rule])).toEqual([{ at: 0, name: 'Urgent', kind: 'same', changes: [] }]);
  });
  test('each changed member is told, before and after', () => {
    const timer = { after: 'createdAt', minutes: 5 } as unknown as NonNullable<Rule['timer']>;
    expect(diffOf([{ ...rule, timer }], [{ ...rule, name: 'Very urgent', weight: 5 }])).toEqual([
      {
        at: 0,
        name: 'Very urgent',
        kind: 'changed',
        changes: [
          { field: 'name', from: 'Urgent', to: 'Very urgent' },
          { field: 'timer', from: timer, to: undefined },
          { field: 'weight', from: 100, to: 5 },
        ],
      },
    ]);
  });
  test.each([
    [undefined, '–'],
    ['text', 'text'],
    [{ all: [] }, '{"all":[]}'],
  ])('%j is shown as %s', (value, shown) => expect(shownValue(value)).toBe(shown));
});

describe('a file of rules', () => {
  test('is every page of an export, and is read again as the same rules', async () => {
    const read = vi.fn((cursor: string | undefined) =>
      Promise.resolve<RuleExport>(cursor === undefined ? { rules: [rule], nextCursor: 'c' } : { rules: [{ ...rule, id: 'r2' }] }),
    );
    const rules = await exportAll(read);
    expect(read.mock.calls).toEqual([[undefined], ['c']]);
    expect(rulesOf(fileOf(rules))).toEqual([rule, { ...rule, id: 'r2' }]);
  });
  test.each(['', 'null', '[]', '{}', '{"rules":{}}', '{"rules":[1]}', '{"rules":[{"id":"r"}]}', '<xml/>'])('%s is none', (text) =>
    expect(rulesOf(text)).toBeUndefined(),
  );
});

describe('the work of an agent', () => {
  const before = loadFormOf({ capacity: 10, skills: ['french', 'billing'] });
  test.each([
    [{}, {}],
    [{ skills: 'french,billing , ' }, {}],
    [{ capacity: '' }, { capacity: null }],
    [{ capacity: ' 12 ' }, { capacity: 12 }],
    [{ capacity: 'many' }, { capacity: 'many' }],
    [{ skills: '' }, { skills: [] }],
  ])('%j changes %j', (typed, change) => expect(loadChangeOf(before, { ...before, ...typed })).toEqual(change));
  test('any number is an empty field', () => expect(loadFormOf({ capacity: null, skills: [] })).toEqual({ capacity: '', skills: '' }));
});
