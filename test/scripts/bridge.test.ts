import { expect, it } from 'vitest';
import { BRIDGED } from '../../scripts/deploy-local/bridge.ts';
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
