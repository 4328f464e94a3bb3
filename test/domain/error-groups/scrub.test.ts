import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrub } from '../../../domain/error-groups/scrub.ts';

test.each([
  ['The table is unavailable', 'The table is unavailable'],
  [`Unexpected token 'h', "hello my card "is" 4111"... is not valid JSON`, 'Unexpected token …... is not valid JSON'],
  [`the value "cut off`, 'the value …'],
  [`the reply can't be sent`, `the reply can't be sent`],
  ['no route to https://example.com/x?token=1 from eve@example.com', 'no route to <link> from <address>'],
  ['request 7f0c1d8e-55aa-4c0e-9c1b-6a2f7d1e0b3c failed', 'request <token> failed'],
  ['timed out after 10000 ms (attempt 3)', 'timed out after # ms (attempt #)'],
  ['call +49 (170) 123-4567 back', 'call +# back'],
  ['two\n  lines', 'two lines'],
  ['', ''],
])('%s → %s', (message, scrubbed) => {
  expect(scrub(message)).toBe(scrubbed);
});

/** Words long enough that they are not in the message by chance. */
const words = fc.string({ minLength: 12, maxLength: 80, unit: 'grapheme' }).filter((text) => text.trim().length >= 12);

test("an error of JSON.parse never shows the customer's words", () => {
  fc.assert(
    fc.property(words, (text) => {
      try {
        JSON.parse(text);
      } catch (error) {
        const said = scrub((error as Error).message);
        for (let at = 0; at + 6 <= text.length; at += 1) {
          const piece = text.slice(at, at + 6);
          if (/[\p{L}]{6}/u.test(piece) && !'Unexpected token is not valid JSON Expected property name at position line column'.includes(piece))
            expect(said).not.toContain(piece);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('messages of one cause come out the same, whatever they name; and scrubbing twice changes nothing', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      const said = (n: number): string => scrub(`item ${n} of "${n}" refused after ${n} ms`);
      expect(said(a)).toBe(said(b));
      expect(scrub(said(a))).toBe(said(a));
    }),
  );
});
