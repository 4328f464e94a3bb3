import type { JsonSchema } from '../../../functions/api/openapi/json-schema.ts';

/** `given`: clients send it, so it may accept more but not less. `answered`: clients read it, so it may guarantee more but not less. */
export type Direction = 'given' | 'answered';

export interface Side {
  readonly schema: JsonSchema;
  /** `components.schemas` of the schema's document. */
  readonly components: Readonly<Record<string, JsonSchema>>;
}

const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : value === undefined ? [] : [value as T]);
const record = (value: unknown): Readonly<Record<string, JsonSchema>> => (value ?? {}) as Record<string, JsonSchema>;

const shown = (value: unknown): string => (value === undefined ? 'not said' : JSON.stringify(value));

function resolved({ schema, components }: Side): JsonSchema {
  let at = schema;
  while (typeof at['$ref'] === 'string') at = components[at['$ref'].replace('#/components/schemas/', '')] ?? {};
  return at;
}

/** What breaks clients of `before` when the API becomes `after`, each with its path. */
export function schemaBreaks(direction: Direction, before: Side, after: Side, path: string, seen: readonly string[] = []): string[] {
  const pair = `${String(before.schema['$ref'])}>${String(after.schema['$ref'])}`;
  if (before.schema['$ref'] !== undefined && seen.includes(pair)) return [];
  const trail = [...seen, pair];
  const [old, fresh] = [resolved(before), resolved(after)];
  const inside = (a: JsonSchema, b: JsonSchema, where: string): string[] =>
    schemaBreaks(direction, { ...before, schema: a }, { ...after, schema: b }, where, trail);

  const [choicesBefore, choicesAfter] = [choices(old), choices(fresh)];
  if (choicesBefore.length > 1 || choicesAfter.length > 1) {
    const fits = (a: JsonSchema, b: JsonSchema): boolean => inside(a, b, '').length === 0;
    const lost =
      direction === 'given'
        ? choicesBefore.filter((a) => !choicesAfter.some((b) => fits(a, b)))
        : choicesAfter.filter((b) => !choicesBefore.some((a) => fits(a, b)));
    return lost.map((choice) => `${path}: ${direction === 'given' ? 'no longer takes' : 'may now be'} ${JSON.stringify(choice).slice(0, 120)}`);
  }
  return [
    ...types(direction, old, fresh, path),
    ...enums(direction, old, fresh, path),
    ...bounds(direction, old, fresh, path),
    ...members(direction, old, fresh, path, inside),
    ...['items', 'additionalProperties'].flatMap((keyword) => {
      const [a, b] = [old[keyword], fresh[keyword]];
      return typeof a === 'object' && typeof b === 'object' ? inside(a as JsonSchema, b as JsonSchema, `${path}[]`) : [];
    }),
  ];
}

/** The alternatives of a schema; several types are alternatives too. */
function choices(schema: JsonSchema): readonly JsonSchema[] {
  const named = [...list<JsonSchema>(schema['anyOf']), ...list<JsonSchema>(schema['oneOf'])];
  if (named.length > 0) return named;
  const kinds = list<string>(schema['type']);
  return kinds.length > 1 ? kinds.map((type) => ({ ...schema, type })) : [schema];
}

function types(direction: Direction, old: JsonSchema, fresh: JsonSchema, path: string): string[] {
  const [a, b] = [old['type'], fresh['type']];
  const [narrow, wide] = direction === 'given' ? [a, b] : [b, a];
  if (wide === undefined || narrow === wide || (narrow === 'integer' && wide === 'number')) return [];
  return [`${path}: was ${shown(a)}, is ${shown(b)}`];
}

/** A const is an enum of one. An answer may get new values, because clients ignore values that they do not know. */
function enums(direction: Direction, old: JsonSchema, fresh: JsonSchema, path: string): string[] {
  if (direction === 'answered') return [];
  const values = (schema: JsonSchema): readonly unknown[] | undefined => ('const' in schema ? [schema['const']] : (schema['enum'] as unknown[] | undefined));
  const [a, b] = [values(old), values(fresh)];
  if (b === undefined) return [];
  if (a === undefined) return [`${path}: takes only ${JSON.stringify(b)} now`];
  return a.filter((value) => !b.includes(value)).map((value) => `${path}: no longer takes ${JSON.stringify(value)}`);
}

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const EXACT = ['pattern', 'format', 'multipleOf'];

function bounds(direction: Direction, old: JsonSchema, fresh: JsonSchema, path: string): string[] {
  if (direction === 'answered') return [];
  const narrower = (keyword: string, tighter: (a: number, b: number) => boolean): boolean => {
    const [a, b] = [old[keyword], fresh[keyword]];
    return typeof b === 'number' && (typeof a !== 'number' || tighter(a, b));
  };
  return [
    ...LOWER.filter((keyword) => narrower(keyword, (a, b) => b > a)),
    ...UPPER.filter((keyword) => narrower(keyword, (a, b) => b < a)),
    ...EXACT.filter((keyword) => fresh[keyword] !== undefined && fresh[keyword] !== old[keyword]),
  ].map((keyword) => `${path}: ${keyword} was ${shown(old[keyword])}, is ${shown(fresh[keyword])}`);
}

type Inside = (a: JsonSchema, b: JsonSchema, where: string) => string[];

function members(direction: Direction, old: JsonSchema, fresh: JsonSchema, path: string, inside: Inside): string[] {
  const [a, b] = [record(old['properties']), record(fresh['properties'])];
  const [mustBefore, mustAfter] = [list<string>(old['required']), list<string>(fresh['required'])];
  const gone = Object.keys(a).filter((name) => !(name in b) && (direction === 'answered' || fresh['additionalProperties'] === false));
  const stricter =
    direction === 'given' ? mustAfter.filter((name) => !mustBefore.includes(name)) : mustBefore.filter((name) => !mustAfter.includes(name) && name in b);
  const closed = direction === 'given' && fresh['additionalProperties'] === false && old['additionalProperties'] !== false && old['type'] === 'object';
  return [
    ...gone.map((name) => `${path}.${name}: removed`),
    ...stricter.map((name) => `${path}.${name}: ${direction === 'given' ? 'required now' : 'may be missing now'}`),
    ...(closed ? [`${path}: no longer takes fields of other names`] : []),
    ...Object.entries(a).flatMap(([name, schema]) => {
      const counterpart = b[name];
      return counterpart === undefined ? [] : inside(schema, counterpart, `${path}.${name}`);
    }),
  ];
}
