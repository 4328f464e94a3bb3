import { Rejected, Unavailable } from '../edge-errors.ts';

/**
 * The single table as the domain uses it: a few operations on items with a partition key and a sort key.
 * Only `adapters/table/dynamodb.ts` imports an SDK; `adapters/table/memory.ts` is its
 * counterpart for property tests. Both pass the same conformance suite.
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Attribute values: strings, numbers, booleans, null, bytes, arrays and plain objects of those. `undefined` is left out. */
export type Item = Key & { readonly [attribute: string]: unknown };

/** The condition of a write. All given parts must hold. */
export interface Condition {
  /** No item has this key. */
  readonly absent?: true;
  /** An item has this key. */
  readonly exists?: true;
  /** Each attribute equals this scalar (`null`: the attribute is absent). */
  readonly equals?: Readonly<Record<string, string | number | boolean | null>>;
  /** True when the item is absent or the attribute is less than the value. */
  readonly absentOrLess?: { readonly attribute: string; readonly than: number };
}

/** A condition of a transaction on an item that it does not write. */
export interface Check {
  readonly op: 'check';
  readonly key: Key;
  readonly when: Condition;
}

export type Write =
  | { readonly op: 'put'; readonly item: Item; readonly when?: Condition }
  | { readonly op: 'delete'; readonly key: Key; readonly when?: Condition }
  | {
      /** Adds to numbers (absent counts as 0) and sets other attributes; creates the item if absent. */
      readonly op: 'update';
      readonly key: Key;
      readonly add?: Readonly<Record<string, number>>;
      readonly set?: Readonly<Record<string, unknown>>;
      readonly remove?: readonly string[];
      readonly when?: Condition;
    }
  | Check;

/** One failed condition of a transaction: its index in the list, the reason, and the present item. */
export interface Refusal {
  readonly index: number;
  readonly reason: 'condition' | 'conflict' | 'throttled';
  readonly item?: Item;
}

/** Nothing was written, because a condition failed. Reading and deciding again may succeed. */
export class TransactionRefused extends Unavailable {
  readonly refusals: readonly Refusal[];
  constructor(refusals: readonly Refusal[]) {
    super(`transaction refused: ${refusals.map((r) => `${r.index}:${r.reason}`).join(', ')}`);
    this.name = 'TransactionRefused';
    this.refusals = refusals;
  }
}

/** The engine cannot be reached or throttles; maps to 503 with Retry-After. The outcome of a write is unknown. */
export class TableUnavailable extends Unavailable {
  constructor(cause: unknown) {
    super('the table is unavailable', cause);
    this.name = 'TableUnavailable';
  }
}

/**
 * The engine rejects the write or key: an item over 400 KB, text that is not well-formed, an empty or long key, a number out of range.
 * Nothing was written, and the same call fails again. In a call with several writes or keys the engine seldom says which one it means:
 * callers that combine several owners in one call must retry each alone to find the faulty one.
 */
export class TableRejected extends Rejected {
  /** Indexes of the writes that the engine named; empty if it named none. */
  readonly indexes: readonly number[];
  constructor(reason: string, options: { readonly indexes?: readonly number[]; readonly cause?: unknown } = {}) {
    super(reason, options.cause);
    this.name = 'TableRejected';
    this.indexes = options.indexes ?? [];
  }
}

export type IndexName = 'byActivity' | 'byOwner' | 'byTeam' | 'bySequence';

export interface Query {
  readonly pk: string;
  /** Sort keys beginning with this. */
  readonly beginsWith?: string;
  /** Sort keys from here on, inclusive. */
  readonly from?: string;
  /** Sort keys up to here, inclusive. */
  readonly to?: string;
  readonly index?: IndexName;
  readonly descending?: boolean;
  readonly limit?: number;
  /** Continues after this item (as returned in `next`). */
  readonly after?: Readonly<Record<string, string>>;
  /** Strongly consistent; not available on an index. */
  readonly consistent?: boolean;
}

/** Filters items: by dotted attribute path, the allowed texts. */
export type Where = Readonly<Record<string, readonly string[]>>;

/** Several partitions of an index as one list in the order of their sort keys. */
export interface MergeQuery extends Pick<Query, 'from' | 'to' | 'descending'> {
  readonly index: IndexName;
  /** At least one. */
  readonly pks: readonly string[];
  readonly limit: number;
  readonly where?: Where;
}

export interface Merged {
  /** The sort key in the index. */
  readonly position: string;
  readonly key: Key;
  /** The current item at the key; it may have left this position since. Undefined if there is none. */
  readonly item: Item | undefined;
}

export interface MergedPage {
  readonly items: readonly Merged[];
  /** The last position that was read, to continue after; null at the end. With `where`, a page may be shorter than its limit before the end. */
  readonly next: string | null;
  /** Number of entries that were read, or their equivalent in time. */
  readonly looked: number;
}

/** One partition of an index in the order of another index's sort key. */
export interface SortQuery extends Pick<Query, 'from' | 'to' | 'descending'> {
  readonly index: IndexName;
  readonly pk: string;
  readonly by: IndexName;
  readonly where?: Where;
  readonly limit: number;
  /** Maximum of entries to sort. */
  readonly most: number;
}

export interface Page {
  /** On an index: keys only. */
  readonly items: readonly Item[];
  readonly next: Readonly<Record<string, string>> | null;
}

export interface Table {
  /** The items, in the order of the keys; `undefined` if there is none. Any number of keys, in as few round trips as the engine allows. @throws TableRejected, TableUnavailable */
  get(keys: readonly Key[], options?: { readonly consistent?: boolean }): Promise<(Item | undefined)[]>;
  /** @throws TableRejected, TableUnavailable */
  query(query: Query): Promise<Page>;
  /**
   * Whole items of several partitions of an index. An index of DynamoDB holds keys only and lags behind its table, so the items are read from the
   * table (eventually consistent). @throws TableRejected, TableUnavailable
   */
  merge(query: MergeQuery): Promise<MergedPage>;
  /**
   * The first `limit` items of a partition in an order that its index does not have; null if the engine would have to sort more than `most`. An
   * entry that has left the partition since has no item, and its position is the index's own. @throws TableRejected, TableUnavailable
   */
  sorted(query: SortQuery): Promise<readonly Merged[] | null>;
  /** How many items a query matches (all pages). */
  count(query: Query): Promise<number>;
  /** All or nothing, at most 100 writes. @throws TransactionRefused, TableRejected, TableUnavailable */
  transact(writes: readonly Write[]): Promise<void>;
  /** A single write without the price of a transaction; returns the new item for an update. @throws TransactionRefused (one refusal), TableRejected, TableUnavailable */
  write(write: Exclude<Write, { op: 'check' }>): Promise<Item | undefined>;
  /** Every item of the table, in chunks, for rebuild jobs only. */
  scan(options?: { readonly after?: Readonly<Record<string, string>>; readonly limit?: number }): Promise<Page>;
}

/**
 * The table with one tenant's permissions: if the engine can separate tenants (credentials restricted to a tenant on AWS), it rejects every item
 * of another. Code that knows the tenant uses this; without a tenant only the directory is accessible.
 */
export type TableOf = (tenantId: string) => Table;
