import { expect, it } from 'vitest';
import * as z from 'zod';
import { words } from '../../../domain/validation/words.ts';

const said = (schema: z.ZodType, value: unknown): string | undefined => schema.safeParse(value, { error: words }).error?.issues[0]?.message;

it.each([
  ['nothing', z.string(), undefined, 'is required'],
  ['nothing of a choice', z.enum(['a', 'b']), undefined, 'is required'],
  ['another type', z.string(), 5, 'must be a string'],
  ['a number', z.number(), 'x', 'must be a number'],
  ['a whole number', z.int(), 1.5, 'must be a whole number'],
  ['a type without a word', z.date(), 5, 'is of the wrong type'],
  ['an empty text', z.string().min(1), '', 'must not be empty'],
  ['a short text', z.string().min(8), 'x', 'must have at least 8 characters'],
  ['a short list', z.array(z.string()).min(2), ['a'], 'must have at least 2 elements'],
  ['a long text', z.string().max(1), 'xx', 'must have at most 1 character'],
  ['a long list', z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 element'],
  ['a small number', z.number().min(3), 2, 'must be at least 3'],
  ['a number at its lower edge', z.number().gt(3), 3, 'must be more than 3'],
  ['a large number', z.number().max(3), 4, 'must be at most 3'],
  ['a number at its upper edge', z.number().lt(3), 3, 'must be less than 3'],
  ['an uneven number', z.number().multipleOf(2), 3, 'must be a multiple of 2'],
  ['no address', z.email(), 'x', 'must be an e-mail address'],
  ['a form without a word', z.string().regex(/^a$/), 'b', 'does not have the required form'],
  ['another choice', z.enum(['a', 'b']), 'c', 'must be one of a, b'],
  ['the only choice', z.literal('a'), 'b', 'must be a'],
  ['an unknown field', z.strictObject({}), { x: 1 }, 'unknown field'],
  ['a name that is not allowed', z.record(z.string().max(1), z.string()), { long: 'x' }, 'is not an allowed name: it must have at most 1 character'],
  ['none of several forms', z.union([z.string(), z.number()]), true, 'does not match any allowed form'],
  [
    'a kind that does not exist',
    z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]),
    { kind: 'b' },
    expect.stringMatching(/^must be|^has none/) as string,
  ],
  ['what a schema only calls wrong', z.custom(() => false), 1, 'is not valid'],
])('%s', (_name, schema, value, sentence) => expect(said(schema, value)).toEqual(sentence));
