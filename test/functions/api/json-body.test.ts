import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../domain/errors.ts';
import { parseJson } from '../../../functions/api/json-body.ts';
import { parseQuery } from '../../../functions/api/validation.ts';
import { createHarness } from './harness.ts';

const errorsOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as Problem).errors;
  }
  return [];
};

describe('a body', () => {
  it.each([
    ['{"text":"half \\ud83d"}', 'text', 'has half a surrogate pair, which is no character'],
    ['{"a":[{"b":"\\udc00x"}]}', 'a.0.b', 'has half a surrogate pair, which is no character'],
    ['{"a\\ud800":1}', 'a\ufffd', 'is not an allowed name: it has half a surrogate pair, which is no character'],
    ['{"a":{"b":"\\u0000"}}', 'a.b', 'has a NUL character'],
    ['{"a":{"__proto__":{"admin":true}}}', 'a.__proto__', 'is not an allowed name'],
    ['"\\ud83d"', '', 'has half a surrogate pair, which is no character'],
  ])('%s is refused by the name of the field', (raw, path, message) => {
    expect(errorsOf(() => parseJson(raw, 1000))).toEqual([{ path, message }]);
  });

  it('keeps whole pairs, however they are written', () => {
    expect(parseJson('{"a":"\\ud83d\\ude00 😀"}', 1000)).toEqual({ a: '😀 😀' });
  });

  it('names its faults in order, and the first 50 of many', () => {
    const errors = errorsOf(() => parseJson(JSON.stringify({ b: ['\ud800', { c: '\udc00' }], a: '\u0000' }), 1000));
    expect(errors.map(({ path }) => path)).toEqual(['b.0', 'b.1.c', 'a']);
    expect(errorsOf(() => parseJson(JSON.stringify(Array(1000).fill('\ud800')), 100_000))).toHaveLength(50);
  });

  it('may be nested 64 levels deep, and not a hundred thousand', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    expect(() => parseJson(nested(64), 1_000_000)).not.toThrow();
    for (const levels of [65, 100_000])
      expect(errorsOf(() => parseJson(nested(levels), 1_000_000))).toMatchObject([{ message: 'is nested more than 64 levels deep' }]);
  });

  it('of bytes that are no UTF-8 says so', () => {
    expect(errorsOf(() => parseJson('{"a":"\ufffd"}', 1000, false))).toEqual([{ path: '', message: 'is not valid UTF-8' }]);
  });
});

describe('a query', () => {
  it('is read like a form', () => {
    expect(parseQuery('a=1&b=x+y%2B&a=2&&c&d=%F0%9F%98%80&e=100%')).toEqual({ a: '1,2', b: 'x y+', c: '', d: '😀', e: '100%' });
    expect(parseQuery('')).toEqual({});
  });

  it.each([
    ['q=%ff', 'q', 'is not valid UTF-8, percent-encoded'],
    ['limit=1&q=%ED%A0%80', 'q', 'is not valid UTF-8, percent-encoded'],
    ['q=a%00b', 'q', 'has a NUL character'],
    ['%ff=1', '', 'is not valid UTF-8, percent-encoded'],
    ['__proto__=1', '__proto__', 'unknown field'],
  ])('%s is refused by the name of the parameter', (raw, path, message) => {
    expect(errorsOf(() => parseQuery(raw))).toEqual([{ path, message }]);
  });
});

describe('messages', () => {
  it('are ours, follow the name of the field, and never come from the validator', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const agent = await harness.call('POST /v1/agents', { token, body: { name: '', email: 'x', role: 'boss', teamIds: [1], password: 12 } });
    expect(agent.body.errors).toEqual([
      { path: 'name', message: 'must not be empty' },
      { path: 'email', message: 'must be an e-mail address' },
      { path: 'password', message: 'must be a string' },
      { path: 'role', message: 'must be one of admin, supervisor, agent' },
      { path: 'teamIds.0', message: 'must be a string' },
    ]);
    const queue = await harness.call('POST /v1/queues', { token, body: { name: 'q'.repeat(201), priority: 1.5, condition: { all: [] }, visibleTo: [] } });
    expect(queue.body.errors).toEqual([
      { path: 'name', message: 'must have at most 200 characters' },
      { path: 'priority', message: 'must be a whole number' },
      { path: 'visibleTo', message: 'must be an object' },
    ]);
    expect((await harness.call('POST /v1/teams', { token, body: {} })).body.errors).toEqual([{ path: 'name', message: 'is required' }]);
    expect((await harness.call('POST /v1/teams', { token, body: [] })).body.errors).toEqual([{ path: '', message: 'must be an object' }]);
  });

  it('name a parameter of the query as it was given', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    for (const path of ['/v1/tickets', '/v1/search']) {
      const reply = await harness.call(`GET ${path}?status=open,shut`, { token });
      expect(reply.body.errors).toEqual([{ path: 'status', message: 'must be one of created, working, pending, followup, solved, closed' }]);
    }
    expect((await harness.call('GET /v1/teams?limit=many', { token })).body.errors).toEqual([{ path: 'limit', message: 'must be a number' }]);
  });

  it('of a value that may have several forms are about the form that it nearly has', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const patch = async (registration: unknown) => (await harness.call('PATCH /v1/tenant', { token, body: { registration } })).body.errors;
    expect(await patch({ domains: [] })).toEqual([{ path: 'registration.domains', message: 'must not be empty' }]);
    expect(await patch('ajar')).toEqual([{ path: 'registration', message: 'does not match any allowed form' }]);
  });

  it('are few and short, whatever was sent', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const body = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`${at}${'x'.repeat(100)}`, 1]));
    const reply = await harness.call('POST /v1/teams', { token, body: { ...body, ['y'.repeat(200_000)]: 1 } });
    expect(reply.body.errors).toHaveLength(50);
    expect(JSON.stringify(reply.body).length).toBeLessThan(30_000);
  });
});
