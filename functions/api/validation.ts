import type * as z from 'zod';
import { type FieldError, Problem } from '../../domain/errors.ts';
import { dotted, fieldErrors } from '../../domain/validation/field-errors.ts';
import { words } from '../../domain/validation/words.ts';
import { textFault } from './json-body.ts';

/** @throws Problem invalid_request with one error a field */
export function validate(schema: z.ZodType, value: unknown, where: 'path' | 'query' | 'body'): unknown {
  const result = schema.safeParse(value, { error: words });
  if (result.success) return result.data;
  const errors = fieldErrors(result.error.issues);
  throw new Problem('invalid_request', `The ${where} is not valid.`, { errors: where === 'query' ? byParameter(errors) : errors });
}

/** An error names the parameter as the caller sent it: `status`, also when only one of its values is wrong. */
const byParameter = (errors: readonly FieldError[]): FieldError[] => {
  const first = new Map<string, FieldError>();
  for (const { path, message } of errors) {
    const [name = ''] = path.split('.');
    if (!first.has(name)) first.set(name, { path: name, message });
  }
  return [...first.values()];
};

/** `a=1&a=2` → `{a: '1,2'}`. @throws Problem invalid_request for bytes that are not UTF-8 and for NUL, with the name of the parameter */
export function parseQuery(raw: string): Record<string, string> {
  const query = new Map<string, string>();
  const errors: FieldError[] = [];
  for (const part of raw.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decoded(at < 0 ? part : part.slice(0, at));
    const value = decoded(at < 0 ? '' : part.slice(at + 1));
    const path = name === undefined ? '' : dotted([name]);
    const fault = name === undefined || value === undefined ? 'is not valid UTF-8, percent-encoded' : (textFault(name) ?? textFault(value));
    if (fault !== undefined || name === undefined || value === undefined) errors.push({ path, message: fault ?? '' });
    else if (name === '__proto__') errors.push({ path: name, message: 'unknown field' });
    else query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  }
  if (errors.length > 0) throw new Problem('invalid_request', 'The query is not valid.', { errors });
  return Object.fromEntries(query);
}

/** Decodes `application/x-www-form-urlencoded`. A percent sign that escapes nothing stays. Undefined for bytes that are not UTF-8. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ').replace(/%(?![0-9a-f]{2})/gi, '%25'));
  } catch {
    return undefined;
  }
}
