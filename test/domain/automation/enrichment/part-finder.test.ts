import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { CHANGE_EFFORT, effortOf } from '../../../../domain/automation/conditions/effort.ts';
import { partFinder } from '../../../../domain/automation/enrichment/part-finder.ts';

const AMPLE = 1_000_000_000;
const SYLLABLES = ['ka', 'lo', 'mi', 'ren', 'sta', 'po', 'tur', 've', 'gan', 'del', 'sho', 'bri', 'en', 'ta', 'ul', 'fos', 'qui', 'zer', 'ham', 'nok'];
const pick = (of: readonly string[], random: () => number): string => of[Math.floor(random() * of.length)] as string;

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

  it('is the one that the walk finds, also where values begin alike, contain each other, repeat, or are longer than the text', () => {
    const letter = fc.constantFrom('a', 'a', 'a', 'b');
    const word = fc.array(letter, { minLength: 1, maxLength: 24 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.array(letter, { maxLength: 80 }), (values, parts) => {
        const text = parts.join('');
        expect(partFinder(values)(text, effortOf(AMPLE))).toBe(values.findIndex((value) => text.includes(value)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same at every text that it is asked about: it keeps nothing between them', () => {
    const find = partFinder(['parcel', 'par', 'cel']);
    expect(['my parcel', 'a par', 'cel', 'none', 'my parcel'].map((text) => find(text, effortOf(AMPLE)))).toEqual([0, 1, 2, -1, 0]);
    expect(partFinder([])('text', effortOf(AMPLE))).toBe(-1);
  });

  it('is found among 100,000 phrases in a long text for a fraction of what one message may cost', () => {
    const random = seeded(7);
    const vocabulary = Array.from({ length: 3_000 }, () => Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(SYLLABLES, random)).join(''));
    const phrase = (): string => `${pick(vocabulary, random)} ${pick(vocabulary, random)} ${pick(vocabulary, random)}`;
    const values = Array.from({ length: 100_000 }, phrase);
    const words = Array.from({ length: 6_000 }, () => pick(vocabulary, random))
      .join(' ')
      .slice(0, 32_000);
    const find = partFinder([...values, 'the very last']);
    const text = `${words} the very last`;
    const effort = effortOf(CHANGE_EFFORT);
    const found = find(text, effort);
    expect(found).toBe([...values, 'the very last'].findIndex((value) => text.includes(value)));
    expect(effort.left()).toBeGreaterThan(CHANGE_EFFORT * 0.9);
  });

  it('is given up where values and text are made to cost the most, and leaves the rest of the effort to others', () => {
    const values = Array.from({ length: 20_000 }, (_, n) => `${'a'.repeat(400)}${n}${'a'.repeat(90)}`);
    const text = `${'a'.repeat(399)}b`.repeat(80);
    const effort = effortOf(CHANGE_EFFORT);
    expect(partFinder(values)(text, effort)).toBeNull();
    expect(effort.left()).toBeLessThan(CHANGE_EFFORT / 3);
    expect(effort.left()).toBeGreaterThan(CHANGE_EFFORT / 5);
  });

  it('is not looked for when not even the text can be walked', () => {
    const effort = effortOf(40);
    expect(partFinder(['a'])('a'.repeat(400), effort)).toBeNull();
    expect(effort.left()).toBe(40);
  });
});
