import * as z from 'zod/mini';
import { type SettableBy, settableBy, TICKET_FIELDS } from '../../automation/ticket-fields.ts';
import { CUSTOM_FIELD_NAME, CUSTOM_FIELD_TEXT, CUSTOM_FIELDS, LONGEST_PATH_ID, TAG, TAGS } from '../../limits.ts';
import type { ValueType } from '../../vocabulary/value-type.ts';

/** Schemas of the fields that events can set, from the rows of ticket fields. */

/** A ticket's id. An id of another format names no ticket; the command detects that. */
export const ticketId = z.string().check(z.minLength(1), z.maxLength(LONGEST_PATH_ID));
const id = z.string().check(z.minLength(1), z.maxLength(100));

/** Single fields, merged into the existing ones; null removes one. */
const customFields = z
  .record(
    z.string().check(z.minLength(1), z.maxLength(CUSTOM_FIELD_NAME)),
    z.union([z.string().check(z.maxLength(CUSTOM_FIELD_TEXT)), z.number(), z.boolean(), z.null()]),
  )
  .check(z.refine((fields) => Object.keys(fields).length <= CUSTOM_FIELDS, `must have at most ${CUSTOM_FIELDS} fields`));

/** Tags, or any list of words. */
export const wordsOf = (longest: number = TAG, most: number = TAGS) =>
  z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(longest))).check(z.maxLength(most));

const schemaOf = ({ kind, values, members, nullable }: ValueType, longest: number | undefined, most: number | undefined): z.ZodMiniType => {
  const schema = ((): z.ZodMiniType => {
    if (kind === 'free') return customFields;
    if (kind === 'list') return wordsOf(longest, most);
    if (kind === 'time') return z.iso.datetime();
    if (kind === 'object') return z.strictObject(Object.fromEntries(Object.keys(members ?? {}).map((name) => [name, z.optional(z.nullable(id))])));
    return values ? z.enum(values) : z.string().check(z.maxLength(longest ?? 1_000));
  })();
  return nullable ? z.nullable(schema) : schema;
};

const SETTABLE = settableBy(TICKET_FIELDS, 'topics');
type FieldSchemas = { readonly [N in keyof SettableBy<'topics'>]-?: z.ZodMiniOptional<z.ZodMiniType<NonNullable<SettableBy<'topics'>[N]> | NullOf<N>>> };
type NullOf<N extends keyof SettableBy<'topics'>> = null extends SettableBy<'topics'>[N] ? null : never;

/** A schema for each field that topics may set, all of them optional. */
export const fieldSchemas = Object.fromEntries(
  [...SETTABLE].map(([name, { type, set }]) => [name, z.optional(schemaOf(type, set.longest, set.most))]),
) as unknown as FieldSchemas;
