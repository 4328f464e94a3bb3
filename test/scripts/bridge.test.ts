import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { BRIDGED, sendAsPoller } from '../../scripts/deploy-local/bridge.ts';
import { Services } from '../../scripts/deploy-local/target.ts';
import { synthesise } from '../lib/synthesised.ts';

it('the bridge reads the topic as the event source of a deployment does', async () => {
  const [source] = (await synthesise({ profile: 'dev' })).sources('functions/consumers/messages.ts');
  const asDeployed = JSON.parse(JSON.stringify(source)) as Record<string, unknown>;
  expect(asDeployed).toMatchObject({
    Topics: [BRIDGED.topic],
    BatchSize: BRIDGED.batchSize,
    MaximumBatchingWindowInSeconds: BRIDGED.windowMs / 1000,
    FunctionResponseTypes: BRIDGED.partial ? ['ReportBatchItemFailures'] : [],
    StartingPosition: BRIDGED.from,
    BisectBatchOnFunctionError: BRIDGED.bisect,
    MaximumRetryAttempts: BRIDGED.maxRetries,
    AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: BRIDGED.group },
  });
});

it("what failed for good is sent with the credentials of the function's role, as pollers do", async () => {
  const calls: { action: string; credential: string; token: string | undefined }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const action = new URLSearchParams(body).get('Action') ?? String(request.headers['x-amz-target']);
      const [, credential = ''] = /Credential=([^/]+)/.exec(String(request.headers.authorization)) ?? [];
      calls.push({ action, credential, token: request.headers['x-amz-security-token'] as string | undefined });
      if (action === 'GetCallerIdentity') response.end('<Account>111122223333</Account>');
      else if (action === 'AssumeRole') {
        expect(new URLSearchParams(body).get('RoleArn')).toBe('arn:aws:iam::111122223333:role/messages-role');
        response.end('<AccessKeyId>ROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>token</SessionToken>');
      } else response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const deployer = new Services({ endpoint, region: 'us-east-1', accessKeyId: 'DEPLOYER', secretAccessKey: 's' });
    await sendAsPoller(deployer, 'messages-role', 'http://queue', { reason: 'x' });
  } finally {
    server.close();
  }
  expect(calls.at(-1)).toEqual({ action: 'AmazonSQS.SendMessage', credential: 'ROLE', token: 'token' });
  expect(calls.slice(0, -1).every(({ credential }) => credential === 'DEPLOYER')).toBe(true);
});
