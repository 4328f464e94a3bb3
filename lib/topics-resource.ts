import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { kafkaArn } from './kafka-arn.ts';
import type { NetworkStack } from './network-stack.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { removalOf, retentionOf } from './retention.ts';

/** Partitions only ever rise: a key's partition, and with it the order of a thread, hangs on their number. */
export const TOPICS: Readonly<Record<string, number>> = {
  messages: 12,
  tickets: 6,
  queue_acks: 3,
  ai_messages: 3,
  metadata_actions: 3,
  escalations_outbound: 3,
};

export interface TopicsResourceProps {
  readonly profile: Profile;
  readonly network: NetworkStack;
  readonly clusterArn: string;
  readonly brokers: string;
}

/** Makes the topics at deploy time by a function inside the network. Deleting the stack leaves them to the cluster's end. */
export class TopicsResource extends Construct {
  constructor(scope: Construct, id: string, props: TopicsResourceProps) {
    super(scope, id);
    const { profile, network, clusterArn } = props;
    const stack = Stack.of(this);
    const handler = new ParleyFunction(this, 'Function', {
      profile,
      entry: 'functions/deploy/topics.ts',
      description: 'Makes the Kafka topics at deploy time',
      deployTime: true,
      timeout: 120,
      memory: 512,
      placement: { vpc: network.vpc, securityGroup: network.clients },
      environment: { KAFKA_BROKERS: props.brokers },
    });
    handler.addToRolePolicy(new PolicyStatement({ actions: ['kafka-cluster:Connect'], resources: [clusterArn] }));
    handler.addToRolePolicy(
      new PolicyStatement({
        actions: ['kafka-cluster:CreateTopic', 'kafka-cluster:DescribeTopic', 'kafka-cluster:AlterTopic'],
        resources: Object.keys(TOPICS).map((topic) => kafkaArn(stack, clusterArn, 'topic', topic)),
      }),
    );
    const provider = new Provider(this, 'Provider', {
      onEventHandler: handler,
      logGroup: new LogGroup(this, 'ProviderLogs', { retention: retentionOf(profile), removalPolicy: removalOf(profile) }),
    });
    const anyVersion = `${flattenCfnReference(stack.resolve(handler.functionArn))}:*`;
    acknowledge(provider, `AwsSolutions-IAM5[Resource::${anyVersion}]`, "CDK's provider may call any version of this one function.");
    new CustomResource(this, 'Topics', {
      resourceType: 'Custom::KafkaTopics',
      serviceToken: provider.serviceToken,
      serviceTimeout: Duration.minutes(10),
      properties: { Topics: TOPICS, Replicas: profile.brokers.replicas },
    });
  }
}
