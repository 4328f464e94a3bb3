import type { FieldError } from '../../domain/errors.ts';

/**
 * A number in the table is zero or has a magnitude between these limits. The digits that a double keeps always fit.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html (read November 2026)
 */
export const LARGEST = 9.999e125;
const SMALLEST = 1e-130;

/** A number out of range has an exponent or very many digits. Bodies without such a number, nearly all, skip the walk. */
const SUSPECT = /\d[eE][+-]?\d{2}|\d{99}/;

/** A whole number with up to this many digits may be an id (128 bits need 39). */
const ID_DIGITS = 40;

/** A number with more digits than a double keeps: a whole number becomes a text, so that an id stays exact; others become the nearest double. */
export const whole = (digits: string): string | number => (/^-?\d+$/.test(digits) && digits.length <= ID_DIGITS ? digits : Number(digits));

export interface Storable {
  readonly value: unknown;
  /** One for each number that is too large. */
  readonly errors: readonly FieldError[];
}

/** The value parsed from `text` with numbers that an item can hold: one closer to zero than the table can store is zero. */
export function storable(text: string, parsed: unknown): Storable {
  if (!SUSPECT.test(text)) return { value: parsed, errors: [] };
  const errors: FieldError[] = [];
  return { value: walk(parsed, '', errors), errors };
}

function walk(value: unknown, path: string, errors: FieldError[]): unknown {
  if (typeof value === 'number') {
    if (Math.abs(value) > LARGEST) errors.push({ path, message: 'is too large a number' });
    return Math.abs(value) < SMALLEST ? 0 : value;
  }
  if (Array.isArray(value)) return value.map((member, index) => walk(member, below(path, String(index)), errors));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member, below(path, name), errors)]));
}

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
