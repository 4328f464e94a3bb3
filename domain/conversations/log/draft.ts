import type { Condition, Item, Key, Write } from '../../table/port.ts';
import type { HeadStore, LogHead } from './head.ts';

/** Ten digits, so that numbers in sort keys sort numerically. */
export const padded = (number: number): string => String(number).padStart(10, '0');
export const messageKey = (pk: string, number: number): Key => ({ pk, sk: `M#${padded(number)}` });
export const amendmentKey = (pk: string, number: number): Key => ({ pk, sk: `A#${padded(number)}` });

const nameOf = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

/**
 * A pending change of one conversation: entries get their numbers here, and all writes become one transaction that
 * is conditional on the head's revision. A draft without changes writes nothing.
 */
export class Draft<Head extends LogHead> {
  /** The revision after this change. */
  readonly revision: number;
  readonly pk: string;
  #head: Head;
  #touched = false;
  readonly #store: HeadStore<Head>;
  readonly #seen: number;
  readonly #token: string;
  #writes = new Map<string, Write>();
  #firstEntry: Key | undefined;

  /** `token` marks this attempt's entries, so that an unknown outcome can be resolved by reading one of them. */
  constructor(store: HeadStore<Head>, item: Item | undefined, token: string) {
    this.#store = store;
    this.#head = item ? store.parse(item) : store.empty();
    this.#seen = item ? this.#head.revision : 0;
    this.revision = this.#seen + 1;
    this.pk = store.key.pk;
    this.#token = token;
  }

  get head(): Head {
    return this.#head;
  }

  /** Changes the kind's members of the head. The draft sets the tails itself. */
  setHead(change: Partial<Omit<Head, keyof LogHead>>): void {
    this.#head = { ...this.#head, ...change };
    this.#touched = true;
  }

  /** Appends a message, or another numbered entry with a key of its own, and returns its number. */
  append(attributes: Readonly<Record<string, unknown>>, keyOf: (pk: string, number: number) => Key = messageKey): number {
    const number = this.#head.lastNumber + 1;
    this.#head = { ...this.#head, lastNumber: number };
    this.#entry(keyOf(this.pk, number), { ...attributes, number });
    return number;
  }

  /** Appends an amendment and returns its number. */
  amend(attributes: Readonly<Record<string, unknown>>): number {
    const number = this.#head.lastAmendment + 1;
    this.#head = { ...this.#head, lastAmendment: number };
    this.#entry(amendmentKey(this.pk, number), { ...attributes, number });
    return number;
  }

  /** `revision` changes when an amendment rewrites the entry; `entered` stays, and orders the entries of both logs. */
  #entry(key: Key, attributes: Readonly<Record<string, unknown>>): void {
    this.#touched = true;
    this.#firstEntry ??= key;
    this.write({ op: 'put', item: { ...attributes, ...key, revision: this.revision, entered: this.revision, by: this.#token }, when: { absent: true } });
  }

  /** Adds another item of the caller to the transaction. A second write of the same item replaces the first. */
  write(write: Write): void {
    this.#writes.set(nameOf(write.op === 'put' ? write.item : write.key), write);
  }

  /** Of several changes that share this draft: takes back what was done since this call. */
  savepoint(): () => void {
    const before = [this.#head, this.#touched, this.#firstEntry, new Map(this.#writes)] as const;
    return () => {
      [this.#head, this.#touched, this.#firstEntry, this.#writes] = before;
    };
  }

  put(item: Item, when?: Condition): void {
    this.write({ op: 'put', item, ...(when ? { when } : {}) });
  }

  /** The write of this draft at a key. */
  writeAt(key: Key): Write | undefined {
    return this.#writes.get(nameOf(key));
  }

  /** The item that this draft puts at a key, so that later events of a batch see the drafts of earlier ones. */
  pending(key: Key): Item | undefined {
    const write = this.writeAt(key);
    return write?.op === 'put' ? write.item : undefined;
  }

  /** Adds attributes to an item that this draft puts. */
  annotate(key: Key, attributes: Readonly<Record<string, unknown>>): void {
    const write = this.writeAt(key);
    if (write?.op === 'put') this.write({ ...write, item: { ...write.item, ...attributes } });
  }

  /** Rewrites an entry, which may be one that this draft appends. Keeps its entry time, its attempt, and its effects on the ticket. */
  rewrite(entry: Item, attributes: Readonly<Record<string, unknown>>): void {
    this.#touched = true;
    const pending = this.writeAt(entry);
    const { pk, sk, entered, by, appendedAt, log } = entry;
    const item = { ...attributes, pk, sk, entered, by, appendedAt, ...(log === undefined ? {} : { log }), revision: this.revision };
    // Head and entry are read together, but not at one moment: the head's revision does not prove that this state of the entry was the newest.
    const unchanged: Condition = typeof entry['revision'] === 'number' ? { equals: { revision: entry['revision'] } } : { exists: true };
    this.write({ op: 'put', item, when: pending?.when ?? unchanged });
  }

  /** The first entry of this draft, for resolving an unknown outcome; undefined if it appends none. */
  get proof(): { readonly key: Key; readonly token: string } | undefined {
    return this.#firstEntry && { key: this.#firstEntry, token: this.#token };
  }

  /** All writes of the transaction, the head's first; none if nothing changed. */
  writes(): Write[] {
    const others = [...this.#writes.values()];
    if (!this.#touched) return others;
    const when: Condition = this.#seen === 0 ? { absent: true } : { equals: { revision: this.#seen } };
    return [{ op: 'put', item: this.#store.item({ ...this.#head, revision: this.revision }), when }, ...others];
  }
}
