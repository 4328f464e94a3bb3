import { describe, expect, test } from 'vitest';
import { askedNumber, indexedNumber, numbersOf } from '../../../domain/search/numbers.ts';

const digitsOf = (text: string): string[] => numbersOf(text).map(({ digits }) => digits);

describe('a row of digits', () => {
  test('of two telephone numbers side by side is both of them, and the row', () => {
    expect(digitsOf('call 39333000001 39333000002')).toEqual(['3933300000139333000002', '39333000001', '39333000002']);
  });
  test('that is too long for one number is its groups, of which short ones and endless ones are none', () => {
    expect(digitsOf('39333000001 39333000002 39333000003 12')).toEqual(['39333000001', '39333000002', '39333000003']);
    expect(digitsOf(`${'1'.repeat(31)} 3933300001`)).toEqual(['3933300001']);
    expect(digitsOf('1'.repeat(31))).toEqual([]);
  });
  test('keeps the place of each of its numbers', () => {
    const text = 'x 39333000001 39333000002 39333000003';
    expect(numbersOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['39333000001', '39333000002', '39333000003']);
  });
});

test('a list of numbers is taken apart up to an end, also where the last row has several', () => {
  expect(numbersOf(Array.from({ length: 600 }, (_, n) => `n${1_000 + n}`).join(' '))).toHaveLength(500);
  const rows = Array.from({ length: 200 }, () => 'x 39333000001 39333000002 39333000003');
  expect(numbersOf(rows.join(' '))).toHaveLength(500);
});

test('a number that is longer than any is not asked for, and a long one of the index is found by its endings', () => {
  expect(askedNumber({ digits: '1'.repeat(31), grouped: false }, true)).toEqual([]);
  const indexed = new Set(indexedNumber({ digits: '00393330000001', grouped: false }));
  for (const typed of ['393330000001', '3330000001', '0000001']) {
    expect(askedNumber({ digits: typed, grouped: false }, false).some(({ word }) => indexed.has(word))).toBe(true);
  }
  expect(askedNumber({ digits: '999', grouped: false }, false).some(({ word }) => indexed.has(word))).toBe(false);
});
