import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wellFormedEscapes } from '../../../domain/text/json-escapes.ts';

const read = (json: string): unknown => JSON.parse(wellFormedEscapes(json));

describe('escapes of half a surrogate pair', () => {
  it.each([
    [String.raw`"half \ud83d"`, 'half \ufffd'],
    [String.raw`"half \uDE00!"`, 'half \ufffd!'],
    [String.raw`"\ud83d\ud83d\ude00"`, '\ufffd😀'],
    [String.raw`"whole \ud83d\uDE00"`, 'whole 😀'],
    [String.raw`"\\ud83d is a backslash and words"`, '\\ud83d is a backslash and words'],
    [String.raw`"\\\ud83d"`, '\\\ufffd'],
    [String.raw`{"\ud83d":[1,"\u0041\n"]}`, { '\ufffd': [1, 'A\n'] }],
  ])('%s', (json, value) => expect(read(json)).toEqual(value));

  it('any text comes out well-formed, and well-formed text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\\', 'u', 'd83d', 'de00', '"', 'a', '\ud83d', '\ude00') }), (a, b) => {
        for (const text of [a, b, a + b]) {
          expect(read(JSON.stringify(text))).toBe(text.toWellFormed());
          const escaped = `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
          expect((read(escaped) as string).isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
