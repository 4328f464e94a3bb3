import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { measure } from '../../../adapters/table/sqlite/measure.ts';

const bytesOf = (value: unknown): number => measure({ pk: '', sk: '', n: value }).bytes - 'pkskn'.length;

/** A byte, one for each two digits from the first to the last that is not 0, and one for the sign. */
const written = (value: number): number => {
  const digits = Math.abs(value).toExponential().replace(/e.*$/, '').replace('.', '').replace(/0+$/, '').length;
  return Math.ceil(Math.max(1, digits) / 2) + 1 + (value < 0 ? 1 : 0);
};

test('a number takes what its digits take, whole or not', () => {
  const whole = fc.tuple(fc.maxSafeInteger(), fc.nat(15)).map(([value, zeros]) => Math.trunc(value / 10 ** zeros) * 10 ** zeros);
  fc.assert(
    fc.property(
      fc.oneof(
        whole,
        fc.maxSafeInteger(),
        fc.double({ noNaN: true, min: -1e100, max: 1e100 }).filter((n) => n === 0 || Math.abs(n) > 1e-100),
      ),
      (value) => {
        expect(bytesOf(value)).toBe(written(value));
      },
    ),
  );
  for (const value of [0, -0, 9, 10, 99, 100, 101, 120, -7, -100, 1_234_000, Number.MAX_SAFE_INTEGER]) expect(bytesOf(value)).toBe(written(value));
});
