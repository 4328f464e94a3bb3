import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROUTES } from '../../functions/api/routes.ts';
import { problemsOf } from '../../scripts/checks/api-documents.ts';
import { configuration } from '../../scripts/checks/fuzz/configuration.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-documents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (name: string, document: object): string => {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(document));
  return file;
};

test('an OpenAPI document with a missing shape or an unknown member is not valid', async () => {
  const document = {
    openapi: '3.1.1',
    info: { title: 'T', version: '1', license: { name: 'MIT', identifier: 'MIT' }, colour: 'red' },
    servers: [{ url: '/' }],
    paths: { '/a': { get: { operationId: 'a', summary: 's', security: [], responses: { 200: { $ref: '#/components/responses/None' } } } } },
  };
  const problems = await problemsOf(written('openapi.json', document), false);
  expect(problems.join('\n')).toMatch(/colour.*struct/);
  expect(problems.join('\n')).toMatch(/no-unresolved-refs/);
});

test('a shape that nothing refers to is told, but for what an extension refers to', async () => {
  const document = {
    openapi: '3.1.1',
    info: { title: 'T', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: 'https://a.example' }],
    paths: {},
    'x-frames': [{ $ref: '#/components/schemas/Frame' }],
    components: { schemas: { Frame: { type: 'object' }, Forgotten: { type: 'object' } } },
  };
  const problems = await problemsOf(written('unused.json', document), true);
  expect(problems.filter((problem) => problem.includes('no-unused-components'))).toEqual([expect.stringContaining('#/components/schemas/Forgotten')]);
});

test('an AsyncAPI document is held against its specification', async () => {
  const document = { asyncapi: '3.0.0', info: { title: 'T', version: '1' }, channels: { a: { address: 'a', wings: 2 } } };
  expect((await problemsOf(written('asyncapi.json', document), false)).join('\n')).toMatch(/wings/);
});

test('the fuzzer’s configuration gives each operation its caller and never its own key’s id', () => {
  const text = configuration({ key: 'k', adminToken: 'a', tickets: ['t'], threads: ['h'], origins: [], spareKeys: ['s'] });
  expect(text).toContain('[headers]\nAuthorization = "Bearer k"');
  expect(text).toContain('include-name-regex = "^POST /v1/tenants$"\nheaders = { Authorization = "Bearer a" }');
  expect(text).toContain('include-name-regex = "^DELETE /v1/api-keys/"\nparameters = { "path.id" = { dictionary = "spareKeys", probability = 1 } }');
  // Two conditions of one table are an "or".
  for (const table of text.split('[[operations]]').slice(1)) expect(table.match(/^include-/gm)).toHaveLength(1);
});

test('a well-formed request may be a 400 at those operations only that a schema cannot describe', () => {
  const text = configuration({ key: 'k', adminToken: 'a', tickets: [], threads: [], origins: [], spareKeys: [] });
  const lenient = [...text.matchAll(/include-name-regex = (".*")\n\[operations\.checks\.positive/g)].map(
    ([, json = '']) => new RegExp(JSON.parse(json) as string),
  );
  const named = ROUTES.map(({ method, path }) => `${method} ${path}`).filter((name) => lenient.some((pattern) => pattern.test(name)));
  expect(named).toContain('GET /v1/tickets/{id}/messages');
  expect(named.filter((name) => !name.startsWith('GET')).toSorted()).toEqual([
    'PATCH /v1/origins/{id}',
    'PATCH /v1/rules/{id}',
    'PATCH /v1/tenant',
    'PATCH /v1/tickets/{id}',
    'POST /v1/events/{topic}',
    'POST /v1/me/passkeys',
    'POST /v1/origins',
    'POST /v1/origins/{id}/events/{eventId}/replay',
    'POST /v1/origins/{id}/test',
    'POST /v1/rules',
    'POST /v1/rules/dry-run',
    'POST /v1/rules/import',
    'POST /v1/sessions',
    'POST /v1/tickets',
    'POST /v1/tickets/bulk',
    'POST /v1/tickets/{id}/messages',
  ]);
  for (const name of ['GET /v1/tickets/{id}', 'GET /v1/me', 'GET /v1/queues/{id}']) expect(named).not.toContain(name);
});
