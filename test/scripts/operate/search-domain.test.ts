import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OpenSearchClient } from '@aws-sdk/client-opensearch';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reasonToWait } from '../../../scripts/operate/search-domain.ts';

/** What the service would answer, by path. */
let answers: Record<string, { status?: number; body: unknown }>;
let asked: string[];
let server: Server;
let client: OpenSearchClient;
beforeEach(async () => {
  asked = [];
  answers = {};
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { status = 200, body } = answers[request.url ?? ''] ?? { status: 404, body: { message: 'none' } };
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': status === 200 ? '' : 'ResourceNotFoundException' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new OpenSearchClient({ region: 'eu-west-1', endpoint, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
});
afterEach(async () => {
  client.destroy();
  await new Promise((closed) => server.close(closed));
});

const DOMAIN = '/2021-01-01/opensearch/domain/parley';
const says = (status: object, health = 'Green'): void => {
  answers[DOMAIN] = { body: { DomainStatus: { DomainName: 'parley', ARN: 'arn', DomainId: 'id', ClusterConfig: {}, ...status } } };
  answers[`${DOMAIN}/health`] = { body: { ClusterHealth: health } };
};

test.each([
  ['is being changed (UpdatingEngineVersion)', { Processing: true, DomainProcessingStatus: 'UpdatingEngineVersion' }, 'Green'],
  ['is being changed (Processing)', { UpgradeProcessing: true }, 'Green'],
  ['is being deleted', { Deleted: true }, 'Green'],
  ['is yellow', {}, 'Yellow'],
  ['is red', { Processing: false }, 'Red'],
])('a rebuild waits while the domain %s', async (reason, status, health) => {
  says(status, health);
  expect(await reasonToWait(client, 'parley')).toBe(`parley ${reason}`);
});

test('a domain that is whole and not being changed need not be waited for', async () => {
  says({ Processing: false });
  expect(await reasonToWait(client, 'parley')).toBeUndefined();
  expect(asked).toEqual([`GET ${DOMAIN}`, `GET ${DOMAIN}/health`]);
});

test('a domain that is not there is an error', async () => {
  await expect(reasonToWait(client, 'parley')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
