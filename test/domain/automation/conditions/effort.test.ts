import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Condition, Leaf } from '../../../../domain/automation/conditions/condition.ts';
import { CHANGE_EFFORT, effortOf, LEAF_EFFORT } from '../../../../domain/automation/conditions/effort.ts';
import { compileCondition } from '../../../../domain/automation/conditions/evaluate.ts';
import { loadRegexEngine } from '../../../../domain/automation/conditions/regex.ts';

beforeAll(loadRegexEngine);

const leaf = (op: Leaf['op'], value: Leaf['value']): Leaf => ({ field: 'message.text', op, value });
/** Larger than any pattern may be: an older version took it. */
const STORED = leaf('matches', '(?:.{0,200}.{0,200}.{0,200}){0,3}1zz$');
/** Few instructions, and a state of its own for nearly every character of the text below. */
const heavy = (n: number): Leaf => leaf('matches', `(?:a.{7}|b.{9}|.{${n}}c){3}z`);
const HEAVY = heavy(11);
const YES = leaf('matches', 'a');
const NO = leaf('matches', 'q');
let seed = 1;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647);
const text = Array.from({ length: 32_000 }, () => 'abc'.charAt(random() % 3)).join('');
const judged = (condition: Condition, effort = effortOf(CHANGE_EFFORT)) => compileCondition(condition)({ ticket: {}, message: { text }, effort });

describe('what is too heavy', () => {
  it.each<[string, Condition, boolean | null]>([
    ['alone', HEAVY, null],
    ['stored by an older version', STORED, null],
    ['a pattern that is none any more', leaf('matches', '(?<'), null],
    ['nothing visible to contain', leaf('contains', '\u200b'), null],
    ['negated', { not: HEAVY }, null],
    ['negated twice', { not: { not: STORED } }, null],
    ['beside what is true', { all: [YES, HEAVY] }, null],
    ['beside what is false', { all: [HEAVY, NO] }, false],
    ['or what is true', { any: [HEAVY, YES] }, true],
    ['or what is false', { any: [NO, STORED] }, null],
    ['not all', { not: { all: [STORED, NO] } }, true],
    ['in nothing', { all: [{ not: { any: [HEAVY, NO] } }, YES] }, null],
  ])('is unknown and counts as no match: %s', (_, condition, expected) => {
    expect(judged(condition)).toBe(expected);
  });

  it('takes no more than its part, so that what stands behind it is still evaluated', () => {
    const effort = effortOf(CHANGE_EFFORT);
    expect(judged(HEAVY, effort)).toBeNull();
    expect(effort.left()).toBeGreaterThanOrEqual(CHANGE_EFFORT - 2 * LEAF_EFFORT - text.length);
    expect(judged(YES, effort)).toBe(true);
  });

  it('ends when all effort is taken, however many leaves there are', () => {
    const effort = effortOf(CHANGE_EFFORT);
    expect(judged({ any: Array.from({ length: 200 }, (_, n) => heavy(10 + (n % 40))) }, effort)).toBeNull();
    expect(effort.leftForPatterns()).toBe(0);
    expect(judged(YES, effort)).toBeNull();
    // Patterns take three quarters at most: what costs next to nothing is still known.
    expect(effort.left()).toBe(CHANGE_EFFORT / 4);
    expect(judged(leaf('contains', 'ab'), effort)).toBe(true);
    expect(judged({ field: 'message.text', op: 'exists' }, effort)).toBe(true);
  });

  it('is told from what is cheap by the text and the pattern alone', () => {
    const order = fc.shuffledSubarray([HEAVY, YES, NO, leaf('contains', 'b'.repeat(500)), leaf('matches', 'b{3}.{20}a')], { minLength: 5 });
    const units = (condition: Condition): number => {
      const effort = effortOf(CHANGE_EFFORT);
      judged(condition, effort);
      return CHANGE_EFFORT - effort.left();
    };
    const expected = new Map([HEAVY, YES, NO].map((condition) => [condition, units(condition)]));
    fc.assert(
      fc.property(order, (conditions) => {
        for (const condition of conditions) {
          const counted = units(condition);
          if (expected.has(condition as Leaf)) expect(counted).toBe(expected.get(condition as Leaf));
        }
      }),
      { numRuns: 20 },
    );
  });
});

it('a pool is shared, and a change takes from it no more than its own', () => {
  const pool = effortOf(100);
  const [one, other] = [effortOf(60, pool), effortOf(60, pool)];
  expect([one.spend(61), one.spend(50), one.left(), other.left()]).toEqual([false, true, 10, 50]);
  expect([other.spend(60), other.spend(50), one.left(), one.spend(1)]).toEqual([false, true, 0, false]);
});

it('a text is folded once, whoever asks, and not when that takes too much', () => {
  const effort = effortOf(1_000);
  const long = 'ж'.repeat(900);
  expect(effort.fold(long)).toBe(long);
  expect(effort.left()).toBe(100);
  expect(effort.fold(long)).toBe(long);
  expect(effort.left()).toBe(100);
  expect(effort.fold('Ж'.repeat(101))).toBeNull();
  expect(effort.fold('A'.repeat(10_000))).toBe('a'.repeat(10_000));
});

describe('with no effort left', () => {
  it.each<[string, Condition]>([
    ['a word', leaf('contains', 'abc')],
    ['an element', { field: 'tags', op: 'contains', value: 'vip' }],
    ['an equal text', leaf('eq', 'ABC')],
    ['one of several texts', leaf('in', ['ABC', 'def'])],
    ['a pattern', leaf('matches', 'É')],
  ])('%s is unknown', (_, condition) => {
    const asked = { ticket: { tags: ['É', 'VIP'] }, message: { text }, effort: effortOf(0) };
    expect(compileCondition(condition)(asked)).toBeNull();
  });

  it('a text that can be folded may be too long to search in', () => {
    const once = effortOf(Math.ceil(32_000 / 512) + 1);
    expect(compileCondition(leaf('contains', 'zzzzzz'))({ ticket: {}, message: { text }, effort: once })).not.toBe(true);
  });
});
