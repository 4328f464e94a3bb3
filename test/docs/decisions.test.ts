import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DECISIONS_INDEX, decisionOf, decisions, decisionsIndex } from '../../scripts/decisions.ts';

test('each decision record has a number of its own, and its title says it', () => {
  const numbers = decisions().map(({ number }) => number);
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
});

test('the index lists every record with its status', () => {
  expect(readFileSync(DECISIONS_INDEX, 'utf8'), 'run: npm run decisions').toBe(decisionsIndex(decisions()));
});

test('a record says when another one replaces it', () => {
  expect(decisionOf('0104-x.md', '# 0104 Count | twice\n\n**Status**: replaced by 0105\n')).toMatchObject({
    title: 'Count | twice',
    status: 'replaced by 0105',
  });
  expect(decisionsIndex([decisionOf('0104-x.md', '# 0104 Count | twice\n')])).toContain('| [0104](0104-x.md) | Count \\| twice | in force |');
});

test('a record without a number in its title, or of no subject, is refused', () => {
  expect(() => decisionOf('0104-x.md', '# 0105 Other\n')).toThrow('"# 0104 Title"');
  expect(() => decisionsIndex([decisionOf('9904-x.md', '# 9904 Far\n')])).toThrow('no subject for 9904');
});
