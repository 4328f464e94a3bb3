import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlightsOf } from '../../../domain/search/highlight.ts';
import { termsOf } from '../../../domain/search/terms.ts';
import { wordSpansOf, wordsOf } from '../../../domain/search/words.ts';

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
      for (const { start, end } of wordSpansOf(text).words) expect(start).toBeLessThan(end);
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

  test('stand on whole characters of the text as it was written', () => {
    const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
    const unit = fc.oneof(
      fc.constantFrom(
        '👩‍💻',
        '👍🏽',
        '🇩🇪🇫🇷',
        'in\u00advoice',
        'e\u0301te\u0301',
        'ｶﾞｿﾘﾝ',
        '안녕',
        'हिन्दी',
        'مَرْحَبًا',
        'ﬁne',
        ' ',
        '\n',
        '+39 333 000 0001',
        'раураl',
        '返品',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    const queries = fc.constantFrom('👩', '👍', '🇫🇷', 'invoice', 'été', 'ガソ', '안', 'हिन्दी', 'مرحبا', 'fine', '3330000001', 'paypal', '"返品"');
    let found = 0;
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), queries, (parts, q) => {
        const text = parts.join('').replaceAll(/[<>&"'…]/g, '.');
        const boundaries = new Set([...segmenter.segment(text)].map(({ index }) => index)).add(text.length);
        for (const fragment of of([text], q)) {
          found += 1;
          const plain = fragment.replaceAll(/<\/?em>/g, '');
          const isCut = [plain.startsWith('…'), plain.endsWith('…')];
          const shown = plain.slice(isCut[0] ? 1 : 0, isCut[1] ? -1 : undefined);
          const at = text.indexOf(shown);
          expect(at).toBeGreaterThanOrEqual(0);
          for (const place of [at, at + shown.length]) expect(boundaries.has(place)).toBe(true);
          let place = at - (isCut[0] ? 1 : 0);
          for (const part of fragment.split(/<\/?em>/).slice(0, -1)) expect(boundaries.has((place += part.length))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(found).toBeGreaterThan(50);
  });

  test('are found in the depth of long texts, also where pieces of them meet', () => {
    for (const filler of ['слово ', 'a word ', '返', 'ﬃ ', '👍🏽']) {
      for (const words of [400, 665, 666, 667, 1_500, 20_000]) {
        const [fragment] = of([`${filler.repeat(words)} jacket ${filler.repeat(words)}`], 'jacket');
        expect(fragment).toMatch(/^….*<em>jacket<\/em>.*…$/su);
      }
    }
    const near = `${'x'.repeat(3_990)} jacket jacket jacket`;
    expect(of([near], 'jacket')[0]).toMatch(/<em>jacket<\/em> <em>jacket<\/em> <em>jacket<\/em>$/);
  });
});
