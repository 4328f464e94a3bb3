import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { QueueUnavailable } from '../../../adapters/queues/queues.ts';
import { SearchUnavailable } from '../../../adapters/search/search.ts';
import { TopicUnavailable } from '../../../adapters/topics/topics.ts';
import { Problem } from '../../../domain/errors.ts';
import { TableUnavailable, TransactionRefused } from '../../../domain/table/port.ts';
import { etag, ifMatch, requireVersion } from '../../../functions/api/etag.ts';
import { defineRoute } from '../../../functions/api/route.ts';
import { createRouter } from '../../../functions/api/router.ts';
import { createHarness } from './harness.ts';

const failing = (error: unknown) =>
  createHarness({
    routes: [
      defineRoute({
        method: 'GET',
        path: '/v1/failing',
        roles: 'public',
        summary: 'Fails',
        answers: { 204: null },
        handle: async () => {
          throw error;
        },
      }),
    ],
  });

describe('bad input', () => {
  it('is a 400 that names each field, and never repeats a value', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const reply = await harness.call('POST /v1/agents', {
      token,
      body: { name: '', email: 'secret-text', role: 'boss', teamIds: [1], extra: true, __proto__x: 1 },
    });
    expect(reply.status).toBe(400);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.body).toMatchObject({ code: 'invalid_request', status: 400 });
    expect(reply.body.errors.map((e: { path: string }) => e.path).toSorted()).toEqual([
      '__proto__x',
      'email',
      'extra',
      'name',
      'password',
      'role',
      'teamIds.0',
    ]);
    expect(JSON.stringify(reply.body)).not.toContain('secret-text');
  });

  it.each([
    ['broken JSON', '{"name":'],
    ['no body', ''],
    ['another shape', '[]'],
    ['a bare text', '"name"'],
    ['null', 'null'],
  ])('%s is a 400', async (_, raw) => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const reply = await harness.call('POST /v1/teams', { token, raw });
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(reply.body.errors).toHaveLength(1);
  });

  it('is a 413 above 1 MB, counted in bytes', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const raw = (bytes: number): string => {
      const frame = JSON.stringify({ name: '' }).length;
      return JSON.stringify({ name: 'é'.repeat(Math.ceil((bytes - frame) / 2)) });
    };
    expect((await harness.call('POST /v1/teams', { token, raw: raw(1_048_578) })).status).toBe(413);
    // Within the limit, the name is what is too long.
    expect((await harness.call('POST /v1/teams', { token, raw: raw(1_048_570) })).status).toBe(400);
  });

  it('in the query is a 400 by name', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    for (const [query, path] of [
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=many', 'limit'],
      ['sort=age', 'sort'],
      ['colour=red', 'colour'],
      ['limit=1&limit=2', 'limit'],
    ]) {
      const reply = await harness.call(`GET /v1/teams?${query}`, { token });
      expect(reply, query).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    }
  });

  it('is refused before the body is looked at when the caller may not call', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const { token } = await world.person('agent');
    expect((await harness.call('POST /v1/teams', { token, raw: '{' })).status).toBe(403);
    expect((await harness.call('POST /v1/teams', { raw: '{' })).status).toBe(401);
  });
});

describe('paths', () => {
  it.each([
    ['PUT /v1/teams', 'GET, POST'],
    ['POST /v1/teams/1', 'DELETE, GET, PATCH'],
    ['HEAD /v1/health', 'GET'],
    ['DELETE /v1/tickets/bulk', 'GET, PATCH, POST'],
    ['PUT /webhooks/api/an-origin', 'GET, POST'],
  ])('%s is a 405 that names the methods there are', async (target, allow) => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const reply = await harness.call(target, { token });
    expect(reply).toMatchObject({ status: 405, body: { code: 'method_not_allowed', errors: [] } });
    expect(reply.headers['allow']?.split(',').toSorted().join(', ')).toBe(allow);
  });

  it('with an id that no key can hold, or that is no text, lead to nothing', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    for (const id of ['x'.repeat(3_000), '%F0%9F%98', '%00', '%ED%A0%80', 'a%EF%BF%BD', '%0A']) {
      for (const target of [`GET /v1/tickets/${id}`, `GET /v1/teams/${id}`, `DELETE /v1/queues/${id}`, `GET /v1/tickets/${id}/messages`]) {
        expect(await harness.call(target, { token }), `${target} ${id.slice(0, 20)}`).toMatchObject({ status: 404, body: { code: 'not_found' } });
      }
    }
  });

  it.each(['GET /', 'GET /v1/nothing', 'GET /v1/teams/', 'GET /v1//teams', 'GET /v1/%E0%A4%A/x'])('%s', async (target) => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const reply = await harness.call(target, { token });
    if (target === 'GET /v1/teams/') expect(reply.status).toBe(200);
    else expect(reply).toMatchObject({ status: 404, body: { code: 'not_found', errors: [] } });
  });

  it('prefer a fixed part over a parameter, and decode parameters', () => {
    const route = (path: `/${string}`) =>
      defineRoute({ method: 'GET', path, roles: 'public', summary: '', answers: { 204: null }, handle: async () => ({ status: 204 }) });
    const { find: match } = createRouter([route('/a/{id}'), route('/a/fixed'), route('/a/{id}/b/{n}'), route('/a/fixed/c')]);
    expect(match('GET', '/a/fixed')?.route.path).toBe('/a/fixed');
    expect(match('GET', '/a/fixed/b/2')).toMatchObject({ params: { id: 'fixed', n: '2' } });
    expect(match('GET', '/a/x%2Fy')).toMatchObject({ params: { id: 'x/y' } });
    expect(match('GET', '/a/%')).toMatchObject({ params: { id: '%' } });
    expect(() => createRouter([route('/a'), route('/a')])).toThrow('two routes for GET /a');
  });
});

describe('what goes wrong behind a route', () => {
  it.each([
    ['the table', new TableUnavailable(new Error('x'))],
    ['a topic', new TopicUnavailable(new Error('x'))],
    ['a queue', new QueueUnavailable(new Error('x'))],
    ['search', new SearchUnavailable(new Error('x'))],
    ['a place that all want at once', new TransactionRefused([{ index: 0, reason: 'conflict' }])],
  ])('%s being down is a 503 with Retry-After', async (_, error) => {
    const reply = await failing(error).call('GET /v1/failing');
    expect(reply).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(reply.facts.error?.frames.length).toBeGreaterThan(0);
  });

  it('a condition that nobody explained is a 409', async () => {
    expect(await failing(new TransactionRefused([{ index: 0, reason: 'condition' }])).call('GET /v1/failing')).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
  });

  it.each([new Error('the customer wrote: my card is 4111'), 'a thrown text: 4111', new Error('outer 4111', { cause: new SyntaxError('inner 4111') })])(
    'the unforeseen is a 500 that quotes nothing, neither to the caller nor to the log',
    async (error) => {
      const reply = await failing(error).call('GET /v1/failing', { headers: { 'x-correlation-id': 'abc-1' } });
      expect(reply).toMatchObject({ status: 500, body: { code: 'internal', status: 500, errors: [] }, facts: { code: 'internal', correlationId: 'abc-1' } });
      expect(JSON.stringify(reply)).not.toContain('4111');
      expect(reply.facts.error?.name).toBeTypeOf('string');
    },
  );

  it('a problem keeps its extra members and cannot lose its own', async () => {
    const reply = await failing(new Problem('already_taken', 'Taken.', { extra: { owner: { agentId: 'a' }, code: 'forged' } })).call('GET /v1/failing');
    expect(reply).toMatchObject({ status: 409, body: { code: 'already_taken', owner: { agentId: 'a' } } });
  });
});

describe('correlation', () => {
  it('keeps a sound id of the caller and makes one otherwise', async () => {
    const harness = createHarness();
    expect((await harness.call('GET /v1/health', { headers: { 'x-correlation-id': 'a.b:c_d-1' } })).headers['x-correlation-id']).toBe('a.b:c_d-1');
    const made = (await harness.call('GET /v1/health', { headers: { 'x-correlation-id': 'two words\n' } })).headers['x-correlation-id'];
    expect(made).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('versions', () => {
  it.each([
    [undefined, null],
    ['*', null],
    ['3', 3],
    ['"3"', 3],
    ['W/"3"', 3],
    [' "12" ', 12],
  ])('If-Match %s reads as %s', (header, version) => {
    expect(ifMatch({ 'if-match': header })).toBe(version);
  });

  it.each(['', 'three', '"3', '3"', '-1', '3.5', '"3", "4"', 'w/"3"'])('If-Match %s is malformed', (header) => {
    expect(() => ifMatch({ 'if-match': header })).toThrow(
      expect.objectContaining({ code: 'invalid_request', errors: [expect.objectContaining({ path: 'If-Match' })] }),
    );
  });

  it('a stale one is a 412 with the current one; no header asks nothing', () => {
    expect(() => requireVersion(2, 3)).toThrow(expect.objectContaining({ code: 'stale', status: 412, extra: { current: 3 } }));
    expect(() => requireVersion(3, 3)).not.toThrow();
    expect(() => requireVersion(null, 3)).not.toThrow();
    expect(etag(3)).toEqual({ etag: '"3"' });
  });

  it('every resource with a version has it as its ETag', async () => {
    const versioned = defineRoute({
      method: 'GET',
      path: '/v1/x',
      roles: 'public',
      summary: '',
      answers: { 200: z.strictObject({ version: z.number() }) },
      handle: async () => ({ status: 200, body: { version: 7 } }),
    });
    expect((await createHarness({ routes: [versioned] }).call('GET /v1/x')).headers['etag']).toBe('"7"');
  });
});

describe('answers', () => {
  it('that their route does not declare fail the tests', async () => {
    const loose = defineRoute({
      method: 'GET',
      path: '/v1/x',
      roles: 'public',
      summary: '',
      answers: { 200: z.strictObject({ a: z.string() }) },
      handle: async () => ({ status: 200, body: { a: 'b', secret: 1 } }),
    });
    expect((await createHarness({ routes: [loose] }).call('GET /v1/x')).status).toBe(500);
    const undeclared = { ...loose, handle: async () => ({ status: 204 }) };
    expect((await createHarness({ routes: [undeclared] }).call('GET /v1/x')).status).toBe(500);
  });
});
