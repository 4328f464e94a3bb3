import { type Item, TableRejected } from '../../../domain/table/port.ts';
import { ILL_FORMED_NAME, ILL_FORMED_TEXT, MOST_LEVELS, tooDeep } from '../memory-limits.ts';

export interface Measured {
  /** As DynamoDB would bill. */
  readonly bytes: number;
  readonly holdsBytes: boolean;
}

const SMALLEST_NUMBER = 1e-130;
const LARGEST_NUMBER = 1e126;

/**
 * Traverses an item once: computes its size, and checks everything that DynamoDB rejects in a value (its developer guide, "Data types" and "Constraints", November
 * 2026): numbers out of range, text that is not well-formed Unicode, lists and maps nested too
 * deeply, unsupported types.
 * @throws Error that names the attribute
 */
export const measure = (item: Item): Measured => {
  let holdsBytes = false;
  const walk = (value: unknown, path: string, levels: number): number => {
    switch (typeof value) {
      case 'string':
        if (!value.isWellFormed()) throw new TableRejected(ILL_FORMED_TEXT);
        return Buffer.byteLength(value);
      case 'number':
        return number(value, path);
      case 'boolean':
        return 1;
      case 'object':
        if (value === null) return 1;
        if (value instanceof Uint8Array) {
          holdsBytes = true;
          return value.byteLength;
        }
        if (levels === 0) throw new TableRejected(`${path}: ${tooDeep}`);
        if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + 1 + walk(member, path, levels - 1), 3);
        return members(value as Record<string, unknown>, path, levels - 1, 3, 1);
      default:
        throw new TableRejected(`${path}: a ${typeof value} cannot be stored`);
    }
  };
  const members = (object: Readonly<Record<string, unknown>>, path: string, levels: number, start: number, each: number): number => {
    let bytes = start;
    for (const name in object) {
      const value = object[name];
      if (value === undefined) continue;
      if (!name.isWellFormed()) throw new TableRejected(ILL_FORMED_NAME);
      bytes += each + Buffer.byteLength(name) + walk(value, path === '' ? name : path, levels);
    }
    return bytes;
  };
  return { bytes: members(item, '', MOST_LEVELS, 0, 0), holdsBytes };
};

const number = (value: number, path: string): number => {
  const size = Math.abs(value);
  if (Number.isNaN(value) || size >= LARGEST_NUMBER || (size > 0 && size < SMALLEST_NUMBER))
    throw new TableRejected(`${path}: the number ${value} is out of DynamoDB's range`);
  if (Number.isSafeInteger(value)) return bytesOf(digitsOf(size), value < 0);
  const digits = size.toExponential().replace(/e.*$/, '').replace('.', '').replace(/0+$/, '').length;
  return bytesOf(digits, value < 0);
};

const bytesOf = (digits: number, isNegative: boolean): number => Math.ceil(Math.max(1, digits) / 2) + 1 + (isNegative ? 1 : 0);

/** Digits of a whole number from the first to the last that is not 0. Counted, because writing the number out costs a microsecond. */
const digitsOf = (whole: number): number => {
  let rest = whole;
  while (rest > 9 && rest % 10 === 0) rest /= 10;
  let digits = 1;
  for (; rest > 9; rest = Math.floor(rest / 10)) digits += 1;
  return digits;
};
