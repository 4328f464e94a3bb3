/**
 * Sizes as DynamoDB counts them ("DynamoDB item sizes and formats" in its developer guide, read November 2026): names and strings by their
 * UTF-8 bytes, numbers one byte per two significant digits plus one, lists and maps 3 bytes plus one per member. The 100 bytes of
 * storage overhead per item are not included.
 */
const valueBytes = (value: unknown): number => {
  switch (typeof value) {
    case 'string':
      return Buffer.byteLength(value);
    case 'number':
      return numberBytes(value);
    case 'boolean':
      return 1;
    case 'object':
      if (value === null) return 1;
      if (value instanceof Uint8Array) return value.byteLength;
      if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + 1 + valueBytes(member), 3);
      return Object.entries(value).reduce((sum, [name, member]) => (member === undefined ? sum : sum + 1 + Buffer.byteLength(name) + valueBytes(member)), 3);
    default:
      return 0;
  }
};

const numberBytes = (value: number): number => {
  const digits = Math.abs(value).toExponential().replace(/e.*$/, '').replace('.', '').replace(/0+$/, '').length;
  return Math.ceil(Math.max(1, digits) / 2) + 1 + (value < 0 ? 1 : 0);
};

/** Bytes of an item, 0 if there is none. */
export const itemBytes = (item: Readonly<Record<string, unknown>> | undefined): number =>
  item ? Object.entries(item).reduce((sum, [name, value]) => (value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value)), 0) : 0;
