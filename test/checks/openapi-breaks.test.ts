import { describe, expect, test } from 'vitest';
import type { OpenApi } from '../../functions/api/openapi/document.ts';
import { openApiOf } from '../../functions/api/openapi/document.ts';
import type { JsonSchema } from '../../functions/api/openapi/json-schema.ts';
import type { Operation } from '../../functions/api/openapi/operation.ts';
import { ROUTES } from '../../functions/api/routes.ts';
import { apiBreaks } from '../../scripts/checks/openapi/breaks.ts';
import { type Direction, schemaBreaks } from '../../scripts/checks/openapi/schemas.ts';

const breaks = (direction: Direction, before: JsonSchema, after: JsonSchema, components: Record<string, JsonSchema> = {}): string[] =>
  schemaBreaks(direction, { schema: before, components }, { schema: after, components }, 'x');

const object = (properties: Record<string, JsonSchema>, required: readonly string[] = [], more: JsonSchema = { additionalProperties: false }): JsonSchema => ({
  type: 'object',
  properties,
  required,
  ...more,
});
const text: JsonSchema = { type: 'string' };

describe('what clients give', () => {
  test.each<[string, JsonSchema, JsonSchema, string[]]>([
    ['the same', object({ a: text }), object({ a: text }), []],
    ['an optional field more', object({ a: text }), object({ a: text, b: text }), []],
    ['a required field more', object({ a: text }), object({ a: text, b: text }, ['b']), ['x.b: required now']],
    ['a field that must be given now', object({ a: text }), object({ a: text }, ['a']), ['x.a: required now']],
    ['a field that may be left out now', object({ a: text }, ['a']), object({ a: text }), []],
    ['a field less, of a strict body', object({ a: text, b: text }), object({ a: text }), ['x.b: removed']],
    ['a field less, of a loose body', object({ a: text, b: text }), object({ a: text }, [], {}), []],
    ['other names refused', object({}, [], { additionalProperties: true }), object({}), ['x: no longer takes fields of other names']],
    ['a narrower enum', { enum: ['a', 'b'] }, { enum: ['a'] }, ['x: no longer takes "b"']],
    ['a wider enum', { enum: ['a'] }, { enum: ['a', 'b'] }, []],
    ['an enum where there was none', text, { ...text, enum: ['a'] }, ['x: takes only ["a"] now']],
    ['an enum that became a const', { enum: ['a', 'b'] }, { const: 'a' }, ['x: no longer takes "b"']],
    ['another type', text, { type: 'number' }, ['x: was "string", is "number"']],
    ['a wider number', { type: 'integer' }, { type: 'number' }, []],
    ['a narrower number', { type: 'number' }, { type: 'integer' }, ['x: was "number", is "integer"']],
    ['any type', text, {}, []],
    ['null no more', { type: ['string', 'null'] }, text, ['x: no longer takes {"type":"null"}']],
    ['an alternative less', { anyOf: [text, { type: 'number' }] }, { anyOf: [text] }, ['x: no longer takes {"type":"number"}']],
    ['an alternative more', { anyOf: [text, { type: 'number' }] }, { oneOf: [text, { type: 'number' }, { type: 'null' }] }, []],
    ['a shorter text', { ...text, maxLength: 9 }, { ...text, maxLength: 8 }, ['x: maxLength was 9, is 8']],
    ['a longer text', { ...text, maxLength: 9 }, { ...text, maxLength: 10 }, []],
    ['a limit where there was none', { type: 'number' }, { type: 'number', minimum: 1 }, ['x: minimum was not said, is 1']],
    ['no limit', { type: 'number', minimum: 1 }, { type: 'number' }, []],
    ['another pattern', { ...text, pattern: 'a' }, { ...text, pattern: 'b' }, ['x: pattern was "a", is "b"']],
    [
      'deep in a list',
      { type: 'array', items: object({ a: text }) },
      { type: 'array', items: object({ a: { type: 'number' } }) },
      ['x[].a: was "string", is "number"'],
    ],
    [
      'deep in a record',
      { type: 'object', additionalProperties: text },
      { type: 'object', additionalProperties: { type: 'null' } },
      ['x[]: was "string", is "null"'],
    ],
  ])('%s', (_, before, after, expected) => expect(breaks('given', before, after)).toEqual(expected));
});

describe('what clients read', () => {
  test.each<[string, JsonSchema, JsonSchema, string[]]>([
    ['a field more', object({ a: text }), object({ a: text, b: text }), []],
    ['a field less', object({ a: text, b: text }), object({ a: text }), ['x.b: removed']],
    ['a field that may be missing now', object({ a: text }, ['a']), object({ a: text }), ['x.a: may be missing now']],
    ['a field that is always there now', object({ a: text }), object({ a: text }, ['a']), []],
    ['null beside text', text, { type: ['string', 'null'] }, ['x: may now be {"type":"null"}']],
    ['null no more', { type: ['string', 'null'] }, text, []],
    ['another type', text, { type: 'number' }, ['x: was "string", is "number"']],
    ['a narrower number', { type: 'number' }, { type: 'integer' }, []],
    ['any type', text, {}, ['x: was "string", is not said']],
    ['a value more', { enum: ['a'] }, { enum: ['a', 'b'] }, []],
    ['a tighter limit', { type: 'number', minimum: 1 }, { type: 'number', minimum: 2 }, []],
    ['an alternative more', { anyOf: [text, { type: 'null' }] }, { anyOf: [text, { type: 'null' }, { type: 'number' }] }, ['x: may now be {"type":"number"}']],
    ['an alternative less', { anyOf: [text, { type: 'null' }] }, { anyOf: [text] }, []],
  ])('%s', (_, before, after, expected) => expect(breaks('answered', before, after)).toEqual(expected));
});

test('shapes that hold themselves are compared once', () => {
  const tree = { Tree: object({ all: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } }) };
  const reference = { $ref: '#/components/schemas/Tree' };
  expect(breaks('given', reference, reference, tree)).toEqual([]);
});

describe('the whole document', () => {
  const document = openApiOf(ROUTES, '/');
  const changed = (change: (copy: OpenApi) => void): string[] => {
    const copy = structuredClone(document);
    change(copy);
    return apiBreaks(document, copy);
  };
  const operation = (copy: OpenApi, path: string, method: string): { -readonly [K in keyof Operation]: Operation[K] } => {
    const found = copy.paths[path]?.[method];
    if (!found) throw new Error(`${method} ${path}`);
    return found;
  };

  test('breaks nothing against itself', () => expect(apiBreaks(document, document)).toEqual([]));

  test.each<[string, (copy: OpenApi) => void, string[]]>([
    ['a path is gone', (copy) => void delete copy.paths['/v1/me'], ['GET /v1/me: removed', 'PATCH /v1/me: removed']],
    ['a method is gone', (copy) => void delete copy.paths['/v1/teams/{id}']?.['patch'], ['PATCH /v1/teams/{id}: removed']],
    ['a role is shut out', (copy) => void (operation(copy, '/v1/queues', 'get')['x-roles'] = ['admin', 'agent']), ['GET /v1/queues: closed to supervisor']],
    [
      'an answer is gone',
      (copy) => void delete operation(copy, '/v1/origins/{id}', 'patch').responses['202'],
      ['PATCH /v1/origins/{id} 202: no longer answered'],
    ],
    ['a problem is gone', (copy) => void delete operation(copy, '/v1/origins/{id}', 'patch').responses['409'], []],
    ['a page is of another type', (copy) => void (operation(copy, '/docs', 'get').responses['200'] = { content: {} }), ['GET /docs 200: no longer text/html']],
    [
      'a parameter is gone',
      (copy) => {
        const tickets = operation(copy, '/v1/tickets', 'get');
        tickets.parameters = tickets.parameters.filter(({ name }) => name !== 'tag');
      },
      ['GET /v1/tickets query tag: removed'],
    ],
    [
      'a parameter must be given',
      (copy) => {
        const tickets = operation(copy, '/v1/tickets', 'get');
        tickets.parameters = [
          ...tickets.parameters.map((parameter) => (parameter.name === 'tag' ? { ...parameter, required: true } : parameter)),
          { name: 'why', in: 'query', required: true, schema: text },
        ];
      },
      ['GET /v1/tickets query tag: required now', 'GET /v1/tickets query why: required now'],
    ],
    ['a body is no longer taken', (copy) => void delete operation(copy, '/v1/teams', 'post').requestBody, ['POST /v1/teams body: no longer taken']],
    [
      'a body must be given',
      (copy) => void (operation(copy, '/v1/me', 'get').requestBody = { required: true, content: { 'application/json': { schema: text } } }),
      ['GET /v1/me body: required now'],
    ],
    ['a path is added', (copy) => void (copy.paths['/v1/new'] = copy.paths['/v1/me'] ?? {}), []],
  ])('%s', (_, change, expected) => expect(changed(change)).toEqual(expected));

  test('a field that leaves a shared shape breaks each operation that answers with it', () => {
    const found = changed((copy) => void delete (copy.components.schemas['Ticket']?.['properties'] as Record<string, unknown> | undefined)?.['tags']);
    expect(found).toContain('GET /v1/tickets/{id} 200.tags: removed');
    expect(found.length).toBeGreaterThan(3);
  });
});
