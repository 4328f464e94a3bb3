import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { outputOfLetters } from '../../lib/messaging-stack.ts';
import type { ConsumedTopic } from '../../lib/topics.ts';
import { bridgedSource, sendAsPoller } from '../../scripts/deploy-local/bridge.ts';
import { BRIDGED_TOPICS } from '../../scripts/deploy-local/deployment.ts';
import { Services } from '../../scripts/deploy-local/target.ts';
import { synthesise } from '../lib/synthesised.ts';

it('the bridge reads every consumed topic as its event source of a deployment does, and knows its dead letters', async () => {
  const app = await synthesise({ profile: 'dev' });
  const consumed = app.of('AWS::Lambda::EventSourceMapping').filter(({ Properties }) => Properties['Topics']);
  expect(Object.keys(BRIDGED_TOPICS)).toHaveLength(consumed.length);
  for (const [topic, { entry, letters }] of Object.entries(BRIDGED_TOPICS)) {
    const bridged = bridgedSource(topic);
    const [source] = app.sources(entry);
    expect(JSON.parse(JSON.stringify(source)), topic).toMatchObject({
      Topics: [topic],
      BatchSize: bridged.batchSize,
      MaximumBatchingWindowInSeconds: bridged.windowMs / 1000,
      FunctionResponseTypes: bridged.partial ? ['ReportBatchItemFailures'] : [],
      StartingPosition: bridged.from,
      BisectBatchOnFunctionError: bridged.bisect,
      MaximumRetryAttempts: bridged.maxRetries,
      AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: bridged.group },
    });
    expect(letters).toBe(outputOfLetters(topic as ConsumedTopic));
  }
});

it("permanent failures are sent with the credentials of the function's role, as pollers do", async () => {
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
