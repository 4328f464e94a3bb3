import { beforeEach, expect, test } from 'vitest';
import type { Search } from '../../../../adapters/search/search.ts';
import { SearchUnavailable } from '../../../../adapters/search/search.ts';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { headOf, ticketOf } from '../../../domain/search/threads.ts';
import { createHarness, type Harness, type World } from '../harness.ts';

let harness: Harness;
let world: World;
let answer: () => ReturnType<Search['query']>;
const asked: Parameters<Search['query']>[0][] = [];

beforeEach(async () => {
  asked.length = 0;
  const hits = [1, 2].map((n) => ({ ticketId: ticketOf(n).id, sequence: n, highlights: [`<em>jacket</em> ${n}`], updatedAt: '' }));
  answer = async () => ({
    hits,
    total: 7,
    nextCursor: 'next',
    facets: { status: { created: 7 }, channel: {}, priority: {}, tags: { vip: 1 }, agentId: { g: 2 }, teamId: {} },
  });
  const search: Search = {
    bulk: async () => [],
    query: (query) => (asked.push(query), answer()),
    inChat: () => Promise.reject(new Error('no')),
    beginRebuild: () => Promise.reject(new Error('no')),
    resumeRebuild: () => Promise.reject(new Error('no')),
    close: async () => undefined,
  };
  harness = createHarness({ deps: { search } });
  world = await harness.tenant();
  for (const n of [1, 2]) await harness.table.write({ op: 'put', item: { ...headOf(ticketOf(n)), pk: threadPk(world.tenantId, ticketOf(n).threadId) } });
});

const get = (query: string, token = world.adminToken) => harness.call(`GET /v1/search?${query}`, { token });

test('hits are tickets with their id, sequence and highlights; facets when asked for', async () => {
  const { status, body } = await get('q=jacket&facets=true');
  expect(status).toBe(200);
  expect(body.items).toMatchObject([
    { ticketId: ticketOf(1).id, id: ticketOf(1).id, sequence: 1, highlights: ['<em>jacket</em> 1'], status: 'created' },
    { ticketId: ticketOf(2).id, sequence: 2 },
  ]);
  expect(body.total).toBe(7);
  expect(body.facets).toEqual({ status: { created: 7 }, channel: {}, priority: {}, tags: { vip: 1 }, ownerId: { g: 2 }, teamId: {} });
  expect((await get('q=jacket')).body).not.toHaveProperty('facets');
});

test('filters, order and the asker’s tenant and wall reach the engine', async () => {
  await get('q=a&status=created,working&queueId=q&originId=o&channel=mail&ownerId=g&teamId=t&tag=vip&updatedSince=2026-01-01T00:00:00Z&sort=relevance&limit=7');
  expect(asked[0]).toMatchObject({
    tenantId: world.tenantId,
    wall: null,
    limit: 7,
    sort: 'relevance',
    filters: {
      status: ['created', 'working'],
      queueId: 'q',
      originId: 'o',
      channel: 'mail',
      agentId: 'g',
      teamId: 't',
      tag: 'vip',
      updatedSince: '2026-01-01T00:00:00.000Z',
    },
  });
  const agent = await world.person('agent', ['t9']);
  await get('', agent.token);
  expect(asked.at(-1)).toMatchObject({ q: '', wall: { agentId: agent.id, teamIds: ['t9'], queueIds: [], hiddenQueueIds: [] } });
});

test('fields that have a filter reach the engine and are checked against the table, in lists too', async () => {
  const [first, second] = [ticketOf(1), ticketOf(2)];
  const put = (ticket: typeof first) => harness.table.write({ op: 'put', item: { ...headOf(ticket), pk: threadPk(world.tenantId, ticket.threadId) } });
  await put({ ...first, language: 'de', sentiment: 'negative' });
  // As the index has it, this one was German a second ago. An item of an earlier release says nothing.
  await put(second);
  for (const path of ['/v1/search', '/v1/tickets']) {
    const { status, body } = await harness.call(`GET ${path}?language=de&sentiment=negative`, { token: world.adminToken });
    expect(status).toBe(200);
    expect((body.items as { id: string }[]).map(({ id }) => id)).toEqual([first.id]);
    expect(asked.at(-1)?.filters).toMatchObject({ language: 'de', sentiment: 'negative' });
  }
  const list = (query: string) => harness.call(`GET /v1/tickets?${query}`, { token: world.adminToken });
  await list('channel=mail&priority=high');
  expect(asked.at(-1)?.filters).toMatchObject({ channel: 'mail', priority: 'high' });
  expect(await list('priority=soon')).toMatchObject({ status: 400, body: { errors: [{ path: 'priority' }] } });
  expect(await list('language=de&sequence=1')).toMatchObject({ status: 422, body: { errors: [{ path: 'sequence' }] } });
});

test('`me` is the caller, who is no key, and `none` is no agent, in lists and in search', async () => {
  const agent = await world.person('agent', []);
  await get('ownerId=me', agent.token);
  expect(asked.at(-1)?.filters.agentId).toBe(agent.id);
  const { token } = await world.key('agent');
  for (const path of ['/v1/search', '/v1/tickets']) {
    expect((await harness.call(`GET ${path}?ownerId=none&status=created`, { token: agent.token })).status).toBe(200);
    expect(asked.at(-1)).toMatchObject({ filters: { agentId: null, status: ['created'] }, wall: { agentId: agent.id } });
    const refused = await harness.call(`GET ${path}?ownerId=me`, { token });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'unprocessable', errors: [{ path: 'ownerId', message: 'is an API key, which owns no tickets' }] },
    });
    expect((await harness.call(`GET ${path}?ownerId=none`, { token })).status).toBe(200);
  }
});

test('a list by another time than the newest activity is asked of search, in its direction', async () => {
  const list = (query: string) => harness.call(`GET /v1/tickets?${query}`, { token: world.adminToken });
  for (const [sort, expected] of [
    ['createdAt', { sort: 'createdAt', ascending: true }],
    ['-createdAt', { sort: 'createdAt', ascending: false }],
    ['waitingSince', { sort: 'waitingSince', ascending: true }],
    ['-waitingSince', { sort: 'waitingSince', ascending: false }],
    ['updatedAt&tag=vip', { sort: 'updatedAt', ascending: true }],
    ['-updatedAt&tag=vip', { sort: 'updatedAt', ascending: false }],
  ] as const) {
    expect((await list(`sort=${sort}`)).status).toBe(200);
    expect([sort, asked.at(-1)]).toMatchObject([sort, { ...expected, bare: true }]);
  }
  const before = asked.length;
  for (const query of ['sort=updatedAt', 'sort=-updatedAt', 'sort=createdAt&sequence=1']) expect((await list(query)).status).toBe(200);
  expect(asked).toHaveLength(before);
  expect(await list('sort=age')).toMatchObject({ status: 400, body: { errors: [{ path: 'sort' }] } });
});

test('a page’s cursor is good for the same query of the same tenant only', async () => {
  const { nextCursor } = (await get('q=jacket')).body as { nextCursor: string };
  await get(`q=jacket&cursor=${nextCursor}`);
  expect(asked.at(-1)?.cursor).toBe('next');
  expect((await get(`q=trousers&cursor=${nextCursor}`)).body).toMatchObject({ code: 'invalid_request' });
  expect((await get(`q=jacket&cursor=${nextCursor}`, (await harness.tenant()).adminToken)).status).toBe(400);
});

test('a missing engine is a 503, a question that is none a 400, too many words a 422', async () => {
  answer = () => Promise.reject(new SearchUnavailable(new Error('down')));
  const { status, headers, body } = await get('q=jacket');
  expect([status, body.code]).toEqual([503, 'unavailable']);
  expect(headers).toHaveProperty('retry-after');
  expect((await get('status=sleeping')).status).toBe(400);
  expect((await get('updatedSince=yesterday')).status).toBe(400);
  expect((await get('limit=1000')).status).toBe(400);
  expect((await get(`q=${'x+'.repeat(30)}`)).status).toBe(422);
});

test('socket tickets are new each time, also under the same Idempotency-Key', async () => {
  const call = () => harness.call('POST /v1/socket-tickets', { token: world.adminToken, headers: { 'idempotency-key': 'k1' } });
  const [first, second] = [await call(), await call()];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(first.body.ticket).not.toBe(second.body.ticket);
  expect((await harness.call('POST /v1/socket-tickets', { token: (await world.key('agent')).token })).status).toBe(201);
});
