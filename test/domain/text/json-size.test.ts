import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutJson, fitsBytes, jsonBytes, queueJson } from '../../../domain/text/json-size.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((units) => String.fromCharCode(...units)),
  fc.array(fc.constantFrom('👩‍👩‍👧', '🇮🇹', 'a', '\u0000', '\u0007', '"', '\\', '\ud83d', '\ude00'), { maxLength: 60 }).map((parts) => parts.join('')),
);

it('a text cut for JSON fits, is a beginning and never ends in half a character', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 0, max: 400 }), (text, bytes) => {
      const short = cutJson(text, bytes);
      expect(jsonBytes(short)).toBeLessThanOrEqual(bytes);
      expect(text.toWellFormed().startsWith(short)).toBe(true);
      expect(short.isWellFormed()).toBe(true);
      if (jsonBytes(text.toWellFormed()) <= bytes) expect(short).toBe(text.toWellFormed());
    }),
  );
});

it('uses the room that there is', () => {
  expect(cutJson('\u0001'.repeat(1000), 600)).toBe('\u0001'.repeat(100));
  expect(cutJson('x'.repeat(1000), 600)).toBe('x'.repeat(600));
  expect(cutJson('日'.repeat(1000), 600)).toBe('日'.repeat(200));
});

it('counts bytes exactly where it is close', () => {
  fc.assert(fc.property(anyText, fc.integer({ min: 0, max: 900 }), (text, bytes) => fitsBytes(text, bytes) === Buffer.byteLength(text) <= bytes));
});

it('JSON for a queue holds only characters that SQS takes, and reads back the same', () => {
  const anything = fc.record({ text: anyText, noncharacters: fc.constantFrom('\uFFFE', 'a\uFFFFb', '\\\uFFFF', '\u0000\u001f') });
  fc.assert(
    fc.property(anything, (value) => {
      const body = queueJson(value);
      // The set of the SQS documentation.
      expect(body).toMatch(/^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
      expect(JSON.parse(body)).toEqual(value);
    }),
  );
});
