import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { answered, openSearchClient } from '../../../adapters/search/opensearch-client.ts';

let server: Server | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  await new Promise((closed) => server?.close(closed));
});
const clientOf = async (listener: RequestListener) => {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return openSearchClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
};
const JSON_TYPE = { 'content-type': 'application/json' };

test('an answer that stops within its body ends with its time', async () => {
  const client = await clientOf((_, response) => void response.writeHead(200, JSON_TYPE).write('{"hits":'));
  await expect(answered(client.search({ index: 'i', body: {} }), 100)).rejects.toThrow(/abort/i);
});

test('a node that fails is asked again, twice at most, and then says what it answered', async () => {
  let asked = 0;
  const client = await clientOf((_, response) => {
    asked += 1;
    response.writeHead(asked < 3 ? 503 : 200, JSON_TYPE).end('{"ok":true}');
  });
  expect((await answered(client.indices.getAlias({ index: 'i' }))).body).toEqual({ ok: true });
  expect(asked).toBe(3);
  asked = -10;
  await expect(answered(client.indices.getAlias({ index: 'i' }))).rejects.toThrow('OpenSearch answered 503 to GET i/_alias: {"ok":true}');
  expect(asked).toBe(-7);
});

test('requests are signed for the domain with the credentials of the moment they are first needed, token included', async () => {
  for (const [name, value] of Object.entries({ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' }))
    vi.stubEnv(name, value);
  let headers: NodeJS.Dict<string | string[]> = {};
  const client = await clientOf((request, response) => {
    headers = request.headers;
    response.writeHead(200, JSON_TYPE).end('{}');
  });
  await answered(client.bulk({ body: [{ index: { _index: 'i' } }, { a: 'ü' }] }));
  expect(headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-central-1\/es\/aws4_request/);
  expect(headers['x-amz-security-token']).toBe('t');
});
