import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiOf } from '../../../functions/api/openapi/document.ts';
import { createComponents } from '../../../functions/api/openapi/json-schema.ts';
import { ROUTES } from '../../../functions/api/routes.ts';
import { createHarness } from './harness.ts';

const referencesIn = (node: unknown): string[] => [...JSON.stringify(node).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);

describe('GET /openapi.json', () => {
  const document = openApiOf(ROUTES, 'https://parley.test');

  it('describes every route of the table and the address that providers call, and nothing else', async () => {
    const { body } = await createHarness().call('GET /openapi.json');
    const described = Object.entries(body.paths as object).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const provided = ['GET', 'POST'].map((method) => `${method} /webhooks/{channel}/{originId}`);
    expect(described.toSorted()).toEqual([...ROUTES.map(({ method, path }) => `${method} ${path}`), ...provided].toSorted());
    expect(body).toMatchObject({ openapi: '3.1.1', servers: [{ url: 'https://parley.test' }] });
  });

  it('refers only to shapes that it holds', () => {
    for (const ref of referencesIn(document)) expect(document.components.schemas, ref).toHaveProperty(ref.replace('#/components/schemas/', ''));
  });

  it('gives every operation a name of its own, its roles and its path parameters', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, operation })));
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { path, operation } of operations) {
      expect(operation['x-roles'].length, operation.operationId).toBeGreaterThan(0);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      expect(
        operation.parameters
          .filter((p) => p.in === 'path' && p.required)
          .map((p) => p.name)
          .toSorted(),
      ).toEqual(named.toSorted());
    }
  });

  it('says what a schema can say: UTC times, addresses, names of free fields, lists in one parameter', () => {
    const text = JSON.stringify(document);
    expect(text).toContain('"format":"date-time","pattern":"Z$"');
    expect(text).toMatch(/"format":"email","pattern":"\^/);
    const patch = document.components.schemas['TicketChange'] as { properties: { customFields: object } } | undefined;
    expect(patch?.properties.customFields).toMatchObject({ propertyNames: { minLength: 1, maxLength: 60 }, maxProperties: 50 });
    const status = document.paths['/v1/tickets']?.['get']?.parameters.find(({ name }) => name === 'status');
    const pattern = new RegExp(String(status?.schema['pattern']));
    expect(['created', 'created,closed'].every((value) => pattern.test(value))).toBe(true);
    expect(['', 'open', 'created,', 'created,open'].some((value) => pattern.test(value))).toBe(false);
  });

  it('says what its headers look like', () => {
    const header = (path: string, method: string, name: string) =>
      new RegExp(String(document.paths[path]?.[method]?.parameters.find((parameter) => parameter.name === name)?.schema['pattern']));
    const key = header('/v1/teams', 'post', 'Idempotency-Key');
    expect([key.test('a-1_~!'), key.test(''), key.test('a b'), key.test('ü')]).toEqual([true, false, false, false]);
  });

  it('gives every group of operations a description of its own', () => {
    for (const { name, description } of document.tags) expect(description, name).not.toBe(name);
  });

  it('offers an Idempotency-Key on POSTs that honour it', () => {
    const headers = (path: string) => document.paths[path]?.['post']?.parameters.filter((p) => p.in === 'header').map((p) => p.name);
    expect(headers('/v1/teams')).toEqual(['Idempotency-Key']);
    expect(headers('/v1/sessions')).toEqual([]);
  });
});

describe('the documentation page', () => {
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) => createHarness().call(`GET ${path}`, { headers });

  it.each(['/docs', '/api-docs'])('%s loads nothing from elsewhere and runs nothing inline', async (path) => {
    const { headers, body } = await get(path);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=|https?:\/\//);
  });

  it('has every file that it names', async () => {
    const { body } = await get('/docs');
    const files = [...String(body).matchAll(/(?:src|href)="(docs\/[^"]+|openapi\.json|asyncapi\.yaml)"/g)].map(([, file]) => `/${file}`);
    expect(new Set(files).size).toBe(6);
    for (const file of files) expect((await get(file)).status, file).toBe(200);
  });

  it.each([
    ['swagger-ui.js', 'text/javascript'],
    ['swagger-ui.css', 'text/css'],
    ['start.js', 'text/javascript'],
    ['style.css', 'text/css'],
  ])('%s comes compressed to whoever takes gzip, and plain to others', async (file, type) => {
    const plain = await get(`/docs/${file}`);
    expect(plain.headers).toMatchObject({ 'content-type': `${type}; charset=utf-8`, vary: 'accept-encoding' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const refused of ['br', 'gzip;q=0', 'br, gzip; q=0.0, *;q=0'])
      expect((await get(`/docs/${file}`, { 'accept-encoding': refused })).body).toBe(plain.body);
    const packed = await get(`/docs/${file}`, { 'accept-encoding': 'gzip, deflate, br' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(Buffer.from(packed.body, 'base64')).toString()).toBe(plain.body);
  });

  it.each(['index.html', 'openapi.json', 'constructor', '..%2Fhandler.ts'])('has no part %s', async (file) => {
    expect((await get(`/docs/${file}`)).status).toBe(404);
  });

  it('answers the committed documents, with the address of the hub', async () => {
    const { servers, ...rest } = (await get('/openapi.json')).body;
    const { servers: _, ...committed } = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
    expect(servers).toEqual([{ url: 'https://parley.test' }]);
    expect(rest).toEqual(committed);
    const frames = await get('/asyncapi.yaml');
    expect(frames.headers['content-type']).toBe('application/yaml; charset=utf-8');
    expect(frames.body).toBe(readFileSync('docs/asyncapi.yaml', 'utf8'));
  });
});

describe('shapes', () => {
  it('that are written otherwise than read get a name of their own for writing', () => {
    const components = createComponents();
    const thing = z.strictObject({ n: z.number().default(1) }).meta({ id: 'Thing' });
    expect(components.describe(thing, 'output', 'X')).toEqual({ $ref: '#/components/schemas/Thing' });
    expect(components.describe(thing, 'input', 'X')).toEqual({ $ref: '#/components/schemas/ThingInput' });
    expect(components.describe(z.array(thing), 'output', 'X')).toEqual({ type: 'array', items: { $ref: '#/components/schemas/Thing' } });
    expect(Object.keys(components.schemas)).toEqual(['Thing', 'ThingInput']);
  });

  it('that hold themselves are named after who needs them', () => {
    const components = createComponents();
    const tree: z.ZodType = z.strictObject({ all: z.array(z.lazy(() => tree)) });
    const described = JSON.stringify(components.describe(z.strictObject({ tree }), 'input', 'PostRulesBody'));
    expect(described).toMatch(/#\/components\/schemas\/PostRulesBody\w+/);
    for (const ref of referencesIn([described, components.schemas])) expect(components.schemas).toHaveProperty(ref.replace('#/components/schemas/', ''));
  });
});
