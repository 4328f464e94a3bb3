import { describe, expect, it } from 'vitest';
import { openApiOf } from '../../../functions/api/openapi/document.ts';
import { ROUTES } from '../../../functions/api/routes.ts';
import { createHarness } from './harness.ts';

const referencesIn = (node: unknown): string[] => [...JSON.stringify(node).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);

describe('GET /openapi.json', () => {
  const document = openApiOf(ROUTES, 'https://parley.test');

  it('describes every route of the table and nothing else', async () => {
    const { body } = await createHarness().call('GET /openapi.json');
    const described = Object.entries(body.paths as object).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted());
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

  it('offers an Idempotency-Key on POSTs that honour it', () => {
    const headers = (path: string) => document.paths[path]?.['post']?.parameters.filter((p) => p.in === 'header').map((p) => p.name);
    expect(headers('/v1/teams')).toEqual(['Idempotency-Key']);
    expect(headers('/v1/sessions')).toEqual([]);
  });
});

describe('the documentation page', () => {
  it.each(['/docs', '/api-docs'])('%s shows every operation without loading anything from elsewhere', async (path) => {
    const harness = createHarness();
    const reply = await harness.call(`GET ${path}`);
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
    for (const route of ROUTES) expect(reply.body).toContain(`<span class="p">${route.path}</span>`);
    expect(reply.body).not.toMatch(/<script|src=|https?:\/\/(?!parley\.test)/);
    // Rendered once.
    expect((await harness.call(`GET ${path}`)).body).toBe(reply.body);
  });
});
