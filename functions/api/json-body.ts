import { type FieldError, Problem } from '../../domain/errors.ts';
import { parseExact } from '../../domain/text/exact-json.ts';
import { isWellFormed } from '../../domain/text/well-formed.ts';
import { dotted, MOST_ERRORS } from '../../domain/validation/field-errors.ts';
import { storable, whole } from './numbers.ts';

/** Levels of lists and objects in a body: a condition of 12 levels needs 26. Everything that walks a body may recurse this far. */
const DEEPEST = 64;
/** A member of this name would become an object's prototype instead of one of its members. */
const PROTOTYPE = '__proto__';

/**
 * Parses a request's body as JSON and rejects what cannot be stored. `undefined` for an empty body.
 * @throws Problem invalid_request for bytes that are not UTF-8, broken JSON, half a surrogate pair, NUL, numbers that cannot be stored, and
 * too deep nesting; too_large
 */
export function parseJson(body: string | undefined, maxBytes: number, isUtf8 = true): unknown {
  if (body === undefined || body === '') return undefined;
  if (body.length > maxBytes || Buffer.byteLength(body) > maxBytes) {
    throw new Problem('too_large', `The body may have at most ${maxBytes} bytes.`);
  }
  if (!isUtf8) throw refused('The body is not valid UTF-8.', [{ path: '', message: 'is not valid UTF-8' }]);
  const parsed = jsonOf(body);
  const faults = faultsOf(parsed);
  if (faults.length > 0) throw refused('The body is not valid.', faults);
  const { value, errors } = storable(body, parsed);
  if (errors.length > 0) throw refused('The body is not valid.', errors.slice(0, MOST_ERRORS));
  return value;
}

const refused = (detail: string, errors: readonly FieldError[]): Problem => new Problem('invalid_request', detail, { errors });

function jsonOf(body: string): unknown {
  try {
    return parseExact(body, whole);
  } catch {
    throw refused('The body is not JSON.', [{ path: '', message: 'is not valid JSON' }]);
  }
}

interface JsonNode {
  readonly value: unknown;
  readonly name: string;
  readonly depth: number;
  readonly parent: JsonNode | undefined;
}

const pathOf = (node: JsonNode): string => {
  const names: string[] = [];
  for (let at: JsonNode = node; at.parent; at = at.parent) names.unshift(at.name);
  return dotted(names);
};

/** What is wrong with a text of any field; undefined when nothing is. */
export const textFault = (text: string): string | undefined => {
  if (!isWellFormed(text)) return 'has half a surrogate pair, which is no character';
  return text.includes('\u0000') ? 'has a NUL character' : undefined;
};

/** Walks without recursion, because a hostile body must not exhaust the stack. */
const faultsOf = (root: unknown): FieldError[] => {
  const errors: FieldError[] = [];
  const open: JsonNode[] = [{ value: root, name: '', depth: 1, parent: undefined }];
  for (let node = open.pop(); node && errors.length < MOST_ERRORS; node = open.pop()) {
    const { value, depth } = node;
    const message = typeof value === 'string' ? textFault(value) : undefined;
    if (message !== undefined) errors.push({ path: pathOf(node), message });
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) {
      errors.push({ path: pathOf(node), message: `is nested more than ${DEEPEST} levels deep` });
      continue;
    }
    const members = Array.isArray(value) ? value.map((member: unknown, at) => [String(at), member] as const) : Object.entries(value);
    // From the back, so that errors come in the order of the body.
    for (const [name, member] of members.toReversed()) {
      const below: JsonNode = { value: member, name, depth: depth + 1, parent: node };
      const wrong = name === PROTOTYPE ? 'is not an allowed name' : textFault(name);
      if (wrong === undefined) open.push(below);
      else errors.push({ path: pathOf(below), message: wrong === 'is not an allowed name' ? wrong : `is not an allowed name: it ${wrong}` });
    }
  }
  return errors;
};
