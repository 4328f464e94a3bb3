import type * as z from 'zod';
import { type FieldError, Problem } from '../../domain/errors.ts';
import { parseExact } from '../../domain/text/exact-json.ts';
import { storable, whole } from './numbers.ts';

type Issue = z.core.$ZodIssue;

const dotted = (path: readonly PropertyKey[]): string => path.map(String).join('.');

/** zod's issues as `errors:[{path, message}]`; never echoes a value, which may be a secret or a customer's words. */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: dotted([...issue.path, key]), message: 'unknown field' }));
    return [{ path: dotted(issue.path), message: issue.message }];
  });
}

/** @throws Problem invalid_request with one error a field */
export function validate(schema: z.ZodType, value: unknown, where: 'path' | 'query' | 'body'): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem('invalid_request', `The ${where} is not valid.`, { errors: fieldErrors(result.error.issues) });
}

/** `undefined` for an empty body. @throws Problem invalid_request for broken JSON and numbers that cannot be kept, too_large */
export function parseJson(body: string | undefined, maxBytes: number): unknown {
  if (body === undefined || body === '') return undefined;
  if (body.length > maxBytes || Buffer.byteLength(body) > maxBytes) {
    throw new Problem('too_large', `The body may have at most ${maxBytes} bytes.`);
  }
  const { value, errors } = storable(body, jsonOf(body));
  if (errors.length > 0) throw new Problem('invalid_request', 'The body is not valid.', { errors });
  return value;
}

function jsonOf(body: string): unknown {
  try {
    return parseExact(body, whole);
  } catch {
    throw new Problem('invalid_request', 'The body is not JSON.', { errors: [{ path: '', message: 'is not valid JSON' }] });
  }
}

/** `a=1&a=2` → `{a: '1,2'}`. */
export function parseQuery(raw: string): Record<string, string> {
  const query: Record<string, string> = {};
  if (raw === '') return query;
  for (const [name, value] of new URLSearchParams(raw)) query[name] = name in query ? `${query[name]},${value}` : value;
  return query;
}
