import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { deployProvider } from './deploy-provider.ts';
import { kafkaArn } from './kafka-arn.ts';
import type { NetworkStack } from './network-stack.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { TOPIC_NAMES, topicSettings } from './topics.ts';

export interface TopicsResourceProps {
  readonly profile: Profile;
  readonly network: NetworkStack;
  readonly clusterArn: string;
  readonly brokers: string;
}

/** Creates the topics and adds partitions at deploy time, with a function in the VPC. Deleting the stack keeps the topics, which are deleted with the cluster. */
export class TopicsResource extends Construct {
  constructor(scope: Construct, id: string, props: TopicsResourceProps) {
    super(scope, id);
    const { profile, network, clusterArn } = props;
    const stack = Stack.of(this);
    const handler = new ParleyFunction(this, 'Function', {
      profile,
      entry: 'functions/deploy/topics.ts',
      description: 'Creates the Kafka topics at deploy time',
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
        resources: TOPIC_NAMES.map((topic) => kafkaArn(stack, clusterArn, 'topic', topic)),
      }),
    );
    const provider = deployProvider(this, profile, handler);
    new CustomResource(this, 'Topics', {
      resourceType: 'Custom::KafkaTopics',
      serviceToken: provider.serviceToken,
      serviceTimeout: Duration.minutes(10),
      properties: {
        Topics: Object.fromEntries(TOPIC_NAMES.map((topic) => [topic, topicSettings(this.node, profile, topic).partitions])),
        Replicas: profile.brokers.replicas,
      },
    });
  }
}
