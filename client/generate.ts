import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type OpenApi, openApiOf, operationIdOf } from '../functions/api/openapi/document.ts';
import type { JsonSchema } from '../functions/api/openapi/json-schema.ts';
import type { Operation, Parameter } from '../functions/api/openapi/operation.ts';
import type { Route } from '../functions/api/route.ts';
import { ROUTES } from '../functions/api/routes.ts';
import { typeText } from './type-text.ts';

/**
 * Writes `client/api.ts` from the route table: `npm run client`. A test holds the file against the table.
 * The part that speaks HTTP is `client/call.ts`, copied in, so that the client is one file without dependencies.
 */
const schemaOf = (holder: { content?: Record<string, { schema: JsonSchema }> } | undefined): JsonSchema | undefined =>
  Object.values(holder?.content ?? {})[0]?.schema;

function group(parameters: readonly Parameter[], location: Parameter['in']): JsonSchema | undefined {
  const found = parameters.filter((parameter) => parameter.in === location);
  if (found.length === 0) return undefined;
  return {
    type: 'object',
    properties: Object.fromEntries(found.map(({ name, schema, description }) => [name, description === undefined ? schema : { ...schema, description }])),
    required: found.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function answerText(operation: Operation): string {
  const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  const texts = good.map(([, answer]) => {
    const schema = schemaOf(answer);
    return schema ? typeText(schema, '    ') : 'undefined';
  });
  return [...new Set(texts)].join(' | ');
}

const needsInput = (operation: Operation): boolean => operation.parameters.some(({ required }) => required) || operation.requestBody?.required === true;

function operationText(path: string, method: string, operation: Operation): string {
  const params = group(operation.parameters, 'path');
  const query = group(operation.parameters, 'query');
  const body = schemaOf(operation.requestBody);
  const member = (name: string, schema: JsonSchema | undefined, required: boolean): string =>
    schema ? `    readonly ${name}${required ? '' : '?'}: ${typeText(schema, '    ')};\n` : `    readonly ${name}?: undefined;\n`;
  const mustQuery = ((query?.['required'] ?? []) as string[]).length > 0;
  return `  /** ${operation.summary} */
  '${method.toUpperCase()} ${path}': {
${member('params', params, true)}${member('query', query, mustQuery)}${member('body', body, operation.requestBody?.required ?? false)}    readonly answer: ${answerText(operation)};
  };
`;
}

export function clientText(routes: readonly Route[], call: string): string {
  const document: OpenApi = openApiOf(routes, '/');
  const shapes = Object.entries(document.components.schemas).map(([name, schema]) => `export type ${name} = ${typeText(schema)};\n`);
  // Providers call their own path, with a signature.
  const own = new Set(routes.map(operationIdOf));
  const all = Object.entries(document.paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
    .filter(({ operation }) => own.has(operation.operationId));
  const operations = all.map(({ path, method, operation }) => operationText(path, method, operation));
  const bare = all.filter(({ operation }) => !needsInput(operation)).map(({ path, method }) => `'${method.toUpperCase()} ${path}'`);
  return `// oxlint-disable max-lines
// biome-ignore-all format: made from the route table by client/generate.ts; do not edit.
${shapes.join('\n')}
export interface Operations {
${operations.join('')}}

/** Operations that need no parameter, query or body. */
export type Bare = ${bare.join(' | ')};

${call.slice(call.indexOf('/** Begins the client'))}`;
}

export const CLIENT_FILE = new URL('./api.ts', import.meta.url);
export const currentClient = (): string => clientText(ROUTES, readFileSync(new URL('./call.ts', import.meta.url), 'utf8'));

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(CLIENT_FILE, currentClient());
