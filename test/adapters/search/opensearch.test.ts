import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSearch, openSearchAt } from '../../../adapters/search/opensearch.ts';
import { openSearchClient } from '../../../adapters/search/opensearch-client.ts';
import { bringUpToDate } from '../../../adapters/search/opensearch-index.ts';
import { type Search, type SearchQuery, SearchUnavailable, type SearchWrite } from '../../../adapters/search/search.ts';

/** A server that answers what the engine would and records what it was asked. The conformance suite runs on the real engine elsewhere. */
interface Asked {
  readonly line: string;
  readonly body: string;
}
type Answer = { status?: number; body: unknown };

let asked: Asked[];
let answers: ((request: Asked) => Answer | undefined)[];
let server: Server;
let search: Search;

beforeEach(async () => {
  asked = [];
  answers = [];
  server = createServer((request, response) => {
    void read(request).then((body) => {
      const one = { line: `${request.method} ${decodeURIComponent(request.url ?? '')}`, body };
      asked.push(one);
      const answer = answers.map((given) => given(one)).find((found) => found !== undefined) ?? { body: {} };
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  search = await openSearchAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await search.close();
  await new Promise((resolve) => server.close(resolve));
});

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

const on = (line: RegExp, answer: Answer | ((request: Asked) => Answer)): void => {
  answers.unshift((request) => (line.test(request.line) ? (typeof answer === 'function' ? answer(request) : answer) : undefined));
};
const noAlias: Answer = { status: 404, body: { error: 'alias [x] missing', status: 404 } };
const statuses = (...given: number[]): Answer => ({ body: { errors: given.some((s) => s > 299), items: given.map((status) => ({ index: { status } })) } });
const lines = (index: number): unknown[] =>
  (asked.filter((one) => one.line === 'POST /_bulk')[index]?.body ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

const ticket: SearchWrite = {
  ticket: {
    tenantId: 't1',
    ticketId: 'A.1',
    version: 7,
    fields: {
      sequence: 3,
      status: 'working',
      priority: 'high',
      originId: 'o',
      channel: 'mail',
      authorId: 'a',
      authorName: 'Zoë',
      authorHandle: null,
      agentId: null,
      teamId: 'g',
      queueIds: ['q'],
      tags: ['vip'],
      topic: null,
      sentiment: null,
      language: null,
      createdAt: '2026-01-01T00:00:00.000Z',
      waitingSince: null,
      updatedAt: '2026-01-02T00:00:00.000Z',
    },
  },
};
const message: SearchWrite = { message: { tenantId: 't1', ticketId: 'A.1', number: 2, version: 4, text: 'Grüße' } };
const gone: SearchWrite = { message: { tenantId: 't1', ticketId: 'A.1', number: 3, version: 5, text: null } };

const query: SearchQuery = { tenantId: 't1', q: '', filters: {}, wall: null, limit: 2, cursor: null, sort: 'updatedAt', facets: false };

test('a bulk carries external versions, the tenant as routing and folded words, and never makes an index by itself', async () => {
  on(/_alias/, noAlias);
  on(/_bulk/, statuses(201, 201, 201));
  expect(await search.bulk([ticket, message, gone])).toEqual([]);
  const common = { _index: 'parley-search', routing: 't1', version_type: 'external', require_alias: true };
  expect(lines(0)).toEqual([
    { index: { ...common, _id: 't1/A.1', version: 7 } },
    {
      kind: 'ticket',
      tenantId: 't1',
      ticketId: 'A.1',
      texts: ['Zoë', 'a', 'vip'],
      words: ['zoe', 'a', 'vip', '\u{e003}vip'],
      sequence: 3,
      status: 'working',
      priority: 'high',
      originId: 'o',
      channel: 'mail',
      agentId: null,
      teamId: 'g',
      queueIds: ['q'],
      tags: ['vip'],
      sentiment: null,
      language: null,
      createdAt: '2026-01-01T00:00:00.000Z',
      waitingSince: null,
      updatedAt: '2026-01-02T00:00:00.000Z',
    },
    { index: { ...common, _id: 't1/A.1/2', version: 4 } },
    { kind: { name: 'message', parent: 't1/A.1' }, tenantId: 't1', ticketId: 'A.1', number: 2, texts: ['Grüße'], words: 'grusse' },
    { index: { ...common, _id: 't1/A.1/3', version: 5 } },
    { kind: { name: 'message', parent: 't1/A.1' }, tenantId: 't1', ticketId: 'A.1', number: 3 },
  ]);
  expect(await search.bulk([])).toEqual([]);
});

test('a newer version in place counts as done; what the engine refuses is told by its index', async () => {
  on(/_alias/, noAlias);
  on(/_bulk/, statuses(409, 429, 201));
  expect(await search.bulk([ticket, message, gone])).toMatchObject([{ index: 1, permanent: false }]);
});

test('a document that the engine can never take is told apart from one that it does not take now', async () => {
  on(/_alias/, noAlias);
  on(/_bulk/, {
    body: {
      errors: true,
      items: [
        { index: { status: 201 } },
        { index: { status: 400, error: { type: 'mapper_parsing_exception', reason: 'failed to parse' } } },
        { index: { status: 503 } },
      ],
    },
  });
  expect(await search.bulk([ticket, message, gone])).toEqual([
    { index: 1, permanent: true, reason: '400 mapper_parsing_exception failed to parse' },
    { index: 2, permanent: false, reason: '503' },
  ]);
});

test('a request that the engine refuses as a whole is sent document by document', async () => {
  on(/_alias/, noAlias);
  on(/_bulk/, ({ body }) => (body.includes('Gr') ? { status: 413, body: 'Request Entity Too Large' } : statuses(201)));
  expect(await search.bulk([ticket, message, gone])).toEqual([{ index: 1, permanent: true, reason: expect.stringContaining('Too Large') as unknown }]);
});

test('the first write of a new deployment makes template, index and alias', async () => {
  let made = false;
  on(/_alias/, noAlias);
  on(/^PUT \/parley-search-v0$/, () => {
    made = true;
    return { body: {} };
  });
  on(/_bulk/, () => statuses(made ? 201 : 404));
  expect(await search.bulk([ticket])).toEqual([]);
  expect(asked.map((one) => one.line)).toEqual([
    'GET /parley-search-next/_alias',
    'POST /_bulk',
    'POST /_index_template/parley-search',
    'GET /parley-search/_alias',
    'PUT /parley-search-v0',
    'POST /_bulk',
  ]);
  expect(JSON.parse(asked[4]?.body ?? '')).toEqual({ aliases: { 'parley-search': {} } });
  expect(JSON.parse(asked[2]?.body ?? '')).toMatchObject({ index_patterns: ['parley-search-v*'], template: { mappings: { dynamic: 'strict' } } });
});

test('two processes may make the first index at once', async () => {
  let bulks = 0;
  on(/_alias/, noAlias);
  on(/^PUT \/parley-search-v0$/, { status: 400, body: { error: { type: 'resource_already_exists_exception' }, status: 400 } });
  on(/_bulk/, () => statuses(++bulks === 1 ? 404 : 201));
  expect(await search.bulk([ticket])).toEqual([]);
});

test('while a rebuild is under way every write goes to both indices, and its end is no failure', async () => {
  on(/parley-search-next\/_alias/, { body: { 'parley-search-v9': {} } });
  on(/_bulk/, statuses(201, 404));
  expect(await search.bulk([ticket])).toEqual([]);
  expect(lines(0).filter((_, i) => i % 2 === 0)).toMatchObject([{ index: { _index: 'parley-search' } }, { index: { _index: 'parley-search-next' } }]);
  await search.bulk([ticket]);
  expect(asked.filter((one) => one.line.endsWith('/_alias'))).toHaveLength(1);
});

test('large batches go in several requests', async () => {
  on(/_alias/, noAlias);
  on(/_bulk/, (request) =>
    statuses(
      ...request.body
        .trim()
        .split('\n')
        .filter((_, i) => i % 2 === 0)
        .map(() => 201),
    ),
  );
  const big: SearchWrite[] = Array.from({ length: 3 }, (_, i) => ({
    message: { tenantId: 't1', ticketId: 'A.1', number: i + 1, version: 1, text: 'x '.repeat(900_000) },
  }));
  expect(await search.bulk(big)).toEqual([]);
  expect(asked.filter((one) => one.line === 'POST /_bulk').length).toBeGreaterThan(1);
});

test('a query is routed to its tenant and filtered by tenant, filters and wall', async () => {
  on(/_search/, { body: { hits: { total: { value: 0 }, hits: [] }, aggregations: { status: { buckets: [{ key: 'working', doc_count: 2 }] } } } });
  const answer = await search.query({
    ...query,
    q: 'blue "my jack',
    facets: true,
    filters: { status: ['working'], queueId: 'q', tag: 'vip', updatedSince: '2026', channel: 'mail' },
    wall: { agentId: 'me', teamIds: ['g'], queueIds: ['q'], hiddenQueueIds: ['h'] },
  });
  expect(answer).toEqual({ hits: [], total: 0, facets: { status: { working: 2 } }, nextCursor: null });
  expect(asked[0]?.line).toBe('POST /parley-search/_search?routing=t1');
  const body = JSON.parse(asked[0]?.body ?? '') as { query: { bool: { filter: unknown[]; must: unknown[] } }; size: number; sort: unknown };
  expect(body.size).toBe(3);
  expect(body.sort).toEqual([{ updatedAt: 'desc' }, { ticketId: 'desc' }]);
  expect(body.query.bool.filter).toEqual([
    { term: { tenantId: 't1' } },
    { term: { kind: 'ticket' } },
    { terms: { status: ['working'] } },
    { term: { queueIds: 'q' } },
    { bool: { should: [{ term: { tags: 'vip' } }, { term: { words: { value: '\u{e003}vip' } } }], minimum_should_match: 1 } },
    { range: { updatedAt: { gte: '2026' } } },
    { term: { channel: 'mail' } },
    {
      bool: {
        should: [
          { term: { agentId: 'me' } },
          { terms: { teamId: ['g'] } },
          { terms: { queueIds: ['q'] } },
          { bool: { must_not: [{ terms: { queueIds: ['h'] } }] } },
        ],
        minimum_should_match: 1,
      },
    },
  ]);
  expect(body.query.bool.must).toMatchObject([
    { bool: { should: [{ term: { words: { value: 'blue' } } }, { has_child: { query: { bool: { filter: [{ term: { tenantId: 't1' } }] } } } }] } },
    { bool: { should: [{ match_phrase: { words: { query: 'my jack' } } }, {}] } },
  ]);
});

test.each([
  ['jack', { prefix: { words: { value: 'jack' } } }],
  ['e-ma', { match_phrase_prefix: { words: { query: 'e ma', max_expansions: 1000 } } }],
])('the unfinished word %s is a prefix', async (q, expected) => {
  on(/_search/, { body: { hits: { total: { value: 0 }, hits: [] } } });
  await search.query({ ...query, q });
  const body = JSON.parse(asked[0]?.body ?? '') as { query: { bool: { must: { bool: { should: unknown[] } }[] } } };
  expect(body.query.bool.must[0]?.bool.should[0]).toEqual(expected);
});

test('hits quote their messages and the cursor goes on after the last one', async () => {
  const hit = (ticketId: string) => ({
    _source: { ticketId, sequence: 1, updatedAt: '2026-01-02', texts: ['Zoë'] },
    sort: ['2026-01-02', ticketId],
    inner_hits: { t0: { hits: { hits: [{ _source: { texts: ['a blue jacket'] } }, {}] } } },
  });
  on(/_search/, { body: { hits: { total: { value: 9 }, hits: ['C.1', 'B.1', 'A.1'].map(hit) } } });
  const answer = await search.query({ ...query, q: 'jacket' });
  expect(answer.hits).toEqual(['C.1', 'B.1'].map((ticketId) => ({ ticketId, sequence: 1, updatedAt: '2026-01-02', highlights: ['a blue <em>jacket</em>'] })));
  expect(answer.total).toBe(9);
  await search.query({ ...query, q: 'jacket', cursor: answer.nextCursor });
  expect(JSON.parse(asked[1]?.body ?? '')).toMatchObject({ search_after: ['2026-01-02', 'B.1'] });
});

test('before anything was written, everything is empty', async () => {
  on(/_search/, { status: 404, body: { error: { type: 'index_not_found_exception' }, status: 404 } });
  expect(await search.query({ ...query, facets: true })).toMatchObject({ hits: [], total: 0, facets: { status: {}, tags: {} } });
  expect((await search.query(query)).facets).toEqual({});
});

test('a rebuild drops what was left of another, and swaps in one step', async () => {
  const next: Record<string, unknown> = { 'parley-search-v1': {} };
  on(/^GET \/parley-search\/_alias$/, { body: { 'parley-search-v0': {} } });
  on(/^GET \/parley-search-next\/_alias$/, () => (Object.keys(next).length > 0 ? { body: next } : noAlias));
  on(/^DELETE \/parley-search-v1/, () => {
    delete next['parley-search-v1'];
    return { body: {} };
  });
  on(/^PUT \/parley-search-v\d{10,}/, (request) => {
    next[request.line.split('/')[1] ?? ''] = {};
    return { body: {} };
  });
  on(/_bulk/, statuses(201));
  const rebuild = await search.beginRebuild();
  expect(rebuild.settleSeconds).toBeGreaterThan(2);
  expect(await rebuild.bulk([ticket])).toEqual([]);
  expect(lines(0)[0]).toMatchObject({ index: { _index: 'parley-search-next', require_alias: true } });
  expect((await search.resumeRebuild(rebuild.id))?.id).toBe(rebuild.id);
  await rebuild.swap();
  expect(JSON.parse(asked.find((one) => one.line === 'POST /_aliases')?.body ?? '')).toEqual({
    actions: [
      { remove: { index: rebuild.id, alias: 'parley-search-next' } },
      { add: { index: rebuild.id, alias: 'parley-search' } },
      { remove_index: { index: 'parley-search-v0' } },
    ],
  });
  await rebuild.abandon();
  expect(asked.at(-1)?.line).toContain(`DELETE /${rebuild.id}`);
  delete next[rebuild.id];
  const before = asked.length;
  await rebuild.abandon();
  await rebuild.swap();
  expect(await search.resumeRebuild(rebuild.id)).toBeUndefined();
  expect(asked.slice(before).every((one) => one.line.startsWith('GET'))).toBe(true);
});

test('trouble of the engine is unavailable', async () => {
  on(/./, { status: 403, body: { error: 'no', status: 403 } });
  await expect(search.bulk([ticket])).rejects.toBeInstanceOf(SearchUnavailable);
  await expect(search.query(query)).rejects.toBeInstanceOf(SearchUnavailable);
  await expect(search.query({ ...query, cursor: 'nonsense' })).rejects.toMatchObject({ name: 'CursorMismatch' });
  await expect(search.beginRebuild()).rejects.toBeInstanceOf(SearchUnavailable);
});

test('a bulk that fails on the way to making the index fails whole', async () => {
  on(/_alias/, noAlias);
  on(/_bulk/, statuses(404));
  on(/^PUT \/parley-search-v0$/, { status: 403, body: { error: 'no', status: 403 } });
  await expect(search.bulk([ticket])).rejects.toBeInstanceOf(SearchUnavailable);
});

test('requests to an https endpoint are signed, with the function’s own credentials', async () => {
  for (const [name, value] of Object.entries({
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
  }))
    vi.stubEnv(name, value);
  // Nothing listens there: what counts is that signing itself does not fail.
  vi.stubEnv('SEARCH_ENDPOINT', 'https://127.0.0.1:1');
  const signed = await openSearch();
  await expect(signed.query(query)).rejects.toMatchObject({ cause: { name: 'ConnectionError' } });
  vi.stubEnv('AWS_REGION', '');
  await expect(openSearch()).rejects.toThrow('AWS_REGION');
});

test('an order by another time has tickets without it last, and goes on behind one of them', async () => {
  const hits = ['A.1', 'B.1'].map((ticketId) => ({ _source: { ticketId, sequence: 1, updatedAt: '' }, sort: [null, ticketId] }));
  on(/_search/, { body: { hits: { hits } } });
  const waiting = { ...query, sort: 'waitingSince', ascending: true, limit: 1, bare: true } as const;
  const { nextCursor } = await search.query(waiting);
  await search.query({ ...waiting, cursor: nextCursor });
  const order = [{ waitingSince: { order: 'asc', missing: '_last', unmapped_type: 'keyword' } }, { ticketId: 'asc' }];
  const bodies = asked.map(({ body }) => JSON.parse(body) as { sort: unknown; search_after?: unknown });
  expect(bodies.map(({ sort, search_after }) => [sort, search_after])).toEqual([
    [order, undefined],
    [order, [null, 'A.1']],
  ]);
  await expect(search.query({ ...waiting, sort: 'updatedAt', cursor: nextCursor })).rejects.toMatchObject({ name: 'CursorMismatch' });
});

test('an index of an earlier release gets the fields that came since, and only those', async () => {
  const client = openSearchClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const ensure = (): ReturnType<typeof bringUpToDate> => bringUpToDate(client);
  const since = ['teamId', 'sentiment', 'language', 'createdAt', 'waitingSince'];
  const known = ['sequence', 'status', 'priority', 'originId', 'channel', 'agentId', 'queueIds', 'tags', 'updatedAt'];
  const mappingOf = (names: readonly string[]): Answer => ({
    body: { 'parley-search-v0': { mappings: { properties: Object.fromEntries(names.map((name) => [name, { type: 'keyword' }])) } } },
  });
  on(/_mapping/, ({ line }) => (line.startsWith('GET') ? mappingOf(known) : { body: { acknowledged: true } }));
  await ensure();
  const puts = () => asked.filter(({ line }) => line.startsWith('POST') && line.includes('_mapping'));
  expect(puts().map(({ line, body }) => [line, JSON.parse(body)])).toEqual([
    ['POST /parley-search-v*/_mapping', { properties: Object.fromEntries(since.map((name) => [name, { type: 'keyword' }])) }],
  ]);
  on(/^GET .*_mapping/, mappingOf([...known, ...since]));
  await ensure();
  expect(puts()).toHaveLength(1);
  await client.close();
});

test('messages of a chat are asked for by their conversation; without an index or a word there are none', async () => {
  const query = { tenantId: 't', conversationId: 'c.one', q: 'late parc', limit: 3, before: 9 };
  on(/_search/, { body: { hits: { hits: [{ _source: { number: 7 } }, { _source: { number: 4 } }] } } });
  expect(await search.inChat(query)).toEqual([7, 4]);
  expect(asked[0]?.line).toContain('routing=t');
  expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
    size: 3,
    sort: [{ number: 'desc' }],
    query: { bool: { filter: expect.arrayContaining([{ term: { ticketId: 'c.one' } }, { term: { kind: 'message' } }, { range: { number: { lt: 9 } } }]) } },
  });
  expect(await search.inChat({ ...query, q: '?!' })).toEqual([]);
  expect(asked).toHaveLength(1);
  on(/_search/, noAlias);
  expect(await search.inChat({ ...query, before: null })).toEqual([]);
  on(/_search/, { status: 500, body: {} });
  await expect(search.inChat(query)).rejects.toThrow(SearchUnavailable);
});
