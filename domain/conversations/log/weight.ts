import type { Item, Write } from '../../table/port.ts';

/** An item can have 400 KB; items close to that size are written alone. */
const HEAVY_ITEM = 380_000;
/** Of an update or a deletion, whose item is not known here. */
const OTHER_WRITE = 500;

export interface Weight {
  /** At least the bytes that the engine counts. */
  readonly bytes: number;
  /** The engine may refuse it permanently: text that is not well-formed, a number that is none, an item near the limit. */
  readonly suspect: boolean;
}

/**
 * An estimate, and a guess at what an engine refuses: both in one walk, since every message passes here. A wrong guess costs a transaction
 * of its own or a second try, never a neighbour.
 */
export const weighed = (writes: readonly Write[]): Weight => {
  let bytes = 0;
  let suspect = false;
  for (const write of writes) {
    const own = write.op === 'put' ? sizeOf(write.item) : write.op === 'update' ? OTHER_WRITE + sizeOf({ ...write.set, ...write.add }) : OTHER_WRITE;
    // NaN: something in it cannot be stored.
    if (!(own < HEAVY_ITEM)) suspect = true;
    bytes += Number.isNaN(own) ? OTHER_WRITE : own;
  }
  return { bytes, suspect };
};

/** Bytes of UTF-8 are only counted where a quick bound is not enough. */
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
