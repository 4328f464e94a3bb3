import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../domain/text/fold.ts';
import { foldWithOffsets } from '../../../domain/text/fold-with-offsets.ts';
import { graphemeEnd, graphemeStart } from '../../../domain/text/graphemes.ts';
import { DIFFERENT, SAME } from './same-words.ts';

test.each(SAME)('%s: %s and %s are the same word', (_, a, b) => {
  expect(fold(a)).toBe(fold(b));
  expect(fold(`x ${a}`)).toBe(fold(`X ${b}`));
});

test.each(DIFFERENT)('%s: %s and %s are different words', (_, a, b) => {
  expect(fold(a)).not.toBe(fold(b));
});

/** Any text: letters of all planes, marks without letters, halves of characters, what composes and what joins. */
const anything = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.constantFrom(
        '\ud83d',
        '\udc00',
        '\u200d',
        '\u00ad',
        'Σ',
        'İ',
        '\u0345',
        '\u1100',
        '\u1161',
        '\u11a8',
        'ﾞ',
        'ｶ',
        'ㄱ',
        'ㅏ',
        '㉮',
        '🇩',
        '👍',
        '🏽',
        'ﷺ',
        ' ',
        'a',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('folding any text', () => {
  test('is idempotent, well-formed and bounded, however the text was normalised or capitalised', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const folded = fold(text);
        expect(fold(folded)).toBe(folded);
        expect(folded.isWellFormed()).toBe(true);
        expect(folded.length).toBeLessThanOrEqual(18 * text.length);
        const whole = text.toWellFormed();
        // The iota below is a mark whose capital is a letter: where other marks stand around it, its place depends on when it is made one.
        const capital = whole.normalize('NFD').includes('\u0345') ? whole : whole.toUpperCase();
        for (const variant of [whole.normalize('NFC'), whole.normalize('NFD'), whole.normalize('NFKC'), whole.toLowerCase(), capital])
          expect(fold(variant)).toBe(folded);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is folding each of its clusters, whose places lie in the text in order', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { folded, start, end } = foldWithOffsets(text);
        expect(folded).toBe(fold(text));
        let before = 0;
        for (let at = 0; at < folded.length; at += 1) {
          expect(start(at)).toBeGreaterThanOrEqual(before);
          expect(end(at)).toBeGreaterThan(start(at));
          expect(end(at)).toBeLessThanOrEqual(text.length);
          before = start(at);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('every letter of Unicode folds once and for all', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0xe01ff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const letter = String.fromCodePoint(code);
      // Nearly all of Unicode is ideographs and syllables, which have neither case nor marks, and free places.
      if (code % 61 !== 0 && /[\p{Unified_Ideograph}\p{Script=Hangul}\p{Script=Tangut}\p{Unassigned}\p{Private_Use}]/u.test(letter)) continue;
      const folded = fold(letter);
      const variants = [folded, letter.toLowerCase(), letter.toUpperCase(), letter.normalize('NFKC'), letter.normalize('NFD')];
      if (folded.length > 18 * letter.length || variants.some((variant) => fold(variant) !== folded)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test('every decimal digit of Unicode is one of 0 to 9', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x1ffff; code += 1) {
      const digit = code >= 0xd800 && code <= 0xdfff ? 'x' : String.fromCodePoint(code);
      if (/\p{Nd}/u.test(digit) && !/^[0-9]$/.test(fold(digit))) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });
});

test('the characters around any place are those of the whole text', () => {
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
  fc.assert(
    fc.property(anything, (text) => {
      const starts = [...segmenter.segment(text)].map(({ index }) => index);
      for (let at = 0; at <= text.length; at += 1) {
        expect(graphemeStart(text, at)).toBe(at === text.length ? at : starts.findLast((start) => start <= at));
        expect(graphemeEnd(text, at)).toBe(starts.find((start) => start >= at) ?? text.length);
      }
    }),
    { numRuns: 500 },
  );
});
