import type { Entry } from './entry-schema.ts';
import type { LIST_KEYS, LIST_MATCHES } from './list-schema.ts';

export type { Entry, EntrySet } from './entry-schema.ts';
export type { ListChange, ListDraft } from './list-schema.ts';

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
  /** When the entries were asked for: an upload that was started earlier does not replace them. Missing on lists of an earlier release. */
  readonly entriesAt?: string;
  /** Of the entries, as they are stored: the audit tells by it that they changed. Missing on lists of an earlier release. */
  readonly digest?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface EnrichmentList extends Omit<ListHead, 'chunks' | 'size' | 'bytes' | 'entriesAt' | 'digest'> {
  readonly entries: readonly Entry[];
}
