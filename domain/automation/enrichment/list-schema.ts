import * as z from 'zod';
import { CUSTOM_FIELD_NAME, CUSTOM_FIELD_TEXT, CUSTOM_FIELDS, NAME } from '../../limits.ts';
import { fold } from '../../text/fold.ts';
import type { ValueType } from '../../vocabulary/value-type.ts';
import { type FieldRows, type SettableBy, type Setting, settableBy, TICKET_FIELDS } from '../ticket-fields.ts';

export const LIST_KEYS = ['author.handle', 'author.id', 'author.email', 'message.text'] as const;
export const LIST_MATCHES = ['exact', 'domain', 'contains'] as const;
/** The limit of one request (1 MB). */
export const MAX_ENTRIES = 20_000;

const ownerSchema = z.strictObject({ agentId: z.string().min(1).max(100).nullable().optional(), teamId: z.string().min(1).max(100).nullable().optional() });

/** As small as those that agents set: they are in the ticket's item. */
const customFields = z
  .record(z.string().min(1).max(CUSTOM_FIELD_NAME), z.union([z.string().max(CUSTOM_FIELD_TEXT), z.number(), z.boolean(), z.null()]))
  .refine((fields) => Object.keys(fields).length <= CUSTOM_FIELDS, `must have at most ${CUSTOM_FIELDS} fields`);

/** A value that a list sets; it never takes one away. */
const settingOf = ({ kind, values }: ValueType, { longest = 1_000, most = 50 }: Setting): z.ZodType => {
  if (values) return z.enum(values);
  switch (kind) {
    case 'free':
      return customFields;
    case 'list':
      return z.array(z.string().trim().min(1).max(longest)).max(most);
    case 'object':
      return ownerSchema;
    case 'integer':
      return z.number().int();
    case 'boolean':
      return z.boolean();
    default:
      return z.string().max(longest);
  }
};

/** What an entry may set, by the rows of ticket fields. */
export const entrySetShape = (rows: FieldRows): Record<string, z.ZodType> =>
  Object.fromEntries([...settableBy(rows, 'lists')].map(([name, { type, set }]) => [name, settingOf(type, set).optional()]));

export type EntrySet = { readonly [N in keyof SettableBy<'lists'>]?: Exclude<SettableBy<'lists'>[N], null> };
const setSchema = z.strictObject(entrySetShape(TICKET_FIELDS)) as unknown as z.ZodType<EntrySet>;

/** Invisible characters are a part of every text. */
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
/** Body of PATCH: replaces the given members; `entries` replaces all entries. */
export const listChangeSchema = z.strictObject(fields).partial().meta({ id: 'EnrichmentListChange' });
export type ListChange = z.output<typeof listChangeSchema>;
