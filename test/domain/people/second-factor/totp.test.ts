import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOfCode, newRecoveryCodes } from '../../../../domain/people/second-factor/recovery-codes.ts';
import { base32, codeAt, fromBase32, otpauthUri, stepAt, stepOf } from '../../../../domain/people/second-factor/totp.ts';

const SECRET = base32(Buffer.from('12345678901234567890'));

describe('base32', () => {
  // RFC 4648 §10, without padding.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of %j is %j', (text, encoded) => {
    expect(base32(Buffer.from(text))).toBe(encoded);
    expect(fromBase32(encoded.toLowerCase()).toString()).toBe(text);
  });

  it('gives back any bytes, also with separators between them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const spaced = (base32(bytes).match(/.{1,4}/g) ?? []).join(' ');
        expect([...fromBase32(spaced)]).toEqual([...bytes]);
      }),
    );
  });
});

describe('the code of the app', () => {
  // RFC 6238, appendix B: the last six of the eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is %s', (second, code) => {
    expect(codeAt(SECRET, stepAt(second * 1000))).toBe(code);
  });

  it('counts in its own step and the one on either side, and not once a newer or the same one was used', () => {
    const time = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
    fc.assert(
      fc.property(time, fc.integer({ min: -4, max: 4 }), fc.uint8Array({ minLength: 20, maxLength: 20 }), (now, away, bytes) => {
        const secret = base32(bytes);
        const present = stepAt(now);
        const near = [-1, 0, 1].map((step) => codeAt(secret, present + step));
        const code = codeAt(secret, present + away);
        // By chance, a distant code may equal one that counts.
        const found = stepOf(secret, code, now, 0);
        expect(found !== undefined).toBe(near.includes(code));
        if (found !== undefined) {
          expect(codeAt(secret, found)).toBe(code);
          expect(stepOf(secret, code, now, present + 1)).toBeUndefined();
        }
      }),
    );
  });

  it('is nothing shorter or longer', () => {
    for (const code of ['', '28708', '2870820', '28708２']) expect(stepOf(SECRET, code, 59_000, -2)).toBeUndefined();
    expect(stepOf(SECRET, '287082', 59_000, 0)).toBe(1);
    expect(stepOf(SECRET, '287082', 59_000, 1)).toBeUndefined();
  });

  it('comes to the app as an address that names the issuer and the account', () => {
    const uri = new URL(otpauthUri(SECRET, 'Shop: Berlin & Co', 'ada@shop.example'));
    expect(uri.pathname).toBe('/Shop%20%20Berlin%20%26%20Co:ada%40shop.example');
    expect(Object.fromEntries(uri.searchParams)).toEqual({ secret: SECRET, issuer: 'Shop  Berlin & Co', algorithm: 'SHA1', digits: '6', period: '30' });
  });
});

describe('recovery codes', () => {
  it('are ten different ones of 80 bits, and case and separators do not count', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes.map(hashOfCode)).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
      expect(hashOfCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(hashOfCode(code));
    }
  });
});
