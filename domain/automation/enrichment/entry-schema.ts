import * as z from 'zod/mini';
import { CUSTOM_FIELD_NAME, CUSTOM_FIELD_TEXT, CUSTOM_FIELDS } from '../../limits.ts';
import { fold } from '../../text/fold.ts';
import type { ValueType } from '../../vocabulary/value-type.ts';
import { type FieldRows, type SettableBy, type Setting, settableBy, TICKET_FIELDS } from '../ticket-fields.ts';

/** The rules of one entry, for the API and for uploaded files. By `zod/mini`: the job that reads files carries no other validator. */
const id = z.string().check(z.minLength(1), z.maxLength(100));
const ownerSchema = z.strictObject({ agentId: z.optional(z.nullable(id)), teamId: z.optional(z.nullable(id)) });

/** As small as those that agents set: they are in the ticket's item. */
const customFields = z
  .record(
    z.string().check(z.minLength(1), z.maxLength(CUSTOM_FIELD_NAME)),
    z.union([z.string().check(z.maxLength(CUSTOM_FIELD_TEXT)), z.number(), z.boolean(), z.null()]),
  )
  .check(z.refine((fields) => Object.keys(fields).length <= CUSTOM_FIELDS, `must have at most ${CUSTOM_FIELDS} fields`));

/** A value that a list sets; it never takes one away. */
const settingOf = ({ kind, values }: ValueType, { longest = 1_000, most = 50 }: Setting): z.ZodMiniType => {
  if (values) return z.enum(values);
  switch (kind) {
    case 'free':
      return customFields;
    case 'list':
      return z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(longest))).check(z.maxLength(most));
    case 'object':
      return ownerSchema;
    case 'integer':
      return z.int();
    case 'boolean':
      return z.boolean();
    default:
      return z.string().check(z.maxLength(longest));
  }
};

/** What an entry may set, by the rows of ticket fields. */
export const entrySetShape = (rows: FieldRows): Record<string, z.ZodMiniType> =>
  Object.fromEntries([...settableBy(rows, 'lists')].map(([name, { type, set }]) => [name, z.optional(settingOf(type, set))]));

export type EntrySet = { readonly [N in keyof SettableBy<'lists'>]?: Exclude<SettableBy<'lists'>[N], null> };
const setSchema = z.strictObject(entrySetShape(TICKET_FIELDS)) as unknown as z.ZodMiniType<EntrySet>;

/** Invisible characters are a part of every text. */
const isVisible = (value: string): boolean => value === '' || fold(value) !== '';

export const entrySchema = z.strictObject({
  value: z.string().check(z.trim(), z.minLength(1), z.maxLength(500), z.refine(isVisible, 'nothing visible in it')),
  set: setSchema,
});
export type Entry = z.output<typeof entrySchema>;
