import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import type { StreamingStack } from './streaming-stack.ts';
import { type TopicName, topicSettings } from './topics.ts';

export interface TopicSource {
  readonly topic: TopicName;
  readonly profile: Profile;
  readonly streaming: StreamingStack;
  readonly deadLetters: IQueue;
}

/** A day less than the retention of a topic (7 days), so that whoever handles the alarm of the dead letters can still read the records. */
const TOO_OLD = Duration.days(6);

/**
 * Lambda polls a topic for this function. Pollers are provisioned in both profiles: retry limits, bisecting and partial
 * batches are offered for those only (docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html, 2026-11),
 * and they need no endpoint for Lambda in the network. Without them, a partial-batch response would count as success. The mappings form a group that shares billed
 * units: five more topics do not cost five more units (…/latest/api/API_ProvisionedPollerConfig.html, 2026-11).
 */
export function consumeTopic(fn: ParleyFunction, { topic, profile, streaming, deadLetters }: TopicSource): void {
  const group = `parley-${topic}`;
  const { batchSize, windowSeconds, maxRetries, pollers } = topicSettings(fn.node, profile, topic);
  const mapping = new EventSourceMapping(fn, `${topic}Source`, {
    target: fn,
    eventSourceArn: streaming.clusterArn,
    kafkaTopic: topic,
    kafkaConsumerGroupId: group,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize,
    maxBatchingWindow: Duration.seconds(windowSeconds),
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: maxRetries,
    maxRecordAge: TOO_OLD,
    onFailure: new SqsDlq(deadLetters),
    // All topics share the billed poller units.
    provisionedPollerConfig: { minimumPollers: pollers.min, maximumPollers: pollers.max, pollerGroupName: `parley-${profile.name}` },
  });
  for (const [actions, resources] of [
    [['kafka:DescribeCluster', 'kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'], [streaming.clusterArn]],
    [['kafka-cluster:Connect', 'kafka-cluster:DescribeClusterDynamicConfiguration'], [streaming.clusterArn]],
    [['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'], [streaming.topicArn(topic)]],
    [['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup'], [streaming.groupArn(group)]],
    [
      [
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      ['*'],
    ],
  ] as const) {
    fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }
  const policy = fn.role?.node.tryFindChild('DefaultPolicy');
  if (policy) mapping.node.addDependency(policy);
}
