import type { Item } from '../../table/port.ts';

/** The fields of every message in every kind of conversation, with its amendments applied. Times are ISO 8601 UTC. */
export interface Entry {
  readonly number: number;
  readonly author: { readonly type: string; readonly id: string };
  readonly text: string | null;
  readonly createdAt: string;
  readonly editedAt: string | null;
  /** A tombstone: the number, the author and the time stay. */
  readonly deleted: boolean;
  /** Person → emoji. */
  readonly reactions: Readonly<Record<string, string>>;
  /** The log's revision when it was last written. */
  readonly revision: number;
}

/** Attributes that are not part of the message: the log's own, a mark of support's bodies, and the message's effects on its ticket. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['pk', 'sk', 'entered', 'by', 'appendedAt', 'aside', 'log']);

/** How a kind of entry is stored. Default values are omitted, because an item is billed by its size. */
export interface EntryCodec<E extends Entry> {
  /** The item's attributes beside its key. */
  attributes(entry: E): Record<string, unknown>;
  /** Reads an `M#` item, also from a stream image. */
  parse(item: Item): E;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);

/** A default that is an array or an object is empty. */
export const entryCodec = <E extends Entry>(defaults: Partial<E>): EntryCodec<E> => {
  const standard = new Map<string, unknown>(Object.entries(defaults));
  const empties = new Set([...standard].filter(([, value]) => isEmpty(value)).map(([name]) => name));
  const isDefault = (name: string, value: unknown): boolean => (empties.has(name) ? isEmpty(value) : standard.has(name) && value === standard.get(name));
  return {
    attributes(entry) {
      const attributes: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(entry)) if (!isDefault(name, value)) attributes[name] = value;
      return attributes;
    },
    parse(item) {
      const entry: Record<string, unknown> = { ...defaults };
      for (const name in item) if (!BOOKKEEPING.has(name)) entry[name] = item[name];
      return entry as unknown as E;
    },
  };
};
