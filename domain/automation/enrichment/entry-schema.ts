import * as z from 'zod/mini';
import { CUSTOM_FIELD_NAME, CUSTOM_FIELD_TEXT, CUSTOM_FIELDS } from '../../limits.ts';
import { fold } from '../../text/fold.ts';
import type { ValueType } from '../../vocabulary/value-type.ts';
import { type FieldRows, type SettableBy, type Setting, settableBy, TICKET_FIELDS } from '../ticket-fields.ts';

/** The schema of one entry, for the API and for uploaded files. Uses `zod/mini`, because the job that reads files imports no other validator. */
const id = z.string().check(z.minLength(1), z.maxLength(100));
const ownerSchema = z.strictObject({ agentId: z.optional(z.nullable(id)), teamId: z.optional(z.nullable(id)) });

/** Limited like those that agents set, because they are in the ticket's item. */
const customFields = z
  .record(
    z.string().check(z.minLength(1), z.maxLength(CUSTOM_FIELD_NAME)),
    z.union([z.string().check(z.maxLength(CUSTOM_FIELD_TEXT)), z.number(), z.boolean(), z.null()]),
  )
  .check(z.refine((fields) => Object.keys(fields).length <= CUSTOM_FIELDS, `must have at most ${CUSTOM_FIELDS} fields`));

/** A value that a list sets. A list never removes a value. */
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

/** The fields that an entry may set, from the rows of ticket fields. */
export const entrySetShape = (rows: FieldRows): Record<string, z.ZodMiniType> =>
  Object.fromEntries([...settableBy(rows, 'lists')].map(([name, { type, set }]) => [name, z.optional(settingOf(type, set))]));

export type EntrySet = { readonly [N in keyof SettableBy<'lists'>]?: Exclude<SettableBy<'lists'>[N], null> };
const setSchema = z.strictObject(entrySetShape(TICKET_FIELDS)) as unknown as z.ZodMiniType<EntrySet>;

/** A value without visible characters would match every text. */
const isVisible = (value: string): boolean => value === '' || fold(value) !== '';

export const entrySchema = z.strictObject({
  value: z.string().check(z.trim(), z.minLength(1), z.maxLength(500), z.refine(isVisible, 'must have visible characters')),
  set: setSchema,
});
export type Entry = z.output<typeof entrySchema>;
