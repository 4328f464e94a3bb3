import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../../domain/chat/numbered-page.ts';

describe('pages of numbered things', () => {
  it.each(['asc', 'desc'] as const)('%s: have every number once, in order, and end', (order) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 100 }), (last, limit) => {
        const read: number[] = [];
        let after: number | null = null;
        do {
          const { numbers, next } = numbersOf(last, { order, after, limit });
          expect(numbers.length).toBeLessThanOrEqual(limit);
          read.push(...numbers);
          after = next;
        } while (after !== null);
        const all = Array.from({ length: last }, (_, at) => at + 1);
        expect(read).toEqual(order === 'asc' ? all : all.toReversed());
      }),
    );
  });

  it('are empty beyond the end', () => {
    expect(numbersOf(3, { order: 'asc', after: 5, limit: 10 })).toEqual({ numbers: [], next: null });
    expect(numbersOf(3, { order: 'desc', after: 1, limit: 10 })).toEqual({ numbers: [], next: null });
  });
});
