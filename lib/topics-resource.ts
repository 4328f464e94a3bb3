import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { deployProvider } from './deploy-provider.ts';
import { kafkaArn } from './kafka-arn.ts';
import type { NetworkStack } from './network-stack.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';

/**
 * Partitions only ever rise, and each rise moves keys: what waits in a thread's old partition may be overtaken by what comes to the new
 * one. So raise them in a quiet hour, with no lag (docs/deploy.md).
 */
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

/** Makes the topics, and raises their partitions, at deploy time by a function inside the network. Deleting the stack leaves them to the cluster's end. */
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
    const provider = deployProvider(this, profile, handler);
    new CustomResource(this, 'Topics', {
      resourceType: 'Custom::KafkaTopics',
      serviceToken: provider.serviceToken,
      serviceTimeout: Duration.minutes(10),
      properties: { Topics: TOPICS, Replicas: profile.brokers.replicas },
    });
  }
}
