import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGE_EFFORT, effortOf } from '../../../../domain/automation/conditions/effort.ts';
import { partFinder } from '../../../../domain/automation/enrichment/find-part.ts';

const AMPLE = 1_000_000_000;

describe('the first of many values that a text contains', () => {
  it('is the one that looking for each in turn finds', () => {
    const letters = fc.constantFrom('a', 'b', 'c', 'ab', 'abc', '返', '👍', ' ');
    const word = fc.array(letters, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.array(letters, { maxLength: 60 }), (values, parts) => {
        const text = parts.join('');
        expect(partFinder(values)(text, effortOf(AMPLE))).toBe(values.findIndex((value) => text.includes(value)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found among 20,000 in a long text for less than one message may cost', () => {
    const values = Array.from({ length: 20_000 }, (_, n) => `customer-${n * 7_919}`);
    const text = `${'where is my parcel, please? '.repeat(1_100)} customer-${19_999 * 7_919}`;
    const effort = effortOf(CHANGE_EFFORT);
    expect(partFinder(values)(text, effort)).toBe(19_999);
    expect(effort.left()).toBeGreaterThan(CHANGE_EFFORT / 2);
  });

  it('is given up where values and text are made to cost the most', () => {
    const values = Array.from({ length: 20_000 }, (_, n) => `${'a'.repeat(400)}${n}${'a'.repeat(90)}`);
    const text = Array.from({ length: 300 }, (_, n) => `${'a'.repeat(100)}${n}`).join('');
    const effort = effortOf(CHANGE_EFFORT);
    expect(partFinder(values)(text, effort)).toBeNull();
    expect(effort.left()).toBeLessThan(CHANGE_EFFORT / 4);
  });
});
