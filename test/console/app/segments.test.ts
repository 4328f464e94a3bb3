import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fragmentOf, hasHit, segmentsOf, wordsOf } from '../../../console/src/data/segments.ts';

const hits = (text: string, query: string): string[] =>
  segmentsOf(text, wordsOf(query))
    .filter(({ isHit }) => isHit === true)
    .map(({ text: hit }) => hit);

describe('hits of a search', () => {
  test.each([
    ['Where is my PARCEL?', 'parcel', ['PARCEL']],
    ['Il caffè è freddo', 'caffe', ['caffè']],
    ['cafe\u0301 latte', 'cafe', ['cafe\u0301']],
    ['Straße 12', '"strasse"', []],
    ['one two one', 'one', ['one', 'one']],
    ['parcel of Ada', '"of ada" parcel', ['parcel', 'of Ada']],
    ['nothing', '#12', []],
    ['🎁 here', '🎁', ['🎁']],
    ['what?', '?', []],
  ])('%s: %s', (text, query, found) => expect(hits(text, query)).toEqual(found));

  test('no search, no hit', () => {
    expect(wordsOf(undefined)).toEqual([]);
    expect(hasHit('text', [])).toBe(false);
    expect(hasHit('a parcel', ['parcel'])).toBe(true);
  });
});

describe('links', () => {
  test('https addresses are links, without the full stop behind them', () => {
    expect(segmentsOf('see https://shop.example/a?b=1. Or (http://x.example)')).toEqual([
      { text: 'see ' },
      { text: 'https://shop.example/a?b=1', href: 'https://shop.example/a?b=1' },
      { text: '. Or (' },
      { text: 'http://x.example', href: 'http://x.example' },
      { text: ')' },
    ]);
  });
  test.each(['javascript:alert(1)', 'data:text/html,x', 'https://', 'http://[', 'ftp://x.example'])('%s is text', (text) =>
    expect(segmentsOf(text).some(({ href }) => href !== undefined)).toBe(false),
  );
  test('a hit within a link is both', () =>
    expect(segmentsOf('https://shop.example/parcel', ['parcel'])).toEqual([
      { text: 'https://shop.example/', href: 'https://shop.example/parcel' },
      { text: 'parcel', isHit: true, href: 'https://shop.example/parcel' },
    ]));
});

const PIECE = fc.constantFrom('a', 'é', 'e\u0301', 'ß', '👍', '"', ' ', '#', '\n', 'https://a.example', '.', '語', '\ud800', '\u202e');
test('nothing of a text is lost, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: PIECE }), fc.string({ unit: PIECE, maxLength: 8 }), (text, query) => {
      expect(
        segmentsOf(text, wordsOf(query))
          .map((segment) => segment.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('an enormous text is one piece', () => expect(segmentsOf(`https://a.example ${'x'.repeat(30_000)}`)).toHaveLength(1));

test('a fragment of the search’s answer becomes pieces; what is escaped in it is text', () => {
  expect(fragmentOf('where is my <em>par&amp;cel</em> &lt;b&gt; &#39;x&#39;')).toEqual([
    { text: 'where is my ' },
    { text: 'par&cel', isHit: true },
    { text: " <b> 'x'" },
  ]);
  expect(fragmentOf('')).toEqual([]);
});
