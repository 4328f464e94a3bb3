import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINK } from '../../../domain/limits.ts';
import { firstLink } from '../../../domain/vocabulary/first-link.ts';

describe('the first link of a text', () => {
  it.each([
    ['https://shop.example/a?b=c#d', 'https://shop.example/a?b=c#d'],
    ['see https://shop.example, then http://other.example/', 'https://shop.example/'],
    ['HTTPS://SHOP.example/A', 'https://shop.example/A'],
    ['(https://shop.example/a)', 'https://shop.example/a'],
    ['https://en.example/wiki/A_(b)', 'https://en.example/wiki/A_(b)'],
    ['(see https://en.example/wiki/A_(b))', 'https://en.example/wiki/A_(b)'],
    ['[a](https://shop.example/a).', 'https://shop.example/a'],
    ['{https://shop.example/a}!?', 'https://shop.example/a'],
    ['**https://shop.example/a**', 'https://shop.example/a'],
    ['"https://shop.example/a"', 'https://shop.example/a'],
    ['<https://shop.example/a>', 'https://shop.example/a'],
    ['<a href="https://shop.example/a">x</a>', 'https://shop.example/a'],
    ['见https://shop.example/a。', 'https://shop.example/a'],
    ['（https://shop.example/a）', 'https://shop.example/a'],
    ['https://müller.example/ü', 'https://xn--mller-kva.example/%C3%BC'],
    ['https://shop.example/a\u202egnp.exe', 'https://shop.example/a'],
    ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
    // Those that nobody may visit are passed over.
    ['https:// https://shop.example', 'https://shop.example/'],
    ['https://ann:secret@shop.example https://shop.example', 'https://shop.example/'],
  ])('of %j is %j', (text, link) => expect(firstLink(text)).toBe(link));

  it.each([
    '',
    'no link',
    'shop.example',
    'ftp://shop.example/',
    'javascript://shop.example/%0aalert(1)',
    'xhttps://shop.example',
    'https://',
    'https://[',
    'https://[ '.repeat(20),
    null,
    undefined,
  ])('is missing in %j', (text) => expect(firstLink(text)).toBeNull());

  it.each(['x', 'ü'])('is short: others are passed over (%s)', (letter) =>
    expect(firstLink(`https://shop.example/${letter.repeat(700)} https://shop.example/${letter.repeat(LINK)} http://b`)).toBe(
      letter === 'x' ? `https://shop.example/${'x'.repeat(700)}` : 'http://b/',
    ),
  );

  it('is the same when it is read again, and a text of brackets takes no longer than others', () => {
    const piece = fc.oneof(
      fc.constantFrom('https://', 'http://a.example/', '(', ')', ' ', '\n', '.', '@', '[', '😀', '\ud800'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const link = firstLink(pieces.join(''));
        if (link === null) return;
        expect(firstLink(link)).not.toBeNull();
        expect(link).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
        expect(link.length).toBeLessThanOrEqual(LINK);
      }),
    );
    expect(firstLink(`https://a.example/${')'.repeat(2_000)} `.repeat(9))).toBe(`https://a.example/${')'.repeat(2_000 - 16)}`);
  });
});
