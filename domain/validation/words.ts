import type * as z from 'zod';

/**
 * The messages of validation errors: a clause that follows the field's name ("name must not be empty"). It never repeats a
 * value, which may be a secret or a customer's text. Messages of the schemas themselves take precedence.
 */
export const words: z.core.$ZodErrorMap = (issue) => sentence(issue as z.core.$ZodIssue & { readonly input?: unknown });

type Issue = z.core.$ZodIssue & { readonly input?: unknown };

const sentence = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : (KINDS[issue.expected] ?? 'is of the wrong type');
    case 'too_small':
      return lower(issue.origin, Number(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return upper(issue.origin, Number(issue.maximum), issue.inclusive !== false);
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'does not have the required form';
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : oneOf(issue.values);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return 'unknown field';
    case 'invalid_key':
      return `is not an allowed name: it ${sentence(issue.issues[0] as Issue)}`;
    case 'invalid_union':
      return Array.isArray((issue as { options?: unknown }).options)
        ? oneOf((issue as unknown as { options: unknown[] }).options)
        : 'does not match any allowed form';
    default:
      return 'is not valid';
  }
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'must be a string',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
  null: 'must be null',
};

const FORMATS: Readonly<Record<string, string>> = {
  email: 'must be an e-mail address',
  url: 'must be a URL',
  uuid: 'must be a UUID',
  datetime: 'must be a time in UTC such as 2026-11-28T10:00:00Z',
};

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? `must be ${String(values[0])}` : `must be one of ${values.map(String).join(', ')}`;

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['element', 'elements'],
  record: ['member', 'members'],
};

const counted = (origin: string, count: number): string => {
  const unit = UNITS[origin];
  return unit ? `${count} ${unit[count === 1 ? 0 : 1]}` : String(count);
};

const lower = (origin: string, least: number, inclusive: boolean): string => {
  if (!(origin in UNITS)) return inclusive ? `must be at least ${least}` : `must be more than ${least}`;
  return least === 1 ? 'must not be empty' : `must have at least ${counted(origin, least)}`;
};

const upper = (origin: string, most: number, inclusive: boolean): string => {
  if (!(origin in UNITS)) return inclusive ? `must be at most ${most}` : `must be less than ${most}`;
  return `must have at most ${counted(origin, most)}`;
};
