import { expect, it } from 'vitest';
import { weightedLength } from '../../../domain/text/weighted-length.ts';

it.each<[string, string, number]>([
  ['nothing', '', 0],
  ['Latin', 'Hello Wörld', 11],
  ['a letter of two code points', 'e\u0301', 1],
  ['Greek and Cyrillic', 'Ωя', 2],
  ['Japanese', '日本語', 6],
  ['Korean', '한국', 4],
  ['general punctuation', '“a” – b…', 9],
  ['an emoji', '🙂', 2],
  ['a family of joined emoji', '👨‍👩‍👧‍👦', 2],
  ['a flag', '🇮🇹', 2],
  ['an emoji with a tone of skin', '👍🏽', 2],
  ['two emoji', '🙂🙂', 4],
  ['a link of any length', `https://shop.example/${'a'.repeat(300)}`, 23],
  ['a link with a full stop behind it', 'See https://shop.example/a.', 28],
  ['two links', 'http://a.example https://b.example', 47],
  ['an address without its scheme', 'shop.example', 12],
])('%s', (_, text, length) => expect(weightedLength(text)).toBe(length));
