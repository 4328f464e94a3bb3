import { expect, test } from 'vitest';
import type { HttpRoute } from '../../../local/assembly/plan.ts';
import { Router } from '../../../local/gateway/router.ts';

const routes = (...keys: readonly string[]): HttpRoute[] =>
  keys.map((routeKey) => {
    const [method = '', path = ''] = routeKey === '$default' ? ['ANY', '$default'] : routeKey.split(' ');
    return { apiId: 'a', routeKey, method, path, functionName: 'f', timeoutMs: 1000 };
  });
const router = new Router(
  routes(
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{proxy+}',
    'ANY /pets/{kind}/{id}',
    'GET /',
    '$default',
    'POST /v1/tickets/bulk',
    'PATCH /v1/tickets/{id}',
    'GET /a/{x}/c',
    'GET /a/b/{y}',
  ),
);

// The first five are the examples of AWS's developer guide.
test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1', undefined],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
  ['GET', '/pets/cat/1', 'ANY /pets/{kind}/{id}', { kind: 'cat', id: '1' }],
  ['GET', '/pets/cat/1/2', 'GET /pets/{proxy+}', { proxy: 'cat/1/2' }],
  ['POST', '/test/5', '$default', undefined],
  ['POST', '/pets/dog/1', 'ANY /pets/{kind}/{id}', { kind: 'dog', id: '1' }],
  ['GET', '/', 'GET /', undefined],
  ['PATCH', '/v1/tickets/bulk', 'PATCH /v1/tickets/{id}', { id: 'bulk' }],
  ['PATCH', '/v1/tickets/', '$default', undefined],
  ['PATCH', '/v1/tickets/a%20b', 'PATCH /v1/tickets/{id}', { id: 'a b' }],
  ['PATCH', '/v1/tickets/%zz', 'PATCH /v1/tickets/{id}', { id: '%zz' }],
  ['GET', '/a/b/c', 'GET /a/b/{y}', { y: 'c' }],
  ['GET', '/a/q/c', 'GET /a/{x}/c', { x: 'q' }],
  ['GET', '/pets', '$default', undefined],
])('%s %s → %s', (method, path, routeKey, pathParameters) => {
  const match = router.find(method, path);
  expect(match?.route.routeKey).toBe(routeKey);
  expect(match?.pathParameters).toEqual(pathParameters);
});

test('without $default there may be no route', () => {
  expect(new Router(routes('GET /a')).find('POST', '/a')).toBeUndefined();
  expect(new Router(routes('GET /a/{p+}')).find('GET', '/a')).toBeUndefined();
});

test('of two equal routes the first one answers, greedy ones and $default too', () => {
  const twice = ['GET /a', 'GET /b/{rest+}', '$default'].flatMap((key) => routes(key, key)).map((route, index) => ({ ...route, functionName: `f${index}` }));
  const both = new Router(twice);
  expect(['/a', '/b/c/d', '/elsewhere'].map((path) => both.find('GET', path)?.route.functionName)).toEqual(['f0', 'f2', 'f4']);
});
