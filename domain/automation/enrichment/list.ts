import type { Entry, LIST_KEYS, LIST_MATCHES } from './list-schema.ts';

export type { Entry, EntrySet, ListChange, ListDraft } from './list-schema.ts';

/** A list without its entries, as `LIST#id` holds it. */
export interface ListHead {
  readonly id: string;
  readonly name: string;
  readonly key: (typeof LIST_KEYS)[number];
  readonly match: (typeof LIST_MATCHES)[number];
  /** Names the chunks that belong to it now: entries are replaced as a whole, under a new name. */
  readonly chunks: readonly string[];
  readonly size: number;
  /** Of the entries, as they are stored; missing on lists of an earlier release. */
  readonly bytes?: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface EnrichmentList extends Omit<ListHead, 'chunks' | 'size' | 'bytes'> {
  readonly entries: readonly Entry[];
}
