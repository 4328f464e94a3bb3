import type { Item, Key } from '../../table/port.ts';

/** The members of every conversation's head. */
export interface LogHead {
  /** Incremented by every transaction on the conversation: the optimistic lock. */
  readonly revision: number;
  readonly lastNumber: number;
  readonly lastAmendment: number;
}

/** The members that a kind of conversation stores in its head, besides the tails of the log. */
export interface HeadShape<Head extends LogHead> {
  /** The head of a conversation that does not exist yet; its revision is 0. */
  empty(): Head;
  parse(item: Item): Head;
  /** The item's attributes without its key and the tails. */
  attributes(head: Head): Readonly<Record<string, unknown>>;
}

/** Where the head of one conversation is stored, and how. */
export interface HeadStore<Head extends LogHead> extends Pick<HeadShape<Head>, 'empty' | 'parse'> {
  readonly key: Key;
  item(head: Head): Item;
}

export const headStore = <Head extends LogHead>(key: Key, shape: HeadShape<Head>): HeadStore<Head> => ({
  key,
  empty: shape.empty,
  parse: shape.parse,
  item: (head) => ({
    pk: key.pk,
    sk: key.sk,
    revision: head.revision,
    lastNumber: head.lastNumber,
    ...(head.lastAmendment ? { lastAmendment: head.lastAmendment } : {}),
    ...shape.attributes(head),
  }),
});

export const EMPTY_TAILS: LogHead = { revision: 0, lastNumber: 0, lastAmendment: 0 };

/** The tails of a stored head; an item omits zeros. */
export const tailsOf = (item: Item): LogHead => ({
  revision: (item['revision'] as number | undefined) ?? 0,
  lastNumber: (item['lastNumber'] as number | undefined) ?? 0,
  lastAmendment: (item['lastAmendment'] as number | undefined) ?? 0,
});
