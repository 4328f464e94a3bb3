import type { Item, Write } from '../../table/port.ts';

/** An item can have 400 KB. Items close to that size are written alone. */
const HEAVY_ITEM = 380_000;
/** The assumed size of an update or a deletion, whose item is unknown here. */
const OTHER_WRITE = 500;

export interface Weight {
  /** At least the bytes that the engine counts. */
  readonly bytes: number;
  /** The engine may reject it permanently: text that is not well-formed, an invalid number, an item near the limit. */
  readonly suspect: boolean;
}

/**
 * Estimates the size and guesses whether the engine rejects it, in one pass, because every message goes through here. A wrong guess costs a
 * transaction of its own or a retry, but never affects another change.
 */
export const weighed = (writes: readonly Write[]): Weight => {
  let bytes = 0;
  let suspect = false;
  for (const write of writes) {
    const own = write.op === 'put' ? sizeOf(write.item) : write.op === 'update' ? OTHER_WRITE + sizeOf({ ...write.set, ...write.add }) : OTHER_WRITE;
    // NaN: some value cannot be stored.
    if (!(own < HEAVY_ITEM)) suspect = true;
    bytes += Number.isNaN(own) ? OTHER_WRITE : own;
  }
  return { bytes, suspect };
};

/** Counts the bytes of UTF-8 only if a quick upper bound is not enough. */
const textBytes = (text: string): number => (text.isWellFormed() ? (text.length < 1_000 ? text.length * 3 : Buffer.byteLength(text)) : Number.NaN);

const sizeOf = (value: Item | Readonly<Record<string, unknown>>): number => {
  let bytes = 0;
  for (const name in value) bytes += textBytes(name) + valueBytes((value as Readonly<Record<string, unknown>>)[name]);
  return bytes;
};

const valueBytes = (value: unknown): number => {
  switch (typeof value) {
    case 'string':
      return textBytes(value);
    case 'number':
      return Number.isFinite(value) ? 22 : Number.NaN;
    case 'boolean':
    case 'undefined':
      return 1;
    case 'object':
      if (value === null) return 1;
      if (value instanceof Uint8Array) return value.byteLength;
      if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + 1 + valueBytes(member), 3);
      return 3 + sizeOf(value as Readonly<Record<string, unknown>>);
    default:
      return Number.NaN;
  }
};
