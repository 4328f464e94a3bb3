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
  /** The version of the chunks that belong to the list. Replacing the entries changes it. */
  readonly chunks: readonly string[];
  readonly size: number;
  /** Of the stored entries; missing on lists of an earlier release. */
  readonly bytes?: number;
  /** When the current entries were requested: an upload that started earlier does not replace them. Missing on lists of an earlier release. */
  readonly entriesAt?: string;
  /** A hash of the stored entries, by which the audit trail detects a change. Missing on lists of an earlier release. */
  readonly digest?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface EnrichmentList extends Omit<ListHead, 'chunks' | 'size' | 'bytes' | 'entriesAt' | 'digest'> {
  readonly entries: readonly Entry[];
}
