import * as z from 'zod';
import { NAME } from '../../limits.ts';
import { entrySchema } from './entry-schema.ts';

export const LIST_KEYS = ['author.handle', 'author.id', 'author.email', 'message.text'] as const;
export const LIST_MATCHES = ['exact', 'domain', 'contains'] as const;
/** The limit of one request (1 MB). */
export const MAX_ENTRIES = 20_000;

z.globalRegistry.add(entrySchema, { id: 'EnrichmentEntry' });

const fields = {
  name: z.string().trim().min(1).max(NAME),
  key: z.enum(LIST_KEYS),
  match: z.enum(LIST_MATCHES),
  entries: z.array(entrySchema).max(MAX_ENTRIES),
};

/** Body of POST /v1/enrichment-lists. */
export const listDraftSchema = z.strictObject({ ...fields, entries: fields.entries.default([]) }).meta({ id: 'EnrichmentListDraft' });
export type ListDraft = z.output<typeof listDraftSchema>;
/** Body of PATCH: replaces the given members; `entries` replaces all entries. */
export const listChangeSchema = z.strictObject(fields).partial().meta({ id: 'EnrichmentListChange' });
export type ListChange = z.output<typeof listChangeSchema>;
