import { beforeEach, expect, test } from 'vitest';
import { admit, dismiss, ensureSearchIndex } from '../../../adapters/search/opensearch-admin.ts';
import { TEMPLATE } from '../../../adapters/search/opensearch-index.ts';
import { LIFECYCLE } from '../../../adapters/search/opensearch-security.ts';
import { stubService } from './service-stub.ts';

const domain = stubService('SEARCH_ENDPOINT', 'application/json; charset=UTF-8');
const missing = { status: 404, body: { status: 404 } };
const calls = (): string[] => domain.recorded.map(({ method, path }) => `${method} ${path}`);
beforeEach(() => expect(domain.recorded).toEqual([]));

test('a new domain gets lifecycle, template and the first index behind the alias, by signed requests', async () => {
  domain.answer(missing, { status: 201 }, {}, missing, {});
  expect(await ensureSearchIndex()).toEqual({ madeIndex: true, toRebuild: false });
  expect(calls()).toEqual([
    'GET /_plugins/_ism/policies/parley-search',
    'PUT /_plugins/_ism/policies/parley-search',
    'POST /_index_template/parley-search',
    'GET /parley-search/_alias',
    'PUT /parley-search-v0',
  ]);
  const [, policy, template, , index] = domain.recorded;
  expect(template?.json()).toEqual(TEMPLATE);
  expect(policy?.json()).toEqual(LIFECYCLE);
  expect(index?.json()).toEqual({ aliases: { 'parley-search': {} } });
  for (const { headers } of domain.recorded) expect(headers.authorization).toMatch(/\/es\/aws4_request/);
});

test('a domain in use keeps its index, and its lifecycle is replaced in the version that was seen', async () => {
  const mapping = { 'parley-search-v9': { mappings: TEMPLATE.template.mappings } };
  domain.answer({ body: { _seq_no: 7, _primary_term: 2 } }, {}, {}, { body: { 'parley-search-v9': {} } }, { body: mapping });
  expect(await ensureSearchIndex()).toEqual({ madeIndex: false, toRebuild: false });
  expect(calls().slice(1)).toEqual([
    'PUT /_plugins/_ism/policies/parley-search?if_seq_no=7&if_primary_term=2',
    'POST /_index_template/parley-search',
    'GET /parley-search/_alias',
    'GET /parley-search/_mapping',
  ]);
});

test.each([
  ['an older version', { _meta: { words: 1 } }],
  ['a time before versions', {}],
])('an index made of the words of %s is to be made anew', async (_, mappings) => {
  domain.answer(
    { body: { _seq_no: 7, _primary_term: 2 } },
    {},
    {},
    { body: { 'parley-search-v9': {} } },
    { body: { 'parley-search-v9': { mappings: { ...TEMPLATE.template.mappings, _meta: undefined, ...mappings } } } },
  );
  expect(await ensureSearchIndex()).toEqual({ madeIndex: false, toRebuild: true });
});

test('an index of an earlier release gets the fields that came since', async () => {
  const { _meta, properties } = TEMPLATE.template.mappings;
  const { teamId: _, ...earlier } = properties as Record<string, unknown>;
  const mapping = { 'parley-search-v9': { mappings: { _meta, properties: earlier } } };
  domain.answer({ body: { _seq_no: 7, _primary_term: 2 } }, {}, {}, { body: { 'parley-search-v9': {} } }, { body: mapping }, { body: {} });
  expect(await ensureSearchIndex()).toEqual({ madeIndex: false, toRebuild: false });
  expect(calls().at(-1)).toBe('POST /parley-search-v*/_mapping');
  expect(domain.recorded.at(-1)?.json()).toEqual({ properties: { teamId: { type: 'keyword' } } });
});

test('a function that made the first index at the same time is no failure; another refusal is', async () => {
  domain.answer(missing, {}, {}, missing, { status: 400, body: { error: { type: 'resource_already_exists_exception' } } }, { body: {} });
  expect(await ensureSearchIndex()).toEqual({ madeIndex: false, toRebuild: false });
  domain.answer(missing, {}, {}, missing, { status: 400, body: { error: { type: 'illegal_argument' } } });
  await expect(ensureSearchIndex()).rejects.toThrow(/400 to PUT parley-search-v0: .*illegal_argument/);
});

test('the deployment reports the domain’s answer, also if it is plain text', async () => {
  domain.answer({ status: 403, headers: { 'content-type': 'text/plain' }, body: 'no permissions' });
  await expect(ensureSearchIndex()).rejects.toThrow('OpenSearch answered 403 to GET _plugins/_ism/policies/parley-search: "no permissions"');
});

test('a reader may search and nothing else', async () => {
  await admit('parley-api-handler', 'read', 'arn:aws:iam::1:role/api');
  expect(calls()).toEqual(['PUT /_plugins/_security/api/roles/parley-api-handler', 'PUT /_plugins/_security/api/rolesmapping/parley-api-handler']);
  const [role, mapping] = domain.recorded;
  expect(role?.json()).toMatchObject({
    cluster_permissions: [],
    index_permissions: [{ index_patterns: ['parley-search', 'parley-search-next', 'parley-search-v*'], allowed_actions: ['indices:data/read/search*'] }],
  });
  expect(mapping?.json()).toEqual({ backend_roles: ['arn:aws:iam::1:role/api'] });
});

test('a writer may index documents and rebuild, and has no access to other indexes and to the security settings', async () => {
  await admit('parley-jobs-bulk', 'write', 'arn:aws:iam::1:role/bulk');
  const role = domain.recorded[0]?.json() as { cluster_permissions: string[]; index_permissions: { allowed_actions: string[]; index_patterns: string[] }[] };
  expect(role.cluster_permissions).toEqual(['indices:data/write/bulk', 'indices:admin/index_template/put']);
  expect(role.index_permissions.flatMap(({ index_patterns }) => index_patterns).every((pattern) => pattern.startsWith('parley-search'))).toBe(true);
  expect(role.index_permissions.flatMap(({ allowed_actions }) => allowed_actions).filter((action) => !action.startsWith('indices:'))).toEqual([]);
});

test('an access is given back, and what is gone is no failure', async () => {
  domain.answer(missing, {});
  await dismiss('parley-jobs-bulk');
  expect(calls()).toEqual(['DELETE /_plugins/_security/api/rolesmapping/parley-jobs-bulk', 'DELETE /_plugins/_security/api/roles/parley-jobs-bulk']);
  domain.answer({ status: 409 });
  await expect(dismiss('parley-jobs-bulk')).rejects.toThrow('409');
});
