import * as z from 'zod';
import { LARGEST } from '../numbers.ts';

/** A JSON Schema (2020-12) node, as OpenAPI 3.1 takes it. */
export type JsonSchema = { [keyword: string]: unknown };

const isNode = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Gathers named schemas while operations are described. */
export interface Components {
  readonly schemas: Record<string, JsonSchema>;
  /** Describes a schema; named parts go to `schemas` and are referred to. `owner` names what has no name of its own. */
  describe(schema: z.core.$ZodType, io: 'input' | 'output', owner: string): JsonSchema;
}

export function createComponents(): Components {
  const schemas: Record<string, JsonSchema> = {};
  return {
    schemas,
    describe(schema, io, owner) {
      const { $schema: _, $defs, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: sayMore(io) }) as JsonSchema;
      const defs = isNode($defs) ? $defs : {};
      const names = new Map(Object.keys(defs).map((name) => [name, name.startsWith('__') ? `${owner}${name.slice(2)}` : name]));
      const refer = (to: ReadonlyMap<string, string>) => (node: unknown) => tidy(node, to);
      // The input and the output of a schema may differ (defaults, coercions). Then the second gets its own name, and so does each schema that refers to it.
      for (let settled = false; !settled; ) {
        settled = true;
        for (const [name, definition] of Object.entries(defs)) {
          const given = names.get(name) ?? name;
          const known = schemas[given];
          if (known === undefined || isSame(known, refer(names)(definition)) || given.endsWith('Input')) continue;
          names.set(name, `${given}Input`);
          settled = false;
        }
      }
      for (const [name, definition] of Object.entries(defs)) {
        const given = names.get(name) ?? name;
        // Stored values have passed the patterns of the input, so its schema wins.
        if (schemas[given] === undefined || io === 'input') schemas[given] = refer(names)(definition) as JsonSchema;
      }
      return refer(names)(root) as JsonSchema;
    },
  };
}

/** The API takes RFC 3339 times in UTC only, and the mail addresses that zod's pattern matches. */
const UTC = 'Z$';

/** A NUL is rejected in every text and name of a request (`json-body.ts`); the error may repeat the name. */
const WITHOUT_NUL = '^[^\\u0000]*$';
/** The same, with at least one visible character. */
const TRIMMED = '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$';

/**
 * Adds checks that zod makes and its JSON Schema omits: the length of a trimmed text does not count blanks, no text of a request has a NUL, and no
 * number exceeds the table's limit (`numbers.ts`).
 */
const sayMore =
  (io: 'input' | 'output') =>
  ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
    if (jsonSchema.type === 'number' && jsonSchema.minimum === undefined && jsonSchema.maximum === undefined) {
      jsonSchema.minimum = -LARGEST;
      jsonSchema.maximum = LARGEST;
    }
    if (jsonSchema.type !== 'string' || jsonSchema.pattern !== undefined || jsonSchema.format !== undefined || jsonSchema.enum || 'const' in jsonSchema) return;
    const isSeen = (jsonSchema.minLength ?? 0) > 0 && isTrimmed(zodSchema);
    if (io === 'input') jsonSchema.pattern = isSeen ? TRIMMED : WITHOUT_NUL;
    else if (isSeen) jsonSchema.pattern = '\\S';
  };

const isTrimmed = ({ _zod: { def } }: z.core.$ZodType): boolean =>
  (def.checks ?? []).some(({ _zod: { def: check } }) => check.check === 'overwrite' && (check as z.core.$ZodCheckOverwriteDef).tx(' ') === '');

/** Whether two schemas are equal except for patterns, which only requests need. */
const isSame = (a: unknown, b: unknown): boolean => withoutPatterns(a) === withoutPatterns(b);
const withoutPatterns = (node: unknown): string => JSON.stringify(node, (keyword, value: unknown) => (keyword === 'pattern' ? undefined : value));

/** Points references at the components and leaves out redundant keywords: a format's pattern, the bounds of safe integers, names that may be any text. */
function tidy(node: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return node.map((part) => tidy(part, names));
  if (!isNode(node)) return node;
  const entries = Object.entries(node).flatMap(([keyword, value]): [string, unknown][] => {
    if (keyword === '$ref' && typeof value === 'string') {
      const name = value.replace('#/$defs/', '');
      return [['$ref', `#/components/schemas/${names.get(name) ?? name}`]];
    }
    if (keyword === 'pattern' && node['format'] === 'date-time') return [[keyword, UTC]];
    if (keyword === 'pattern' && typeof node['format'] === 'string' && node['format'] !== 'email') return [];
    if (keyword === 'id' && typeof value === 'string' && typeof node['type'] === 'string') return [];
    if ((keyword === 'minimum' || keyword === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER) return [];
    if (keyword === 'propertyNames' && isNode(value) && Object.keys(value).every((name) => name === 'type')) return [];
    return [[keyword, tidy(value, names)]];
  });
  return Object.fromEntries(entries);
}
