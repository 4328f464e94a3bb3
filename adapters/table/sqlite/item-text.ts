import type { Item } from '../../../domain/table/port.ts';

/** Bytes in JSON: an object with this single member, which no attribute of ours is called. */
const BYTES = '\u0000bytes';

const withBytes = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { [BYTES]: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(withBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withBytes(member)]));
};

const revive = (_name: string, value: unknown): unknown => {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[BYTES] : undefined;
  return typeof text === 'string' ? new Uint8Array(Buffer.from(text, 'base64')) : value;
};

/** An item as JSON. `undefined` members are left out. `holdsBytes`: an item without bytes, nearly every one, needs no second walk. */
export const textOf = (item: Item, holdsBytes: boolean): string => JSON.stringify(holdsBytes ? withBytes(item) : item);

/** The marker as JSON writes it. */
const MARKED = '"\\u0000bytes"';
export const itemOfText = (text: string): Item => (text.includes(MARKED) ? JSON.parse(text, revive) : JSON.parse(text)) as Item;
