import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, cutBytes, wellFormedJson } from '../../../domain/text/well-formed.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((units) => String.fromCharCode(...units)),
  fc.array(fc.constantFrom('👩‍👩‍👧', 'é', '🇮🇹', 'a', '\ud83d', '\ude00'), { maxLength: 60 }).map((parts) => parts.join('')),
);

describe('cut', () => {
  it('never leaves half a character and never exceeds its limit', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 120 }), (text, units) => {
        const short = cut(text, units);
        expect(short.length).toBeLessThanOrEqual(units);
        expect(short.isWellFormed()).toBe(true);
        expect(text.toWellFormed().startsWith(short)).toBe(true);
      }),
    );
  });

  it('keeps an emoji of several code points whole or leaves it out', () => {
    expect(cut('ab👩‍👩‍👧', 5)).toBe('ab');
    expect(cut('ab🇮🇹', 4)).toBe('ab');
    expect(cut('ab🇮🇹', 6)).toBe('ab🇮🇹');
  });

  it('makes progress in a letter with thousands of combining marks', () => {
    const zalgo = `a${'\u0301'.repeat(10_000)}`;
    expect(cut(zalgo, 500).length).toBeGreaterThan(400);
  });

  it('counts its mark', () => {
    expect(cut('abcdef', 4, '…')).toBe('abc…');
    expect(cut('abcd', 4, '…')).toBe('abcd');
  });
});

describe('cutBytes', () => {
  it('never leaves half a character and never exceeds its limit', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 200 }), (text, bytes) => {
        const short = cutBytes(text, bytes, '…');
        expect(Buffer.byteLength(short)).toBeLessThanOrEqual(bytes);
        expect(short.isWellFormed()).toBe(true);
        expect(text.toWellFormed().startsWith(short.endsWith('…') && short !== text.toWellFormed() ? short.slice(0, -1) : short)).toBe(true);
      }),
    );
  });
});

describe('wellFormedJson', () => {
  it('repairs strings and keys at any depth and leaves a sound value as it is', () => {
    const sound = { a: ['ü', { b: '😀' }], n: 1, z: null };
    expect(wellFormedJson(sound)).toBe(sound);
    expect(wellFormedJson({ 'k\ud83d': ['half \ud83d', 3] })).toEqual({ 'k\ufffd': ['half \ufffd', 3] });
  });
});
