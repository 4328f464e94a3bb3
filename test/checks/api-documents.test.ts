import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
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

test('an AsyncAPI document is held against its specification', async () => {
  const document = { asyncapi: '3.0.0', info: { title: 'T', version: '1' }, channels: { a: { address: 'a', wings: 2 } } };
  expect((await problemsOf(written('asyncapi.json', document), false)).join('\n')).toMatch(/wings/);
});

test('the fuzzer’s configuration gives each operation its caller and never its own key’s id', () => {
  const text = configuration({ key: 'k', adminToken: 'a', tickets: ['t'], threads: ['h'], spareKeys: ['s'] });
  expect(text).toContain('[headers]\nAuthorization = "Bearer k"');
  expect(text).toMatch(/include-path-regex = "\^\/v1\/tenants\$"\nheaders = \{ Authorization = "Bearer a" \}/);
  expect(text).toMatch(
    /include-path-regex = "\^\/v1\/api-keys\/"\ninclude-method = \["DELETE"\]\nparameters = \{ "path.id" = \{ dictionary = "spareKeys", probability = 1 \} \}/,
  );
});
