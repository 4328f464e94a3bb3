import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodedWords } from '../../../channels/mail/text/encoded-words.ts';

describe('encoded words', () => {
  it.each([
    ['=?utf-8?q?M=C3=BCller?=', 'Müller'],
    ['=?UTF-8?B?TcO8bGxlcg==?=', 'Müller'],
    ['=?utf-8?b?TcO8bGxlcg?=', 'Müller'],
    ['=?ISO-8859-1?Q?M=FCller_GmbH?=', 'Müller GmbH'],
    ['=?iso-8859-1*de?q?M=fcller?=', 'Müller'],
    ['Re: =?utf-8?q?=C3=BC?= x', 'Re: ü x'],
    ['=?utf-8?q?a?= =?utf-8?q?b?=', 'ab'],
    ['=?utf-8?q?a?= and =?utf-8?q?b?=', 'a and b'],
    ['=?utf-8?q?a?=  \t =?iso-8859-1?q?=FC?=', 'aü'],
    ['=?utf-8?q?a?==?utf-8?q?b?=', 'ab'],
    // A character of several bytes that is split over words.
    ['=?utf-8?q?=E8=BF?= =?utf-8?q?=94=E9=87=91?=', '返金'],
    ['=?utf-8?B?6L8=?= =?UTF-8?B?lOmHkQ==?=', '返金'],
    ['=?utf-8?q?=E8=BF?= =?utf-8?B?lA==?=', '返'],
    ['=?gb2312?b?zcs=?= =?GB2312?B?v+4=?=', '退款'],
    // Without their end.
    ['=?utf-8?q?M=C3=BCller', 'Müller'],
    ['=?utf-8?q?M=C3=BCller?', 'Müller'],
    ['=?utf-8?b?TcO8bGxlcg==', 'Müller'],
    ['=?utf-8?q?M=C3=BCller rest', 'Müller rest'],
    ['=?utf-8?q?eins =?utf-8?q?_zwei?=', 'eins zwei'],
    // Spaces, case, a wrong charset.
    ['=?utf-8?q?eins zwei?=', 'eins zwei'],
    ['=?utf-8?B?TcO8 bGxlcg==?=', 'Müller'],
    ['=?utf-8?q?caf=E9?=', 'café'],
    ['=?utf-8?b?77+9?=', '\uFFFD'],
    ['=?x-nobody?q?M=C3=BCller?=', 'Müller'],
    ['=?hz-gb-2312?b?fntNSz9ufn0=?=', '退款'],
    ['=?iso-2022-jp?B?GyRCSlY2YhsoQg==?=', '返金'],
    // One inside the other, as programs write that encode twice.
    ['=?utf-8?q?=?utf-8?b?SGk=?=?=', 'Hi'],
    ['=?utf-8?q? =?utf-8?q?Hi?= ?=', 'Hi ?='],
    // No encoded words.
    ['a =? b', 'a =? b'],
    ['=?utf-8?x?abc?=', '=?utf-8?x?abc?='],
    ['=?utf 8?q?abc?=', '=?utf 8?q?abc?='],
    ['1+1=?', '1+1=?'],
    ['=?utf-8?q??=', ''],
    ['=?utf-8?q?100=25 = 1=?=', '100% = 1='],
    ['', ''],
  ])('%s', (given, text) => expect(decodedWords(given)).toBe(text));

  it('gives back what was encoded, wherever it was split', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60), { maxLength: 5 }), fc.boolean(), (text, cuts, isBase64) => {
        const bytes = Buffer.from(text.toWellFormed());
        const offsets = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const words = offsets.slice(1).map((end, at) => {
          const piece = bytes.subarray(offsets[at], end);
          return isBase64
            ? `=?utf-8?b?${piece.toString('base64')}?=`
            : `=?UTF-8?Q?${[...piece].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('')}?=`;
        });
        return decodedWords(words.join(' ')) === text.toWellFormed();
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws on pieces of encoded words in any order', () => {
    const piece = fc.constantFrom('=?', '?=', '?q?', '?B?', 'utf-8', ' ', '=C3', '=BC', 'SGk', '=', '?', '\t', 'hz', '<a@b>', '_');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => decodedWords(pieces.join('')).isWellFormed()),
      { numRuns: 5000 },
    );
  });
});
