import * as z from 'zod';
import { type FieldRows, settableBy } from '../../../domain/automation/ticket-fields.ts';
import { CUSTOM_FIELD_NAME, CUSTOM_FIELD_TEXT, CUSTOM_FIELDS } from '../../../domain/limits.ts';
import type { FilterColumn } from '../../../domain/search/fields.ts';
import type { ValueType } from '../../../domain/vocabulary/value-type.ts';
import { time } from '../fields.ts';

/** Schemas of the API, made of the rows of ticket fields. */

/** A value in responses of the API. */
export const schemaOf = (type: ValueType): z.ZodType => {
  const schema = plain(type);
  return type.nullable ? schema.nullable() : schema;
};

const plain = ({ kind, values, open, element, members }: ValueType): z.ZodType => {
  switch (kind) {
    case 'integer':
      return z.number().int();
    case 'time':
      return time;
    case 'boolean':
      return z.boolean();
    case 'list':
      return z.array(element ? schemaOf(element) : z.unknown());
    case 'object':
      return z.strictObject(each(members ?? {}, schemaOf));
    case 'free':
      return z.record(z.string(), z.unknown());
    case 'text':
      return values && !open ? z.enum(values) : z.string();
  }
};

const each = <A, B>(of: Readonly<Record<string, A>>, make: (one: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(of).map(([name, one]) => [name, make(one)]));

/** Custom fields are stored with the ticket, whose item is billed by its bytes: names and values stay small. */
const customFields = z
  .record(z.string().min(1).max(CUSTOM_FIELD_NAME), z.union([z.string().max(CUSTOM_FIELD_TEXT), z.number(), z.boolean(), z.null()]))
  .refine((fields) => Object.keys(fields).length <= CUSTOM_FIELDS, `must have at most ${CUSTOM_FIELDS} fields`)
  .meta({ maxProperties: CUSTOM_FIELDS });
const id = z.string().min(1).max(100);

interface Limits {
  readonly longest?: number;
  readonly most?: number;
}

/** A value in requests of clients. */
export const settingSchemaOf = (type: ValueType, { longest = 1_000, most = 50 }: Limits): z.ZodType => {
  const schema = ((): z.ZodType => {
    if (type.kind === 'free') return customFields;
    if (type.kind === 'list') return z.array(z.string().trim().min(1).max(longest)).max(most);
    if (type.kind === 'object') return z.strictObject(each(type.members ?? {}, () => id.nullable().optional()));
    return type.kind === 'text' && !type.values ? z.string().max(longest) : plain(type);
  })();
  return type.nullable ? schema.nullable() : schema;
};

/** `?priority=high&language=de`: the columns that lists and search filter by. */
export const filterShape = (columns: readonly FilterColumn[]): Record<string, z.ZodOptional> =>
  Object.fromEntries(
    columns.map(({ name, type: { values, open }, longest, says }) => {
      const value = values && !open ? z.enum(values) : z.string().min(1).max(longest);
      return [name, value.optional().meta({ description: `Only tickets with this value, exactly. ${says}` })];
    }),
  );

export const ticketShape = (rows: FieldRows): Record<string, z.ZodType> => each(rows, ({ type }) => schemaOf(type));

export const patchShape = (rows: FieldRows): Record<string, z.ZodType> =>
  Object.fromEntries([...settableBy(rows, 'api')].map(([name, { type, set }]) => [name, settingSchemaOf(type, set)]));
