import type { FieldError } from '../../domain/errors.ts';

/**
 * What a number of the table can be: zero, or of a magnitude between these; the digits that JSON's numbers keep always fit.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html (read November 2026)
 */
export const LARGEST = 9.999e125;
const SMALLEST = 1e-130;

/** A number out of range has an exponent or very many digits; nearly no body does, and is not walked. */
const SUSPECT = /\d[eE][+-]?\d{2}|\d{99}/;

const isStorable = (number: number): boolean => number === 0 || (Math.abs(number) <= LARGEST && Math.abs(number) >= SMALLEST);

/** One error for each number in the parsed `text` that no item could hold. */
export const unstorableNumbers = (text: string, value: unknown): FieldError[] => (SUSPECT.test(text) ? walk(value, '') : []);

function walk(value: unknown, path: string): FieldError[] {
  if (typeof value === 'number') return isStorable(value) ? [] : [{ path, message: 'is too large or too small a number' }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => walk(member, path === '' ? name : `${path}.${name}`));
}
