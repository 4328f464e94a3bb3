import * as z from 'zod';
import { CUSTOM_FIELD_NAME, CUSTOM_FIELD_TEXT, CUSTOM_FIELDS, NAME, TAG, TAGS, TOPIC } from '../../limits.ts';
import { fold } from '../../text/fold.ts';
import { PRIORITIES } from '../../vocabulary/ticket-words.ts';

export const LIST_KEYS = ['author.handle', 'author.id', 'author.email', 'message.text'] as const;
export const LIST_MATCHES = ['exact', 'domain', 'contains'] as const;
/** What one request (1 MB) can carry. */
export const MAX_ENTRIES = 20_000;

const ownerSchema = z.strictObject({ agentId: z.string().min(1).max(100).nullable().optional(), teamId: z.string().min(1).max(100).nullable().optional() });

/** As small as those that agents set: they lie in the ticket's item. */
const customFields = z
  .record(z.string().min(1).max(CUSTOM_FIELD_NAME), z.union([z.string().max(CUSTOM_FIELD_TEXT), z.number(), z.boolean(), z.null()]))
  .refine((fields) => Object.keys(fields).length <= CUSTOM_FIELDS, `must have at most ${CUSTOM_FIELDS} fields`);

const setSchema = z.strictObject({
  priority: z.enum(PRIORITIES).optional(),
  tags: z.array(z.string().trim().min(1).max(TAG)).max(TAGS).optional(),
  topic: z.string().max(TOPIC).optional(),
  customFields: customFields.optional(),
  owner: ownerSchema.optional(),
});
export type EntrySet = z.output<typeof setSchema>;

/** What is invisible is a part of every text. */
const isVisible = (value: string): boolean => value === '' || fold(value) !== '';

export const entrySchema = z
  .strictObject({ value: z.string().trim().min(1).max(500).refine(isVisible, 'nothing visible in it'), set: setSchema })
  .meta({ id: 'EnrichmentEntry' });
export type Entry = z.output<typeof entrySchema>;

const fields = {
  name: z.string().trim().min(1).max(NAME),
  key: z.enum(LIST_KEYS),
  match: z.enum(LIST_MATCHES),
  entries: z.array(entrySchema).max(MAX_ENTRIES),
};

/** Body of POST /v1/enrichment-lists. */
export const listDraftSchema = z.strictObject({ ...fields, entries: fields.entries.default([]) }).meta({ id: 'EnrichmentListDraft' });
export type ListDraft = z.output<typeof listDraftSchema>;
/** Body of PATCH: replaces what is given, all entries when `entries` is. */
export const listChangeSchema = z.strictObject(fields).partial().meta({ id: 'EnrichmentListChange' });
export type ListChange = z.output<typeof listChangeSchema>;
