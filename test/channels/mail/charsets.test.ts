import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodedText } from '../../../channels/mail/text/charsets.ts';

interface Encoded {
  readonly charset: string;
  readonly text: string;
  readonly hex: string;
}
/** Encoded by Python's codecs, which share no code with ours. */
const ROWS = JSON.parse(readFileSync(new URL('../../fixtures/mail/charsets.json', import.meta.url), 'utf8')) as Encoded[];
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('text of a charset', () => {
  it.each(ROWS)('$charset: $text', ({ charset, hex, text }) => expect(decodedText(Buffer.from(hex, 'hex'), charset).replace(/^\uFEFF/, '')).toBe(text));

  it.each([
    ['no charset', null, 'M\xc3\xbcller', 'Müller'],
    ['an unknown charset', 'x-unknown', 'M\xc3\xbcller', 'Müller'],
    ['an unknown charset in old bytes', 'x-nobody', 'M\xfcller', 'Müller'],
    ['bytes that are not the UTF-8 they claim', 'utf-8', 'caf\xe9 5 \x80', 'café 5 €'],
    ['ASCII that is none', 'us-ascii', 'caf\xe9', 'café'],
    ['UTF-8 with one broken byte', 'utf-8', '\xe8\xbf\x94\xe9\x87\x91\xff\xe8\xbf\x94', '返金\uFFFD返'],
    ['a name in quotes', '"UTF-8" ', '\xc3\xbc', 'ü'],
    ['a name with a language', 'iso-8859-1*de', '\xfc', 'ü'],
    ['base64 as a charset', 'base64', 'SGk=', 'SGk='],
    ['a name that is a property of every object', '__proto__', 'x', 'x'],
    ['a shift that never ends', 'iso-2022-kr', '\x1b$)C\x0e>H3g', '안녕'],
    ['a line that ends a shift', 'iso-2022-kr', '\x1b$)C\x0e>H3g\nabc', '안녕\nabc'],
    ['an escape to nowhere', 'iso-2022-jp-2', 'a\x1b(Zb\x1bNc', 'ab'],
    ['HZ with a continued line and a tilde', 'hz', 'a~\nb~~c', 'ab~c'],
  ])('%s', (_, charset, given, text) => expect(decodedText(bytes(given), charset)).toBe(text));

  it('never throws and is always well-formed, whatever the bytes and the name', () => {
    const names = fc.oneof(fc.constantFrom(...ROWS.map(({ charset }) => charset), 'iso-2022-cn', 'hz'), fc.string({ maxLength: 20 }));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), names, (given, name) => decodedText(given, name).isWellFormed()),
      { numRuns: 5000 },
    );
  });
});
