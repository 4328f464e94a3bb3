import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlightsOf } from '../../../domain/search/highlight.ts';
import { termsOf } from '../../../domain/search/terms.ts';
import { placedWordsOf, wordsOf } from '../../../domain/search/words.ts';

test.each([
  ['Hello, World!', ['hello', 'world']],
  ['Straße ÆON Øre Łódź', ['strasse', 'aeon', 'ore', 'lodz']],
  ['e-mail anna.b@x.example', ['e', 'mail', 'anna', 'b', 'x', 'example']],
  ['ﬁne ½ Ⅷ', ['fine', '1', '2', 'viii']],
  ['返品 ok', ['返', '品', 'ok']],
  ['ΟΔΟΣ οδός', ['oδoσ', 'oδoσ']],
  ['', []],
  ['👍🏽 …', ['👍']],
  ['🇩🇪🇫🇷 ok', ['🇩🇪', '🇫🇷', 'ok']],
  ['コーヒー', ['コ', 'ー', 'ヒ', 'ー']],
  ['co\u00adop\u2060er\u200date', ['cooperate']],
  [`${'x'.repeat(63)}𝄞`, ['x'.repeat(63)]],
  [`${'x'.repeat(63)}𠮷`, ['x'.repeat(63), '𠮷']],
  [`${'x'.repeat(63)}𐐀`, ['x'.repeat(63)]],
  ['x'.repeat(200), ['x'.repeat(64)]],
])('%s', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test.each([
  [
    'blue jack',
    [
      { words: ['blue'], prefix: false },
      { words: ['jack'], prefix: true },
    ],
  ],
  ['"blue jack"', [{ words: ['blue', 'jack'], prefix: false }]],
  ['"blue jack', [{ words: ['blue', 'jack'], prefix: false }]],
  [
    'a"b c"d',
    [
      { words: ['a'], prefix: false },
      { words: ['b', 'c'], prefix: false },
      { words: ['d'], prefix: true },
    ],
  ],
  ['blue !!!', [{ words: ['blue'], prefix: false }]],
  ['"" - ', []],
])('what is asked by %s', (q, terms) => {
  expect(termsOf(q)).toEqual(terms);
});

test('words do not depend on how a text is written or cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const words = wordsOf(text);
      expect(wordsOf(words.join(' '))).toEqual(words);
      expect(wordsOf(text.normalize('NFD'))).toEqual(wordsOf(text.normalize('NFC')));
      for (const { start, end } of placedWordsOf(text).words) expect(start).toBeLessThan(end);
    }),
  );
});

describe('highlights', () => {
  const of = (texts: string[], q: string) => highlightsOf(texts, termsOf(q));

  test('mark whole words, phrases and beginnings', () => {
    expect(of(['Ein CAFÉ, bitte'], 'cafe')).toEqual(['Ein <em>CAFÉ</em>, bitte']);
    expect(of(['one two three two three'], '"two three"')).toEqual(['one <em>two three</em> <em>two three</em>']);
    expect(of(['subscription sub'], 'subsc')).toEqual(['<em>subscription</em> sub']);
    expect(of(['aa aa aa'], '"aa aa"')).toEqual(['<em>aa aa aa</em>']);
    expect(of(['nothing here'], 'jacket')).toEqual([]);
  });

  test('are at most three fragments around what was found, from all texts, none twice', () => {
    const far = ['jacket ', 'filler '.repeat(60), 'jacket ', 'filler '.repeat(60), 'jacket ', 'filler '.repeat(60), 'jacket'].join('');
    const fragments = of([far, far, 'a jacket'], 'jacket');
    expect(fragments).toHaveLength(3);
    for (const fragment of fragments) {
      expect(fragment).toContain('<em>jacket</em>');
      expect(fragment.length).toBeLessThan(260);
    }
    expect(of(['a jacket', 'a jacket', 'b jacket'], 'jacket')).toEqual(['a <em>jacket</em>', 'b <em>jacket</em>']);
  });

  test('are cut also in texts without spaces', () => {
    for (const filler of ['返', '👍', '👍·'].map((text) => text.repeat(200))) {
      const [fragment] = of([`${filler}jacket${filler}`], 'jacket');
      expect(fragment?.isWellFormed()).toBe(true);
      expect(fragment).toMatch(/^….*<em>jacket<\/em>.*…$/su);
    }
  });

  test('never tear a character nor let a customer’s markup through', () => {
    const unit = fc.oneof(
      fc.constantFrom('👍👍👍👍👍👍', 'xxxxxxxxxxxxxxxxxxxxxxxxx'),
      fc.constantFrom('jacket', ' ', '<b>', '&', '"', '👍', 'é', '返'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 200 }), (parts) => {
        for (const fragment of of([parts.join('')], 'jacket')) {
          expect(fragment.isWellFormed()).toBe(true);
          expect(fragment.replaceAll(/<\/?em>/g, '')).not.toMatch(/[<>"]/);
          expect(fragment).toContain('<em>');
        }
      }),
    );
  });
});
